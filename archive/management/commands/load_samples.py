"""`manage.py load_samples`: our own sample articles into an empty archive."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from archive.ingest.run import Options, Run
from archive.models import Article


class Command(BaseCommand):
    """Does nothing where the archive holds anything, or once held it: samples never come twice."""

    help = "Load the sample articles, only into an archive that never held an article."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ingest the samples folder, marking its articles as samples."""
        marker = settings.DATA_DIR / "samples_loaded"
        if Article.objects.exists() or marker.exists():
            self.stdout.write("samples: not loaded, the archive is in use")
            return
        folder = settings.BASE_DIR / "samples"
        run = Run(Options(paths=[folder], quiet=True, is_sample=True), out=self.stdout, err=self.stderr)
        code = run.run()
        if code:
            raise SystemExit(code)
        marker.touch()
