"""`manage.py remove_samples`: take the sample articles out again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from archive import captures, changes
from archive.models import Article, Capture, Publisher


class Command(BaseCommand):
    """Removes sample articles, their captures, and publishers that only they had."""

    help = "Remove the sample articles that `load_samples` brought."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete rows in one transaction, then the files that no row names."""
        with changes.held():
            with transaction.atomic():
                samples = Article.objects.filter(is_sample=True)
                publishers = list(samples.values_list("publisher", flat=True).distinct())
                found = Capture.objects.filter(article__in=samples)
                hashes = list(found.values_list("sha256", flat=True))
                count = samples.count()
                found.delete()
                samples.delete()
                Publisher.objects.filter(pk__in=publishers, articles__isnull=True).delete()
            for sha256 in hashes:
                captures.path_of(sha256).unlink(missing_ok=True)
        self.stdout.write(f"removed {count} sample articles")
