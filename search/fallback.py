"""Results from the database while the index cannot be used: plain containment, exact counts, no ranking."""

from __future__ import annotations

from django.db.models import Count, Q

from archive.models import Article, ArticleQuerySet, Mention
from search.params import SearchParams
from search.plan import Found
from search.planner import Understood

FIELDS = {"company": "company__slug", "campaign": "campaign__slug"}


def matching(params: SearchParams, understood: Understood) -> ArticleQuerySet:
    """Published articles that contain every word as written and pass the filters."""
    articles = Article.objects.published()
    for word in understood.marks.shown:
        articles = articles.filter(Q(title__icontains=word) | Q(body__icontains=word))
    for field, path in FIELDS.items():
        slugs = getattr(params, field)
        if slugs:
            counted = Mention.objects.counted().filter(**{f"{path}__in": slugs})
            articles = articles.filter(pk__in=counted.values("article_id"))
    if params.publisher:
        articles = articles.filter(publisher__slug__in=params.publisher)
    if params.date_from:
        articles = articles.filter(published_on__gte=params.date_from)
    if params.date_to:
        articles = articles.filter(published_on__lte=params.date_to)
    if params.undated_only:
        articles = articles.filter(published_on__isnull=True)
    return articles


def from_database(params: SearchParams, understood: Understood, limit: int | None, offset: int) -> Found:
    """What an index would have answered, newest first (or oldest, if asked for)."""
    articles = matching(params, understood)
    ordered = articles.order_by("published_on", "pk") if params.sort == "oldest" else articles.newest()
    stop = None if limit is None else offset + limit
    ids = tuple(ordered.values_list("pk", flat=True)[offset:stop])
    tags: dict[str, dict[str, int]] = {}
    for field, path in FIELDS.items():
        counted = Mention.objects.counted().filter(article__in=articles, **{f"{field}__isnull": False})
        rows = counted.order_by().values_list(path).annotate(n=Count("article_id", distinct=True))
        tags[field] = dict(rows)
    publishers = articles.filter(publisher__isnull=False).order_by().values_list("publisher__slug")
    tags["publisher"] = dict(publishers.annotate(n=Count("pk")))
    return Found(ids, (0.0,) * len(ids), articles.count(), tags, dict(articles.years()))
