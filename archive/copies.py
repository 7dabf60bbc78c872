"""Copies of one story: found as articles are stored, asked for by pages and by the search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Count

from archive.ingest.copies import RESEMBLANCE, Hashes, bands, groups, resemblance, shingles
from archive.models import Apart, Article, ArticleQuerySet, Copy, CopyBand
from archive.review import queue

CANDIDATES = 50
"""Texts compared at most, those with most keys in common first; copies of one story agree, one is enough."""
MANY = 500
"""Ids up to which the database is asked for just these; beyond, the whole small table is faster."""


def file(article: Article) -> None:
    """Find the article's copies by its text as it is now, and part it from those it no longer resembles.

    Belongs in the transaction that stored the text. Cost: one look-up by index and one comparison a story
    that may be the same, however large the archive.
    """
    keys = bands(shingles(article.body))
    before = set(CopyBand.objects.filter(article=article).values_list("key", flat=True))
    if before == set(keys):
        return
    if before:
        _part(article)
    file_new([(article, keys)])


def file_new(batch: Sequence[tuple[Article, list[int]]]) -> None:
    """File articles that never were, in order of their ids, with the keys (`bands`) of their texts.

    Articles that share no key with any other cost two statements together.
    """
    _write_keys([(article.pk, key) for article, keys in batch for key in keys])
    shared = _shared_keys(batch)
    for article, keys in batch:
        if shared.isdisjoint(keys):
            continue
        joined = _same_story(article, shingles(article.body), keys)
        if joined:
            _join(article, joined)


def _write_keys(rows: Sequence[tuple[int, int]]) -> None:
    """Add (article, key) rows: a dozen an article, each two numbers, too many to make objects of."""
    table = connection.ops.quote_name(CopyBand._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} (article_id, key) VALUES (%s, %s)", rows)  # noqa: S608 (quoted name)


def _shared_keys(batch: Sequence[tuple[Article, list[int]]]) -> set[int]:
    """Keys of the batch that stand for more than one article."""
    counts = Counter(key for _article, keys in batch for key in set(keys))
    shared = {key for key, count in counts.items() if count > 1}
    if not counts:
        return shared
    own = [article.pk for article, _keys in batch]
    table = connection.ops.quote_name(CopyBand._meta.db_table)
    among, outside = ", ".join(["%s"] * len(counts)), ", ".join(["%s"] * len(own))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT key FROM {table} WHERE key IN ({among}) AND article_id NOT IN ({outside})",  # noqa: S608 (quoted name)
            [*counts, *own],
        )
        return shared.union(key for (key,) in cursor)


def _same_story(article: Article, found: Hashes, keys: list[int]) -> dict[int, int]:
    """Stories (a lone article is one of its own id) with a text that this one is a copy of → that article."""
    candidates = [pk for pk in _candidates(keys) if pk != article.pk]
    story_of = stories(candidates)
    same: dict[int, int] = {}
    for pk in candidates:
        story = story_of.get(pk, pk)
        if story not in same and resemblance(found, _shingles(pk)) >= RESEMBLANCE:
            same[story] = pk
    return _allowed(article, same) if same else same


def _candidates(keys: list[int]) -> list[int]:
    """The articles whose texts share most of these keys, best first."""
    rows = CopyBand.objects.filter(key__in=keys).values_list("article_id")
    likely = rows.annotate(shared=Count("pk")).order_by("-shared", "article_id")[:CANDIDATES]
    return [pk for pk, _shared in likely]


def alike(body: str) -> list[int]:
    """Ids of the articles that a text, not stored yet, would be a copy of."""
    found = shingles(body)
    return [pk for pk in _candidates(bands(found)) if resemblance(found, _shingles(pk)) >= RESEMBLANCE]


def _allowed(article: Article, same: dict[int, int]) -> dict[int, int]:
    """The stories that may become one with the article: none that would join what a person parted."""
    if not Apart.objects.exists():
        return same
    members = {story: {pk, *_members(story)} for story, pk in same.items()}
    apart = parted({article.pk}.union(*members.values()))
    together, allowed = {article.pk}, {}
    for story, pk in same.items():
        if not any(frozenset((a, b)) in apart for a in together for b in members[story]):
            together |= members[story]
            allowed[story] = pk
    return allowed


def _members(story: int) -> list[int]:
    return list(Copy.objects.filter(story=story).values_list("article_id", flat=True))


def parted(ids: Iterable[int]) -> set[frozenset[int]]:
    """The pairs among these articles that a person said are no copies of each other."""
    wanted = list(ids)
    rows = Apart.objects.filter(first__in=wanted, second__in=wanted).values_list("first_id", "second_id")
    return {frozenset(pair) for pair in rows}


def _shingles(pk: int) -> Hashes:
    return shingles(Article.objects.values_list("body", flat=True).get(pk=pk))


def _join(article: Article, joined: dict[int, int]) -> None:
    """Make the article and these stories one; what has the story's number already is not written again."""
    story = min(article.pk, *joined)
    moving = Copy.objects.filter(story__in=joined.keys() - {story}).values_list("article_id", flat=True)
    members = {article.pk, *joined.values(), *moving}
    there = Copy.objects.filter(article__in=members, story=story).values_list("article_id", flat=True)
    write(story, members - set(there))


