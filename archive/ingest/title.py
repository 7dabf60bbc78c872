"""Which line is the headline: it stands high, the page repeats it, the text takes up its words."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache

from archive.ingest import structure
from archive.ingest.echoes import echoes
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.normalise import phrase_key

STRONG_WORDS = 20
STATEMENT_WORDS = 10
"""A line this long that ends with a full stop is a sentence: headlines do without one."""
LONGEST_SENTENCE = 20
"""Where a page begins with a sentence it is the headline only if it is this short."""
LONGEST_TITLE = 40
TAKEN_UP = 4.0
"""What it counts that all words of a line come back in the text."""
FIRST = 2.0
"""What it counts that no line above is made like a headline."""
KICKER = 4.0
"""What it costs to begin like a phrase above a headline, with a headline right below."""
CAPTION = 3.0
"""What it costs to end like a picture's credit."""
MASTHEAD = 3.0
"""What it costs to stand above the link that skips the page's head."""
OPENS_TEXT = 3.0
"""What it counts that the text begins with these words, as in reference works."""
SPOKEN_OF = 0.25
"""So much of a headline comes back in the text at least."""
DEPTH = 0.15
"""What it costs that another line, which may be the headline as well, stands higher."""
DATED = 3.0
"""What it costs a line that it holds a date or a time of day: headlines name years at most."""
DATE_REACH = 5
TRAIL_WORDS = 4
WRAPPED_LINES = 4
FILLED = 0.8
WIDE_PIECE_WORDS = 8
LABELLED_WORDS = 8
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")
_LABELLED = re.compile(
    r"^(?:كتبت?|بقلم|اعداد|تقرير|تحرير|ترجمه|تصوير|مراسل\w*|بواسطه|نص|كتابه|المصدر"
    r"|by|from|to|cc|reply-to|date) ?[:/|–-]|@\w"
)
PERSON_WORDS = 4
MASTHEAD_WORDS = 10
SUBJECT = re.compile(r"^(?:subject|الموضوع)\s?:\s?", re.IGNORECASE)
"""The label of a letter's headline."""
_GAP = re.compile(r"[ \t\u00a0]{5,}")
SKIP = re.compile(
    r"(?:تخطي|تخطى|انتقل|تجاوز|الانتقال|اذهب) (?:الي|ل)\s?(?:ال)?محتوي|skip to (?:main )?content"
)
_KICKER = re.compile(
    r"(?:بعد|قبل|وسط|رغم|خلال|بسبب|ضد|عقب|مع|في|علي|من اجل|\w{3,}وا) "
    r"|(?:\S+ ){0,2}(?:منهم|منها|بينهم|بينها) "  # a part of what the headline below counts
)
_TRAIL = re.compile(r", |\s/\s")
STEMMED = 20_000
"""Characters of one line whose words are compared."""
WINDOW = 60
"""How many lines of a page are looked at for its headline."""


def strong_prose(line: PageLine) -> bool:
    """A line that can only be a paragraph."""
    if line.ends_period:
        return line.words >= STATEMENT_WORDS
    return line.words >= 30 or (line.words >= STRONG_WORDS and line.ends_sentence)


def first_paragraph(lines: list[PageLine]) -> int:
    """Index of the first line that can only be a paragraph and is still open; else the number of lines."""
    for index, line in enumerate(lines):
        if line.open and strong_prose(line) and not line.hint:
            return index
    return len(lines)


def find_title(lines: list[PageLine], lexicon: Lexicon, dated: Container[int] = ()) -> int | None:
    """Index of the headline among the page's shown lines; None where nothing can be one.

    `dated`: indexes of lines that hold a date.
    """
    stop = min(first_paragraph(lines), _first_wrapped(lines))
    candidates = [
        index
        for index, line in enumerate(lines[: min(stop, WINDOW)])
        if line.open and line.words <= LONGEST_TITLE
    ]
    named = [index for index in candidates if _may_be_title(lines[index], lexicon)]
    if named:
        taken_up = stems(lines[index].key for index in range(stop, min(stop + 6, len(lines))))
        if not taken_up:
            taken_up = stems(line.key for line in lines if line.prose)
        first = _first_headline(lines, named, taken_up, lexicon)
        scores = [
            (
                _score(lines, index, first, taken_up, lexicon)
                - DEPTH * depth
                - (DATED if index in dated or _CLOCK.search(lines[index].folded) else 0.0),
                -index,
            )
            for depth, index in enumerate(named)
        ]
        return -max(scores)[1]
    if candidates:
        return candidates[0]
    return stop if stop + 1 < len(lines) and lines[stop].words <= LONGEST_SENTENCE else None


