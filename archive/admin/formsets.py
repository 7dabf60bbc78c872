"""Rows edited on the page of another row, checked without a query for each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet


class KnownRow(forms.ModelChoiceField):
    """The hidden key of a row, a whole number: looked up among the rows that the page has already read."""

    rows: dict[Any, Any]

    def to_python(self, value: Any) -> Any:
        """The row; refused where the page does not show it."""
        if value in self.empty_values:
            return None
        try:
            return self.rows[int(getattr(value, "pk", value))]
        except (KeyError, ValueError):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


class KnownRows(BaseInlineFormSet):
    """Django's own formset asks the database for each row again (`ModelChoiceField.to_python`)."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """The usual fields, with the key checked as above."""
        super().add_fields(form, index)
        name: str = self._pk_field.name  # type: ignore[attr-defined]  # set by the call above
        usual = form.fields.get(name)
        if isinstance(usual, forms.ModelChoiceField):
            field = KnownRow(usual.queryset, initial=usual.initial, required=False, widget=forms.HiddenInput)
            field.rows = {row.pk: row for row in self.get_queryset()}
            form.fields[name] = field
