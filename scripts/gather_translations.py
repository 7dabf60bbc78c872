"""Gathers translatable strings into locale/*/LC_MESSAGES/django.po and compiles them beside it.

Usage: gather_translations.py ROOT. Django's makemessages with two differences: msgmerge never guesses (a
fuzzy translation of another sentence helps nobody), and no dates are written, so that an unchanged source
leaves the files unchanged.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polib
from django.core.management import call_command
from django.core.management.commands import makemessages

LANGUAGES = ("ar", "en")
# Not part of the interface: an example text or a test's string must not reach the translators.
IGNORED = ("benchmarks/*", "data/*", "samples/*", "scripts/*", "tests/*", "staticfiles/*", "test-artifacts/*")
WIDTH = 100


class Gather(makemessages.Command):
    """makemessages without fuzzy matching."""

    msgmerge_options = ["-q", "--backup=none", "--update", "--no-fuzzy-matching"]


def catalog(root: Path, language: str) -> Path:
    """Where the .po file of a language lies; the compiled .mo lies beside it."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def gather(root: Path) -> None:
    """Update every catalog under `root`, writing a stable file: no dates, no obsolete entries."""
    (root / "locale").mkdir(exist_ok=True)
    os.chdir(root)
    call_command(
        Gather(),
        locale=list(LANGUAGES),
        extensions=["html", "py"],
        ignore_patterns=list(IGNORED),
        add_location="file",
        no_obsolete=True,
        verbosity=0,
    )
    for language in LANGUAGES:
        path = catalog(root, language)
        messages = polib.pofile(str(path), wrapwidth=WIDTH)
        messages.header = f"Sijil's interface: {language}. Updated by `make translations`."
        messages.metadata_is_fuzzy = False
        messages.metadata = {
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": messages.metadata["Plural-Forms"],
        }
        messages.save()


def compile_catalogs(root: Path) -> None:
    """Compile with msgfmt, which also refuses a translation whose placeholders differ from its source."""
    for language in LANGUAGES:
        path = catalog(root, language)
        subprocess.run(
            ["msgfmt", "--check-format", "-o", str(path.with_suffix(".mo")), str(path)], check=True
        )


if __name__ == "__main__":
    project = Path(sys.argv[1]).resolve()
    gather(project)
    compile_catalogs(project)
