"""Ways in which the same word comes to a search box: with particles, pronouns, article, other spelling."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

from search.arabic import STOP_WORDS, normalize

_WORD = re.compile("[ء-غف-ي]{3,}")
_PARTICLES = ("و", "ب", "ل", "ف", "وب", "ول")
_PRONOUNS = ("ه", "ها", "هم", "نا", "هما")
_SWAP = str.maketrans("ةىأإآ", "هيااا")


def _choice(word: str, options: tuple[str, ...]) -> str:
    """One of the options, always the same for a word."""
    return options[zlib.crc32(word.encode()) % len(options)]


def _changed(change: Callable[[str], str]) -> Callable[[str], str]:
    """`change` for words that carry meaning; others stay."""
    return lambda word: change(word) if _WORD.fullmatch(word) and normalize(word) not in STOP_WORDS else word


def _particle(word: str) -> str:
    particle = _choice(word, _PARTICLES)
    if particle.endswith("ل") and word.startswith("ال"):
        return particle + "ل" + word[2:]
    return particle + word


def _pronoun(word: str) -> str:
    bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
    bare = bare[:-1] + "ت" if bare.endswith("ة") else bare[:-1] + "ا" if bare.endswith("ى") else bare
    return bare + _choice(word, _PRONOUNS)


def _article(word: str) -> str:
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    return "ال" + word


def _spelling(word: str) -> str:
    if re.search("[ةىأإآ]", word):
        return word.translate(_SWAP)
    if word.endswith("ه"):
        return word[:-1] + "ة"
    if word.endswith("ي"):
        return word[:-1] + "ى"
    return "أ" + word[1:] if word.startswith("ا") and not word.startswith("ال") else word


VARIANTS: dict[str, Callable[[str], str]] = {
    "pronoun": _changed(_pronoun),
    "particle": _changed(_particle),
    "article": _changed(_article),
    "spelling": _changed(_spelling),
}
"""Name → a function from a written word to the same word otherwise."""
