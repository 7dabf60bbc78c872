"""`manage.py verify_archive`: are the captures still the bytes that came in?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from archive import captures
from archive.models import Capture


class Command(BaseCommand):
    """Re-hashes every capture; exit 1 on a mismatch, naming it."""

    help = "Re-hash every capture; exit 1 if one is missing or changed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check each capture and name those that fail."""
        checked = failed = 0
        for capture in Capture.objects.order_by("pk").iterator():
            checked += 1
            fault = captures.fault(capture.sha256)
            if fault:
                failed += 1
                self.stdout.write(f"{fault}: {capture.sha256} ({capture.name}), article {capture.article_id}")
        self.stdout.write(f"{checked} captures checked, {failed} failed")
        if failed:
            raise SystemExit(1)
