"""The review queue: kept up to date as articles change, counted and read without joining large tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from archive.history import statements
from archive.ingest.draft import Draft
from archive.models import Article, Copy, Mention, Review
from archive.review.needs import Need, Seen, of_article

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

PAGE = 50
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Filters:
    """Which part of the queue: `need` a reason, `publisher` an id (0: unknown), `added` the day of ingest."""

    need: Need | None = None
    publisher: int | None = None
    added: date | None = None


ALL = Filters()


def enter(stored: Iterable[tuple[Article, Draft]]) -> None:
    """Queue new articles for what their drafts left open. One statement; belongs in their transaction."""
    rows = (Review(article_id=article.pk, needs=_of_draft(article, draft)) for article, draft in stored)
    statements.insert(row for row in rows if row.needs)


def _of_draft(article: Article, draft: Draft) -> Need:
    return of_article(
        dated=draft.published is not None,
        published_by=article.publisher_id is not None,
        proposed=article.status == Article.Status.PROPOSED,
        warned=bool(draft.warnings),
        copied=False,
        mentions=[Seen((m.kind, m.slug), m.state, m.rule) for m in draft.mentions],
    )


def note_copies(ids: Collection[int]) -> None:
    """Queue articles that were just found to be copies; those whose copies a person confirmed stay out."""
    confirmed = Copy.objects.filter(article__in=ids, confirmed=True).values("article_id")
    known = Review.objects.filter(article__in=ids, needs__in=_without(Need.COPIES))
    known.exclude(article__in=confirmed).update(needs=F("needs") + int(Need.COPIES))
    # Whoever confirmed a copy left a row here, so only articles new to the queue are added.
    new = [Review(article_id=pk, needs=Need.COPIES) for pk in ids]
    Review.objects.bulk_create(new, ignore_conflicts=True)


def _without(need: Need) -> list[int]:
    """Every sum that lacks this need."""
    return [total for total in range(2 * int(max(Need))) if not total & need]


def refresh(ids: Iterable[int]) -> None:
    """Work out again what these articles need, as they are stored now. Five queries for each CHUNK."""
    wanted = list(ids)
    for first in range(0, len(wanted), CHUNK):
        _refresh(wanted[first : first + CHUNK])


def _refresh(ids: Sequence[int]) -> None:
    articles = Article.objects.filter(pk__in=ids).values_list(
        "pk", "published_on", "publisher_id", "status", "warnings"
    )
    seen = _seen(ids)
    copied = set(Copy.objects.filter(article__in=ids, confirmed=False).values_list("article_id", flat=True))
    reviews = {review.article_id: review for review in Review.objects.filter(article__in=ids)}
    rows = []
    for pk, published_on, publisher, status, warnings in articles:
        review = reviews.get(pk) or Review(article_id=pk)
        needs = of_article(
            dated=published_on is not None,
            published_by=publisher is not None,
            proposed=status == Article.Status.PROPOSED,
            warned=not set(warnings) <= set(review.settled_warnings),
            copied=pk in copied,
            mentions=seen[pk],
        )
        before = review.needs, review.settled
        # What was settled and has gone is asked for again should it come back.
        review.settled &= needs
        review.needs = needs & ~(review.settled & ~Need.WARNING)
        if status == Article.Status.WITHDRAWN:
            review.needs = 0
        if (review.needs, review.settled) != before:
            rows.append(review)
    Review.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["article"], update_fields=["needs", "settled"]
    )


def article_saved(instance: Article, created: bool, raw: bool = False, **_kwargs: object) -> None:
    """A receiver of `post_save`: whoever changes an article, the queue knows. Ingest enters new ones."""
    if not created and not raw:
        refresh([instance.pk])


def _seen(ids: Sequence[int]) -> dict[int, list[Seen]]:
    """The mentions of each article, as far as the review asks."""
    found: dict[int, list[Seen]] = defaultdict(list)
    rows = Mention.objects.filter(article__in=ids).values_list(
        "article_id", "company_id", "campaign_id", "state", "rule"
    )
    for article, company, campaign, state, rule in rows:
        entity = ("company", company) if company else ("campaign", campaign)
        found[article].append(Seen(entity, state, rule))
    return found


def settle(article: Article, user: AbstractBaseUser | AnonymousUser) -> Review:
    """A person has reviewed the article: it leaves the queue until something new asks for them."""
    review = Review.objects.filter(article=article).first() or Review(article=article)
    review.settled |= review.needs
    review.settled_warnings = sorted({*review.settled_warnings, *article.warnings})
    review.needs = 0
    review.reviewed_at = timezone.now()
    review.reviewed_by_id = user.pk
    review.save()
    return review


def waiting(filters: Filters = ALL) -> QuerySet[Review]:
    """The reviews that wait, worst first, of equally bad ones the newest article first."""
    rows = Review.objects.filter(needs__gt=0)
    if filters.need:
        sums = set(rows.values_list("needs", flat=True).distinct())
        rows = rows.filter(needs__in=[total for total in sums if total & filters.need])
    if filters.publisher is not None:
        rows = rows.filter(article__publisher=filters.publisher or None)
    if filters.added:
        first, last = _added_on(filters.added)
        rows = rows.filter(article_id__gte=first, article_id__lte=last)
    return rows.order_by("-needs", "-article_id")


def _added_on(day: date) -> tuple[int, int]:
    """The lowest and the highest id of the articles added on a day; (1, 0) for none. Ids grow with time."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    added = Article.objects.filter(created_at__gte=start, created_at__lt=start + timedelta(days=1))
    first = added.order_by("created_at", "pk").values_list("pk", flat=True).first()
    last = added.order_by("-created_at", "-pk").values_list("pk", flat=True).first()
    return first or 1, last or 0


def counts(filters: Filters = ALL) -> tuple[int, dict[Need, int]]:
    """How many articles wait, and how many for each reason, worst reason first. One query.

    `filters.need` is left out of account: each reason's number says what choosing it would show.
    """
    rows = waiting(Filters(None, filters.publisher, filters.added)).order_by()
    sums = Counter(dict(rows.values_list("needs").annotate(n=Count("pk"))))
    each = {need: sum(n for total, n in sums.items() if total & need) for need in sorted(Need, reverse=True)}
    return sums.total(), each


def page(filters: Filters, number: int) -> list[Review]:
    """Page `number` (from 1) of the queue with its articles and publishers, without their texts."""
    first = (number - 1) * PAGE
    ids = list(waiting(filters).values_list("article_id", flat=True)[first : first + PAGE])
    found = Review.objects.filter(article__in=ids).select_related("article__publisher")
    rows = {
        row.article_id: row
        for row in found.defer("article__body", "article__date_evidence", "article__publisher_evidence")
    }
    return [rows[pk] for pk in ids if pk in rows]


def after(filters: Filters, needs: int, article: int) -> int | None:
    """Id of the article that follows in the queue one with these needs and this id; None at the end."""
    below = Q(needs__lt=needs) | Q(needs=needs, article__lt=article)
    following: int | None = waiting(filters).filter(below).values_list("article_id", flat=True).first()
    return following


def next_one(filters: Filters, needs: int, article: int) -> int | None:
    """The article to open after this one: the next below it, else the first; None if none waits."""
    found = after(filters, needs, article)
    if found is None:
        found = waiting(filters).exclude(article=article).values_list("article_id", flat=True).first()
    return found
