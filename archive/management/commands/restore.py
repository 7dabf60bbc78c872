"""`manage.py restore DIR`: what `backup` made, into an empty place."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from archive.backup.manifest import BackupError
from archive.backup.restore import check, restore


class Command(BaseCommand):
    """Checks every file first; a damaged or partial backup is refused, naming the file."""

    help = "Restore a backup into an archive that holds nothing; the search index is made anew."
    requires_system_checks: list[str] = []  # they would look into a database that is not there yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The backup, and whether only to look."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="what backup made")
        parser.add_argument("--check", action="store_true", help="only check the backup, restore nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, bring the tables up to date, build the index."""
        folder: Path = options["folder"].absolute()
        try:
            found = check(folder) if options["check"] else restore(folder)
        except (BackupError, OSError) as error:
            raise CommandError(f"nothing was restored: {error}") from error
        count = len(found.files) - 1
        done = "is whole" if options["check"] else "is restored"
        self.stdout.write(f"the backup of {found.made_at} {done}: the database and {count} captures")
        for sha256, fault in found.lost.items():
            self.stderr.write(f"capture {sha256} was {fault} already when the backup was made")
        if not options["check"]:
            call_command("migrate", interactive=False, verbosity=0)
            call_command("rebuild_index", interactive=False, verbosity=options["verbosity"])
