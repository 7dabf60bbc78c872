"""One hit a story: of articles that carry the same text, the one that ranks first stands for all."""

from __future__ import annotations

from itertools import compress

from archive import copies
from search.plan import Found


def one_a_story(found: Found) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Ids and scores of `found`, in order, without every hit but the first of each story.

    `found`: all hits, not one page of them.
    """
    story_of = copies.stories(found.ids)
    seen: set[int] = set()
    kept: list[bool] = []
    for pk in found.ids:
        story = story_of.get(pk)
        kept.append(story not in seen)
        if story is not None:
            seen.add(story)
    return tuple(compress(found.ids, kept)), tuple(compress(found.scores, kept))
