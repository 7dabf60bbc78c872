"""`manage.py ingest PATH…`: files and folders into the archive."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from archive.ingest.run import Options, Run


class Command(BaseCommand):
    """Exit 0: all stored; 1: some rejected, the rest stored; 2: nothing readable or bad usage."""

    help = "Read scraped articles from files and folders, clean, tag and store them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The contract's arguments."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--report", type=Path, metavar="FILE.jsonl", help="one JSON object a file")
        parser.add_argument("--dry-run", action="store_true", help="show what would be stored, store nothing")
        parser.add_argument("--source-url", default="", metavar="URL", help="where the page was published")
        parser.add_argument(
            "--publisher", default="", metavar="NAME", help="who published it; wins over the text"
        )
        parser.add_argument(
            "--proposed",
            action="store_true",
            help="new articles wait for a curator",
        )
        parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes that read and clean")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run and exit with the contract's code."""
        run = Run(
            Options(
                paths=options["paths"],
                report=options["report"],
                dry_run=options["dry_run"],
                source_url=options["source_url"],
                publisher=options["publisher"],
                jobs=options["jobs"],
                proposed=options["proposed"],
                max_bytes=settings.MAX_FILE_MB * 1024 * 1024,
                quiet=options["verbosity"] == 0,
            ),
            out=self.stdout,
            err=self.stderr,
        )
        code = run.run()
        if code:
            raise SystemExit(code)
