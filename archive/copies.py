"""Copies of one story: found as articles are stored, asked for by pages and by the search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import Count, Max, Sum

from archive.ingest.copies import RESEMBLANCE, Hashes, bands, groups, resemblance, shingles
from archive.models import Article, ArticleQuerySet, Copy, CopyBand

CANDIDATES = 50
"""Texts compared at most, those with most keys in common first; copies of one story agree, one is enough."""
MANY = 500
"""Ids up to which the database is asked for just these; beyond, the whole small table is faster."""


def file(article: Article, *, new: bool = False) -> None:
    """Find the article's copies by its text as it is now, and part it from those it no longer resembles.

    `new`: it was never filed before. Belongs in the transaction that stored the text. Cost: one look-up by
    index and one comparison a story that may be the same, however large the archive.
    """
    found = shingles(article.body)
    keys = bands(found)
    known = [] if new else CopyBand.objects.filter(article=article).values_list("key", flat=True)
    before = set(known)
    if before == set(keys):
        return
    if before:
        _part(article)
    CopyBand.objects.bulk_create(CopyBand(article=article, key=key) for key in keys)
    joined = _same_story(article, found, keys)
    if joined:
        _join(article, joined)


def _same_story(article: Article, found: Hashes, keys: list[int]) -> dict[int, int]:
    """Stories (a lone article is one of its own id) with a text that this one is a copy of → that article."""
    rows = CopyBand.objects.filter(key__in=keys).exclude(article=article).values_list("article_id")
    likely = rows.annotate(shared=Count("pk")).order_by("-shared", "article_id")[:CANDIDATES]
    candidates = [pk for pk, _shared in likely]
    story_of = stories(candidates)
    same: dict[int, int] = {}
    for pk in candidates:
        story = story_of.get(pk, pk)
        if story not in same and resemblance(found, _shingles(pk)) >= RESEMBLANCE:
            same[story] = pk
    return same


def _shingles(pk: int) -> Hashes:
    return shingles(Article.objects.values_list("body", flat=True).get(pk=pk))


def _join(article: Article, joined: dict[int, int]) -> None:
    """Make the article and these stories one; a story that keeps its number is not written again."""
    story = min(article.pk, *joined)
    moving = Copy.objects.filter(story__in=joined.keys() - {story}).values_list("article_id", flat=True)
    _write(story, {article.pk, *joined.values(), *moving})


def _write(story: int, members: Iterable[int]) -> None:
    Copy.objects.bulk_create(
        [Copy(article_id=pk, story=story) for pk in members],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["story"],
    )


def _part(article: Article) -> None:
    """Take the article out of its story and see which of the others still belong together."""
    CopyBand.objects.filter(article=article).delete()
    mine = Copy.objects.filter(article=article).first()
    if mine is None:
        return
    others = list(Copy.objects.filter(story=mine.story).exclude(article=article))
    Copy.objects.filter(story=mine.story).delete()
    texts = {copy.article_id: _shingles(copy.article_id) for copy in others}
    for members in groups(texts):
        if len(members) > 1:
            _write(members[0], members)


def stories(ids: Iterable[int]) -> dict[int, int]:
    """The story of each of these articles that has copies; the others are left out."""
    wanted = list(ids)
    rows = Copy.objects.all() if len(wanted) > MANY else Copy.objects.filter(article__in=wanted)
    return dict(rows.values_list("article_id", "story"))


def of(article: Article) -> ArticleQuerySet:
    """The story's published articles but this one, the earliest known first: by date, undated last, by id."""
    story = Copy.objects.filter(article=article).values("story")
    members = Copy.objects.filter(story__in=story).exclude(article=article).values("article_id")
    return Article.objects.published().filter(pk__in=members).earliest_first()


def sizes(ids: Iterable[int]) -> dict[int, int]:
    """How many published articles carry the story of each of these; those without copies are left out."""
    mine = stories(ids)
    if not mine:
        return {}
    public = Copy.objects.filter(story__in=set(mine.values()), article__status=Article.Status.PUBLISHED)
    story_of = dict(public.values_list("article_id", "story"))
    counts = Counter(story_of.values())
    return {pk: counts[story] for pk, story in story_of.items() if counts[story] > 1}


_all: tuple[tuple[object, ...], dict[int, int]] = ((), {})


def all_stories() -> Mapping[int, int]:
    """The story of every article that has copies; kept while the table looks the same."""
    global _all
    now = Copy.objects.aggregate(Count("pk"), Max("pk"), Sum("pk"), stories=Sum("story"))
    fingerprint = tuple(now.values())
    if fingerprint != _all[0]:
        _all = (fingerprint, dict(Copy.objects.values_list("article_id", "story")))
    return _all[1]
