"""Checks that both interface languages are complete and that catalogs follow the sources.

Exit status 1 and one line a fault when a source string is missing from a catalog or a catalog holds one that
no source has; when English lacks a translation or repeats the Arabic; when Arabic lacks one of the six forms
of a plural, or a source string is not Arabic; when an entry is fuzzy; when placeholders differ; when a
compiled file is not what its .po says. The working tree is not touched: strings are gathered in a copy.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib
from gather_translations import LANGUAGES, catalog, gather

ROOT = Path(__file__).resolve().parent.parent
ARABIC = re.compile(r"[\u0621-\u064a]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
PLACEHOLDER = re.compile(r"%\([^)]*\)[a-z]|\{[^}]*\}")
PLURAL_FORMS = {"ar": 6, "en": 2}
Key = tuple[str, str, str]


def copy_of_project(target: Path) -> None:
    """Copy what git tracks, or would track, into `target`."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file() and Path(name).suffix in {".py", ".html", ".po"}:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)


def keys(path: Path) -> set[Key]:
    """The identity of each entry of a catalog: context, string, plural."""
    return {(entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in polib.pofile(str(path))}


def out_of_step(fresh: Path, language: str) -> list[str]:
    """Strings that only the sources or only the committed catalog have."""
    wanted, held = keys(catalog(fresh, language)), keys(catalog(ROOT, language))
    return [f"{key[1]!r} is in the sources but not in the catalog" for key in sorted(wanted - held)] + [
        f"{key[1]!r} is in the catalog but no longer in the sources" for key in sorted(held - wanted)
    ]


def faults_of_entry(entry: polib.POEntry, language: str) -> list[str]:
    """What is wrong with one translation, one sentence each."""
    found = []
    if entry.fuzzy:
        found.append("is fuzzy")
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.msgid_plural and (len(forms) != PLURAL_FORMS[language] or not all(forms)):
        found.append(f"lacks one of its {PLURAL_FORMS[language]} plural forms")
    if language == "en" and not all(forms):
        found.append("is not translated")
    if language == "en" and entry.msgid in forms and ARABIC.search(entry.msgid):
        found.append("is translated by itself")
    foreign = LATIN_WORD.search(PLACEHOLDER.sub("", entry.msgid)) and not ARABIC.search(entry.msgid)
    if language == "ar" and foreign and not any(forms):
        found.append("is not Arabic and has no Arabic translation")
    known = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    for form in filter(None, forms):
        if unknown := set(PLACEHOLDER.findall(form)) - known:
            found.append(f"uses {', '.join(sorted(unknown))}, which its source has not")
        elif not entry.msgid_plural and known - set(PLACEHOLDER.findall(form)):
            found.append("loses a placeholder of its source")
    return found


def compiled_differs(path: Path) -> bool:
    """Whether the .mo beside a .po says anything else than the .po."""

    def messages(entries: list[polib.MOEntry] | list[polib.POEntry]) -> set[tuple[str, ...]]:
        return {
            (entry.msgctxt or "", entry.msgid, entry.msgstr, *map(str, entry.msgstr_plural.values()))
            for entry in entries
        }

    compiled = path.with_suffix(".mo")
    if not compiled.is_file():
        return True
    source = [entry for entry in polib.pofile(str(path)).translated_entries() if not entry.obsolete]
    return messages(source) != messages(list(polib.mofile(str(compiled))))


def faults(fresh: Path, language: str) -> list[str]:
    """Everything wrong with one language."""
    path = catalog(ROOT, language)
    if not path.is_file():
        return ["there is no catalog"]
    found = out_of_step(fresh, language)
    for entry in polib.pofile(str(path)):
        found += [f"{entry.msgid!r} {fault}" for fault in faults_of_entry(entry, language)]
    if compiled_differs(path):
        found.append("django.mo is not compiled from django.po")
    return found


def main() -> int:
    """Check every language; 0 when all is well."""
    with tempfile.TemporaryDirectory() as scratch:
        copy_of_project(Path(scratch))
        gather(Path(scratch))
        found = [f"locale/{name}: {fault}" for name in LANGUAGES for fault in faults(Path(scratch), name)]
    for fault in found:
        print(fault, file=sys.stderr)
    if found:
        print("Run `make translations`, then fill in what is missing in locale/.", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
