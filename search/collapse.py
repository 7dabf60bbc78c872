"""One hit a story: of articles that carry the same text, the one that ranks first stands for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import compress

from archive import copies
from search.ask import Answer, ask, backend
from search.backends.base import IndexUnavailable
from search.params import SearchParams
from search.plan import All, Found, Ids, Plan

SPARE = 10
"""Hits fetched beyond the page, so that a few copies among them do not take a second search."""
MANY = 2000
"""Copies up to which the index is asked which of them match; of more, all matches are fetched."""


@dataclass(frozen=True, slots=True)
class StoriesPage:
    """`found`: the answer with one hit a story, those of the page only; `stories`: how many there are."""

    answer: Answer
    found: Found
    stories: int


def one_a_story(
    found: Found, story_of: Mapping[int, int] | None = None
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Ids and scores of `found`, in order, without every hit but the first of each story.

    `found`: hits from the first on, not a later page of them; `story_of`: their stories, if at hand.
    """
    story_of = copies.stories(found.ids) if story_of is None else story_of
    seen: set[int] = set()
    kept: list[bool] = []
    for pk in found.ids:
        story = story_of.get(pk)
        kept.append(story not in seen)
        if story is not None:
            seen.add(story)
    return tuple(compress(found.ids, kept)), tuple(compress(found.scores, kept))


def stories_page(params: SearchParams, offset: int, size: int) -> StoriesPage:
    """The page of stories from `offset` on. Fetches as many hits as it takes to fill it, seldom all."""
    story_of = copies.all_stories()
    stop = offset + size
    answer = ask(params, limit=stop + SPARE if story_of else size, offset=0 if story_of else offset)
    if not story_of:
        return StoriesPage(answer, answer.found, answer.found.total)
    hits = answer.found
    while True:
        ids, scores = one_a_story(hits, story_of)
        if len(ids) >= stop or len(hits.ids) >= hits.total:
            break
        hits = _more(params, answer, 4 * len(hits.ids))
    found = replace(answer.found, ids=ids[offset:stop], scores=scores[offset:stop])
    return StoriesPage(answer, found, _count(params, answer, hits, story_of))


def _more(params: SearchParams, answer: Answer, limit: int | None) -> Found:
    """The same hits from the first on, more of them."""
    if answer.plan is None:
        return ask(params, limit=limit, facets=False).found
    return _again(params, replace(answer.plan, limit=limit, facets=False))


def _again(params: SearchParams, plan: Plan) -> Found:
    """What the index says to another plan of a search; if it fails by now, what `ask` finds in its place."""
    try:
        return backend().execute(plan)
    except IndexUnavailable:
        return ask(params, limit=plan.limit, facets=False).found


def _count(params: SearchParams, answer: Answer, hits: Found, story_of: Mapping[int, int]) -> int:
    """How many stories match: all hits, less each that repeats a story."""
    if len(hits.ids) < hits.total:
        if answer.plan is None or len(story_of) > MANY:
            hits = _more(params, answer, None)
        else:
            copied = All((answer.plan.node, Ids(tuple(story_of))))
            hits = _again(params, replace(answer.plan, node=copied, limit=None, facets=False))
    matched = [story_of[pk] for pk in hits.ids if pk in story_of]
    return answer.found.total - (len(matched) - len(set(matched)))
