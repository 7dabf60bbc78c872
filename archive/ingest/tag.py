"""Companies and campaigns named in an article, as mentions with offsets and the rule that found them. Pure.

Every spelling of the gazetteer goes into one Aho-Corasick automaton (Aho and Corasick 1975) that
reads a folded copy of the text once. A hit counts if it is a whole word but for attached particles,
if it is written as its spelling demands, and if its guard is satisfied; of overlapping hits of one
kind the longest wins. A company inside a campaign's name (لا آزور للفصل العنصري) is a mention too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ahocorasick_rs import AhoCorasick

from archive.gazetteer.entry import Entry, Guard, Name
from archive.ingest.clitics import attached, begins_name, ends_name, is_glued
from archive.ingest.draft import Mention, MentionState
from archive.ingest.fold import Folded, fold, fold_name, strip_marks
from archive.ingest.guards import Place, Verdict, anywhere, forbids, is_rejected, verdict
from archive.ingest.quoted_names import with_quotes
from archive.ingest.subjects import Proposer

PROPOSED_CATEGORIES = frozenset({"organisation", "law", "system"})
"""Naming one of these says who speaks, what applies or what is used, not what the article campaigns for."""

HASHTAG_CATEGORIES = frozenset({"hashtag"})
"""Campaigns whose name is a hashtag; for any other a bare hashtag is only a hint."""

_GLOSS = re.compile(r"[\"']?\s*\(\s*[\"']?")
_BORNE = re.compile(r"(?<!\w)[وفبلك]?(?:ال|ل)?(?:تحالف|ائتلاف|إئتلاف)\s[\"«“”(]?#\w*$")
"""Makes a hashtag the name of those who act: «رحب تحالف #KeepItOn», but not «ضمن حملة #KeepItOn»."""
TANWEEN = "\u064b"


@dataclass(frozen=True, slots=True)
class _Spelling:
    entry: Entry
    name: Name
    written: str | None
    """The exact writing, for guards that demand it."""


@dataclass(slots=True)
class _Hit:
    """A spelling where it stands in one of the two texts, with the condition that lets it count."""

    spelling: _Spelling
    folded: Folded
    start: int
    end: int
    whole: tuple[str, ...]
    """Both texts, folded."""
    rule: str | None = None

    @property
    def place(self) -> Place:
        word = self.start - len(attached(self.folded.text, self.start) or "")
        return Place(self.folded.text, self.start, self.end, word, self.whole)


class Tagger:
    """Finds the names of a gazetteer. Built once (it compiles the automaton), then called a text."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._propose = Proposer(entries)
        self._spellings: dict[str, list[_Spelling]] = {}
        folded = {
            entry.slug: frozenset(fold_name(name.text) for name in entry.names)
            for entry in entries
            if entry.kind == "company"
        }
        for entry in entries:
            held = frozenset[str]().union(*(folded.get(slug, ()) for slug in entry.companies))
            for name in entry.names:
                self._learn(entry, name, held)
        self._patterns = list(self._spellings)
        self._automaton = AhoCorasick(self._patterns) if self._patterns else None

    def __call__(self, title: str, body: str) -> list[Mention]:
        """Every mention in the title, then in the body, in order of their offsets."""
        folded_title, folded_body = fold(title), fold(body)
        whole = (folded_title.text, folded_body.text)
        hits = [*self._hits(folded_title, whole), *self._hits(folded_body, whole)]
        hits = [hit for hit in hits if not _is_ordinary(hit)]
        _settle_doubts(hits)
        _accept_glosses(hits)
        _accept_sure(hits)
        mentions: list[Mention] = []
        for folded in (folded_title, folded_body):
            accepted = [hit for hit in hits if hit.folded is folded and hit.rule is not None]
            mentions += _without_overlaps(_mention(hit, in_title=folded is folded_title) for hit in accepted)
        asserted = {mention.slug for mention in mentions if mention.state == "asserted"}
        mentions += self._propose(folded_title, folded_body, asserted, asserted)
        return sorted(mentions, key=lambda mention: (not mention.in_title, mention.start, -mention.end))

    def _learn(self, entry: Entry, name: Name, companies: frozenset[str]) -> None:
        folded = fold_name(name.text)
        written = strip_marks(name.text) if name.guard is not None and name.guard.exact else None
        spelling = _Spelling(entry, name, written)
        self._spellings.setdefault(folded, []).append(spelling)
        if companies and written is None:
            for quoted in with_quotes(folded, companies):
                self._spellings.setdefault(quoted, []).append(spelling)
        if folded.startswith("ال") and len(folded) > 4:
            # ل before the article is written لل, which hides the name's first letter
            self._spellings.setdefault("لل" + folded[2:], []).append(spelling)

    def _hits(self, folded: Folded, whole: tuple[str, ...]) -> Iterator[_Hit]:
        """Every whole-word occurrence of a spelling, with its rule where its guard is satisfied already."""
        if self._automaton is None:
            return
        text = folded.text
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if not ends_name(text, end):
                continue
            for spelling in self._spellings[self._patterns[index]]:
                guard = spelling.name.guard
                bare = guard is not None and guard.bare
                sure = guard is None or guard.is_exception
                if not begins_name(text, start, article=sure, bare=bare) and not (
                    is_glued(text, start, end) and not bare and (guard is None or not guard.is_conditional)
                ):
                    continue
                hit = _Hit(spelling, folded, start, end, whole)
                if spelling.written is not None and not _is_written(hit, spelling.written):
                    continue
                if guard is not None and is_rejected(guard, hit.place):
                    continue
                hit.rule = _rule(spelling, None if sure else guard, hit)
                yield hit


def _rule(spelling: _Spelling, guard: Guard | None, hit: _Hit) -> str | None:
    """Why the hit counts: `name`, `brand`, or the guard's condition with the word as it is written."""
    found = Verdict("clear") if guard is None else verdict(guard, hit.place)
    if found is None:
        return None
    if found.condition == "clear":
        return "brand" if spelling.name.brand else "name"
    if found.span is None:
        return f"guard.{found.condition}"
    start, end = hit.folded.span(*found.span)
    return f"guard.{found.condition}:{hit.folded.source[start:end]}"


