"""Lines among the paragraphs that speak of something else: headlines of other articles, boxes of widgets.

The words of a page decide, not phrases: a sub-heading is short or speaks of what the text speaks of.
"""

from __future__ import annotations

import re

from archive.ingest.lines import PageLine
from archive.ingest.stems import stems
from archive.ingest.structure import PARAGRAPH_WORDS

HEADLINE_WORDS = range(6, PARAGRAPH_WORDS)
"""A sub-heading that shares no word with its text is shorter."""
LONG_WORDS, STRANGE = 8, 0.2
"""No sub-heading has so many words of which so few come back."""
RUN_LINES = 3
ABOVE_WORDS = 10
BOX_LINES, BOX_WORDS, HINTED = 3, 8, 2
BOXES = ("widget.", "share.", "newsletter.", "comments.", "notice.")
CLIP_WORDS = 18
_CLIP = re.compile(
    r"(?:ب?ال|بال)?(?:فيديو|فيديوهات|صور|شاهد|استمع|اقرا|بودكاست|انفو[جغ]راف\w*|غرافيك|خريطه|تقرير مصور) ?\|"
)
QUOTES = ("«", '"', "“")


def headlines(lines: list[PageLine], title: str) -> None:
    """Mark headlines of which no word, or one of many, comes back in the text, which is `lines`.

    `title`: the key of the text's own headline, which counts with it.
    """
    said: list[str] = [title]
    for run in _runs(lines, RUN_LINES):
        strange = [line for line in run if line.words in HEADLINE_WORDS and not line.text.startswith(QUOTES)]
        if not strange:
            continue
        if len(said) == 1:
            said += [line.key for line in lines if line.open and line.words >= PARAGRAPH_WORDS]
        words = stems(said)
        for line in strange:
            own = stems([line.key])
            shared = len(own & words)
            if not shared or (line.words >= LONG_WORDS and shared <= STRANGE * len(own)):
                line.mark("removed", "related.unlabelled")


def clips(lines: list[PageLine]) -> None:
    """Mark «فيديو | …»: an open line with the kind of another piece and a bar before its headline."""
    for line in lines:
        if line.open and line.words <= CLIP_WORDS and not line.ends_period and _CLIP.match(line.folded):
            line.mark("removed", "related.barred")


def boxes(lines: list[PageLine]) -> None:
    """Mark runs of short lines, two of which at least rules know from outside of texts: polls, buttons."""
    for run in _runs(lines, len(lines)):
        hints = [line.hint for line in run if line.hint.startswith(BOXES)]
        if len(run) >= BOX_LINES and len(hints) >= HINTED and all(line.words <= BOX_WORDS for line in run):
            for line in run:
                line.mark("removed", hints[0])


def _runs(lines: list[PageLine], longest: int) -> list[list[PageLine]]:
    """Runs of open lines that end no sentence, `longest` at most, each between two paragraphs.

    None is announced by a colon or a comma, and the lines are no items of a list.
    """
    runs: list[list[PageLine]] = []
    run: list[PageLine] = []
    above: PageLine | None = None
    for line in lines:
        if not line.open:
            continue
        if line.words >= PARAGRAPH_WORDS or (line.ends_period and line.words >= ABOVE_WORDS):
            dated = any(other.hint.startswith("date") for other in run)  # the header below a standfirst
            if (
                run
                and len(run) <= longest
                and not dated
                and above is not None
                and line.words >= PARAGRAPH_WORDS
            ):
                runs.append(run)
            run, above = [], None if line.text.endswith((":", "،")) else line
        elif above is not None:
            if line.bullet or line.ends_period or line.text.endswith(":"):
                above, run = None, []
            else:
                run.append(line)
    return runs
