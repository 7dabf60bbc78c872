"""Particles written onto the front of a word: و ف ب ل ك and the article. Pure; words are normalised."""

from __future__ import annotations

from functools import lru_cache

PARTICLES = tuple(first + second for first in ("", "و", "ف") for second in ("", "ب", "ل", "ك"))[1:]
"""What may be attached to a name, longest not first."""
ARTICLES = tuple(first + second for first in ("", "و", "ف") for second in ("ال", "بال", "كال", "لل"))
"""The article, alone and behind particles; ل and ال are written لل."""
SHORTEST = 2
"""Letters that must remain."""


@lru_cache(maxsize=10_000)
def bare_forms(word: str) -> tuple[tuple[str, str], ...]:
    """What `word` may be behind its particles, as (particle, rest), the whole word with none first."""
    forms = [("", word)]
    for particle in (*PARTICLES, *ARTICLES):
        if word.startswith(particle) and len(word) >= len(particle) + SHORTEST:
            forms.append((particle, word[len(particle) :]))
    return tuple(forms)


@lru_cache(maxsize=10_000)
def attached_forms(word: str) -> tuple[str, ...]:
    """`word` and, if it is Arabic, what it looks like behind each particle: لمايكروسوفت، وبمايكروسوفت."""
    if not word or not "ء" <= word[0] <= "ي":
        return (word,)
    forms = [word]
    for particle in PARTICLES:
        forms.append(
            particle + "ل" + word[2:] if particle[-1] == "ل" and word.startswith("ال") else particle + word
        )
    return tuple(forms)
