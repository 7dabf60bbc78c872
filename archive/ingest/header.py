"""The lines that tell of an article instead of being it: between its headline and its text.

Some pages set a standfirst right below the headline and the date below that: the standfirst is text, and
the header goes on behind it.
"""

from __future__ import annotations

import re

from archive.ingest import structure
from archive.ingest.clean import Layout
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine

REACH = 8
POST_LINES, FRAME_LINES = 4, 20
LABEL_WORDS = 12
CAPTION_WORDS = 9
PICTURED_WORDS = 18
MEMBER_WORDS = 3
_PICTURED = re.compile(
    r"(?:جانب من|لقطه (?:من|ل)|مشهد من|منظر|لافت(?:ه|ات)|شعار(?:ات)?|واجهه|مقر|مبني|مدخل) ?\S"
    r"|(?:(?:عامل|موظف|محتج|متظاهر|معتصم|مضرب|ناشط|سائق|مشارك|متضامن|مهندس|صحفي|صحافي|مواطن|فلسطيني|مؤيد)ون"
    r"|عمال|عاملات|نشطاء|طلاب|عناصر|رجال|نساء|امراه|رجل|شاب|عامله?|موظفه?|سائق|متظاهره?|ناشطه?)"
    r" (?:\w+ ){0,2}?(?:خلال|اثناء|يهتف(?:ون)?|يلوح(?:ون)?|يسير(?:ون)?|يجلس(?:ون)?|يتجمع(?:ون)?"
    r"|يعلق(?:ون)? (?:لافت|يافط)\w*"
    r"|(?:يرفع(?:ون)?|ترفع)(?! (?:دعو|قضي|قضايا|شكو|شكاو|سقف|مطالب|صوت))"
    r"|(?:يحمل(?:ون)?|تحمل)(?! \w+ (?:\w+ )?(?:ال)?مسؤول)"
    r"|ي?ت?قف(?:ون)? (?:امام|خارج|داخل|قرب|بجانب))\b"
)
"""How descriptions of pictures begin (a key): what they show, or people and what they are seen doing."""
_SHARED = re.compile(r"تمت المشاركة|·\s*(?:العامة|public)", re.IGNORECASE)
"""How networks end the line with a post's date: who may read it."""
_RANK = re.compile(r"(?:ال)?(?:عضوه?|مشرفه?|مديره?|مراقبه?)(?: (?:عام|ال)?[^\W\d_]+)?")


def header_lines(layout: Layout) -> list[int]:
    """Indexes into `page.shown` of the header's lines, those below a standfirst included."""
    return [*range(layout.title + 1, layout.first), *_below_standfirst(layout)]


def post_header(layout: Layout, lexicon: Lexicon) -> list[int]:
    """Indexes of a post's author and date above the headline: at the top of a page, or in a forum's frame."""
    lines = layout.page.shown
    begins = 2 <= layout.title <= POST_LINES and lines[0].words <= 4 and lines[1].hint == "date.line"
    if begins and (lexicon.is_person(lines[0].key) or _SHARED.search(lines[1].text)):
        return [0, 1]
    for index in range(min(layout.title - 2, FRAME_LINES)):  # «#1» and the date, the member, the rank
        if lines[index].text.startswith("#") and lines[index].key == "0":
            for dated, member in ((index + 1, index + 2), (index - 1, index + 1)):
                ranked = member + 1 < layout.title and is_rank(lines[member + 1])
                if dated >= 0 and lines[dated].hint == "date.line" and ranked:
                    return [member, dated]
    return []


def member_below(layout: Layout) -> int | None:
    """Index of a forum member's name right below the headline, where the rank follows; None without."""
    lines = layout.page.shown
    index = layout.title + 1
    named = index + 1 < layout.first and lines[index].words <= MEMBER_WORDS and not lines[index].hint
    return index if named and is_rank(lines[index + 1]) else None


def is_rank(line: PageLine) -> bool:
    """«عضو ذهبي», «تاريخ التسجيل: …»: what a forum sets below its member's name."""
    return line.line.rule.startswith("forum.") or _RANK.fullmatch(line.key) is not None


def first_paragraphs(layout: Layout) -> list[int]:
    """Index of the first line of text, and of the first below a standfirst's header."""
    below = _below_standfirst(layout)
    return [layout.first, below[-1] + 1] if below else [layout.first]


def _below_standfirst(layout: Layout) -> range:
    """Short lines below the first line of text up to the next paragraph, if one is nothing but a date."""
    lines = layout.page.shown
    start = layout.first + 1
    dated = stop = start
    while stop < min(start + REACH, layout.last) and _is_label(lines[stop]):
        stop += 1
        if lines[stop - 1].hint == "date.line":
            dated = stop
    return range(start, stop if dated > start else start)


def _is_label(line: PageLine) -> bool:
    return line.hint == "date.line" or (line.words <= LABEL_WORDS and not line.ends_period)


def close_header(layout: Layout, lexicon: Lexicon) -> None:
    """What is still open around the text once dates and bylines are read: captions, labels and clocks go."""
    lines = layout.page.shown
    dated = False
    for index in range(layout.title + 1, layout.first):
        line = lines[index]
        dated = dated or line.line.kind == "meta"
        closed = not line.open or _close_line(layout, index, lexicon)
        if not closed and (line.words < structure.DECK_WORDS or (_describes(line) and dated)):
            line.mark("removed", "structure.before_text")
    for index in _below_standfirst(layout):
        if lines[index].open:
            _close_line(layout, index, lexicon)
    for line in lines[layout.first + 1 : layout.last]:
        if line.elsewhere and not line.hint:
            line.mark("removed", "structure.repeated_elsewhere")
    for line in lines[layout.last + 1 :]:
        if line.hint == "date.line":
            line.mark("removed", "page.date")


def _close_line(layout: Layout, index: int, lexicon: Lexicon) -> bool:
    """Mark a line of the header that a rule names there, its site repeats or a picture needs."""
    line = layout.page.shown[index]
    if line.hint or line.elsewhere:
        line.mark("removed", line.hint or "structure.repeated_elsewhere")
    elif structure.is_caption(layout.page.shown, index, lexicon) or _dated_caption(layout, index):
        line.mark("removed", "structure.caption")
    return not line.open


def _describes(line: PageLine) -> bool:
    """No sentence, and shorter than most standfirsts: below the byline a picture's description."""
    if line.ends_sentence or line.words > PICTURED_WORDS:
        return False
    return line.words < CAPTION_WORDS or _PICTURED.match(line.key) is not None


def _dated_caption(layout: Layout, index: int) -> bool:
    """A description with a date in it, standing above the text: the date is the picture's."""
    line = layout.page.shown[index]
    return index in layout.date_lines and line.hint != "date.line" and line.words <= structure.CAPTION_WORDS
