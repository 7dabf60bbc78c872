"""`manage.py import_dataset DIR`: what `export_dataset` wrote, into an empty archive."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.dataset.load import load
from archive.dataset.sums import DatasetError


class Command(BaseCommand):
    """Checks every checksum first; all or nothing."""

    help = "Read a dataset into an archive without articles; replaces companies, campaigns and spellings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder that `export_dataset` wrote."""
        parser.add_argument("folder", type=Path, help="what export_dataset wrote")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, and say how many rows each table has."""
        try:
            counts = load(options["folder"])
        except (DatasetError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("read " + ", ".join(f"{count} {name}" for name, count in counts.items()))