def _is_written(hit: _Hit, written: str) -> bool:
    start, end = hit.folded.span(hit.start, hit.end)
    return strip_marks(hit.folded.source[start:end]) == written


def _is_ordinary(hit: _Hit) -> bool:
    """Whether its case ending says that the word is no name: ميتاً is dead, كريماً is generous."""
    start, end = hit.folded.span(hit.start, hit.end)
    guard = hit.spelling.name.guard
    return guard is not None and not guard.is_exception and TANWEEN in hit.folded.source[start:end]


def _settle_doubts(hits: Sequence[_Hit]) -> None:
    """Let the spellings count that only a phrase elsewhere could have made doubtful, where there is none."""
    for hit in hits:
        guard = hit.spelling.name.guard
        if hit.rule is not None or guard is None or not guard.doubt or forbids(guard, hit.place):
            continue
        if not anywhere(guard.doubt, hit.place):
            hit.rule = "name"


def _accept_glosses(hits: Sequence[_Hit]) -> None:
    """Let two spellings of one entity count where the second explains the first: «سما» (Sama)."""
    for first, second in pairwise(sorted(hits, key=lambda hit: (hit.folded.source, hit.start))):
        same = first.folded is second.folded and first.spelling.entry is second.spelling.entry
        if same and _GLOSS.fullmatch(first.folded.text, first.end, second.start):
            first.rule = first.rule or "guard.gloss"
            second.rule = second.rule or "guard.gloss"


def _accept_sure(hits: Sequence[_Hit]) -> None:
    """Let the spellings count that only needed their entity to be named elsewhere in the text.

    The name of a campaign vouches for the companies it is directed at: آزور in لا آزور للفصل العنصري.
    """
    sure = {hit.spelling.entry.slug for hit in hits if hit.rule is not None}
    campaigns = [hit for hit in hits if hit.rule is not None and hit.spelling.entry.companies]
    for hit in hits:
        guard = hit.spelling.name.guard
        if hit.rule is not None or guard is None:
            continue
        if any(_holds(campaign, hit) for campaign in campaigns):
            hit.rule = "guard.campaign"
        elif guard.sure and hit.spelling.entry.slug in sure and not _is_opposed(guard, hit.place):
            hit.rule = "guard.sure"


def _is_opposed(guard: Guard, place: Place) -> bool:
    """Whether something here or anywhere in the article says that the spelling names something else."""
    return forbids(guard, place) or (bool(guard.instead) and anywhere(guard.instead, place))


def _holds(campaign: _Hit, hit: _Hit) -> bool:
    """Whether the spelling is part of the name of a campaign against its company."""
    inside = campaign.folded is hit.folded and campaign.start <= hit.start and hit.end <= campaign.end
    return inside and hit.spelling.entry.slug in campaign.spelling.entry.companies


def _mention(hit: _Hit, *, in_title: bool) -> Mention:
    entry, name = hit.spelling.entry, hit.spelling.name
    start, end = hit.folded.span(hit.start, hit.end)
    state, rule = _state(entry, hit, start, end)
    return Mention(
        kind=entry.kind,
        slug=entry.slug,
        start=start,
        end=end,
        surface=hit.folded.source[start:end],
        in_title=in_title,
        brand=name.brand,
        state=state,
        rule=rule,
    )


def _state(entry: Entry, hit: _Hit, start: int, end: int) -> tuple[MentionState, str]:
    rule = hit.rule or ""
    if entry.kind == "company":
        return "asserted", rule
    if entry.category in PROPOSED_CATEGORIES:
        return "proposed", entry.category
    if _is_hashtag(hit.folded.source, start, end):
        named = entry.category in HASHTAG_CATEGORIES or _BORNE.search(hit.folded.source[:start])
        return ("asserted" if named else "proposed"), "hashtag"
    return "asserted", rule


def _is_hashtag(source: str, start: int, end: int) -> bool:
    """Whether the name stands in a hashtag; right-to-left text may put the mark behind it (KeepItOn#)."""
    first = start
    while first > 0 and (source[first - 1].isalnum() or source[first - 1] == "_"):
        first -= 1
    if first > 0 and source[first - 1] == "#":
        return True
    return source[end : end + 1] == "#" and source[end + 1 : end + 2] in ("", " ", "\n")


def _without_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """The longest mentions of each kind, none overlapping another of its kind; asserted before proposed."""
    kept: list[Mention] = []
    taken: dict[str, set[int]] = {"company": set(), "campaign": set()}
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.state, m.start)):
        letters = range(mention.start, mention.end)
        if taken[mention.kind].isdisjoint(letters):
            taken[mention.kind].update(letters)
            kept.append(mention)
    return kept
