"""Boxes on a page: what goes with a label that a rule names, and where the article goes on.

A label takes headlines, points of a summary, names or the rest of the page with it. No paragraph of the
text is taken: losing a sentence is worse than keeping a link.
"""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from archive.ingest.furniture import Rule
from archive.ingest.lines import PageLine
from archive.ingest.structure import DECK_WORDS, HEADLINE_WORDS, PARAGRAPH_WORDS

GOING_ON_WORDS = 4
"""A sentence that begins with «و» goes on with the article, however short it is."""
UNSTOPPED_WORDS = 16
"""So long a line that begins with «و» is a paragraph without its full stop, and no headline."""
GOING_ON_UNSTOPPED = 9
"""The same on a page whose paragraphs have no full stops."""
OPENING_WORDS = 8
LABEL_WORDS, QUESTION_WORDS = 3, 5
SKIPPED_LINES = 14
WRAPPED_LINES, MARGIN_CHARACTERS, REACHED = 8, 40, 0.75
"""A broken paragraph's lines at most, characters of its margin at least, and the part of it lines fill."""
WIDGET = "related.widget"
"""The label of a box with one headline: behind a blank line the article goes on."""
POLL = "widget.rating"
POLL_LINES = 8
SUMMARY_LINES, PARAGRAPHS = 6, 2
_FOLDS = re.compile(
    r"(?:عرض|اعرض|اظهار|اظهر|اقرا|قراءه) (?:المزيد|اقل|المقال كاملا|النص كاملا|المقال|الخبر كاملا)"
    r"|(?:اخفاء|اخف|اغلاق|اغلق|طي) (?:ال)?ملخص|show (?:more|less)|read more"
)
"""The button below a summary (a key)."""
_SKIP = re.compile(r"^(?:تخطي|تخطى|skip) (?P<what>.+?) (?:وواصل|و واصل|and continue) ")
_BOX_END = re.compile(r" نهايه$|^نهايه |^end of (?:list|related)")


def swallow_small(lines: list[PageLine], rules: dict[int, Rule]) -> None:
    """Names below an editors' heading, items below a summary label, fixed numbers of lines below others."""
    summary = ""
    for index, line in enumerate(lines):
        rule = rules.get(index)
        if summary and (not line.open or line.bullet):
            line.mark("removed", summary)
        else:
            summary = ""
        if rule is None:
            continue
        if rule.swallows == "summary":
            summary = rule.name
        elif rule.swallows == "lines":
            for below in lines[index + 1 : index + 1 + rule.limit]:
                if below.words > HEADLINE_WORDS:
                    break
                below.mark("removed", rule.name)
        elif rule.swallows == "names" and index + 1 < len(lines) and index + 1 not in rules:
            below = lines[index + 1]
            if below.words <= 5 and not below.ends_sentence:
                below.mark("removed", rule.name)


def summary_points(lines: list[PageLine], rules: dict[int, Rule], start: int) -> None:
    """Below the headline: open lines right under a summary label that are no closed sentences."""
    for index in range(start, len(lines)):
        rule = rules.get(index)
        if rule is None or rule.swallows != "summary":
            continue
        for line in lines[index + 1 : _folded_at(lines, index)]:
            line.mark("removed", rule.name)
        longest = PARAGRAPH_WORDS - 1 if is_unstopped(lines[start:]) else HEADLINE_WORDS
        for place, line in enumerate(lines[index + 1 :], start=index + 1):
            if line.open and (not _is_point(line, longest) or is_wrapped(lines, place)):
                break
            line.mark("removed", rule.name)


def _folded_at(lines: list[PageLine], index: int) -> int:
    """Where the summary labelled at `index` ends with its button, the article below it; else `index`."""
    for place in range(index + 1, min(index + 1 + SUMMARY_LINES, len(lines))):
        if _FOLDS.fullmatch(lines[place].key):
            article = sum(line.open and line.prose for line in lines[place + 1 :])
            return place if article >= PARAGRAPHS else index
    return index


def is_unstopped(lines: list[PageLine]) -> bool:
    """Most paragraphs of the page do without a full stop: its absence says nothing."""
    long = [line.ends_sentence for line in lines if line.open and line.words >= PARAGRAPH_WORDS]
    return 2 * sum(long) < len(long)


def _is_point(line: PageLine, longest: int) -> bool:
    """A line of a summary: no closed sentence, and shorter than a paragraph."""
    return not line.ends_sentence and DECK_WORDS <= line.words <= longest and not line.hint


def swallow_headlines(lines: list[PageLine], rules: dict[int, Rule], start: int) -> None:
    """Headlines below a related heading, until something that can only be a paragraph of this article."""
    heading, took = "", False
    longest = GOING_ON_UNSTOPPED if is_unstopped(lines[start:]) else UNSTOPPED_WORDS
    for index in range(start, len(lines)):
        line, rule = lines[index], rules.get(index)
        if heading and _BOX_END.search(line.key):
            line.mark("removed", heading)
            heading = ""
        elif heading and line.hint == "date.line" and rules.get(index - 1) is not None:
            continue  # right below the label, where no headline stands yet, a date is the article's
        elif heading and line.open:
            passed = heading == WIDGET and line.gap and took
            if (
                passed
                or _opens_text(lines, index)
                or _ends_headlines(line, longest)
                or _is_subheading(lines, index)
                or (heading == WIDGET and _heads_paragraph(lines, index, took))
                or (is_wrapped(lines, index) and not _goes_on(lines[index + 1]))
            ):
                heading = ""
            else:
                line.mark("removed", heading)
                took = True
        elif rule is not None and rule.swallows == "headlines" and line.line.kind == "removed":
            heading, took = rule.name, False


