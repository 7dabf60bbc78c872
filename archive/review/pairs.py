"""A curator's word on copies: they are, they are not, this one came first."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from archive import copies, locks
from archive.models import Apart, Article, Copy
from archive.review import queue


class NotInStory(ValueError):
    """The article is no copy of this story."""


def story_of(article: Article) -> list[Article]:
    """The story's articles, this one among them, in their order; the article alone where it has no copies."""
    mine = Copy.objects.filter(article=article).values("story")
    rows = Article.objects.filter(pk__in=Copy.objects.filter(story__in=mine).values("article_id"))
    return list(rows.select_related("publisher", "copy").first_copy_first().defer("body")) or [article]


@transaction.atomic
def confirm(article: Article) -> None:
    """All of the story are copies of each other."""
    locks.one_writer()
    members = _members(article)
    Copy.objects.filter(article__in=members).update(confirmed=True)
    queue.refresh(members)


@transaction.atomic
def part(article: Article) -> None:
    """The article is no copy of the others of its story, now or ever."""
    locks.one_writer()
    others = [pk for pk in _members(article) if pk != article.pk]
    pairs = [sorted((article.pk, other)) for other in others]
    rows = [Apart(first_id=first, second_id=second) for first, second in pairs]
    Apart.objects.bulk_create(rows, ignore_conflicts=True)
    Copy.objects.filter(article=article).delete()
    if len(others) == 1:
        Copy.objects.filter(article__in=others).delete()
    queue.refresh([article.pk, *others])


@transaction.atomic
def join(article: Article, other: Article) -> None:
    """The two are copies, whatever was found or said before; their stories become one."""
    locks.one_writer()
    members = {article.pk, other.pk, *_known(article), *_known(other)}
    Apart.objects.filter(first__in=members, second__in=members).delete()
    copies.write(min(members), members)
    Copy.objects.filter(article__in=[article.pk, other.pk]).update(confirmed=True)
    queue.refresh(members)


@transaction.atomic
def put_first(article: Article) -> None:
    """The article is the first of its story; the others follow in the order they have."""
    locks.one_writer()
    order = [article, *(member for member in story_of(article) if member.pk != article.pk)]
    rows = {row.article_id: row for row in Copy.objects.filter(article__in=order)}
    if article.pk not in rows:
        raise NotInStory(article.pk)
    for place, member in enumerate(order, 1):
        rows[member.pk].place = place
    Copy.objects.bulk_update(rows.values(), ["place"])


def _known(article: Article) -> list[int]:
    mine = Copy.objects.filter(article=article).values("story")
    found: Any = Copy.objects.filter(story__in=mine).values_list("article_id", flat=True)
    return list(found)


def _members(article: Article) -> list[int]:
    """Ids of the story's articles. Raises NotInStory for an article without copies."""
    members = _known(article)
    if not members:
        raise NotInStory(article.pk)
    return members
