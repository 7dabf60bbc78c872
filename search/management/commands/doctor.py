"""`manage.py doctor`: checks a deployment and says what to do."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from search.doctor import CHECKS

MARKS = {"ok": "ok     ", "warning": "WARNING", "problem": "PROBLEM"}


class Command(BaseCommand):
    """Exit 0: nothing that must be mended; 1: problems."""

    help = "Check settings, disk, permissions, clock, database, index, queue, backups and static files."
    requires_system_checks: list[str] = []  # they are one of the findings

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much to say."""
        parser.add_argument("--quiet", action="store_true", help="say only what should be mended")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every finding, and what to do below it."""
        found = [finding for check in CHECKS for finding in check()]
        for finding in found:
            if finding.level != "ok" or not options["quiet"]:
                self.stdout.write(f"{MARKS[finding.level]} {finding.subject}: {finding.said}")
                if finding.do:
                    self.stdout.write(f"        → {finding.do}")
        problems = sum(finding.level == "problem" for finding in found)
        warnings = sum(finding.level == "warning" for finding in found)
        self.stdout.write(f"{problems} problems, {warnings} warnings")
        if problems:
            raise SystemExit(1)