def _first_headline(
    lines: list[PageLine], named: list[int], taken_up: frozenset[str], lexicon: Lexicon
) -> int:
    """Index of the highest line made like a headline: long enough, and the text speaks of the same things.

    Failing that, one whose words come back at all, and then any line that is no list of sections.
    """
    plain = [
        i
        for i in named
        if not _is_trail(lines[i])
        and not _is_masthead(lines[i], lexicon)
        and not structure.is_credited(lines[i], lexicon)
    ]
    shares = {index: _share(lines[index], taken_up) for index in plain}
    least = max(SPOKEN_OF, 0.5 * max((shares[i] for i in plain if lines[i].words >= 4), default=0.0))
    for words, share in ((4, least), (3, least), (2, 0.01)):
        for index in plain:
            if lines[index].words >= words and shares[index] >= share:
                return index
    return plain[0] if plain else named[0]


def _first_wrapped(lines: list[PageLine]) -> int:
    """Index of the first line of a text broken at a margin; else the number of lines.

    Such a text has four lines or more, or three that end with a sentence.
    A headline right above such a text, with no blank line between, does not reach the margin.
    """
    for index, line in enumerate(lines[1:WINDOW], start=1):
        if not line.open or line.hint or not structure.wrapped_at(lines, index):
            continue
        run = [line]
        for below in lines[index + 1 : index + WRAPPED_LINES]:
            if below.gap or not below.open or below.hint or is_page_header(below):
                break
            run.append(below)
        if len(run) == WRAPPED_LINES or (len(run) > 2 and run[-1].ends_period):
            filled = len(line.text) >= FILLED * max(len(below.text) for below in run)
            return index if filled or line.gap else index + 1
    return len(lines)


def _share(line: PageLine, taken_up: frozenset[str]) -> float:
    """Which part of a line's words comes back in the text, 0 to 1."""
    own = stems([line.key])
    return len(own & taken_up) / len(own) if own else 0.0


def _score(
    lines: list[PageLine], index: int, first: int, taken_up: frozenset[str], lexicon: Lexicon
) -> float:
    line = lines[index]
    words = line.words
    score = 2.0 if words >= 4 else (0.5 if words >= 2 else -3.0)
    medium = _is_masthead(line, lexicon)
    if words <= PERSON_WORDS and lexicon.is_person(line.key):
        dated = index + 1 < len(lines) and lines[index + 1].hint.startswith("date")
        score -= 3.0 if dated else 1.0  # whose post it is
    if SUBJECT.match(line.text):
        score += 4.0
    if medium:
        score -= 2.0
    elif index == first:
        score += FIRST
    if index == 0 and index == first and words >= 2 and not medium:
        score += 1.0
    if words <= 3 and index + 1 < len(lines) and lines[index + 1].line.kind == "removed":
        score -= 2.0  # a site's name above its menus
    if any(below.hint.startswith("date") for below in lines[index + 1 : index + 1 + DATE_REACH]):
        score += 1.0
    if any(below.hint == "date.line" for below in lines[index + 1 : index + 3]):
        score += 0.5
    score += TAKEN_UP * _share(line, taken_up) * min(1.0, words / 6)
    if _is_kicker(lines, index, taken_up):
        score -= KICKER
    if any(SKIP.match(below.key) for below in lines[index + 1 : WINDOW]):
        score -= MASTHEAD
    if structure.is_credited(line, lexicon):
        score -= CAPTION
    if _opens_text(lines, line):
        score += OPENS_TEXT
    return score + _looks(line) + echoes(lines, index)


