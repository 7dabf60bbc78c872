"""The lines that were learned of each site, as readings ask for them."""

from __future__ import annotations

from collections.abc import Iterable

from archive.models import SiteLine


class SiteLines:
    """The lines of each site that are furniture, asked for once a site."""

    def __init__(self, learned: Iterable[SiteLine] = ()) -> None:
        """`learned`: lines of this run that a dry run does not store."""
        self._more: dict[str, set[str]] = {}
        for line in learned:
            self._more.setdefault(line.site, set()).add(line.text)
        self._known: dict[str, frozenset[str]] = {}

    def of(self, site: str) -> frozenset[str]:
        """The folded lines of a site."""
        if not site:
            return frozenset()
        if site not in self._known:
            rows = dict(SiteLine.objects.filter(site=site).values_list("text", "active"))
            stored = {text for text, active in rows.items() if active}
            self._known[site] = frozenset(stored | (self._more.get(site, set()) - rows.keys()))
        return self._known[site]


def store(learned: Iterable[SiteLine]) -> None:
    """Keep what was learned; what is known already, and what a curator switched off, stays as it is."""
    SiteLine.objects.bulk_create(learned, ignore_conflicts=True)
