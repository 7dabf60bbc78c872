"""Roots without a dictionary: the ISRI algorithm, written from its description. Pure.

Kazem Taghva, Rania Elkhoury, Jeffrey Coombs, "Arabic Stemming Without a Root Dictionary", ITCC 2005:
remove affixes of three and two letters, then fit what is left to the patterns of its length, else drop
single letters and try again. Patterns are data here: a dot is a letter of the root, anything else must be
that letter. Words arrive normalised, so a final ة is ه.
"""

from __future__ import annotations

from collections.abc import Callable

Pattern = tuple[tuple[tuple[int, str], ...], tuple[int, ...]]

_PREFIXES = {3: ("كال", "بال", "ولل", "وال"), 2: ("ال", "لل")}
_SUFFIXES = {
    3: ("تمل", "همل", "تان", "تين", "كمل"),
    2: ("ون", "ات", "ان", "ين", "تن", "كم", "هن", "نا", "يا", "ها", "تم", "ني", "وا", "ما", "هم"),
}
_SHORT_PREFIXES = frozenset("لبفسويتنا")
_SHORT_SUFFIXES = frozenset("هيكتان")


def _compile(patterns: str) -> tuple[Pattern, ...]:
    return tuple(
        (
            tuple((place, letter) for place, letter in enumerate(pattern) if letter != "."),
            tuple(place for place, letter in enumerate(pattern) if letter == "."),
        )
        for pattern in patterns.split()
    )


# The order is the order of trial. After each line the shapes meant, of ف ع ل.
_FOUR = _compile(
    "م... "  # مفعل
    ".ا.. "  # فاعل
    "..ا. ..و. ..ي. "  # فعال فعول فعيل
    "...ه"  # فعلة
)
_FIVE_TO_THREE = _compile(
    "ا.ت.. ا.ا.. "  # افتعل افاعل
    "م..و. م..ا. م..ي. "  # مفعول مفعال مفعيل
    "م...ه ت...ه ا...ه "  # مفعلة تفعلة افعلة
    "م.ت.. ي.ت.. ت.ت.. "  # مفتعل يفتعل تفتعل
    "م.ا.. ت.ا.. "  # مفاعل تفاعل
    "..و.ه ..ا.ه "  # فعولة فعالة
    "ان... من... "  # انفعل منفعل
    "ا..ا. "  # افعال
    "...ان "  # فعلان
    "ت..ي. "  # تفعيل
    ".ا.و. "  # فاعول
    ".وا.. "  # فواعل
    "..ائ. "  # فعائل
    ".ا..ه "  # فاعلة
    "..ا.ي"  # فعالي
)
_FIVE_TO_FOUR = _compile(
    "ت.... ا.... م.... "  # تفعلل افعلل مفعلل
    "....ه "  # فعللة
    "..ا.."  # فعالل
)
_SIX_TO_THREE = _compile(
    "است... مست... "  # استفعل مستفعل
    "م..ا.ه "  # مفعالة
    "ا.ت.ا. "  # افتعال
    "ت.ا.ي."  # تفاعيل, which later descriptions add
)
_SIX_TO_FOUR = _compile("ا...ا. مت....")  # افعلال متفعلل


def _fit(word: str, patterns: tuple[Pattern, ...]) -> str:
    """The root letters of the first pattern `word` fits, or an empty string."""
    for fixed, places in patterns:
        for place, letter in fixed:
            if word[place] != letter:
                break
        else:
            return "".join([word[place] for place in places])
    return ""


def _short_suffix(word: str) -> str:
    return word[:-1] if word[-1] in _SHORT_SUFFIXES else word


def _short_prefix(word: str) -> str:
    return word[1:] if word[0] in _SHORT_PREFIXES else word


def _shorten(word: str) -> str:
    """`word` without a one-letter suffix, else without a one-letter prefix, else unchanged."""
    shorter = _short_suffix(word)
    return shorter if shorter != word else _short_prefix(word)


def _four(word: str) -> str:
    return _fit(word, _FOUR) or _shorten(word)


def _five(word: str) -> str:
    root = _fit(word, _FIVE_TO_THREE)
    if root:
        return root
    word = _shorten(word)
    if len(word) == 4:
        return _four(word)
    return _fit(word, _FIVE_TO_FOUR) or word


def _repeats(word: str) -> bool:
    """Whether `word` has the shape افعوعل."""
    return word[0] == "ا" and word[3] == "و" and word[2] == word[4]


def _six(word: str) -> str:
    root = _fit(word, _SIX_TO_THREE)
    if root:
        return root
    if _repeats(word):
        return word[1] + word[4:]
    word = _shorten(word)
    if len(word) == 5:
        return _five(word)
    return _fit(word, _SIX_TO_FOUR) or word


def _seven(word: str) -> str:
    word = _shorten(word)
    return _six(word) if len(word) == 6 else word


_BY_LENGTH: dict[int, Callable[[str], str]] = {4: _four, 5: _five, 6: _six, 7: _seven}


def _strip_affixes(word: str) -> str:
    """`word` without its longest prefix and suffix of three or two letters; at least three letters stay."""
    for length, prefixes in _PREFIXES.items():
        if len(word) >= length + 3 and word.startswith(prefixes):
            word = word[length:]
            break
    for length, suffixes in _SUFFIXES.items():
        if len(word) >= length + 3 and word.endswith(suffixes):
            word = word[:-length]
            break
    return word[1:] if len(word) >= 4 and word.startswith("وو") else word


def isri_root(word: str) -> str:
    """The root (usually three letters) of a normalised Arabic word; what is left of it if none fits.

    Words of fewer than four letters come back as they are. Never empty for a word that is not.
    """
    word = _strip_affixes(word)
    reduce = _BY_LENGTH.get(len(word))
    return reduce(word) if reduce else word
