"""Learns the lines that most articles of a site have, before a run reads its files.

Counted are the first files of each site in the run and, where these are few, what the archive holds of it,
so that files that come one by one teach as much as a folder. What was learned stays (`SiteLine`): the
same page reads the same with any number of processes, alone, and when it is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from archive.ingest.census import ENOUGH, SiteCensus
from archive.ingest.decoding import decode
from archive.ingest.draft import Given, Rejected, Source
from archive.ingest.lines import read_page
from archive.ingest.parse import Rules
from archive.ingest.read import find_sources
from archive.ingest.saved_page import is_html
from archive.ingest.sites import site_of
from archive.models import Capture, SiteLine

MOST_FILES = 5_000
"""Files looked at before a run, so that memory and time stay bounded however many sites it has."""


class Learner:
    """Counts the lines of the sites of one run."""

    def __init__(self, rules: Rules, given: Callable[[Given], Given]) -> None:
        """`given`: what the command line says of every file put over what a manifest says."""
        self.rules, self.given = rules, given
        self.files = 0
        self.sites: dict[str, SiteCensus] = {}

    def look_at(self, paths: Iterable[Path], max_bytes: int) -> None:
        """Count the first files of each site below the paths, then what the archive holds of these sites."""
        for found in find_sources(paths, max_bytes=max_bytes, wanted=self._wanted):
            if self.files >= MOST_FILES:
                break
            if isinstance(found, Source):
                self.files += 1
                self._see(found)
        for site, census in self.sites.items():
            self._see_archived(site, census)

    def _wanted(self, path: str, given: Given) -> bool:
        """Whether a file need be read: its site has not been counted enough."""
        census = self.sites.get(site_of(path, self.given(given)))
        return self.files < MOST_FILES and (census is None or not census.full)

    def _see(self, source: Source) -> None:
        census = self.sites.setdefault(site_of(source.path, self.given(source.given)), SiteCensus())
        if census.full:
            return
        try:
            text, _encoding = decode(source.data)
        except Rejected:
            return  # said of the file when its turn comes
        if not is_html(text):
            census.see(text)

    def _see_archived(self, site: str, census: SiteCensus) -> None:
        rows = (
            Capture.objects.filter(site=site, current=True).order_by("-pk").values_list("ledger", flat=True)
        )
        for ledger in rows[: ENOUGH - census.articles].iterator(chunk_size=10):
            census.see("\n".join(text for _number, text, *_rest in ledger))

    def learned(self) -> list[SiteLine]:
        """The lines found, not stored: without those that a rule or a list of names knows anyway."""
        return [
            SiteLine(site=site, text=text, articles=count, counted=census.articles)
            for site, census in self.sites.items()
            for text, count in census.repeated().items()
            if not self._is_known(text)
        ]

    def _is_known(self, text: str) -> bool:
        line, lexicon = read_page(text).shown[0], self.rules.lexicon
        named = (lexicon.is_medium, lexicon.is_agency, lexicon.is_place, lexicon.is_person)
        return self.rules.furniture.match(line) is not None or any(is_named(line.key) for is_named in named)
