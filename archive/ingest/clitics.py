"""Where a name begins and ends in folded Arabic text: attached particles and word boundaries. Pure.

Arabic writes و ف ب ل ك and the article onto the next word (وأمازون، لمايكروسوفت، بالفيسبوك). A name
counts behind them, and with nothing attached to its end: أمازونية and ميتافيرس are other words.
"""

from __future__ import annotations

_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")

PROCLITICS = frozenset(first + second for first in _CONJUNCTIONS for second in _PREPOSITIONS)
"""What may be attached to a name, nothing included."""

ARTICLES = frozenset(first + second for first in _CONJUNCTIONS for second in ("ال", "بال", "كال", "لل"))
"""The same with the article; ل and ال are written لل."""

GLUED = frozenset(
    first + word
    for first in _CONJUNCTIONS
    for word in ("مع", "من", "في", "علي", "عن", "الي", "بين", "شركه", "لشركه")
)
"""Words, folded, that a page which lost a space writes onto a name (معأمازون)."""
GLUED_LETTERS = 4
"""Letters of the shortest name taken behind such a word."""

_PLAIN = frozenset(" \"'()،؛:!؟…[]")
_JOINTS = frozenset(".-/&@")
_ARABIC = "".join(map(chr, range(0x0621, 0x064B)))
_LONGEST = max(map(len, PROCLITICS | ARTICLES | GLUED))


def is_arabic(character: str) -> bool:
    """Whether a folded character is an Arabic letter."""
    return "\u0621" <= character <= "\u064a"


def is_latin(character: str) -> bool:
    """Whether a folded character is a Latin letter; of an empty string, no."""
    return character.isascii() and character.isalpha()


def attached(text: str, start: int) -> str | None:
    """The Arabic letters between the start of the word and `start`; None if they are too many."""
    before = text[max(0, start - _LONGEST - 1) : start]
    letters = before[len(before.rstrip(_ARABIC)) :]
    return letters if len(letters) <= _LONGEST else None


def begins_name(text: str, start: int, *, article: bool, bare: bool) -> bool:
    """Whether a name may begin at `start`.

    `article`: ال may be attached; `bare`: nothing may be attached.
    """
    if start == 0 or text[start - 1] in _PLAIN:
        return True
    prefix = attached(text, start)
    if prefix != "":
        if bare or prefix in PROCLITICS:
            return not bare
        return article and (prefix in ARTICLES or is_latin(text[start]))  # موظفوGoogle: two words
    before = text[start - 1]
    if before == "@" or before.isdigit() or is_latin(before):
        return False
    # x-ray, a.google and r&b are one Latin word; غوغل-أمازون are two names
    return not (is_latin(text[start]) and before in _JOINTS and text[start - 2 : start - 1].isalnum())


def is_glued(text: str, start: int, end: int) -> bool:
    """Whether only a lost space keeps the name from beginning at `start`: معأمازون, فيجوجل."""
    return end - start >= GLUED_LETTERS and attached(text, start) in GLUED


def ends_name(text: str, end: int) -> bool:
    """Whether a name may end before `end`: no letter of its script, no domain or compound follows."""
    following = text[end : end + 2]
    if not following or following[0] in _PLAIN:
        return True
    if is_arabic(following[0]):
        return not is_arabic(text[end - 1])
    if is_arabic(text[end - 1]):
        return True
    if following[0].isalnum():
        return False
    return not (following[0] in _JOINTS and is_latin(following[1:]))
