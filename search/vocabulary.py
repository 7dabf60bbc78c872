"""The frozen table of Arabic words and how common they are, which guards the stemmer. Pure.

The file holds normalised words of at most `MAX_LETTERS` letters. Each word is one integer in base 36
(`encode`), so the table is two sorted arrays of machine numbers: 5 MB of memory for half a million words
instead of 80 MB as a dictionary, exact (no hashing), and decodable back into words for an audit.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np

MAGIC = b"SIJILVOC"
MAX_LETTERS = 12
"""36 to the 12th is the largest power of 36 below 2 to the 63rd."""

LETTERS = "ءؤئابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_DIGITS = "123456789abcdefghijklmnopqrstuvwxyz"
_TO_DIGIT = str.maketrans(LETTERS, _DIGITS[: len(LETTERS)])
_KNOWN = frozenset(LETTERS)
DEFAULT_PATH = Path(__file__).parent / "data" / "vocabulary_ar.bin"


def encode(word: str) -> int:
    """A normalised Arabic word of 1 to `MAX_LETTERS` letters as an integer below 2**63.

    Raises ValueError for anything else (empty, longer, or with a character outside `LETTERS`).
    """
    if not 0 < len(word) <= MAX_LETTERS or not _KNOWN.issuperset(word):
        raise ValueError(f"not a word of 1 to {MAX_LETTERS} normalised Arabic letters: {word!r}")
    return int(word.translate(_TO_DIGIT), 36)


def decode(code: int) -> str:
    """The word that `encode` turned into `code`."""
    letters = []
    while code:
        code, digit = divmod(code, 36)
        letters.append(LETTERS[digit - 1])
    return "".join(reversed(letters))


class Vocabulary:
    """Words and their frequency in a large body of Arabic. Immutable after construction."""

    def __init__(self, codes: Iterable[int], centibels: Iterable[int]) -> None:
        """`codes`: ascending, from `encode`; `centibels`: as many, -100·log10 of the share of all words.

        Raises ValueError where the codes do not ascend or the lengths differ.
        """
        self._codes = array("Q", codes)
        self._levels = array("H", centibels)
        if len(self._codes) != len(self._levels):
            raise ValueError("a vocabulary needs one frequency a word")
        numbers = np.frombuffer(self._codes, dtype=np.uint64)
        if not bool(np.all(numbers[1:] > numbers[:-1])):
            raise ValueError("the words of a vocabulary must ascend, each once")
        self._size = len(self._codes)
        self._counts = [10 ** (8 - level / 100) for level in range(max(self._levels, default=0) + 1)]

    @classmethod
    def from_counts(cls, counts: Mapping[str, float]) -> Vocabulary:
        """From word → occurrences per hundred million words (above 0). Words `encode` refuses are skipped."""
        levels: dict[int, int] = {}
        for word, count in counts.items():
            if 0 < len(word) <= MAX_LETTERS and _KNOWN.issuperset(word):
                levels[encode(word)] = centibels(count)
        codes = sorted(levels)
        return cls(codes, [levels[code] for code in codes])

    @classmethod
    def read(cls, path: Path) -> Vocabulary:
        """The table in the file at `path`, as `write` left it.

        Raises OSError if it cannot be read and ValueError if it is not such a table.
        """
        data = path.read_bytes()
        if data[: len(MAGIC)] != MAGIC:
            raise ValueError(f"not a vocabulary file: {path}")
        (size,) = struct.unpack_from("<I", data, len(MAGIC))
        try:
            planes = zlib.decompress(data[len(MAGIC) + 4 :])
        except zlib.error as error:
            raise ValueError(f"damaged vocabulary file: {path}") from error
        if len(planes) != size * 10:
            raise ValueError(f"damaged vocabulary file: {path}")
        # Stored as differences with equal-rank bytes side by side: a third of the plain size.
        matrix = np.frombuffer(planes, dtype=np.uint8).reshape(10, size)
        codes = np.cumsum(np.ascontiguousarray(matrix[:8].T).view("<u8").ravel(), dtype=np.uint64)
        levels = np.ascontiguousarray(matrix[8:].T).view("<u2").ravel()
        return cls(array("Q", codes.astype("=u8").tobytes()), array("H", levels.astype("=u2").tobytes()))

    def write(self, path: Path) -> None:
        """Writes the table to `path`. The same words and frequencies always give the same bytes."""
        codes = np.frombuffer(self._codes, dtype=np.uint64)
        steps = np.diff(codes, prepend=np.uint64(0)).astype("<u8")
        levels = np.frombuffer(self._levels, dtype=np.uint16).astype("<u2")
        planes = (
            steps.view(np.uint8).reshape(-1, 8).T.tobytes() + levels.view(np.uint8).reshape(-1, 2).T.tobytes()
        )
        path.write_bytes(MAGIC + struct.pack("<I", self._size) + zlib.compress(planes, 9))

    def count(self, word: str) -> float:
        """Occurrences of the normalised `word` per hundred million words; 0.0 for an unknown one."""
        if len(word) > MAX_LETTERS or not word or not _KNOWN.issuperset(word):
            return 0.0
        code = int(word.translate(_TO_DIGIT), 36)
        place = bisect_left(self._codes, code)
        if place < self._size and self._codes[place] == code:
            return self._counts[self._levels[place]]
        return 0.0

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[tuple[str, float]]:
        """Every word with its count, in the order of the table."""
        for code, level in zip(self._codes, self._levels, strict=True):
            yield decode(code), self._counts[level]

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that identify words and frequencies together."""
        digest = hashlib.sha256(self._codes.tobytes())
        digest.update(self._levels.tobytes())
        return digest.hexdigest()[:12]


def centibels(count: float) -> int:
    """Occurrences per hundred million words (above 0) as -100·log10 of the share, at least 0, at most 999."""
    share = min(max(count, 1e-2) / 1e8, 1.0)
    return round(-100 * float(np.log10(share)))


@cache
def default_vocabulary() -> Vocabulary:
    """The table that ships with the project, read once a process."""
    return Vocabulary.read(DEFAULT_PATH)