def _opens_text(lines: list[PageLine], index: int) -> bool:
    """«كذا من باريس:», «باريس (كذا) --» right above a paragraph: where it was written, no headline."""
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    if not line.text.rstrip().endswith((":", "--", "–", "—")) or line.words > OPENING_WORDS:
        return False
    return below is not None and below.open and below.ends_period and below.words >= PARAGRAPH_WORDS


def _ends_headlines(line: PageLine, unstopped: int) -> bool:
    """The article goes on. `unstopped`: words of a paragraph that begins with «و» and has no full stop."""
    if line.ends_period and line.words >= (GOING_ON_WORDS if line.key.startswith("و") else 7):
        return True
    if line.text.endswith(":") and line.key.startswith("و") and line.words >= GOING_ON_WORDS:
        return True
    if line.key.startswith("و") and line.words >= unstopped:
        return True
    return line.words > (HEADLINE_WORDS if unstopped == UNSTOPPED_WORDS else PARAGRAPH_WORDS)


def _goes_on(line: PageLine) -> bool:
    """The article goes on in a sentence of its own, so that the line above is no broken part of it."""
    return line.ends_period and line.key.startswith("و") and line.words >= GOING_ON_WORDS


def is_wrapped(lines: list[PageLine], index: int) -> bool:
    """A paragraph broken at a margin begins: lines that reach it, and a last one with the full stop."""
    run: list[PageLine] = []
    for line in lines[index : index + WRAPPED_LINES]:
        if not line.open or line.hint or line.bullet or (run and line.gap):
            return False
        run.append(line)
        if line.ends_period:
            break
    lengths = [len(line.text) for line in run]
    if len(run) < 2 or not run[-1].ends_period or sum(line.words for line in run) < PARAGRAPH_WORDS:
        return False
    margin = max(lengths)
    return margin >= MARGIN_CHARACTERS and min(lengths[:-1]) >= REACHED * margin


def _is_subheading(lines: list[PageLine], index: int) -> bool:
    """A short line behind a blank one with a paragraph right under it, where the box itself has no gaps."""
    line = lines[index]
    below = lines[index + 1] if index + 1 < len(lines) else None
    if below is None or not below.open or below.hint or line.words > DECK_WORDS or line.hint:
        return False
    if below.gap or not (below.ends_period and below.words >= PARAGRAPH_WORDS):
        return False
    return line.gap and not lines[index - 1].gap


def _heads_paragraph(lines: list[PageLine], index: int, took: bool) -> bool:
    """A sub-heading right above a paragraph: the box has one headline at most, which is a longer line.

    `took`: it has had its headline.
    """
    asks = lines[index].text.endswith(("؟", "?"))
    longest = DECK_WORDS if took else (QUESTION_WORDS if asks else LABEL_WORDS)
    below = lines[index + 1] if index + 1 < len(lines) else None
    prose = below is not None and below.open and below.ends_period and below.words >= PARAGRAPH_WORDS
    return prose and lines[index].words <= longest and not lines[index].hint


def swallow_rest(lines: list[PageLine], rules: dict[int, Rule], start: int) -> None:
    """Below the article's text a comment area takes the rest of the page, readers' comments included."""
    prose = [
        line.words if line.open and line.prose and place >= start else 0 for place, line in enumerate(lines)
    ]
    total, seen = sum(prose), 0
    for index, line in enumerate(lines):
        rule = rules.get(index)
        if rule is not None and rule.swallows == "rest" and index >= start and total and seen >= 0.5 * total:
            for later in lines[index + 1 :]:
                later.mark("removed", rule.name)
            return
        seen += prose[index] if line.open else 0


def polls(lines: list[PageLine]) -> None:
    """A question right above the buttons by which readers answer it, with its label and the buttons."""
    for index, line in enumerate(lines[:-2]):
        if not line.text.endswith(("؟", "?")):
            continue
        run = list(takewhile(_is_poll, lines[index + 1 : index + 1 + POLL_LINES]))
        if len(run) >= 2 and (line.open or _is_poll(line)):
            for item in (*filter(_is_poll, lines[index - 1 : index]), line, *run):
                item.mark("removed", POLL)


def _is_poll(line: PageLine) -> bool:
    return (line.line.rule or line.hint) == POLL


def skipped(lines: list[PageLine]) -> None:
    """«تخطى كذا وواصل القراءة» … «كذا نهاية»: the box that a link passes over, with both its ends."""
    for index, line in enumerate(lines):
        found = _SKIP.match(line.key + " ")
        if not found:
            continue
        for end in range(index + 1, min(index + SKIPPED_LINES, len(lines))):
            if _BOX_END.search(lines[end].key) and found["what"] in lines[end].key:
                for inner in lines[index : end + 1]:
                    inner.mark("removed", "related.skipped")
                break


def related_sections(lines: list[PageLine]) -> None:
    """The name of a section directly above a related heading belongs to that box."""
    for line, below in pairwise(lines):
        rule = below.line.rule
        if not line.open or below.gap or not rule.startswith("related."):
            continue
        boxed = rule == "related.widget" and line.words <= 3 and not line.ends_sentence
        if boxed or line.hint.startswith("menu."):
            line.mark("removed", rule)
