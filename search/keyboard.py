"""Words typed with the keyboard in the other layout: `hlh.,k` for امازون, لخخلمث for google. Pure.

The table is the Arabic (101) layout of Windows and X.Org over a US keyboard.
"""

from __future__ import annotations

_PLAIN = dict(zip("`qwertyuiop[]asdfghjkl;'zxcvnm,./", "ذضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ", strict=True))
_SHIFTED = {"H": "أ", "Y": "إ", "N": "آ", "T": "لإ", "G": "لأ", "B": "لآ", "Z": "~", "?": "؟", "K": "،"}
_TO_ARABIC = {**_PLAIN, "b": "لا", **_SHIFTED}
_TO_LATIN = {arabic: latin for latin, arabic in _PLAIN.items()} | {"أ": "h", "إ": "y", "آ": "n"}
_LAM_ALEF = (("لا", "b"), ("لأ", "g"), ("لإ", "t"), ("لآ", "b"))


def to_arabic(text: str) -> str:
    """What the keys of Latin `text` give in the Arabic layout; capitals without an Arabic key as small."""
    return "".join(_TO_ARABIC.get(key) or _TO_ARABIC.get(key.lower(), key) for key in text)


def to_latin(text: str) -> tuple[str, ...]:
    """What the keys of Arabic `text` give in the Latin layout: لا is one key (b) or two (gh)."""
    joined = text
    for letters, key in _LAM_ALEF:
        joined = joined.replace(letters, key)
    options = dict.fromkeys(
        "".join(_TO_LATIN.get(letter, letter) for letter in way) for way in (joined, text)
    )
    return tuple(options)


def other_layout(text: str) -> tuple[str, ...]:
    """`text` as the same keys would give it in the other layout; () where it has letters of both or none."""
    latin = any("a" <= letter <= "z" for letter in text.lower())
    arabic = any("ء" <= letter <= "ي" for letter in text)
    if latin == arabic:
        return ()
    return (to_arabic(text),) if latin else to_latin(text)
