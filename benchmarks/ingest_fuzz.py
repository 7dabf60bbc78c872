"""Feeds ingest broken pages: nothing but a draft or `Rejected` may come out, in bounded time.

`python -m benchmarks.ingest_fuzz [--files N] [--seed S]` mutates the pages of the tests (cut, repeat,
shuffle, splice bytes, recode, glue lines together, wrap in broken markup) and checks each draft's ledger.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from archive.gazetteer.load import load
from archive.ingest.draft import Draft, Given, Mention, Rejected, Source
from archive.ingest.parse import Rules, load_rules, parse
from archive.ingest.prepare import prepare
from archive.ingest.saved_page import is_html
from archive.ingest.tag import Tagger

PAGES = Path(__file__).resolve().parent.parent / "tests" / "unit" / "pages"
LONGEST = 2.0
MOST_MEGABYTES = 512
Reads = Callable[[str, str], list[Mention]]
Mutation = Callable[[random.Random, bytes], bytes]


def _cut(dice: random.Random, data: bytes) -> bytes:
    start, stop = sorted(dice.randrange(len(data) + 1) for _ in range(2))
    return data[start:stop]


def _bytes(dice: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randrange(1, 40)):
        changed.insert(dice.randrange(len(changed) + 1), dice.randrange(256))
    return bytes(changed)


def _lines(dice: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    dice.shuffle(lines)
    return dice.choice([b"\n", b"\r\n", b"\r", b" ", b"", b"\n\n\n"]).join(lines)


def _repeat(dice: random.Random, data: bytes) -> bytes:
    return data * dice.randrange(2, 60)


def _recode(dice: random.Random, data: bytes) -> bytes:
    text = data.decode("utf-8", errors="replace")
    name = dice.choice(
        ["cp1256", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "iso8859_6", "utf-8-sig", "cp1252"]
    )
    return text.encode(name, errors="ignore")[: dice.choice([None, -1, -3])]


def _markup(dice: random.Random, data: bytes) -> bytes:
    head = dice.choice(
        [b"<html><p>", b"<!doctype html><h1>", b"<html><head><script>", b"<body><div><table><p>"]
    )
    return head + data.replace(b"\n", dice.choice([b"<p>", b"</div>", b"<br>", b"<td>", b"&amp;"]))


def _noise(dice: random.Random, data: bytes) -> bytes:
    alphabet = 'ابتثمنهوي0123456789٠١٢ /.-:،؛؟!"«»()[]{}<>|&;#@%\t\u00a0\u200f\u0640\u064b\n'
    return "".join(dice.choices(alphabet, k=dice.randrange(1, 3000))).encode()


MUTATIONS: tuple[Mutation, ...] = (_cut, _bytes, _lines, _repeat, _recode, _markup, _noise)


def check(draft: Draft, text: str | None) -> None:
    """The draft keeps its promises: a title, a body, a whole ledger, offsets that point at words."""
    if not draft.title.strip() or not draft.body.strip() or "\x00" in draft.title + draft.body:
        raise AssertionError("empty title or body")
    if text is not None and "".join(line.text + line.ending for line in draft.lines) != text:
        raise AssertionError("the ledger does not rebuild the file")
    for mention in draft.mentions:
        if (draft.title if mention.in_title else draft.body)[mention.start : mention.end] != mention.surface:
            raise AssertionError("a mention points elsewhere")
    for figure in draft.figures:
        if draft.body[figure.start : figure.end] not in figure.text:
            raise AssertionError("a figure points elsewhere")


def once(data: bytes, rules: Rules, tagger: Reads) -> str:
    """`parsed`, or the reason for which the file was rejected."""
    try:
        draft = prepare(parse(Source("fuzz", data, Given()), rules=rules, tagger=tagger)).draft
    except Rejected as reason:
        return f"rejected: {reason}"
    text = data.decode(draft.encoding, errors="replace")
    check(draft, None if is_html(text) else text)
    return "parsed"


def main() -> int:
    """Print how many were parsed and rejected; exit 1 if any crashed, was slow or took too much memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=LONGEST, help="seconds of one core a file may take")
    options = parser.parse_args()
    dice, rules, tagger = random.Random(options.seed), load_rules(), Tagger(load())
    pages = [path.read_bytes() for path in sorted(PAGES.glob("*.page"))]
    outcomes: dict[str, int] = {}
    slowest, which = 0.0, 0
    for number in range(options.files):
        data = dice.choice(pages)
        for mutation in dice.choices(MUTATIONS, k=dice.randrange(1, 4)):
            data = mutation(dice, data) if data else data
        started = time.process_time()
        try:
            outcome = once(data[:1_000_000], rules, tagger)
        except Exception:
            sys.stderr.write(f"file {number} of seed {options.seed}\n")
            raise
        slowest, which = max((slowest, which), (time.process_time() - started, number))
        outcome = outcome.split("(")[0]
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    for outcome, count in sorted(outcomes.items(), key=lambda item: -item[1]):
        print(f"{count:6}  {outcome}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"slowest file, number {which}: {slowest:.2f} s of one core")
    print(f"peak of memory, all files in one process: {peak} MB")
    return 1 if slowest > options.longest or peak > MOST_MEGABYTES else 0


if __name__ == "__main__":
    sys.exit(main())
