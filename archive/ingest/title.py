"""Which line is the headline: it stands high, the page repeats it, the text takes up its words."""

from __future__ import annotations

from collections.abc import Iterable

from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine

STRONG_WORDS = 20
LONGEST_TITLE = 40
WINDOW = 60
"""How many lines of a page are looked at for its headline."""


def strong_prose(line: PageLine) -> bool:
    """A line that can only be a paragraph."""
    return line.words >= 30 or (line.words >= STRONG_WORDS and line.ends_sentence)


def first_paragraph(lines: list[PageLine]) -> int:
    """Index of the first line that can only be a paragraph and is still open; else the number of lines."""
    for index, line in enumerate(lines):
        if line.open and strong_prose(line) and not line.hint:
            return index
    return len(lines)


def find_title(lines: list[PageLine], lexicon: Lexicon) -> int | None:
    """Index of the headline among the page's shown lines; None where nothing can be one."""
    stop = first_paragraph(lines)
    candidates = [
        index
        for index, line in enumerate(lines[: min(stop, WINDOW)])
        if line.open and line.words <= LONGEST_TITLE
    ]
    named = [
        index for index in candidates if not lines[index].hint and not _byline_like(lines[index], lexicon)
    ]
    if named:
        stems = _stems(lines[index].key for index in range(stop, min(stop + 6, len(lines))))
        if not stems:
            stems = _stems(line.key for line in lines if line.prose)
        scores = [(_score(lines, index, named[0], stems, lexicon), -index) for index in named]
        return -max(scores)[1]
    return candidates[0] if candidates else None


def _score(lines: list[PageLine], index: int, first: int, stems: frozenset[str], lexicon: Lexicon) -> float:
    line = lines[index]
    words = line.words
    score = 2.0 if words >= 4 else (0.5 if words >= 2 else -3.0)
    if index == first:
        score += 2.0
    if index == 0 and words >= 2 and not lexicon.is_medium(line.key):
        score += 1.0
    if words >= 3 and any(line.key in other.key for other in lines[: index + 4] if other is not line):
        score += 2.5
    if index + 1 < len(lines) and lines[index + 1].hint.startswith("date"):
        score += 1.0
    if line.bullet:
        score -= 2.0
    if line.text.endswith((".", "،", ":")) and not line.text.endswith(".."):
        score -= 1.5
    if line.text.endswith(")"):
        score -= 0.5
    own = _stems([line.key])
    if own:
        score += 3.0 * len(own & stems) / len(own)
    return score


def _byline_like(line: PageLine, lexicon: Lexicon) -> bool:
    return line.words <= 4 and (
        lexicon.is_place(line.key) or lexicon.is_agency(line.key) or lexicon.is_desk(line.key)
    )


def _stems(keys: Iterable[str]) -> frozenset[str]:
    """The middle of each longer word: enough to see that two texts speak of the same things."""
    stems = set()
    for text in keys:
        for word in text.split(" "):
            bare = word
            for prefix in ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ف"):
                if bare.startswith(prefix) and len(bare) - len(prefix) >= 3:
                    bare = bare[len(prefix) :]
                    break
            if len(bare) >= 4:
                stems.add(bare[:4])
    return frozenset(stems)
