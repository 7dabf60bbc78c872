"""Two screens of an article: taking it away from the public, and hiding passages of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from archive import redaction, withdrawal
from archive.masking import places
from archive.models import Article, Redaction

if TYPE_CHECKING:
    Base = admin.ModelAdmin
else:
    Base = object


class WithdrawForm(forms.Form):
    """Why, in the words that the public will read."""

    reason = forms.ChoiceField(
        label=_("سبب السحب"), choices=Article.Withdrawal.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("بيان السحب للعموم"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class RedactForm(forms.Form):
    """What to hide and why; `also`: copies of the story to hide it in too."""

    passage = forms.CharField(
        label=_("المقطع المحجوب"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    reason = forms.CharField(label=_("السبب، للقيّمين وحدهم"), max_length=300)

    def __init__(self, article: Article, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.article = article

    def clean_passage(self) -> str:
        """The passage as whole words of the article. Refused where it stands nowhere."""
        passage = redaction.widened(self.article, self.cleaned_data["passage"].strip())
        if not redaction.stands_in(self.article, passage):
            raise forms.ValidationError(_("هذا المقطع ليس في المقال ولا في ملفاته."))
        return passage


class WithWithdrawal(Base):
    """Adds both screens to the article's admin."""

    def get_urls(self) -> list[Any]:
        """Before the admin's own, which take any word for a key."""
        view = self.admin_site.admin_view
        answer = require_http_methods(["GET", "HEAD", "POST"])
        return [
            path("<int:pk>/withdraw/", view(answer(self.withdraw_view)), name="archive_article_withdraw"),
            path("<int:pk>/redact/", view(answer(self.redact_view)), name="archive_article_redact"),
            *super().get_urls(),
        ]

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET: the form, or for a withdrawn article the button that publishes it. POST: do it."""
        article = get_object_or_404(Article, pk=pk)
        if not request.user.has_perm("archive.withdraw_article"):
            raise PermissionDenied
        mine = Article.objects.filter(pk=pk)
        form = WithdrawForm(request.POST or None)
        if request.method == "POST" and article.withdrawn:
            withdrawal.restore(mine)
            messages.success(request, _("عاد المقال إلى العموم."))
            return self._back(article)
        if request.method == "POST" and form.is_valid():
            withdrawal.withdraw(mine, **form.cleaned_data)
            messages.success(request, _("سُحب المقال، وعنوانه يقول السبب."))
            return self._back(article)
        return self._screen(request, article, "admin/withdraw.html", _("سحب المقال"), {"form": form})

    def redact_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET: the text to select from. POST: a preview; with `confirm`, hide it; with `lift`, stop."""
        article = get_object_or_404(Article, pk=pk)
        if not request.user.has_perm("archive.add_redaction"):
            raise PermissionDenied
        if "lift" in request.POST:
            return self._lift(request, article)
        form = RedactForm(article, request.POST or None)
        context: dict[str, Any] = {
            "form": form,
            "redactions": article.redactions.select_related("created_by"),
        }
        if request.method == "POST" and form.is_valid():
            passage = form.cleaned_data["passage"]
            copies = redaction.also_in(article, passage)
            if "confirm" in request.POST:
                chosen = [copy for copy in copies if str(copy.pk) in request.POST.getlist("also")]
                return self._redact(request, article, chosen, form)
            count = sum(1 for text in (article.title, article.body) for _place in places(text, passage))
            context |= {"preview": passage, "count": count, "copies": copies}
        return self._screen(request, article, "admin/redact.html", _("حجب مقاطع"), context)

    @transaction.atomic
    def _redact(
        self, request: HttpRequest, article: Article, copies: list[Article], form: RedactForm
    ) -> HttpResponse:
        for row in (article, *copies):
            redaction.redact(row, form.cleaned_data["passage"], form.cleaned_data["reason"], request.user)
        messages.success(request, _("حُجب المقطع، وأُقفلت ملفات المقال الأصلية."))
        return HttpResponseRedirect(request.path)

    def _lift(self, request: HttpRequest, article: Article) -> HttpResponse:
        if not request.user.has_perm("archive.delete_redaction"):
            raise PermissionDenied
        key = request.POST["lift"]
        row = get_object_or_404(Redaction, article=article, pk=int(key) if key.isdecimal() else 0)
        redaction.lift(row)
        messages.success(request, _("رُفع الحجب. يعود النص حين يُقرأ الملف من جديد."))
        return HttpResponseRedirect(request.path)

    def _screen(
        self, request: HttpRequest, article: Article, template: str, title: Any, context: dict[str, Any]
    ) -> HttpResponse:
        common = {"title": title, "opts": self.opts, "article": article, "object": article}
        return TemplateResponse(
            request, template, {**self.admin_site.each_context(request), **common, **context}
        )

    def _back(self, article: Article) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:archive_article_change", args=[article.pk]))
