"""Companies, campaigns and publishers, with their spellings edited in place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, TextField
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive import redirects
from archive.admin.concurrent import Concurrent, ConcurrentForm
from archive.admin.history import WithHistory
from archive.admin.merging import Merges
from archive.admin.spelling import AliasForm, AliasInline, preview_page
from archive.admin.splitting import Splits
from archive.gazetteer.load import CATEGORIES as KNOWN_CATEGORIES
from archive.labels import CATEGORIES, label
from archive.models import Alias, Campaign, Company, Job, Publisher
from archive.retag import retagging


class KeepsAddress(admin.ModelAdmin):
    """Where a slug changes, the old one leads to the record from then on."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Remember the slug before."""
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data and form.initial.get("slug"):
            redirects.remember(str(self.opts.model_name), form.initial["slug"], obj.pk)


class EntityAdmin(Merges, Splits, Concurrent, WithHistory, KeepsAddress):
    """What the pages of companies and campaigns share."""

    list_display: tuple[str, ...] = ("name_ar", "name_en", "slug")
    search_fields = ("slug", "name_ar", "name_en", "aliases__text")
    inlines = (AliasInline,)
    change_form_template = "admin/entity_form.html"
    list_per_page = 50
    formfield_overrides = {TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}

    class Media:
        css = {"all": ("css/admin-entities.css",)}
        js = ("js/admin-spellings.js",)

    def get_urls(self) -> list[Any]:
        """Before the record's own addresses: what a spelling would tag."""
        name = f"archive_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view(self.preview_view)
        return [path("preview/", view, name=name), *super().get_urls()]

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """POST of one row of spellings; nothing is saved."""
        entity = self.model._default_manager.filter(pk=request.POST.get("entity") or 0).first()
        if not self.has_change_permission(request, entity):
            raise PermissionDenied
        return preview_page(request, entity, str(self.opts.model_name))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store the spellings, and have the articles tagged that the changed ones concern."""
        with retagging([form.instance], request.user):
            super().save_related(request, form, formsets, change)
        say_jobs(request)


def say_jobs(request: HttpRequest) -> None:
    """Tell the person that articles are being tagged, and where to see how far that is."""
    job = Job.objects.unfinished().filter(kind="retag").order_by("-pk").first()
    if job is not None:
        address = reverse("admin:archive_job_change", args=[job.pk])
        said = gettext("تُوسم المقالات الآن بالتهجئات الجديدة.")
        messages.info(request, format_html('{} <a href="{}">{}</a>', said, address, gettext("تابِع التقدّم")))


@admin.register(Company)
class CompanyAdmin(EntityAdmin):
    """Companies."""

    fields = ("slug", "name_ar", "name_en", "description_ar", "description_en")


class CampaignForm(ConcurrentForm):
    """The kinds that the gazetteer's files know."""

    class Meta:
        model = Campaign
        fields = ("slug", "name_ar", "name_en", "category", "companies", "description_ar", "description_en")

    category = forms.ChoiceField(
        label=_("النوع"),
        choices=lambda: [(code, label(CATEGORIES, code)) for code in sorted(KNOWN_CATEGORIES)],
    )


@admin.register(Campaign)
class CampaignAdmin(EntityAdmin):
    """Campaigns, contracts, organisations and laws."""

    form = CampaignForm
    list_display = ("name_ar", "name_en", "slug", "category")
    list_filter = ("category",)
    fields = ("slug", "name_ar", "name_en", "category", "companies", "description_ar", "description_en")
    autocomplete_fields = ("companies",)


class Lines(forms.Textarea):
    """A list of strings, one a line."""

    def format_value(self, value: Any) -> str:
        """The stored JSON as lines."""
        found = forms.JSONField().to_python(value) if isinstance(value, str) else value
        return "\n".join(found) if isinstance(found, list) else ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The lines as a list, each once."""
        lines = (line.strip() for line in data.get(name, "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class LinesField(forms.Field):
    """For JSON fields that hold lists of strings."""

    widget = Lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as lists."""
        return (initial or []) != (data or [])


class PublisherForm(ConcurrentForm):
    """Names and domains one a line; a new publisher may leave its slug empty, it is made from the name."""

    spellings = LinesField(label=_("أسماء أخرى"), required=False, help_text=_("اسم في كل سطر."))
    domains = LinesField(label=_("النطاقات"), required=False, help_text=_("نطاق في كل سطر."))

    class Meta:
        model = Publisher
        fields = ("name", "name_en", "slug", "spellings", "domains", "rights", "arrives")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_spellings(self) -> list[str]:
        """A list, also where nothing was typed."""
        return self.cleaned_data["spellings"] or []

    def clean_domains(self) -> list[str]:
        """A list, also where nothing was typed."""
        return self.cleaned_data["domains"] or []


@admin.register(Publisher)
class PublisherAdmin(Merges, Concurrent, WithHistory, KeepsAddress):
    """Publishers."""

    form = PublisherForm
    list_display = ("name", "name_en", "slug", "rights", "arrives")
    list_filter = ("rights", "arrives")
    search_fields = ("name", "name_en", "slug", "spellings")
    fields = ("name", "name_en", "slug", "spellings", "domains", "rights", "arrives")
    change_form_template = "admin/entity_form.html"


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

    def save_model(self, request: HttpRequest, obj: Alias, form: Any, change: bool) -> None:
        """Store, and tag anew what the spelling named before and names now."""
        before = Alias.objects.select_related("company", "campaign").filter(pk=obj.pk).first()
        with retagging(_entities(obj, *([before] if before else ())), request.user):
            super().save_model(request, obj, form, change)
        say_jobs(request)

    def delete_model(self, request: HttpRequest, obj: Alias) -> None:
        """Delete, and untag what only this spelling tagged."""
        with retagging(_entities(obj), request.user):
            super().delete_model(request, obj)
        say_jobs(request)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Alias]) -> None:
        """Delete several."""
        with retagging(_entities(*queryset.select_related("company", "campaign")), request.user):
            super().delete_queryset(request, queryset)
        say_jobs(request)


def _entities(*aliases: Alias) -> list[Company | Campaign]:
    """What the spellings name, each once."""
    found = {
        (entity._meta.model_name, entity.pk): entity for a in aliases if (entity := a.company or a.campaign)
    }
    return list(found.values())
