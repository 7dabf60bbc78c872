"""The database's companies and campaigns written into the gazetteer's files."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from archive.gazetteer.load import FILES, SHIPPED, load, word_lists
from archive.gazetteer.rewrite import rewrite, same
from archive.gazetteer.source import GazetteerError
from archive.gazetteer.sync import entries_from_database

WORDS = "words.toml"


def export(folder: Path) -> list[str]:
    """Write the files into a folder, from its own ones or else the shipped ones; the names of those changed.

    Nothing is written unless the new files, read back, say what the database says. Raises GazetteerError
    where that cannot be, OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    entries = entries_from_database()
    lists = word_lists(_source(folder, WORDS))
    made = {}
    for kind, name in FILES.items():
        text = _source(folder, name).read_text(encoding="utf-8")
        made[name] = rewrite(text, kind, [entry for entry in entries if entry.kind == kind], lists)
    made[WORDS] = _source(folder, WORDS).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        for name, text in made.items():
            (Path(scratch) / name).write_text(text, encoding="utf-8", newline="\n")
        found = {(entry.kind, entry.slug): entry for entry in load(Path(scratch))}
        for entry in entries:
            if not same(found[entry.kind, entry.slug], entry):
                raise GazetteerError(f"{entry.kind} {entry.slug!r} would not come back as it is")
        changed = [name for name in made if not _is(folder / name, made[name])]
        for name in changed:
            shutil.copyfile(Path(scratch) / name, folder / name)
    return changed


def _source(folder: Path, name: str) -> Path:
    return folder / name if (folder / name).is_file() else SHIPPED / name


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text
