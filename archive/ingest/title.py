"""Which line is the headline: it stands high, the page repeats it, the text takes up its words."""

from __future__ import annotations

import re
from collections.abc import Container

from archive.ingest import structure
from archive.ingest.headline_places import Places
from archive.ingest.headline_shapes import (
    SUBJECT,
    heads_statement,
    is_byline_like,
    is_page_header,
    is_slogan,
    looks,
)
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.stems import stems
from archive.ingest.text_start import first_paragraph

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
"""What it costs to stand above the link that skips the page's head, or to be a site's name and slogan."""
LISTED = 3.0
"""What it costs to stand among headlines of other articles."""
ABOVE_DATE = 1.5
"""What it counts to stand right above the article's date or byline."""
BELOW_DATE = 3.0
"""What it costs to stand below it, with a headline above."""
EARLIER_POST = 5.0
"""What it costs to belong to a message above the article's own."""
ABOVE_MENU = 2.0
"""What it costs that a menu follows before the text."""
DECK = 2.0
"""What it costs to stand below a headline like its standfirst."""
QUOTED = 3.0
"""What it costs that a paragraph says the same word by word."""
OPENS_TEXT = 3.0
"""What it counts that the text begins with these words, as in reference works."""
INVITATION = 3.0
"""What it costs to stand right above a button to subscribe."""
INVITATIONS = ("share.readers", "newsletter.")
STATEMENT = 4.0
"""What it counts to begin like a statement below the name of an organisation."""
DEPTH = 0.15
"""What it costs that another line, which may be the headline as well, stands higher."""
DATED = 3.0
"""What it costs a line that it holds a date or a time of day: headlines name years at most."""
DATE_REACH = 5
WRAPPED_LINES = 4
FILLED = 0.8
BEYOND, NEAR = 1.5, 14
"""A line so much longer than a margin, so near, says that lines are not broken there."""
REACH, PARAGRAPHS, WRAPPED_REACH = 24, 4, 6
"""So far the first paragraphs are looked for, so many of them; so many lines of a broken text."""
SAID_AGAIN = 3
"""So many words of a headline come back right below it; two lines of a paragraph share fewer."""
PERSON_WORDS = 4
LABELLED_WORDS = 3
"""«العنوان: …» with more words behind it is a headline, with fewer the address of an office."""
STEPS = frozenset("/\\>›»<‹«")
"""Marks between the steps of a path («الرئيسية / أخبار / …»)."""
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")
TAIL_WORDS, BARE_WORDS = 4, 5
"""A window's title or a picture's text adds so many words to the headline, which has so many at least."""
WINDOW = 60
"""How many lines of a page are looked at for its headline."""


def find_title(lines: list[PageLine], lexicon: Lexicon, dated: Container[int] = ()) -> int | None:
    """Index of the headline among the page's shown lines; None where nothing can be one.

    `dated`: indexes of lines that hold a date.
    """
    first = first_paragraph(lines)
    stop = min(first, _first_wrapped(lines))
    candidates = [
        index
        for index, line in enumerate(lines[: min(stop, WINDOW)])
        if line.open and line.words <= LONGEST_TITLE
    ]
    named = [index for index in candidates if _may_be_title(lines[index], lexicon)]
    named = [index for index in named if not _is_path_end(lines, index, named)]
    if named:
        taken_up = _taken_up(lines, named, first, stop)
        places = Places(lines, named, stop, taken_up, lexicon, dated, WINDOW)
        opening = lines[first].key if first < len(lines) else ""
        scores = [
            (
                _own(places, index)
                + _placed(places, index)
                + (OPENS_TEXT if _opens_text(lines[index], opening) else 0.0)
                - DEPTH * depth
                - (DATED if index in dated or _CLOCK.search(lines[index].folded) else 0.0),
                -index,
            )
            for depth, index in enumerate(named)
        ]
        return _without_tail(lines, -max(scores)[1], first)
    if candidates:
        return candidates[0]
    return stop if stop + 1 < len(lines) and lines[stop].words <= LONGEST_SENTENCE else None


def _without_tail(lines: list[PageLine], best: int, first: int) -> int:
    """The line above the text that is line `best` without its last words: a window's title, a picture's text.

    Those add the site's name or a key word to the headline; the headline itself stands on a line of its own.
    """
    key = lines[best].key
    for index, line in enumerate(lines[:first]):
        added = lines[best].words - line.words
        if (
            line.open
            and line.words >= BARE_WORDS
            and 0 < added <= TAIL_WORDS
            and key.startswith(f"{line.key} ")
        ):
            return index
    return best


