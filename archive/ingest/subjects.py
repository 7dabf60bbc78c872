"""Campaigns an article may be about without naming them: proposals for a curator. Pure.

A subject is proposed when every group of its words occurs in the text and one of its companies is
named. It is a guess by design and is never asserted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ahocorasick_rs import AhoCorasick, Implementation

from archive.gazetteer.entry import Entry, Subject
from archive.ingest.clitics import begins_name, ends_name
from archive.ingest.draft import Mention
from archive.ingest.fold import Folded, fold_name

Found = dict[str, tuple[Folded, int, int]]
"""The words of all subjects that a text holds, each with the folded span of its first occurrence."""


class Proposer:
    """Knows the subjects of a gazetteer; reads a text once for the words of all of them."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = [entry for entry in entries if entry.subjects]
        self._about: dict[str, set[int]] = {}
        for place, entry in enumerate(self._entries):
            for word in {word for subject in entry.subjects for word in subject.words[0]}:
                self._about.setdefault(word, set()).add(place)
        words = {
            word
            for entry in entries
            for subject in entry.subjects
            for group in subject.words
            for word in group
        }
        self._by_pattern: dict[str, list[str]] = {}
        for word in sorted(words):
            self._by_pattern.setdefault(fold_name(word.rstrip("*")), []).append(word)
        self._patterns = list(self._by_pattern)
        # A table for each state: twice as fast, and small for some hundred words.
        self._automaton = (
            AhoCorasick(self._patterns, implementation=Implementation.DFA) if self._patterns else None
        )

    def __call__(
        self, title: Folded, body: Folded, companies: Collection[str], named: Collection[str]
    ) -> list[Mention]:
        """One proposed mention a campaign that the text speaks of.

        `companies`: slugs of the companies the text names; `named`: slugs of campaigns not to propose.
        The mention's span is the first word of the subject's first group, in the body if it is there.
        """
        found: Found = {}
        for folded in (body, title):
            self._read(folded, found)
        proposals: list[Mention] = []
        for place in sorted(set[int]().union(*(self._about.get(word, ()) for word in found))):
            entry = self._entries[place]
            subject = None if entry.slug in named else _subject(entry, found, companies)
            if subject is not None:
                proposals.append(_mention(entry, subject, found, title))
        return proposals

    def _read(self, folded: Folded, found: Found) -> None:
        """Add the subject words of one text that are not found yet."""
        if self._automaton is None:
            return
        text, done = folded.text, set[int]()
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if index in done or not begins_name(text, start, article=True, bare=False):
                continue
            words = [word for word in self._by_pattern[self._patterns[index]] if word not in found]
            if not words:
                done.add(index)
                continue
            whole = ends_name(text, end)
            for word in words:
                if whole or word.endswith("*"):
                    found[word] = folded, start, end


def _subject(entry: Entry, found: Found, companies: Collection[str]) -> Subject | None:
    """The first subject of the entry that the text speaks of."""
    for subject in entry.subjects:
        if subject.companies and not any(slug in companies for slug in subject.companies):
            continue
        if not any(map(found.keys().isdisjoint, subject.words)):
            return subject
    return None


def _mention(entry: Entry, subject: Subject, found: Found, title: Folded) -> Mention:
    folded, first, last = next(found[word] for word in subject.words[0] if word in found)
    start, end = folded.span(first, last)
    return Mention(
        kind="campaign",
        slug=entry.slug,
        start=start,
        end=end,
        surface=folded.source[start:end],
        in_title=folded is title,
        state="proposed",
        rule=f"subject.{subject.rule}",
    )
