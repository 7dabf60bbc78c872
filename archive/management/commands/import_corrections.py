"""`manage.py import_corrections FILE`: corrections from a CSV, shown first, applied with --apply."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.corrections.files import draft_of
from archive.corrections.plan import Plan
from archive.corrections.read import Unreadable
from archive.corrections.report import lines, why
from archive.operations.perform import carry_out


class Command(BaseCommand):
    """Exit 0: every row understood; 1: some were not; 2: the file cannot be read."""

    help = "Show what a CSV of corrections (id or url, field, value) would change; --apply changes it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and what to do with it."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--apply", action="store_true", help="change the archive, in one transaction")
        parser.add_argument("--partial", action="store_true", help="leave out rows that are not understood")
        parser.add_argument("--report", type=Path, metavar="OUT.csv", help="write what each row does")

    def handle(self, *args: Any, **options: Any) -> None:
        """Show, and apply if asked."""
        try:
            data = options["file"].read_bytes()
            operation, found = draft_of(data, options["file"].name)
        except (OSError, Unreadable) as error:
            said = why(error.code) if isinstance(error, Unreadable) else str(error)
            raise CommandError(said, returncode=2) from error
        if options["report"]:
            with options["report"].open("w", encoding="utf-8", newline="") as report:
                report.writelines(lines(Plan().corrections(data)))
        for one in found.faults:
            self.stderr.write(f"line {one.line}: {why(one.fault)}: {one.before} {one.field} {one.after}")
        for one in found.changes:
            self.stdout.write(f"line {one.line}: {one.article} {one.field}: {one.before!r} → {one.after!r}")
        self.stdout.write(f"{found.changed} changes, {found.same} so already, {found.faulty} not understood")
        if options["apply"] and found.changed and (options["partial"] or not found.faulty):
            operation.params["partial"] = options["partial"]
            operation.save(update_fields=["params"])
            carry_out(operation, None)
            self.stdout.write(f"applied as operation {operation.pk}")
        else:
            operation.delete()
            self.stdout.write("nothing was changed")
        if found.faulty:
            raise SystemExit(1)
