"""The copies of a story: side by side with what differs, confirmed, parted or put in order."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from archive.models import Article
from archive.review import filters, pairs
from archive.review.access import for_curators, page
from archive.worddiff import compare


@require_http_methods(["GET", "HEAD", "POST"])
@for_curators("archive.change_article")
def copies(request: HttpRequest, pk: int) -> HttpResponse:
    """The story of an article; a POST confirms it, parts one article from it, or says which came first."""
    article = get_object_or_404(Article, pk=pk)
    if request.method == "POST":
        try:
            _act(request, article)
        except pairs.NotInStory:
            messages.error(request, _("لم يُفعل شيء: المقال ليس من هذه المكرّرات."))
        return redirect("review-copies", pk)
    story = pairs.story_of(article)
    first, other = _compared(story, article, filters.whole(request.GET.get("with", "")))
    return render(
        request,
        "review/copies.html",
        page(
            request,
            _("مكرّرات مقال"),
            article=article,
            story=story,
            first=first,
            other=other,
            pair=[first, other],
            changes=compare(_text(first), _text(other)) if other else None,
            unconfirmed=len(story) > 1 and not all(member.copy.confirmed for member in story),
        ),
    )


def _text(article: Article) -> str:
    return f"{article.title}\n{article.body}"


def _compared(story: list[Article], article: Article, wanted: int | None) -> tuple[Article, Article | None]:
    """The story's first article and the one to compare with it: the wanted one, else the one asked about."""
    first, others = story[0], story[1:]
    for pk in (wanted, article.pk):
        if chosen := next((member for member in others if member.pk == pk), None):
            return first, chosen
    return first, others[0] if others else None


def _act(request: HttpRequest, article: Article) -> None:
    verb, _colon, rest = request.POST.get("do", "").partition(":")
    if verb == "confirm":
        pairs.confirm(article)
    elif verb == "join":
        other = Article.objects.filter(pk=filters.whole(request.POST.get("other", "")) or 0).first()
        if other is None or other.pk == article.pk:
            raise pairs.NotInStory
        pairs.join(article, other)
    elif verb in ("part", "first"):
        member = next((row for row in pairs.story_of(article) if str(row.pk) == rest), None)
        if member is None:
            raise pairs.NotInStory
        (pairs.part if verb == "part" else pairs.put_first)(member)
    else:
        raise pairs.NotInStory
