"""Spellings of a company or campaign moved to another, with the mentions that they made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.validators import RegexValidator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.admin.merging import MAY_MERGE
from archive.merge.perform import Refused, separate

if TYPE_CHECKING:
    Base = admin.ModelAdmin
else:
    Base = object


class SplitForm(forms.Form):
    """Which spellings, and whom they name: a record there is, or a new one."""

    aliases = forms.MultipleChoiceField(label=_("التهجئات"), widget=forms.CheckboxSelectMultiple)
    target: Any = forms.ModelChoiceField(queryset=None, label=_("إلى سجلّ قائم"), required=False)
    slug = forms.CharField(
        label=_("أو سجلّ جديد: المعرّف في الرابط"),
        required=False,
        max_length=100,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$")],
    )
    name_ar = forms.CharField(label=_("الاسم بالعربية"), required=False, max_length=200)
    name_en = forms.CharField(label=_("الاسم بالإنجليزية"), required=False, max_length=200)

    def __init__(self, source: Any, *args: Any) -> None:
        super().__init__(*args)
        chosen: Any = self.fields["aliases"]
        chosen.choices = [(alias.pk, alias.text) for alias in source.aliases.all()]
        target: Any = self.fields["target"]
        target.queryset = type(source)._default_manager.exclude(pk=source.pk)

    def clean(self) -> dict[str, Any]:
        """One target, complete."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        new = [name for name in ("slug", "name_ar", "name_en") if data.get(name)]
        if not self.errors and bool(data.get("target")) == (len(new) == 3):
            raise forms.ValidationError(_("اختر سجلًّا قائمًا، أو املأ حقول السجلّ الجديد الثلاثة."))
        return data

    def chosen_target(self) -> int | dict[str, str]:
        """As `archive.merge.perform.separate` wants it."""
        if self.cleaned_data["target"]:
            return int(self.cleaned_data["target"].pk)
        return {name: self.cleaned_data[name] for name in ("slug", "name_ar", "name_en")}


class Splits(Base):
    """Adds the page at `PK/split/`."""

    def get_urls(self) -> list[Any]:
        """Before the record's own addresses."""
        name = f"archive_{self.opts.model_name}_split"
        view = self.admin_site.admin_view(self.split_view)
        return [path("<int:pk>/split/", view, name=name), *super().get_urls()]

    def split_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET: the form. POST: move."""
        source = self.model._default_manager.filter(pk=pk).first()
        if source is None:
            raise Http404
        if not (request.user.has_perm(MAY_MERGE) and self.has_change_permission(request, source)):
            raise PermissionDenied
        form = SplitForm(source, request.POST if request.method == "POST" else None)
        if form.is_valid():
            chosen = [int(text) for text in form.cleaned_data["aliases"]]
            kind = str(self.opts.model_name)
            try:
                operation = separate(kind, pk, chosen, form.chosen_target(), request.user)
            except Refused:
                form.add_error("slug", gettext("هذا المعرّف مستعمل."))
            else:
                messages.success(request, gettext("نُقلت التهجئات ومواضعها."))
                return HttpResponseRedirect(reverse("admin:archive_operation_change", args=[operation.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("فصل «%(what)s»") % {"what": source},
            "opts": self.opts,
            "source": source,
            "form": form,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/split.html", context)
