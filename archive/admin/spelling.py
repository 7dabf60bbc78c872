"""Spellings edited in place: what the tagger could not use is refused, what they would tag is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from archive.gazetteer.checks import SHORTEST
from archive.gazetteer.entry import Entry, Guard, Name
from archive.gazetteer.guard_json import GuardError, guard_from_json
from archive.gazetteer.sync import entry_of
from archive.ingest.fold import fold_name
from archive.models import Alias, Campaign, Company
from archive.retag.preview import Wish, preview


def guard_of(value: Any) -> Guard | None:
    """A guard as typed. Raises ValidationError, saying why, for one that the tagger could not read."""
    try:
        return guard_from_json(value or None)
    except GuardError as error:
        raise ValidationError(_("الشرط غير مفهوم: %(why)s"), params={"why": error}) from error


class GuardField(forms.JSONField):
    """A field without a guard is empty, where JSON would say `null`."""

    def prepare_value(self, value: Any) -> Any:
        """What the field shows."""
        return "" if value is None else super().prepare_value(value)


class AliasForm(forms.ModelForm):
    """Refuses spellings and guards that the tagger could not read."""

    class Meta:
        model = Alias
        fields = ("text", "brand", "guard", "company", "campaign")
        field_classes = {"guard": GuardField}
        widgets = {"guard": forms.Textarea(attrs={"rows": 2, "cols": 40, "dir": "auto"})}

    def clean_guard(self) -> dict[str, Any] | None:
        """A guard has only the parts that `archive.gazetteer.entry.Guard` knows."""
        value: dict[str, Any] | None = self.cleaned_data["guard"]
        guard_of(value)
        return value or None

    def clean(self) -> dict[str, Any]:
        """A spelling of which folding leaves next to nothing would stand everywhere."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        text = " ".join(data.get("text", "").split())
        folded = fold_name(text)
        if text and (not folded or (not data.get("guard") and len(folded) < SHORTEST)):
            self.add_error("text", _("التهجئة أقصر من أن تدلّ بلا شرط."))
        data["text"] = text
        return data


class AliasFormSet(forms.BaseInlineFormSet):
    """Refuses two spellings that are read alike, and one that is another's for sure."""

    def clean(self) -> None:
        """Compare as texts are folded."""
        super().clean()
        seen: dict[str, Any] = {}
        for form in self.forms:
            data = getattr(form, "cleaned_data", None) or {}
            if not data.get("text") or data.get("DELETE"):
                continue
            folded = fold_name(data["text"])
            exact = bool((data.get("guard") or {}).get("exact"))
            if folded in seen and not exact and not seen[folded]:
                form.add_error("text", _("هذه التهجئة تُقرأ كتهجئة أخرى في القائمة."))
            seen[folded] = exact
            if form.has_changed() and not data.get("guard"):
                self._refuse_taken(form, folded)

    def _refuse_taken(self, form: Any, folded: str) -> None:
        """A spelling without a guard names one company, and one campaign."""
        field = "company" if isinstance(self.instance, Company) else "campaign"
        sure = Alias.objects.filter(guard__isnull=True, **{f"{field}__isnull": False})
        others = sure.exclude(**{field: self.instance.pk}) if self.instance.pk else sure
        for text, owner in others.values_list("text", f"{field}__name_ar"):
            if fold_name(text) == folded:
                form.add_error(
                    "text",
                    ValidationError(_("هذه تهجئة «%(owner)s»، فاجعل لها شرطًا."), params={"owner": owner}),
                )


class AliasInline(admin.TabularInline):
    """Spellings, edited on the page of what they name."""

    model = Alias
    form = AliasForm
    formset = AliasFormSet
    extra = 1
    fields = ("text", "brand", "guard")


def wish_of(entity: Company | Campaign | None, data: Mapping[str, str], kind: str) -> Wish:
    """What a person is about to do, from a row of the form. Raises ValidationError.

    `data`: `was` (the spelling as stored), `text`, `brand`, `guard` (JSON), `delete`; for a new entity also
    `slug`.
    """
    blank = Entry(kind, data.get("slug") or "new", "", "", ())  # type: ignore[arg-type]  # one of two kinds
    entry = entry_of(entity) if entity else blank
    before = next((name for name in entry.names if name.text == data.get("was")), None)
    text = " ".join(data.get("text", "").split())
    if not text or data.get("delete"):
        return Wish(entry, before, None)
    try:
        value = json.loads(data.get("guard") or "null")
    except ValueError as error:
        raise ValidationError(_("الشرط ليس JSON مفهومًا.")) from error
    guard = guard_of(value)
    if guard is None and len(fold_name(text)) < SHORTEST:
        raise ValidationError(_("التهجئة أقصر من أن تدلّ بلا شرط."))
    return Wish(entry, before, Name(text, data.get("brand", "").strip(), guard))


def preview_page(request: HttpRequest, entity: Company | Campaign | None, kind: str) -> HttpResponse:
    """What the posted row of the form would tag, as a piece of the page."""
    try:
        wish = wish_of(entity, request.POST.dict(), kind)
    except ValidationError as error:
        return render(request, "admin/spelling_preview.html", {"errors": error.messages})
    if wish.before == wish.after:
        return HttpResponse("")
    context = {"shown": preview(wish), "text": wish.texts[-1]}
    return render(request, "admin/spelling_preview.html", context)
