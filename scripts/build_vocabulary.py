"""Builds the frozen vocabulary of the stemmer from the Arabic word list of the wordfreq package.

    python scripts/build_vocabulary.py [--output search/data/vocabulary_ar.bin]

Needs wordfreq (a development requirement). Words are normalised as the index does and the shares of words
that become one are added. The same wordfreq gives the same bytes. A new table is a new index: rebuild it.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from wordfreq import get_frequency_dict

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from search.normalize import normalize
from search.vocabulary import DEFAULT_PATH, Vocabulary

PER_HUNDRED_MILLION = 1e8


def counts(shares: Mapping[str, float]) -> dict[str, float]:
    """Word → share of all words, as normalised word → occurrences per hundred million words."""
    total: dict[str, float] = defaultdict(float)
    for word, share in shares.items():
        total[normalize(word)] += share * PER_HUNDRED_MILLION
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=DEFAULT_PATH)
    output = parser.parse_args().output
    vocabulary = Vocabulary.from_counts(counts(get_frequency_dict("ar", wordlist="large")))
    vocabulary.write(output)
    print(f"{len(vocabulary)} words, version {vocabulary.version}, {output.stat().st_size} bytes: {output}")


if __name__ == "__main__":
    main()
