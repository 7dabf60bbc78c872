"""`manage.py evaluate_search`: retrieval quality on a test set, through the real query path."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from haystack.exceptions import SearchBackendError

from search.backends.registry import ENGINES
from search.evaluation import BadTestSet, evaluate

COLUMNS = ("ndcg_at_10", "mrr_at_10", "recall_at_100", "success_at_1")


class Command(BaseCommand):
    """Indexes the corpus in a temporary index and runs the queries as the search box would."""

    help = "Print nDCG@10, MRR@10, recall@100, success@1 and queries/s on a test set."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The contract's arguments."""
        parser.add_argument(
            "--corpus", type=Path, required=True, help="JSON lines with _id, text, optional title"
        )
        parser.add_argument("--queries", type=Path, required=True, help="JSON lines with _id and text")
        parser.add_argument("--qrels", type=Path, required=True, help="TSV: query-id, corpus-id, score")
        parser.add_argument("--engine", choices=sorted(ENGINES), default="whoosh")
        parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Evaluate, print a table, write the JSON if asked."""
        try:
            figures = evaluate(options["corpus"], options["queries"], options["qrels"], options["engine"])
        except (BadTestSet, OSError, SearchBackendError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{'set':<12}{'nDCG@10':>9}{'MRR@10':>9}{'R@100':>9}{'S@1':>9}{'queries':>9}")
        for name, row in (*figures["sets"].items(), ("all", figures)):
            self.stdout.write(
                f"{name:<12}" + "".join(f"{row[c]:>9.4f}" for c in COLUMNS) + f"{row['queries']:>9}"
            )
        self.stdout.write(f"{figures['queries_per_second']} queries/s")
        if options["json"]:
            options["json"].write_text(json.dumps(figures, indent=2), encoding="utf-8")
