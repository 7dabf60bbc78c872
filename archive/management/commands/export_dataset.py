"""`manage.py export_dataset DIR`: the whole archive as open files with checksums."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.dataset.write import write


class Command(BaseCommand):
    """Writes JSON Lines, CSV, the original files, SHA256SUMS, a README and a note on rights."""

    help = "Write the archive into a new folder: JSON Lines, CSV, original files, checksums."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, and what goes into it."""
        parser.add_argument("folder", type=Path, help="a new or empty folder")
        parser.add_argument("--everything", action="store_true", help="also what the public may not see")
        parser.add_argument("--no-originals", action="store_true", help="leave out the captured files")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say how many rows each table has."""
        folder: Path = options["folder"]
        try:
            counts = write(folder, everything=options["everything"], originals=not options["no_originals"])
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()) + f" in {folder}")
