"""What to try where little or nothing is found: another spelling, another keyboard, fewer filters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.models import Article
from search import gazetteer
from search.analysis import analyzer
from search.ask import Answer, ask, backend
from search.backends.base import IndexUnavailable, SijilBackend
from search.clitics import bare_forms
from search.keyboard import other_layout
from search.known_words import index_words, name_words
from search.normalize import INVISIBLE, MARKS, surface_of
from search.params import SearchParams
from search.plan import AtLeast, Plan, Term
from search.results import Relaxed
from search.suggest import SHORTEST
from search.tokens import Token, tokenize

FEW = 3
"""Fewer results than this, and another query is suggested."""
MOST_WORDS = 6
"""Words of a query that are looked at."""
LONGEST_QUERY = 200
"""Characters of a query that is looked at."""
_UNSEEN = re.compile(f"[{MARKS}{INVISIBLE}\u0640]")
_OPERATORS = frozenset({"OR", "NOT", "AND"})


@dataclass(frozen=True, slots=True)
class Advice:
    """`suggestion`: a query that finds more; `relaxed`: fewer filters that find something."""

    suggestion: str | None = None
    relaxed: tuple[Relaxed, ...] = ()


def advise(params: SearchParams, answer: Answer) -> Advice:
    """What would find more than `answer`. Asks the index a few times at most, and only where it is needed."""
    poor = answer.found.total < FEW or answer.matching == "any"
    if answer.notice or params.page > 1 or not params.q or not poor:
        return Advice()
    try:
        return Advice(_suggestion(params, answer), _relaxed(params) if not answer.found.total else ())
    except IndexUnavailable:
        return Advice()


def _total(params: SearchParams) -> int:
    return ask(params, limit=0, facets=False).found.total


def _suggestion(params: SearchParams, answer: Answer) -> str | None:
    text = answer.query.text
    if len(text) > LONGEST_QUERY:
        return None
    index = backend()
    for candidate in (*_typed_otherwise(index, params.q), *_corrected(index, text)):
        if _total(replace(params, q=candidate)) > answer.found.total:
            return candidate
    return None


def _typed_otherwise(index: SijilBackend, text: str) -> Iterator[str]:
    """The keys of `text` in the other layout, where every word of that is known here."""
    if len(text) > LONGEST_QUERY:
        return
    for other in other_layout(text):
        tokens = tokenize(other)[:MOST_WORDS]
        if not tokens or not all(_is_known(index, token.text) for token in tokens):
            continue
        _speller, written = name_words(gazetteer.names())
        for token in reversed(tokens):
            name = written.get(surface_of(token.text))
            if name:
                other = other[: token.start] + name + other[token.end :]
        yield other


def _is_known(index: SijilBackend, word: str) -> bool:
    """Whether an article has the word or its stem, or a name is spelled so."""
    levels = analyzer().terms_of(word)
    node = AtLeast((Term("text", levels.surface), Term("stem", levels.stem)))
    if index.execute(Plan(node, limit=0, facets=False)).total:
        return True
    speller, _written = name_words(gazetteer.names())
    return any(speller.count(bare) for _, bare in bare_forms(levels.surface))


def _corrected(index: SijilBackend, text: str) -> Iterator[str]:
    """`text` with the nearest known word in place of each that no article has."""
    fixed, changed = text, False
    for token in reversed(_words(text)[:MOST_WORDS]):
        if _is_known(index, token.text):
            continue
        better = _nearest(index, surface_of(token.text))
        if better:
            fixed, changed = fixed[: token.start] + better + fixed[token.end :], True
    if changed:
        yield fixed


def _words(text: str) -> list[Token]:
    """The words of a query that may be misspelled: no operators, no names of fields."""
    return [
        token
        for token in tokenize(text)
        if len(token.text) >= SHORTEST
        and token.text not in _OPERATORS
        and text[token.end : token.end + 1] != ":"
    ]


def _nearest(index: SijilBackend, word: str) -> str | None:
    """The nearest word as written: of the index or a name, also behind the same particle."""
    names, written = name_words(gazetteer.names())
    words = index_words(index)
    best: tuple[float, str, str] | None = None
    for particle, bare in bare_forms(word):
        for candidate, particle_kept in (
            *((found, particle) for found in names.nearest(bare, 1)),
            *((found, "") for found in (words.nearest(word, 1) if words and not particle else ())),
        ):
            # A name behind a particle is guessed from fewer letters.
            rank = (candidate.rank + (0.5 if particle_kept else 0.0), candidate.word, particle_kept)
            best = min(best, rank) if best else rank
    if best is None:
        return None
    _rank, found, particle = best
    return particle + (written.get(found) or _as_written(index, found))


def _as_written(index: SijilBackend, surface: str) -> str:
    """How an article writes the word, without vocalisation."""
    ids = index.execute(Plan(Term("text", surface), limit=1, facets=False)).ids
    for title, body in Article.objects.published().filter(pk__in=ids).values_list("title", "body"):
        for token in (*tokenize(title), *tokenize(body)):
            if surface_of(token.text) == surface:
                return _UNSEEN.sub("", token.text)
    return surface


def _relaxed(params: SearchParams) -> tuple[Relaxed, ...]:
    """The same search without each of its filters, where that finds something; the most first."""
    found = [replace(one, total=total) for one in _without_each(params) if (total := _total(one.params)) > 0]
    return tuple(sorted(found, key=lambda one: -one.total))


def _without_each(params: SearchParams) -> list[Relaxed]:
    without = [
        Relaxed(facet, slug, params.toggled(facet, slug), 0)
        for facet in ("company", "campaign", "publisher")
        for slug in getattr(params, facet)[:MOST_WORDS]
    ]
    if params.date_from:
        changed = replace(params, date_from=None, date_from_text="")
        without.append(Relaxed("from", params.date_from_text, changed, 0))
    if params.date_to:
        changed = replace(params, date_to=None, date_to_text="")
        without.append(Relaxed("to", params.date_to_text, changed, 0))
    if params.undated_only:
        without.append(Relaxed("date", "none", replace(params, undated_only=False), 0))
    return without
