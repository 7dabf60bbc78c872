"""Foreign words between Arabic paragraphs, beside what an embedded post or an advert left behind."""

from __future__ import annotations

from archive.ingest.lines import PageLine
from archive.ingest.normalise import has_arabic

POST_LINES = 6
BUTTON_WORDS = 16
BESIDE = ("embed.", "advert.", "related.", "picture.")


def posts(lines: list[PageLine]) -> None:
    """Mark the foreign lines of a post above the line that signs it («— name (@name) day»)."""
    for index, line in enumerate(lines):
        if line.line.rule != "embed.tweet" or not line.text.startswith(("—", "–", "--", "- ")):
            continue
        for above in reversed(lines[max(index - POST_LINES, 0) : index]):
            if above.open and has_arabic(above.text, 1):
                break
            above.mark("removed", "embed.tweet")


def buttons(lines: list[PageLine]) -> None:
    """Mark short foreign lines inside the text that end no sentence, right beside furniture."""
    for index, line in enumerate(lines):
        if not line.open or line.words > BUTTON_WORDS or line.ends_sentence or has_arabic(line.text, 1):
            continue
        beside = (*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2])
        if any(other.line.rule.startswith(BESIDE) for other in beside) and not line.key.isdigit():
            line.mark("removed", "embed.button")
