"""Re-parsing one article after another for other code than the command."""

from __future__ import annotations

from io import StringIO

from archive.ingest.reparse import Options, Reparse


class Rereader:
    """Reads current captures again with the rules and the gazetteer of the moment it was made."""

    def __init__(self) -> None:
        self._said = StringIO()
        self._reparse = Reparse(Options(ids=(), quiet=True), StringIO(), self._said)
        self._reparse.prepare()

    def read(self, pk: int) -> tuple[bool, str]:
        """Whether the article changed, and why it could not be read; then it stays as it is."""
        self._said.seek(0)
        self._said.truncate()
        if not self._reparse.can_be_read(pk):
            return False, "no capture"
        became = self._reparse.one(pk)
        return became == "changed", self._said.getvalue().strip() if became == "failed" else ""
