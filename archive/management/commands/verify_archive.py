"""`manage.py verify_archive`: are captured files and rows still what came in?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from archive.serving import records
from archive.verification import Checked, verify


class Command(BaseCommand):
    """Exit 1 when a captured file, a row or the database's structure is damaged, naming each."""

    help = "Re-hash every capture and every row; exit 1 if one is missing or changed, naming it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything and name what fails."""
        checked, failed = Checked(), 0
        for fault in verify(checked):
            failed += 1
            self.stdout.write(fault)
        for name, count in checked.sealed.items():
            self.stdout.write(f"{count} rows of {name} had no seal and have one now")
        self.stdout.write(f"{checked.rows} rows of the database checked")
        self.stdout.write(f"{checked.captures} captures checked, {failed} failed")
        records.note("verification", captures=checked.captures, rows=checked.rows, faults=failed)
        if failed:
            raise SystemExit(1)