def write(story: int, members: Collection[int]) -> None:
    """Make these articles copies of one story and queue them for review."""
    _number(story, members)
    queue.note_copies(members)


def _number(story: int, members: Collection[int]) -> None:
    """Give these articles the number of their story; what a person said of them as copies stays."""
    Copy.objects.bulk_create(
        [Copy(article_id=pk, story=story) for pk in members],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["story"],
    )


def _part(article: Article) -> None:
    """Take the article out of its story and see which of the others still belong together.

    Of the others only those are written and queued again whose story is another afterwards.
    """
    CopyBand.objects.filter(article=article).delete()
    mine = Copy.objects.filter(article=article).first()
    if mine is None:
        return
    mine.delete()
    others = set(Copy.objects.filter(story=mine.story).values_list("article_id", flat=True))
    alone = set()
    for members in _together(others):
        if len(members) == 1:
            alone |= set(members)
        elif members[0] != mine.story:
            _number(members[0], members)
    Copy.objects.filter(article__in=alone).delete()
    queue.refresh([article.pk, *alone])


def _together(ids: Collection[int]) -> list[list[int]]:
    """These articles in groups of copies. Texts with the same keys are one text: only one of them is read.

    All BANDS × ROWS least values of two texts agree by chance with probability s^60 for a resemblance s: for
    texts that are no copies (s < RESEMBLANCE) that is less than one in 10^9.
    """
    keys: dict[int, set[int]] = {pk: set() for pk in ids}
    for pk, key in CopyBand.objects.filter(article__in=ids).values_list("article_id", "key"):
        keys[pk].add(key)
    alike: dict[frozenset[int], list[int]] = {}
    for pk in sorted(ids):
        alike.setdefault(frozenset(keys[pk]), []).append(pk)
    apart = parted(ids)
    if apart:  # what a person parted may be the same text
        alike = {frozenset([pk]): [pk] for pk in sorted(ids)}
    same = {members[0]: members for members in alike.values()}
    bodies = Article.objects.filter(pk__in=same).values_list("pk", "body")
    texts = {pk: shingles(body) for pk, body in bodies.iterator()}
    found = groups(texts, apart)
    return [sorted(pk for first in group for pk in same[first]) for group in found]


def stories(ids: Iterable[int]) -> dict[int, int]:
    """The story of each of these articles that has copies; the others are left out."""
    wanted = list(ids)
    if len(wanted) > MANY:
        return dict(Copy.objects.values_list("article_id", "story"))
    if not wanted:
        return {}
    places = ", ".join(["%s"] * len(wanted))
    return dict(_asked("article_id, story", f"WHERE article_id IN ({places})", wanted))


def _asked(columns: str, where: str = "", values: Sequence[int] = ()) -> list[Any]:
    """Rows of the table of copies. Written out: every page of hits asks this, and composing it took ten times
    as long as answering it.
    """
    table = connection.ops.quote_name(Copy._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} {where}", values)  # noqa: S608 (our own names; values are parameters)
        rows: list[Any] = cursor.fetchall()
    return rows


def of(article: Article) -> ArticleQuerySet:
    """The story's published articles but this one, the first one first: as a person ordered them, else
    by date, undated last, by id."""
    story = Copy.objects.filter(article=article).values("story")
    members = Copy.objects.filter(story__in=story).exclude(article=article).values("article_id")
    return Article.objects.published().filter(pk__in=members).first_copy_first()


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
    (fingerprint,) = _asked("COUNT(*), MAX(article_id), SUM(article_id), SUM(story)")
    if fingerprint != _all[0]:
        _all = (fingerprint, dict(Copy.objects.values_list("article_id", "story")))
    return _all[1]
