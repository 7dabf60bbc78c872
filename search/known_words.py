"""The words that spelling is corrected with: the index's own and the gazetteer's. Kept a while in memory.

Reading the words of a large index takes seconds, so it is done beside the requests; a search that comes
meanwhile waits WAIT_SECONDS at most and then does without.
"""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from functools import lru_cache

from search.backends.base import IndexUnavailable, SijilBackend
from search.names import Names
from search.suggest import SHORTEST, Speller

KEEP_SECONDS = 600.0
WAIT_SECONDS = 0.3
NAME_COUNT = 10
"""A name of the gazetteer weighs as much as a word of this many articles."""

_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="known-words")
_reading: Future[Speller] | None = None
_begun = 0.0
_last: Speller | None = None


def index_words(index: SijilBackend) -> Speller | None:
    """The words of the index, at most KEEP_SECONDS old while it can be read; None while none are read yet."""
    global _reading, _begun, _last
    if _reading is None or (_reading.done() and time.monotonic() - _begun > KEEP_SECONDS):
        _begun = time.monotonic()
        _reading = _worker.submit(lambda: Speller(index.vocabulary()))
    try:
        _last = _reading.result(timeout=0.0 if _last else WAIT_SECONDS)
    except Late:
        return _last
    except IndexUnavailable:
        _reading = None  # its files went while they were read: the next search reads again
    return _last


def forget() -> None:
    """Read the index again at the next search."""
    global _reading, _last
    _reading = _last = None


@lru_cache(maxsize=2)
def name_words(names: Names) -> tuple[Speller, dict[str, str]]:
    """The words of all spellings of names, and how the gazetteer writes each."""
    written: dict[str, str] = {}
    for _entry, name, words in names.spelled():
        if len(words) == 1 and len(words[0]) >= SHORTEST:
            written.setdefault(words[0], name.text)
    return Speller((word, NAME_COUNT) for word in written), written
