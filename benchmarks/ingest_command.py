"""The whole command measured: `python -m benchmarks.ingest_command [--files 1000 10000]`.

Makes pages of 600 words, runs `manage.py ingest` over them in a process and a data folder of its own,
without an index, and prints files a second (of the clock and of the processor) and the peak of memory.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.ingest_speed import FOOTER, HEADER, SENTENCES

NAMES = ("أمازون", "غوغل", "مايكروسوفت", "نيمبوس")
WORDS = [word for word in " ".join(SENTENCES).replace(".", "").split() if word.isalpha()]
CHILD = """
import resource, sys
import django
django.setup()
from django.core.management import call_command
from archive import changes
call_command("migrate", verbosity=0)
call_command("load_gazetteer", verbosity=0)
changes.changed.receivers = []  # nothing is indexed
before = resource.getrusage(resource.RUSAGE_SELF)
call_command("ingest", sys.argv[1], verbosity=0)
after = resource.getrusage(resource.RUSAGE_SELF)
spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(spent, after.ru_maxrss / 1024)
"""


def page(number: int, words: int = 600) -> bytes:
    """One page of about `words` words in a random order, so that none is a copy of another."""
    dice = random.Random(number)
    sentences = [" ".join(dice.choices(WORDS, k=15)) + "." for _ in range(words // 15 - 4)]
    sentences += [
        dice.choice(SENTENCES),
        *(f"وقالت {name} إن الموظفين لم يبلغوها بشيء." for name in NAMES[:3]),
    ]
    dice.shuffle(sentences)
    paragraphs = [" ".join(sentences[start : start + 4]) for start in range(0, len(sentences), 4)]
    return (HEADER.format(n=number) + "\n\n".join(paragraphs) + FOOTER).encode()


def fill(folder: Path, count: int) -> None:
    """Write the pages, a thousand a folder."""
    for number in range(count):
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page(number))


def run(count: int) -> None:
    """Print what `count` files take."""
    with tempfile.TemporaryDirectory() as scratch:
        pages = Path(scratch) / "pages"
        fill(pages, count)
        environment = os.environ | {
            "SIJIL_DATA_DIR": f"{scratch}/data",
            "SIJIL_SECRET_KEY": "x",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        environment.pop("DATABASE_URL", None)
        started = time.perf_counter()
        command = [sys.executable, "-W", "ignore", "-c", CHILD, str(pages)]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        seconds = time.perf_counter() - started
        spent, peak = map(float, done.stdout.split()[-2:])
    print(
        f"{count:7,} files: {count / spent:.0f} a second of one core, {count / seconds:.0f} of the clock",
        end="",
    )
    print(f" (start and gazetteer included), peak {peak:.0f} MB")


def main() -> None:
    """Measure each size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, nargs="+", default=[1000, 10_000])
    for count in parser.parse_args().files:
        run(count)


if __name__ == "__main__":
    main()
