"""Spellings written once for many: `لا {تكنولوجيا,تقنية} للفصل العنصري` is two spellings. Pure."""

from __future__ import annotations

import re
from itertools import product

_CHOICE = re.compile(r"\{([^{}]*)\}")


def expand(text: str) -> list[str]:
    """Every spelling a text with `{a,b}` choices stands for, in order; an empty choice leaves its space out.

    Raises `ValueError` for a brace without its partner.
    """
    pieces = _CHOICE.split(text)
    if any("{" in piece or "}" in piece for piece in pieces):
        raise ValueError(f"a brace in {text!r} has no partner")
    choices = [piece.split(",") if order % 2 else [piece] for order, piece in enumerate(pieces)]
    spellings = (" ".join("".join(parts).split()) for parts in product(*choices))
    return list(dict.fromkeys(spellings))
