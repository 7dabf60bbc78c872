"""One result a story: of articles that carry the same text, the one that ranks first stands for all."""

from __future__ import annotations

from dataclasses import replace
from itertools import compress

from archive import copies
from search.plan import Found


def collapsed(found: Found) -> Found:
    """`found` with every hit but the first of each story left out, in the same order.

    `found`: all hits, not one page of them. `total` becomes the number of stories; facet and year counts
    stay those of articles.
    """
    story_of = copies.stories(found.ids)
    seen: set[int] = set()
    kept: list[bool] = []
    for pk in found.ids:
        story = story_of.get(pk)
        kept.append(story not in seen)
        if story is not None:
            seen.add(story)
    ids = tuple(compress(found.ids, kept))
    return replace(found, ids=ids, scores=tuple(compress(found.scores, kept)), total=len(ids))


def page_of(found: Found, offset: int, limit: int) -> Found:
    """The hits from `offset` (from 0), at most `limit`; totals and counts as they were."""
    stop = offset + limit
    return replace(found, ids=found.ids[offset:stop], scores=found.scores[offset:stop])
