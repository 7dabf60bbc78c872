"""Putting articles in by hand: paste or upload, look at what would be stored, store it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from archive.dates_display import isolated
from archive.ingest.draft import Given, Rejected, Source
from archive.models import Article, Publisher
from archive.review import byhand, dates, rejections, staging
from archive.review.access import for_curators, page
from archive.review.byhand import ByHand, Preview

MOST_NAMES = 500
STATUSES = {
    "created": gettext_lazy("أُضيف المقال."),
    "updated": gettext_lazy("حُدّث المقال: هذه لقطة أحدث منه."),
    "unchanged": gettext_lazy("المقال في الأرشيف من قبل بهذا الملف نفسه."),
    "duplicate": gettext_lazy("المقال في الأرشيف من قبل، وأُضيف الملف إلى لقطاته."),
}
FORESEEN = {
    "updated": gettext_lazy("في الأرشيف صيغة أقدم منه، وستصير هذه لقطته المعتمدة:"),
    "unchanged": gettext_lazy("هو في الأرشيف بهذا الملف نفسه:"),
    "duplicate": gettext_lazy("هو في الأرشيف من قبل، وسيُضاف الملف إلى لقطاته:"),
}


class Form(forms.Form):
    """What a person knows of the text besides the text."""

    text = forms.CharField(
        label=gettext_lazy("النص"), required=False, widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"})
    )
    source_url = forms.CharField(
        label=gettext_lazy("رابط المصدر"),
        required=False,
        max_length=2000,
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    publisher = forms.CharField(
        label=gettext_lazy("الناشر"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "publishers", "dir": "auto"}),
    )
    published_on = forms.CharField(
        label=gettext_lazy("تاريخ النشر"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "2025-02-15"}),
    )

    def clean_published_on(self) -> str:
        """The date as ISO, as precise as it was typed."""
        text = str(self.cleaned_data["published_on"]).strip()
        if not text:
            return ""
        published = dates.typed(text)
        if published is None:
            said = _("لم يُفهم التاريخ. اكتبه هكذا: 2025 أو 2025-02 أو 2025-02-15.")
            raise forms.ValidationError(isolated(str(said)))
        return dates.written(published)

    def given(self) -> Given:
        """What was given of the text; only of a valid form."""
        data = self.cleaned_data
        publisher = " ".join(data["publisher"].split())
        return Given(data["source_url"] or None, publisher or None, data["published_on"] or None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_curators("archive.add_article")
def add(request: HttpRequest) -> HttpResponse:
    """The form; a POST shows the preview, and a POST of the preview's tickets stores."""
    if request.method != "POST":
        return _page(request, Form())
    tickets = request.POST.getlist("ticket")
    if tickets:
        return _stored(request, tickets[: byhand.MOST_FILES])
    form = Form(request.POST)
    files = request.FILES.getlist("files")
    if not form.is_valid():
        return _page(request, form, status=400)
    if len(files) > byhand.MOST_FILES:
        form.add_error("text", _("الملفات أكثر من %(most)s.") % {"most": byhand.MOST_FILES})
        return _page(request, form, status=400)
    sources = _sources(form, files)
    if not sources:
        form.add_error("text", _("الصق نصًّا أو اختر ملفًا."))
        return _page(request, form, status=400)
    try:
        found = ByHand().preview(sources, request.user.pk or 0)
    except OSError:
        messages.error(request, _("تعذّر حفظ الملف على القرص."))
        return _page(request, form, status=503)
    return _page(request, form, found, status=200 if any(preview.draft for preview in found) else 400)


def _sources(form: Form, files: list[UploadedFile[Any]]) -> list[Source | Preview]:
    """What was pasted and uploaded. Of several texts nobody knows whose the address is."""
    given, pasted = form.given(), str(form.cleaned_data["text"])
    several = len(files) + bool(pasted.strip()) > 1
    if several:
        given = Given(None, given.publisher, given.published_on)
    found: list[Source | Preview] = []
    if pasted.strip():
        found.append(byhand.source_of(_("نص ملصق"), pasted.encode("utf-8", "replace"), given))
    for file in files:
        # One byte more than is taken, and no more: a huge upload never fills the memory.
        data = file.read(byhand.most_bytes() + 1)
        found.append(byhand.source_of(file.name or "", data, given))
    return found


def _stored(request: HttpRequest, tickets: list[str]) -> HttpResponse:
    """Store what was previewed and go to it, or to the queue where it was more than one."""
    hand, stored = ByHand(), list[Article]()
    for ticket in tickets:
        try:
            outcome = hand.store(ticket, request.user.pk or 0)
        except byhand.FAILURES as failure:
            messages.error(request, _failure(failure))
            continue
        stored.append(outcome.article)
        messages.success(request, f"{STATUSES[outcome.status]} {outcome.article.title[:100]}")
    if len(stored) == 1 and request.user.has_perm("archive.change_article"):
        return redirect("review-article", stored[0].pk)
    return redirect("review-add")


def _failure(failure: Exception) -> str:
    if isinstance(failure, staging.Expired):
        return _("مضى على المعاينة وقت طويل. أرسل النص من جديد.")
    if isinstance(failure, Rejected):
        return rejections.in_words(str(failure))
    return _("تعذّر الحفظ، ولم يُكتب من المقال شيء. أعد المحاولة.")


def _foreseen(preview: Preview) -> object:
    return FORESEEN[preview.known.status] if preview.known else ""


def _page(
    request: HttpRequest, form: Form, found: list[Preview] | None = None, status: int = 200
) -> HttpResponse:
    previews = [(preview, rejections.in_words(preview.reason), _foreseen(preview)) for preview in found or ()]
    context = page(
        request,
        _("إدخال مقال باليد"),
        form=form,
        previews=previews,
        storable=[preview for preview in found or () if preview.draft],
        publishers=Publisher.objects.order_by("name").values_list("name", flat=True)[:MOST_NAMES],
        most_files=byhand.MOST_FILES,
    )
    return render(request, "review/add.html", context, status=status)
