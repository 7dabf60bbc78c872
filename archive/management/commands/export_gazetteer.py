"""`manage.py export_gazetteer`: what curators changed, back into the gazetteer's TOML files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.gazetteer.export import export
from archive.gazetteer.load import SHIPPED
from archive.gazetteer.source import GazetteerError


class Command(BaseCommand):
    """The files keep their order and comments; an unchanged database writes them as they are."""

    help = "Write companies, campaigns and spellings of the database as the gazetteer's TOML files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument(
            "--output", type=Path, default=SHIPPED, metavar="DIR", help="folder to write to (the shipped one)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say what changed."""
        try:
            changed = export(options["output"])
        except (GazetteerError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"written: {', '.join(changed)}" if changed else "the files say this already")