def _is_masthead(line: PageLine, lexicon: Lexicon) -> bool:
    """A medium's name, alone or with the slogan behind it."""
    if line.words <= 5 and lexicon.is_medium(line.key):
        return True
    name, mark, _ = line.text.partition("..")
    return bool(mark) and line.words <= MASTHEAD_WORDS and lexicon.is_medium(phrase_key(name))


def _is_kicker(lines: list[PageLine], index: int, taken_up: frozenset[str]) -> bool:
    """«بعد …»، «طالبوا بـ…» right above another headline: what, when or why, but no who."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    if below is None or not below.open or below.hint or below.words < 4 or below.ends_period:
        return False
    if lines[index].words <= 3 and below.words >= 5:
        return bool(stems([lines[index].key]) & stems([below.key]))  # a topic
    if not _KICKER.match(lines[index].key) or re.search(r"[:،]|\.\.", lines[index].text):
        return False
    return _share(below, taken_up) >= max(SPOKEN_OF, _share(lines[index], taken_up) - 0.2)


def _opens_text(lines: list[PageLine], line: PageLine) -> bool:
    """The first paragraph begins with the words of this line, two to five."""
    first = first_paragraph(lines)
    return 2 <= line.words <= 5 and first < len(lines) and lines[first].key.startswith(line.key + " ")


def is_page_header(line: PageLine) -> bool:
    """Names at both edges of a printed page, with a wide gap between."""
    wide = _GAP.split(line.line.text.strip())
    return len(wide) > 1 and max(piece.count(" ") + 1 for piece in wide) <= WIDE_PIECE_WORDS


def _is_trail(line: PageLine) -> bool:
    """Short names between commas or slashes: the page's sections or topics."""
    pieces = [piece.split() for piece in _TRAIL.split(line.text) if piece.strip()]
    return len(pieces) > 1 and max(map(len, pieces)) <= TRAIL_WORDS


def _looks(line: PageLine) -> float:
    """A headline is no list item, and does not end like a sentence, a label or a credit."""
    score = -2.0 if line.bullet or _is_trail(line) else 0.0
    if line.text.endswith((".", "،", ":")) and not line.text.endswith(".."):
        score -= 1.5
    if line.text.endswith(")"):
        score -= 0.5
    return score


def _may_be_title(line: PageLine, lexicon: Lexicon) -> bool:
    return (
        not line.hint and not line.elsewhere and not is_page_header(line) and not _byline_like(line, lexicon)
    )


def _byline_like(line: PageLine, lexicon: Lexicon) -> bool:
    if line.words <= LABELLED_WORDS and _LABELLED.search(line.folded):
        return True
    if line.words <= LABELLED_WORDS and _begins_with_place(line, lexicon):
        return True
    return line.words <= 4 and (
        lexicon.is_place(line.key) or lexicon.is_agency(line.key) or lexicon.is_desk(line.key)
    )


def _begins_with_place(line: PageLine, lexicon: Lexicon) -> bool:
    """«القدس المحتلة-كذا», «دبي: «كذا»»: a city, a mark and one name."""
    head, mark, name = line.text.replace(":", "-").replace("–", "-").partition("-")
    return bool(mark) and lexicon.is_city(phrase_key(head)) and 0 < phrase_key(name).count(" ") + 1 <= 3


def stems(keys: Iterable[str]) -> frozenset[str]:
    """The middle of each longer word: enough to see that two texts speak of the same things."""
    return frozenset[str]().union(*map(_stems, keys))


@lru_cache(maxsize=1_000)
def _stems(key: str) -> frozenset[str]:
    """`stems` of one key, remembered while its page is read."""
    return frozenset(map(_stem, key[:STEMMED].split(" "))) - {""}


@lru_cache(maxsize=30_000)
def _stem(word: str) -> str:
    """Four letters of the word behind its particle and article; nothing where it is shorter."""
    for prefix in ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ف"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    return word[:4] if len(word) >= 4 else ""
