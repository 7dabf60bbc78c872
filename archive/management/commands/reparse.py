"""`manage.py reparse`: stored captures read again with today's rules and gazetteer."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.ingest.reparse import Options, Reparse


class Command(BaseCommand):
    """Exit 0: all read again; 1: some could not be and stay as they are; 2: nothing to read, bad usage."""

    help = "Read current captures again with today's rules; what a person edited or judged stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Either ids or --all."""
        parser.add_argument("ids", nargs="*", type=int, metavar="ID", help="articles to read again")
        parser.add_argument("--all", action="store_true", help="every article that has a capture")
        parser.add_argument("--dry-run", action="store_true", help="show what would change, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run and exit with the code above."""
        if bool(options["ids"]) == options["all"]:
            raise CommandError("give either the ids of articles or --all", returncode=2)
        wanted = Options(
            ids=None if options["all"] else options["ids"],
            dry_run=options["dry_run"],
            quiet=options["verbosity"] == 0,
        )
        code = Reparse(wanted, out=self.stdout, err=self.stderr).run()
        if code:
            raise SystemExit(code)
