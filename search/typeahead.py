"""What the search box proposes while one types: names in any spelling, then titles of articles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from archive.models import Article
from search import gazetteer
from search.analysis import analyzer
from search.ask import backend
from search.backends.base import IndexUnavailable
from search.names import Names
from search.normalize import surface_of
from search.plan import All, Node, Plan, Prefix, Term
from search.tokens import tokenize

MOST = 8
MOST_NAMES = 5
SHORTEST, LONGEST = 2, 80
"""Letters of what is typed; outside of this nothing is proposed."""
LOOKED_AT = 40
"""Articles whose titles are looked at."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`text`: the name or title; `pk` of an article; `typed`: the spelling that fits."""

    kind: Literal["company", "campaign", "article"]
    text: str
    text_en: str = ""
    typed: str = ""
    pk: int = 0


@dataclass(frozen=True, slots=True)
class _Spelled:
    words: tuple[str, ...]
    written: str
    kind: Literal["company", "campaign"]
    slug: str
    name_ar: str
    name_en: str


def propose(text: str) -> list[Proposal]:
    """At most MOST proposals for what is typed so far, names first. Raises nothing."""
    words = tuple(surface_of(token.text) for token in tokenize(text[: LONGEST + 1]))
    if not words or not SHORTEST <= len(text.strip()) <= LONGEST:
        return []
    names = _names(words)
    return names + _titles(words, MOST - len(names))


def _names(words: tuple[str, ...]) -> list[Proposal]:
    """Entities with a spelling that begins so; those where it is but a later word come after."""
    found: dict[tuple[str, str], tuple[int, int, Proposal]] = {}
    for spelled in _all_names(gazetteer.names()):
        at = _begins_at(words, spelled.words)
        if at < 0:
            continue
        rank = (at, len("".join(spelled.words)))
        key = (spelled.kind, spelled.slug)
        if key not in found or rank < found[key][:2]:
            proposal = Proposal(spelled.kind, spelled.name_ar, spelled.name_en, spelled.written)
            found[key] = (*rank, proposal)
    ranked = sorted(found.values(), key=lambda row: (row[:2], row[2].text))
    return [proposal for *_rank, proposal in ranked[:MOST_NAMES]]


@lru_cache(maxsize=2)
def _all_names(names: Names) -> tuple[_Spelled, ...]:
    return tuple(
        _Spelled(words, name.text, entry.kind, entry.slug, entry.name_ar, entry.name_en)
        for entry, name, words in names.spelled()
    )


def _begins_at(typed: tuple[str, ...], words: tuple[str, ...]) -> int:
    """The first place where `words` go on with `typed`, its last word only begun; -1 for none."""
    *whole, begun = typed
    for at in range(len(words) - len(typed) + 1):
        there = words[at : at + len(typed)]
        if list(there[:-1]) == whole and there[-1].removeprefix("ال").startswith(begun.removeprefix("ال")):
            return at
    return -1


def _titles(words: tuple[str, ...], most: int) -> list[Proposal]:
    """The titles of articles with these words in them, the last one begun; the best article first."""
    *whole, begun = words
    node: tuple[Node, ...] = (*(Term("text", word) for word in whole), Prefix("text", begun))
    try:
        ids = backend().execute(Plan(All(node), limit=LOOKED_AT, facets=False)).ids
    except IndexUnavailable:
        return []
    titles = dict(Article.objects.published().filter(pk__in=ids).values_list("pk", "title"))
    shown = [
        Proposal("article", titles[pk], pk=pk) for pk in ids if pk in titles and _fits(titles[pk], words)
    ]
    return shown[:most]


def _fits(title: str, words: tuple[str, ...]) -> bool:
    of_title = [term.surface for term in analyzer().analyze(title)]
    return all(word in of_title for word in words[:-1]) and any(w.startswith(words[-1]) for w in of_title)
