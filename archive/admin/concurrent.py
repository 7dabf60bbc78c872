"""Forms that two people may have open at once: the second to save is told, sees both texts, loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive import locks
from archive.concurrency import token
from archive.history.record import notes_of
from archive.models import Article
from archive.worddiff import Paragraph, compare

if TYPE_CHECKING:
    Base = admin.ModelAdmin
else:
    Base = object


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that reads differently: as saved meanwhile, as typed here, and the words that differ."""

    label: str
    theirs: str
    mine: str
    diff: list[Paragraph]


class ConcurrentForm(forms.ModelForm):
    """Refuses to save over a row that changed since the form was shown; a second try knows what it does.

    `clashes`: after a refusal, the fields that differ; `saved_by` says who saved meanwhile, if anybody knows.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    clashes: list[Clash] | None = None
    saved_by = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk and "seen" in self.fields:
            self.initial["seen"] = token(self.instance)

    @property
    def changed_data(self) -> list[str]:
        """The token is no change of the row's."""
        return [name for name in super().changed_data if name != "seen"]

    def clean(self) -> dict[str, Any]:
        """Compare the row as it is now with the one that was shown."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance.pk or "seen" not in self.fields:
            return cleaned
        model: Any = type(self.instance)
        if model is Article and {"title", "body"} & set(self.changed_data):
            locks.one_writer()  # before the row: a changed text looks for its copies
        current = model._base_manager.select_for_update().get(pk=self.instance.pk)
        if cleaned.get("seen") != token(current):
            self._refuse(current, cleaned)
        return cleaned

    def _refuse(self, current: Any, cleaned: dict[str, Any]) -> None:
        shown = type(self)(instance=current)
        self.clashes = []
        for name in cleaned:
            theirs, mine = (_text(form, name) for form in (shown, self))
            if name != "seen" and theirs != mine:
                label = str(self.fields[name].label or name)
                self.clashes.append(Clash(label, theirs, mine, compare(theirs, mine)))
        latest = notes_of(type(current)).objects.filter(id=current.pk).order_by("-history_id").first()
        self.saved_by = str(latest.history_user or "") if latest else ""
        data: Any = self.data  # as sent; bound forms of the admin always have a QueryDict
        self.data = data.copy()
        self.data[self.add_prefix("seen")] = token(current)  # type: ignore[index]  # a copy may be changed
        raise ValidationError(
            _("حُفظ هذا السجلّ من موضع آخر بعد أن فتحته. قارن النصين، ثم احفظ مرة ثانية ليُعتمد نصّك."),
            code="changed",
        )


def _text(form: forms.ModelForm, name: str) -> str:
    """A field's value as a person reads it: a choice by its label."""
    value = form[name].value()
    choices = getattr(form.fields[name], "choices", None)
    if choices is not None and value not in (None, ""):
        queryset = getattr(form.fields[name], "queryset", None)
        if queryset is not None:
            keys = value if isinstance(value, list | tuple) else [value]
            keys = [getattr(key, "pk", key) for key in keys]
            return "، ".join(map(str, queryset.filter(pk__in=keys)))
        return str(dict(choices).get(value, value))
    return "" if value is None else str(value)


class Concurrent(Base):
    """An admin screen whose form is a `ConcurrentForm`."""

    form = ConcurrentForm
    change_form_template = "admin/concurrent.html"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields of the screen and the token, which only a change needs."""
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj is None or not self.has_change_permission(request, obj):
            return [(name, {**options, "fields": _without(options["fields"])}) for name, options in fieldsets]
        name, options = fieldsets[0]
        fields = (*_without(options["fields"]), "seen")
        return [(name, {**options, "fields": fields}), *fieldsets[1:]]


def _without(fields: Any) -> tuple[Any, ...]:
    return tuple(name for name in fields if name != "seen")
