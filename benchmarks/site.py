"""A throw-away site for benchmarks: its own data folder, database and index. Import before Django models.

In the folder that SIJIL_BENCH_DATA names, it is kept for the next run.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from atexit import register
from pathlib import Path

import django

KEPT = os.environ.get("SIJIL_BENCH_DATA")
DATA = Path(KEPT or tempfile.mkdtemp(prefix="sijil-bench-"))
if KEPT is None:
    register(shutil.rmtree, DATA, ignore_errors=True)
for _name in ("DATABASE_URL", "SEARCH_URL", "SIJIL_ARABIC_NGRAMS"):
    os.environ.pop(_name, None)
os.environ |= {
    "SIJIL_SECRET_KEY": "signs nothing but a benchmark",
    "SIJIL_DATA_DIR": str(DATA),
    "SIJIL_DEBUG": "False",  # which would keep every statement in memory
    "SIJIL_HTTPS": "False",
    "SIJIL_RATE_LIMIT": "0",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}
django.setup()


def fill(count: int) -> None:
    """A migrated database with the gazetteer and the generated articles; the outbox is emptied."""
    from django.core.management import call_command

    from archive.models import Article, Outbox

    call_command("migrate", verbosity=0)
    if Article.objects.count() == count:
        return
    call_command("load_gazetteer", verbosity=0)
    _store(count)
    Outbox.objects.all().delete()


def _store(count: int) -> None:
    from archive.models import Article, Campaign, Company, Mention, Publisher
    from benchmarks.corpus import CAMPAIGNS, COMPANIES, PUBLISHERS, articles

    companies = {s: Company.objects.get_or_create(slug=s, defaults={"name_ar": s})[0] for s in COMPANIES}
    campaigns = {s: Campaign.objects.get_or_create(slug=s, defaults={"name_ar": s})[0] for s in CAMPAIGNS}
    publishers = {name: Publisher.objects.get_or_create(name=name)[0] for name in PUBLISHERS}
    rows, mentions = [], []
    for made in articles(count):
        rows.append(
            Article(
                id=made.number,
                title=made.title,
                body=made.body,
                publisher=publishers[made.publisher],
                published_on=made.published_on,
                date_precision="day" if made.published_on else "",
                text_hash=str(made.number),
            )
        )
        common = {"article_id": made.number, "start": 0, "end": 1}
        mentions += [Mention(company=companies[slug], surface=slug, **common) for slug in made.companies]
        mentions += [Mention(campaign=campaigns[slug], surface=slug, **common) for slug in made.campaigns]
        if len(rows) == 1000:
            _flush(rows, mentions)
    _flush(rows, mentions)


def _flush(rows: list, mentions: list) -> None:
    from django.db import transaction

    from archive.models import Article, Mention

    with transaction.atomic():
        Article.objects.bulk_create(rows, batch_size=500)
        Mention.objects.bulk_create(mentions, batch_size=500)
    rows.clear()
    mentions.clear()
