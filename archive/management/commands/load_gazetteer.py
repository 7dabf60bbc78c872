"""`manage.py load_gazetteer`: companies, campaigns and spellings from the TOML files into the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.gazetteer import load as gazetteer
from archive.gazetteer import sync
from archive.history import because


class Command(BaseCommand):
    """Idempotent; keeps what curators changed."""

    help = "Load companies, campaigns and their spellings; keeps what curators changed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the shipped files and merge them into the database."""
        try:
            entries = gazetteer.load()
        except gazetteer.GazetteerError as error:
            raise CommandError(str(error)) from error
        with because("load_gazetteer"):
            counts = sync.load(entries)
        self.stdout.write(
            f"gazetteer: {counts.created} created, {counts.changed} changed, {counts.unchanged} unchanged"
        )
