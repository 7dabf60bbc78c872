"""A corpus of any size for benchmarks: articles of 400–600 words, the same for the same seed.

Real sentences (paragraphs of `ir/open_dev` in the shared folder) alternate with runs of words drawn by
their frequency in Arabic (`wordfreq`), so that the vocabulary grows with size as in real news.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import wordfreq

SHARED = Path(os.environ.get("SIJIL_SHARED", Path(__file__).resolve().parents[2] / "shared"))
COMPANIES = (
    "google",
    "amazon",
    "microsoft",
    "meta",
    "apple",
    "salesforce",
    "palantir",
    "oracle",
    "ibm",
    "intel",
    "cisco",
    "uber",
    "dell",
    "slack",
)
CAMPAIGNS = ("no-tech-for-apartheid", "project-nimbus", "no-azure-for-apartheid", "no-tech-for-ice")
PUBLISHERS = tuple(f"ناشر {number}" for number in range(1, 31))
_ARABIC = re.compile(r"[ء-ي]+\Z")


@dataclass(frozen=True, slots=True)
class Generated:
    """One article; companies and campaigns are slugs, most articles have one or two."""

    number: int
    title: str
    body: str
    companies: tuple[str, ...]
    campaigns: tuple[str, ...]
    publisher: str
    published_on: date | None


def paragraphs() -> list[str]:
    """The real paragraphs. Raises FileNotFoundError where the shared folder is absent."""
    with (SHARED / "ir" / "open_dev" / "corpus.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file if line.strip()]


def questions() -> list[str]:
    """The real questions on those paragraphs."""
    with (SHARED / "ir" / "open_dev" / "queries.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file if line.strip()]


def articles(count: int, seed: int = 5) -> Iterator[Generated]:
    """`count` articles; the first n are the same whatever the count."""
    texts = paragraphs()
    frequencies = {
        word: value for word, value in wordfreq.get_frequency_dict("ar").items() if _ARABIC.match(word)
    }
    words = np.array(list(frequencies), dtype=object)
    cumulative = np.cumsum(np.fromiter(frequencies.values(), dtype=np.float64))
    for number in range(1, count + 1):
        chance = random.Random(seed * 1_000_003 + number)
        drawn = np.random.default_rng([seed, number]).random(400) * cumulative[-1]
        pool = words[np.searchsorted(cumulative, drawn).clip(max=len(words) - 1)].tolist()
        yield _article(number, chance, texts, pool)


def _article(number: int, chance: random.Random, texts: list[str], pool: list[str]) -> Generated:
    length, body, used = chance.randint(400, 600), [], 0
    while used < length:
        real = chance.choice(texts).split()
        start = chance.randrange(max(1, len(real) - 20))
        part = [*real[start : start + chance.randint(10, 40)], *(pool.pop() for _ in range(25) if pool)]
        used += len(part)
        body.append(" ".join(part) + ".")
    dated = chance.random() > 0.03
    return Generated(
        number,
        " ".join(chance.choice(texts).split()[:8]),
        "\n".join(body),
        _some(COMPANIES, chance, 2),
        _some(CAMPAIGNS, chance, 1),
        chance.choice(PUBLISHERS),
        date.fromordinal(chance.randint(date(2014, 1, 1).toordinal(), date(2026, 10, 31).toordinal()))
        if dated
        else None,
    )


def _some(slugs: tuple[str, ...], chance: random.Random, most: int) -> tuple[str, ...]:
    """Up to `most` slugs, the first ones more often than the last."""
    places = {min(len(slugs) - 1, int(chance.expovariate(0.4))) for _ in range(chance.randint(0, most))}
    return tuple(slugs[place] for place in sorted(places))


def queries(count: int, seed: int = 5) -> list[str]:
    """Mixed searches: half of one to three words of the corpus, the rest names, phrases and questions."""
    chance = random.Random(seed)
    texts, asked = paragraphs(), questions()
    made: list[str] = []
    while len(made) < count:
        words = [word for word in chance.choice(texts).split() if len(word) > 3 and _ARABIC.match(word)]
        if len(words) < 6:
            continue
        place = chance.randrange(len(words) - 3)
        kind = len(made) % 10
        if kind < 5:
            made.append(" ".join(chance.sample(words, 1 + kind % 3)))
        elif kind == 5:
            made.append(chance.choice(["غوغل", "أمازون", "مايكروسوفت", "ميتا", "Apple", "بالانتير"]))
        elif kind == 6:
            made.append(f'"{words[place]} {words[place + 1]}"')
        elif kind == 7:
            made.append(f"{chance.choice(['غوغل', 'أمازون'])} {words[place]}")
        else:
            made.append(chance.choice(asked))
    return made
