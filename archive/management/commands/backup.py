"""`manage.py backup DIR`: the whole archive into a new folder, while it is being used."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.backup.make import make
from archive.backup.manifest import BackupError


class Command(BaseCommand):
    """Exit 0: complete; 1: not made, or made without captures that the archive had lost before."""

    help = "Back up database and captured files into a new folder, while the archive is being used."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, and an earlier backup to share captures with."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
        parser.add_argument(
            "--link", type=Path, metavar="EARLIER", help="a backup on the same disk to link captures from"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Back up, and say what was saved."""
        try:
            made = make(options["folder"], options["link"])
        except (BackupError, OSError) as error:
            raise CommandError(f"no backup was made: {error}") from error
        self.stdout.write(f"backed up the database and {made.captures} captures into {made.folder}")
        if made.reused:
            self.stdout.write(f"{made.reused} of them are shared with {options['link']}")
        for sha256, fault in made.lost.items():
            self.stderr.write(f"{fault}: capture {sha256} is not in the backup")
        if made.lost:
            raise CommandError(f"{len(made.lost)} captures were damaged before; `verify_archive` names them")
