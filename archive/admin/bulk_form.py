"""What a batch must know before it is carried out: the tag, the publisher, or the public reason."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext_lazy as _

from archive.models import Article, Campaign, Company, Mention, Operation, Publisher

Kind = Operation.Kind


def _choice(model: Any, of: Any, field: str, label: Any, required: bool = False) -> forms.ModelChoiceField:
    widget = AutocompleteSelect(of._meta.get_field(field), admin.site)
    return forms.ModelChoiceField(model._default_manager.all(), widget=widget, label=label, required=required)


class BulkForm(forms.Form):
    """Fields by the kind of the operation; `save` writes them into its `params`."""

    NEEDS: ClassVar[dict[str, str]] = {
        Kind.TAG: "entity",
        Kind.UNTAG: "entity",
        Kind.PUBLISHER: "publisher",
        Kind.WITHDRAW: "reason",
    }
    """Kind → the key of `params` that it must have."""

    def __init__(self, operation: Operation, data: Any = None) -> None:
        super().__init__(data)
        self.operation = operation
        need = self.NEEDS[operation.kind]
        if need == "entity":
            self.fields["company"] = _choice(Company, Mention, "company", _("شركة"))
            self.fields["campaign"] = _choice(Campaign, Mention, "campaign", _("حملة"))
        elif need == "publisher":
            self.fields["publisher"] = _choice(Publisher, Article, "publisher", _("الناشر"), required=True)
        else:
            self.fields["reason"] = forms.ChoiceField(
                label=_("سبب السحب"), choices=Article.Withdrawal.choices
            )
            wide = forms.Textarea(attrs={"rows": 3, "cols": 60, "dir": "auto"})
            self.fields["note"] = forms.CharField(
                label=_("بيان السحب للعموم"), widget=wide, max_length=500, required=False
            )

    def clean(self) -> dict[str, Any]:
        """One tag."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "company" in self.fields and bool(data.get("company")) == bool(data.get("campaign")):
            raise forms.ValidationError(_("اختر شركة أو حملة واحدة."))
        return data

    def save(self) -> None:
        """Keep what was chosen."""
        data, params = self.cleaned_data, self.operation.params
        if "company" in self.fields:
            kind = "company" if data["company"] else "campaign"
            params |= {"kind": kind, "entity": data[kind].pk, "name": data[kind].name_ar}
        elif "publisher" in self.fields:
            params |= {"publisher": data["publisher"].pk, "name": data["publisher"].name}
        else:
            label = str(Article.Withdrawal(data["reason"]).label)
            params |= {"reason": data["reason"], "note": data["note"].strip(), "name": label}
        self.operation.save(update_fields=["params"])

    @classmethod
    def is_complete(cls, operation: Operation) -> bool:
        """Whether the operation knows all it must."""
        need = cls.NEEDS.get(operation.kind)
        return need is None or bool(operation.params.get(need))
