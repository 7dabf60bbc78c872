"""How well ingest understands pages: precision and recall on the labelled texts and the seeds.

`python -m benchmarks.ingest_quality [SHARED] [--diff]` prints one line a measure. `score` returns the
figures, so that a test can hold them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from archive.gazetteer.load import load
from archive.ingest.draft import Draft, EntityKind, Rejected, Source
from archive.ingest.parse import load_rules, parse
from archive.ingest.tag import Tagger

KINDS: tuple[EntityKind, ...] = ("company", "campaign")
MEASURES = (
    "title",
    "date",
    "publisher",
    "author",
    "furniture",
    "meta",
    "body",
    "figures",
    "companies",
    "campaigns",
)


@dataclass
class Count:
    """Right, invented and missed answers of one measure."""

    right: int = 0
    invented: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Right among given; 1.0 where nothing was given."""
        given = self.right + self.invented
        return self.right / given if given else 1.0

    @property
    def recall(self) -> float:
        """Right among wanted; 1.0 where nothing was wanted."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def one(self, wanted: object, got: object) -> bool:
        """Count one value against its gold; None means unknown on both sides."""
        if wanted == got:
            self.right += wanted is not None
            return True
        self.invented += got is not None
        self.missed += wanted is not None
        return False

    def many(self, wanted: set[object], got: set[object]) -> bool:
        """Count a set of values against its gold."""
        self.right += len(wanted & got)
        self.invented += len(got - wanted)
        self.missed += len(wanted - got)
        return wanted == got


@dataclass
class Gold:
    """What one text should become. Lines by number from 1."""

    path: Path
    title: str
    date: str | None
    publisher: str | None
    author: str | None
    furniture: set[int]
    meta: set[int]
    body: set[int]
    figures: set[float] = field(default_factory=set)
    companies: set[str] = field(default_factory=set)
    campaigns: set[str] = field(default_factory=set)


def seeds(shared: Path) -> list[Gold]:
    """The five real texts; figures as the issue lists them."""
    figures: dict[str, set[float]] = {
        "000": {10e6},
        "001": {550},
        "002": {100, 19.4e6},
        "003": {1400, 900},
        "004": {1.2e9},
    }
    golds = []
    for name, item in json.loads((shared / "seeds" / "gold.json").read_text("utf-8")).items():
        path = shared / "seeds" / item["file"]
        golds.append(
            Gold(
                path,
                item["title"],
                item["date"],
                item["publisher"],
                item["author"],
                set(item["furniture_lines"]),
                set(item.get("meta_lines", [])),
                {*item["body_lines"], *item.get("subheading_lines", [])},
                figures[name],
                set(item["companies"]),
                set(item["campaigns_named"]),
            )
        )
    return golds


def labelled(shared: Path) -> list[Gold]:
    """The labelled texts; their lines are found by their words."""
    golds = []
    for row in (shared / "labelled" / "gold.jsonl").read_text("utf-8").splitlines():
        item = json.loads(row)
        path = shared / "labelled" / item["file"]
        lines = path.read_bytes().decode(item["encoding"]).split("\n")
        kinds = {
            kind: _numbers(lines, item[f"{kind}_lines"], item["title"])
            for kind in ("boilerplate", "meta", "body")
        }
        repeats = _repeats(lines, item["body_lines"])  # said twice: once as text, then as furniture
        kinds["boilerplate"] = (kinds["boilerplate"] - kinds["body"]) | repeats
        kinds["body"] -= repeats
        publisher = (
            item["publisher"] if any(_whole(item["publisher"] or "", line) for line in lines) else None
        )
        golds.append(
            Gold(
                path,
                item["title"],
                item["date"],
                publisher,
                item["author"],
                kinds["boilerplate"],
                kinds["meta"],
                kinds["body"],
                {float(item["signatures"])} if item["signatures"] else set(),
                set(item["companies"]),
                set(item["campaigns_named"]),
            )
        )
    return golds


def _whole(name: str, line: str) -> bool:
    """The line holds the name as words of its own, whatever marks stand around it («كذا»، كذا.)."""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line) is not None


def _numbers(lines: list[str], wanted: list[str], title: str) -> set[int]:
    stripped = {text.strip() for text in wanted}
    return {
        number for number, line in enumerate(lines, 1) if line.strip() in stripped and line.strip() != title
    }


def _repeats(lines: list[str], wanted: list[str]) -> set[int]:
    """Later occurrences of a body line."""
    seen: set[str] = set()
    repeats = set()
    for number, line in enumerate(lines, 1):
        if line.strip() in wanted and line.strip() in seen:
            repeats.add(number)
        seen.add(line.strip())
    return repeats


def score(golds: list[Gold]) -> tuple[dict[str, Count], list[str]]:
    """Counts by measure, and one line for every difference."""
    rules, entries = load_rules(), load()
    tagger = Tagger(entries)
    english = {(entry.kind, entry.slug): entry.name_en for entry in entries}
    counts = {name: Count() for name in MEASURES}
    differences = []
    for gold in golds:
        try:
            draft = parse(Source(gold.path.name, gold.path.read_bytes()), rules=rules, tagger=tagger)
        except Rejected as error:
            differences.append(f"{gold.path.name}: rejected: {error}")
            counts["title"].missed += 1
            continue
        for name, wanted, got in _compare(gold, draft, english):
            counter = counts[name]
            same = counter.many(wanted, got) if isinstance(wanted, set) else counter.one(wanted, got)
            if not same:
                differences.append(_difference(gold.path.name, name, wanted, got))
    return counts, differences


def _compare(
    gold: Gold, draft: Draft, english: dict[tuple[EntityKind, str], str]
) -> list[tuple[str, object, object]]:
    by_kind: dict[str, set[int]] = {}
    for line in draft.lines:
        by_kind.setdefault(line.kind, set()).add(line.number)
    date = draft.published.value.isoformat() if draft.published else None
    figures = {figure.value for figure in draft.figures}
    asserted = [mention for mention in draft.mentions if mention.state == "asserted"]
    named = {kind: {english[kind, item.slug] for item in asserted if item.kind == kind} for kind in KINDS}
    return [
        ("title", gold.title, draft.title),
        ("date", gold.date, date),
        ("publisher", gold.publisher, draft.publisher),
        ("author", gold.author, draft.author),
        ("furniture", gold.furniture, by_kind.get("removed", set())),
        ("meta", gold.meta, by_kind.get("meta", set())),
        ("body", gold.body, by_kind.get("body", set())),
        ("figures", gold.figures, figures & gold.figures),
        ("companies", gold.companies, named["company"]),
        ("campaigns", gold.campaigns, named["campaign"]),
    ]


def _difference(file: str, name: str, wanted: object, got: object) -> str:
    if isinstance(wanted, set) and isinstance(got, set):
        return f"{file}: {name}: missed {sorted(wanted - got)}, invented {sorted(got - wanted)}"
    return f"{file}: {name}: wanted {wanted!r}, got {got!r}"


def main() -> int:
    """Print the table; exit 1 where a body line was lost or a date invented."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = os.environ.get("SIJIL_SHARED", str(Path(__file__).resolve().parents[2] / "shared"))
    parser.add_argument("shared", nargs="?", default=default, type=Path)
    parser.add_argument("--diff", action="store_true", help="list every difference")
    options = parser.parse_args()
    wrong = 0
    for name, golds in (("seeds", seeds(options.shared)), ("labelled", labelled(options.shared))):
        counts, differences = score(golds)
        print(f"{name}: {len(golds)} texts")
        for measure, count in counts.items():
            figures = f"precision {count.precision:.3f}  recall {count.recall:.3f}  F1 {count.f1:.3f}"
            print(f"  {measure:10} {figures}")
        if options.diff:
            print("\n".join(f"  {difference}" for difference in differences))
        wrong += counts["body"].missed + counts["date"].invented
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
