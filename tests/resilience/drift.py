"""Does the index hold exactly what the database says? And another process that holds the write lock."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.models import Article
from search.analysis import analyzer
from search.ask import backend
from search.documents import content_hash

HOLDER = """
import fcntl, sys
with open(sys.argv[1], "w") as file:
    fcntl.flock(file, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.read()
"""


def drift() -> dict[int, str]:
    """Article id → how the index differs from the database; empty where they agree."""
    version = analyzer().version
    wanted = {a.pk: content_hash(a, version) for a in Article.objects.published().with_tags()}
    stored = list(backend().stored_hashes())
    found = dict(stored)
    assert len(found) == len(stored), "an article is in the index twice"
    wrong = {pk: "missing" if pk not in found else "stale" for pk in wanted if found.get(pk) != wanted[pk]}
    return wrong | {pk: "not gone" for pk in found if pk not in wanted}


@contextmanager
def lock_held(folder: Path) -> Iterator[None]:
    """Another process holds the write lock of an index folder."""
    command = [sys.executable, "-c", HOLDER, str(folder / "write.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield
        finally:
            process.stdin.close()
            process.wait(10)
