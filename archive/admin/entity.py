"""Companies, campaigns and publishers, with their spellings edited in place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from archive.admin.concurrent import Concurrent
from archive.admin.history import WithHistory
from archive.gazetteer.guard_json import GuardError, guard_from_json
from archive.models import Alias, Campaign, Company, Publisher


class AliasForm(forms.ModelForm):
    """Refuses a guard that the tagger could not read."""

    class Meta:
        model = Alias
        fields = ("text", "brand", "guard", "company", "campaign")

    def clean_guard(self) -> dict[str, Any] | None:
        """A guard has only the parts that `archive.gazetteer.entry.Guard` knows."""
        value: dict[str, Any] | None = self.cleaned_data["guard"]
        try:
            guard_from_json(value)
        except GuardError as error:
            raise ValidationError(_("الشرط غير مفهوم: %(why)s"), params={"why": error}) from error
        return value


class AliasInline(admin.TabularInline):
    """Spellings, edited on the page of what they name."""

    model = Alias
    form = AliasForm
    extra = 1
    fields = ("text", "brand", "guard")


class EntityAdmin(Concurrent, WithHistory, admin.ModelAdmin):
    """What the pages of companies and campaigns share."""

    list_display: tuple[str, ...] = ("name_ar", "name_en", "slug")
    search_fields = ("slug", "name_ar", "name_en", "aliases__text")
    inlines = (AliasInline,)


@admin.register(Company)
class CompanyAdmin(EntityAdmin):
    """Companies."""

    fields = ("slug", "name_ar", "name_en", "description_ar", "description_en")


@admin.register(Campaign)
class CampaignAdmin(EntityAdmin):
    """Campaigns, contracts, organisations and laws."""

    list_display = ("name_ar", "name_en", "slug", "category")
    list_filter = ("category",)
    fields = ("slug", "name_ar", "name_en", "category", "companies", "description_ar", "description_en")
    autocomplete_fields = ("companies",)


@admin.register(Publisher)
class PublisherAdmin(Concurrent, WithHistory, admin.ModelAdmin):
    """Publishers."""

    list_display = ("name", "name_en", "slug", "rights", "arrives")
    list_filter = ("rights", "arrives")
    search_fields = ("name", "name_en", "slug")
    fields = ("name", "name_en", "slug", "domains", "rights", "arrives")

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A new publisher may leave its slug empty: it is made from the name."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if "slug" in form.base_fields:
            form.base_fields["slug"].required = False
        return form


@admin.register(Alias)
class AliasAdmin(WithHistory, admin.ModelAdmin):
    """All spellings in one list."""

    form = AliasForm
    list_display = ("text", "company", "campaign", "brand")
    list_filter = (("guard", admin.EmptyFieldListFilter),)
    list_select_related = ("company", "campaign")
    search_fields = (
        "text",
        "brand",
        "company__name_ar",
        "campaign__name_ar",
        "company__slug",
        "campaign__slug",
    )
    autocomplete_fields = ("company", "campaign")
    fields = ("text", "company", "campaign", "brand", "guard")