def _taken_up(lines: list[PageLine], named: list[int], first: int, stop: int) -> frozenset[str]:
    """Stems of the first paragraphs: no captions above them, no headlines of others between them."""
    keys = {lines[index].key for index in named}
    if first == stop:
        prose = [line.key for line in lines[stop : stop + REACH] if line.open and line.prose]
        if len(prose) >= PARAGRAPHS:
            return stems(prose[:PARAGRAPHS])
    found = stems(line.key for line in lines[stop : stop + WRAPPED_REACH] if line.key not in keys)
    return found or stems(line.key for line in lines if line.prose)


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
        margin = max(len(below.text) for below in run)
        if any(len(other.text) > BEYOND * margin for other in lines[index : index + NEAR] if other.open):
            continue  # nothing is broken there
        if len(run) == WRAPPED_LINES or (len(run) > 2 and run[-1].ends_period):
            return index if _continues(run, margin) else index + 1
    return len(lines)


def _continues(run: list[PageLine], margin: int) -> bool:
    """The first of broken lines is no headline: it reaches the margin, the next one says other words."""
    if not run[0].gap and len(run[0].text) < FILLED * margin:
        return False
    return len(stems([run[0].key]) & stems(line.key for line in run[1:3])) < SAID_AGAIN


def _own(places: Places, index: int) -> float:
    """What a line's own words and the lines right below it say for or against it."""
    lines, lexicon = places.lines, places.lexicon
    line = lines[index]
    words = line.words
    score = 2.0 if words >= 4 else (0.5 if words >= 2 else -3.0)
    if words <= PERSON_WORDS and lexicon.is_person(line.key):
        dated = index + 1 < len(lines) and lines[index + 1].hint.startswith("date")
        score -= 3.0 if dated else 1.0  # whose post it is
    if SUBJECT.match(line.text):
        score += 4.0
    if heads_statement(lines, index, lexicon):
        score += STATEMENT
    if words <= 3 and index + 1 < len(lines) and lines[index + 1].line.kind == "removed":
        score -= 2.0  # a site's name above its menus
    if index + 1 < len(lines) and lines[index + 1].line.rule.startswith(INVITATIONS):
        score -= INVITATION  # «كذا في بريدك» above its button
    if any(below.hint.startswith("date") for below in lines[index + 1 : index + 1 + DATE_REACH]):
        score += 1.0
    if any(below.hint == "date.line" for below in lines[index + 1 : index + 3]):
        score += 0.5
    if index < places.last_skip:
        score -= MASTHEAD
    if structure.is_credited(line, lexicon):
        score -= CAPTION
    return score + looks(line) + places.echo(index)


def _placed(places: Places, index: int) -> float:
    """What the place of a line among the others that may be the headline says for or against it."""
    line = places.lines[index]
    score = TAKEN_UP * places.share(index) * min(1.0, line.words / 6)
    if places.is_masthead(index):
        score -= MASTHEAD + max(places.echo(index), 0.0)  # of course a site says its own name again
    elif index == places.first:
        score += FIRST + (1.0 if index == 0 and line.words >= 2 else 0.0)
    elif places.is_deck(index):
        score -= DECK
    if places.is_above_date(index):
        score += ABOVE_DATE
    elif places.is_below_date(index):
        score -= BELOW_DATE
    if places.is_kicker(index):
        score -= KICKER
    if places.names_site(index):
        score -= MASTHEAD
    if places.is_quoted(index):
        score -= QUOTED
    if index in places.listed:
        score -= LISTED
    if places.is_earlier_post(index):
        score -= EARLIER_POST
    if places.above_menu(index):
        score -= ABOVE_MENU
    return score


def _is_path_end(lines: list[PageLine], index: int, named: list[int]) -> bool:
    """The last step of a path whose marks stand on lines of their own, over the headline itself."""
    if not index or lines[index - 1].text.strip() not in STEPS:
        return False
    return any(below > index and lines[below].key == lines[index].key for below in named)


def _opens_text(line: PageLine, opening: str) -> bool:
    """The first paragraph, whose key is `opening`, begins with the words of this line, two to five."""
    return 2 <= line.words <= 5 and opening.startswith(line.key + " ")


def _may_be_title(line: PageLine, lexicon: Lexicon) -> bool:
    if SUBJECT.match(line.text) and line.words > LABELLED_WORDS:
        return True
    if line.hint or line.elsewhere or is_slogan(line.key):
        return False
    return not (is_page_header(line) or is_byline_like(line, lexicon))
