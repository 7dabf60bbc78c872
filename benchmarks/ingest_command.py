"""The whole command measured: `python -m benchmarks.ingest_command [--files 1000 10000] [--jobs 1 2]`.

Makes pages of 600 words, each with some that no other has, runs `manage.py ingest` over them in a process
and a data folder of its own, without an index, and prints files a second (of the clock and of the
processor) and the peak of memory.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from benchmarks.ingest_speed import FOOTER, HEADER, SENTENCES

NAMES = ("أمازون", "غوغل", "مايكروسوفت", "نيمبوس")
WORDS = [word for word in " ".join(SENTENCES).replace(".", "").split() if word.isalpha()]
POOL = 20_000
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
CHILD = """
import resource, sys, time
import django
django.setup()
from django.core.management import call_command
from archive import changes
call_command("migrate", verbosity=0)
call_command("load_gazetteer", verbosity=0)
changes.changed.receivers = []  # nothing is indexed
def spent():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used), [one.ru_maxrss / 1024 for one in used]
before, _ = spent()
started = time.perf_counter()
call_command("ingest", sys.argv[1], verbosity=0, jobs=int(sys.argv[2]))
seconds = time.perf_counter() - started
after, peaks = spent()
print(after - before, seconds, *peaks)
"""


@cache
def _pool() -> list[str]:
    """Sentences of fifteen words; two pages have hardly one in common."""
    dice = random.Random(0)
    return [" ".join(dice.choices(WORDS, k=15)) + "." for _ in range(POOL)]


def page(number: int, words: int = 600) -> bytes:
    """One page of about `words` words, some of which no other page has; none is a copy of another."""
    dice = random.Random(number)
    sentences = dice.sample(_pool(), max(words // 15 - 5, 0))
    sentences += [
        dice.choice(SENTENCES),
        *(f"وقالت {name} إن الموظفين لم يبلغوها بشيء." for name in NAMES[:3]),
        " ".join("".join(dice.choices(LETTERS, k=6)) for _ in range(15)) + ".",
    ]
    dice.shuffle(sentences)
    paragraphs = [" ".join(sentences[start : start + 4]) for start in range(0, len(sentences), 4)]
    return (HEADER.format(n=number) + "\n\n".join(paragraphs) + FOOTER).encode()


def fill(folder: Path, count: int, words: int = 600) -> None:
    """Write the pages, a thousand a folder."""
    for number in range(count):
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page(number, words))


def run(count: int, words: int, jobs: int) -> None:
    """Print what `count` files take."""
    with tempfile.TemporaryDirectory() as scratch:
        pages = Path(scratch) / "pages"
        fill(pages, count, words)
        environment = os.environ | {
            "SIJIL_DATA_DIR": f"{scratch}/data",
            "SIJIL_SECRET_KEY": "x",
            "SIJIL_DEBUG": "False",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, "-W", "ignore", "-c", CHILD, str(pages), str(jobs)]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        spent, seconds, own, workers = map(float, done.stdout.split()[-4:])
    peaks = f"peak {own:.0f} MB" + (f", of a worker {workers:.0f} MB" if jobs > 1 else "")
    rates = f"{count / spent:.0f} a second of one core, {count / seconds:.0f} of the clock"
    print(f"{count:7,} files of {words} words, {jobs} process(es): {rates}, {peaks}", flush=True)


def main() -> None:
    """Measure each size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1])
    options = parser.parse_args()
    for count in options.files:
        for jobs in options.jobs:
            run(count, options.words, jobs)


if __name__ == "__main__":
    main()
