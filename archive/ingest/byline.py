"""Who published, who wrote and from where: read from the lines around the headline, never guessed.

A publisher is what stands beside an agency or a place in a byline, a dateline that is a medium's name,
the site's name above the headline, or a copyright line. A person's name is known by a list of first
names or by a label (بقلم، كتبت:). What fits nothing stays unknown.
"""

from __future__ import annotations

import re

from archive.ingest import author_box
from archive.ingest.byline_label import byline_text, read_inside, read_labelled
from archive.ingest.byline_line import read_line
from archive.ingest.byline_marks import mark_header, mark_signed
from archive.ingest.clean import Layout
from archive.ingest.dateline import pictured, posted_by
from archive.ingest.header import first_paragraphs, header_lines, member_below, post_header
from archive.ingest.headline_shapes import heads_statement, letterheads
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.masthead import read_channel, read_masthead
from archive.ingest.names import Byline, Names, as_written, pieces_of, source_names
from archive.ingest.normalise import phrase_key
from archive.ingest.page_signs import read_page_signs
from archive.ingest.publishers import Publishers
from archive.ingest.self_told import signed_by
from archive.ingest.selfnames import KINDS, read_full_name, read_page_names
from archive.ingest.site_address import read_address
from archive.ingest.structure import OWN_WORDS
from archive.ingest.surroundings import (
    read_closing,
    read_dateline,
    read_opening,
    read_rights,
    read_sender,
    read_site_name,
    read_title_suffix,
)

BYLINE_WORDS = 12
ABOVE = 3
COLUMNIST_WORDS = 4
_WRITTEN_BY = re.compile(r"(?:written by|كتبه|كتبته|بقلم|الكاتبه?|عن الكاتبه?) (\S.*)")
_QUOTED = re.compile(
    r"(?P<place>[^\W\d_]+(?: [^\W\d_]+){0,2})\s*[-–—:]\s*[«“\"](?P<name>[^«»“”\"]{2,30})[»”\"]"
)
"""«سان فرانسيسكو – «كذا»، رويترز» beside a date."""
_PRINTED_IN = re.compile(r"(?:نُ?شرت?ه?|صدرت?|نقل[اً]*)\s(?:في|عن|على)\s$")
_EXCLUSIVE = re.compile(r"^خاصه? (?:ب?موقع |[بل](?=\S{3}))?")
SECTION_HEAD = "اخبار "
"""«أخبار كذا» beside a date is a section's name as often as a medium's."""


def read_byline(layout: Layout, lexicon: Lexicon, publishers: Publishers) -> Byline:
    """Read every place a byline can stand, most telling first; marks the lines it understood as metadata."""
    byline = Byline()
    lines = layout.page.shown
    names = Names(lexicon, source_names(lines[layout.last + 1 :]))
    header = header_lines(layout)
    _read_header(layout, header, byline, names)
    _read_columnist(layout, byline, names)
    _read_post(layout, byline, lexicon)
    for index in first_paragraphs(layout):
        read_dateline(lines[index], byline, names, publishers)
    read_closing(layout, byline, names)
    mark_header(layout, header, byline, names)
    mark_signed(layout, byline, names)
    read_sender(layout, byline, lexicon)
    _read_written_by(layout, header, byline)
    _read_owner(layout, header, byline, lexicon)
    read_address(layout, byline, publishers)
    read_full_name(layout, byline, lexicon)
    byline.use_known_name(publishers, lines)
    _mark_names(layout, byline, names)
    return byline


def _read_header(layout: Layout, header: list[int], byline: Byline, names: Names) -> None:
    """The lines between the headline and the text, and labelled ones just above it."""
    lines = layout.page.shown
    for index in range(max(layout.title - ABOVE, 0), layout.title):
        if _labels_above(lines[index]) and read_labelled(lines[index], byline, names):
            lines[index].remark("meta", "byline.label")
    for index in header:
        if _may_be_byline(lines[index]) and read_labelled(lines[index], byline, names):
            lines[index].mark("meta", "byline.label")
    for index in header:
        line = lines[index]
        if index in layout.date_lines and line.line.rule == "date.line":
            _read_date_line(layout, index, byline, names)
        elif _reads(lines, index, byline, names):
            line.remark("meta", "byline.line")
        elif line.hint == "date.relative" and (name := posted_by(line.key)):
            byline.take(as_written(line.text, name), names.kind(name) or "person", line, "byline.label")
    if layout.opening:
        byline.name_author(layout.opening.author, lines[layout.first], "byline.label")


def _read_post(layout: Layout, byline: Byline, lexicon: Lexicon) -> None:
    """Who wrote a post: the member of a forum, or the channel or person above a network's post."""
    lines = layout.page.shown
    member = member_below(layout)
    for index in post_header(layout, lexicon)[:1] or ([] if member is None else [member]):
        forum = index == member or index > 1
        if forum or lexicon.is_person(lines[index].key):
            byline.name_author(lines[index].text, lines[index], "byline.post")
        else:
            byline.name_publisher(lines[index].text.strip(), lines[index], "byline.post")
        lines[index].remark("meta", "byline.post")


def _read_owner(layout: Layout, header: list[int], byline: Byline, lexicon: Lexicon) -> None:
    """Whose page it is by what stands around the article, most telling first."""
    _read_letterhead(layout, byline, lexicon)
    read_site_name(layout, byline, lexicon)
    read_title_suffix(layout, byline, lexicon)
    read_channel(layout, byline, lexicon)
    read_rights(layout.page.shown[layout.last + 1 :], byline, lexicon)
    read_page_names(layout, byline, lexicon)
    read_masthead(layout, byline, lexicon)
    _read_organisation(layout, header, byline, lexicon)
    for name, line in signed_by(layout, lexicon):
        byline.name_publisher(name, line, "byline.statement")
    read_page_signs(layout, byline, lexicon)


def _read_columnist(layout: Layout, byline: Byline, names: Names) -> None:
    """A person's name right above the headline, alone as over columns or beside a section («رأي | فلان»)."""
    for index in range(max(layout.title - ABOVE, 0), layout.title):
        line = layout.page.shown[index]
        if byline.author is not None or line.line.rule != "structure.above_title" or line.hint:
            continue
        pieces = pieces_of(line.text)
        people = [piece for piece in pieces if names.kind(piece) == "person"]
        others = [piece for piece in pieces if piece not in people]
        if len(people) != 1 or people[0].count(" ") >= COLUMNIST_WORDS:
            continue
        if len(pieces) == 1 or (len(others) == 1 and layout.is_section(phrase_key(others[0]))):
            byline.name_author(people[0], line, "byline.columnist")
            line.remark("meta", "byline.columnist")


def _read_letterhead(layout: Layout, byline: Byline, lexicon: Lexicon) -> None:
    """Who hands out a statement: the last organisation above its headline, a branch below its union."""
    lines = layout.page.shown
    if layout.opening or byline.publisher or not heads_statement(lines, layout.title, lexicon):
        return
    named = letterheads(lines, layout.title, lexicon)
    byline.name_publisher(named[-1].text.strip(), named[-1], "byline.letterhead")


def _read_written_by(layout: Layout, header: list[int], byline: Byline) -> None:
    """A name between headline and text that the foot of the page says wrote it, or tells of («… باحث في»)."""
    lines = layout.page.shown
    said = {found[1] for line in lines[layout.last + 1 :] if (found := _WRITTEN_BY.fullmatch(line.key))}
    told = [f"{line.key} " for line in lines if line.line.rule == author_box.RULE]
    for index in header:
        line = lines[index]
        named = line.open and 2 <= line.words <= COLUMNIST_WORDS and not line.hint
        known = line.key in said or any(text.startswith(f"{line.key} ") for text in told)
        if byline.author is None and named and known:
            byline.name_author(line.text.strip(), line, "byline.repeated")
            line.mark("meta", "byline.line")


def _read_organisation(layout: Layout, header: list[int], byline: Byline, lexicon: Lexicon) -> None:
    """Who signs a statement: an organisation alone on a line between headline and text."""
    for index in header:
        line = layout.page.shown[index]
        name = line.text.strip(" /|-–—")
        sentence = line.ends_sentence or line.hint or re.search(r"[:،,|/-]", name)
        if line.open and not sentence and byline.publisher is None and lexicon.names_organisation(line.key):
            byline.name_publisher(name, line, "byline.organisation")


def _reads(lines: list[PageLine], index: int, byline: Byline, names: Names) -> bool:
    """A byline without a label, or where the text below was written."""
    line = lines[index]
    may_be = _may_be_byline(line) or _names_source(line) or _names_own(line)
    if may_be and read_line(lines, index, byline, names):
        return True
    return line.open and line.words <= BYLINE_WORDS and read_opening(line, byline, names)


def _labels_above(line: PageLine) -> bool:
    """«بواسطة: فلان» right above the headline."""
    return (
        line.words <= BYLINE_WORDS
        and line.line.kind == "removed"
        and line.hint in ("", "widget.reading_time")
    )


def _mark_names(layout: Layout, byline: Byline, names: Names) -> None:
    """Lines that hold nothing but the author's or publisher's name (and a place): metadata."""
    lines = layout.page.shown
    channel = byline.publisher_evidence is not None and byline.publisher_evidence.rule == "byline.channel"
    known = {phrase_key(name) for name in (byline.author, None if channel else byline.publisher) if name}
    known |= {name.partition(" ")[2] for name in known if name.partition(" ")[0] in KINDS}
    for index in header_lines(layout):
        pieces = [phrase_key(piece) for piece in pieces_of(byline_text(lines[index]))]
        if (
            lines[index].open
            and (known.intersection(pieces) or any(_is_of(piece, known) for piece in pieces))
            and all(piece in known or _is_of(piece, known) or names.kind(piece) for piece in pieces)
        ):
            lines[index].mark("meta", "byline.line")
    for index in range(layout.last + 1, len(lines)):
        line = lines[index]
        signed = index + 1 < len(lines) and lines[index + 1].line.rule == "date.line"
        described = index + 1 < len(lines) and lines[index + 1].line.rule == author_box.RULE
        if line.line.rule == author_box.RULE or described:
            continue
        proof = byline.author_evidence is not None and byline.author_evidence.line == line.line.number
        if byline.author and line.key == phrase_key(byline.author) and not proof:
            line.remark("removed", "byline.repeated")
        elif signed and byline.publisher and line.key == phrase_key(byline.publisher):
            line.remark("meta", "byline.signed")


def _is_of(piece: str, known: set[str]) -> bool:
    """A part of a known name («الأفق» of «جريدة الأفق الاقتصادية»), or the whole of it behind «خاص»."""
    name = _EXCLUSIVE.sub("", piece)
    return any(f" {name} " in f" {whole} " for whole in known) and (name != piece or name.startswith("ال"))


def _may_be_byline(line: PageLine) -> bool:
    return (
        line.open
        and line.words <= BYLINE_WORDS
        and line.hint in ("", "editors.named", "menu.entry", "menu.ticker")
    )


def _names_own(line: PageLine) -> bool:
    """«كذا/ خاص:» above the text, which a rule takes for a photographer and an agency."""
    if line.line.rule != "picture.credit" or line.words > BYLINE_WORDS:
        return False
    pieces = pieces_of(byline_text(line))
    return len(pieces) == 2 and phrase_key(pieces[1]) in OWN_WORDS


def _names_source(line: PageLine) -> bool:
    """«المصدر: جدة - كذا» above the text, which a rule takes for the link to a source."""
    rule = line.hint or line.line.rule
    return rule.startswith("source.") and line.words <= BYLINE_WORDS and len(pieces_of(byline_text(line))) > 2


def _read_date_line(layout: Layout, index: int, byline: Byline, names: Names) -> None:
    """The words beside a date: «رام الله - 12 مارس 2021 - وكالة كذا», «بواسطة فلان | 12 مارس 2021».

    Among names of sections only a lone name counts: several are as likely tags.
    """
    line, date_line = layout.page.shown[index], layout.date_lines[index]
    read_inside(line, byline, names)
    byline.name_author(pictured(line.text), line, "byline.date_line")
    rest = date_line.without(layout.is_section).rest
    listed = 1 < len(rest) < len(date_line.rest)
    quoted = _QUOTED.search(line.text)
    if quoted and names.lexicon.is_place(phrase_key(quoted["place"])):
        byline.take(
            quoted["name"], names.kind(quoted["name"], quoted=True) or "medium", line, "byline.date_line"
        )
    for piece in rest:
        kind = names.kind(piece)
        written = as_written(line.text, piece)
        if kind == "medium" and _PRINTED_IN.search(line.text[: line.text.find(written)]):
            continue  # «نشر في صحيفة كذا يوم …» on another's page
        section = piece.startswith(SECTION_HEAD) and piece not in names.lexicon.publishers
        if not section and (kind == "place" or not listed):
            byline.take(written, kind, line, "byline.date_line")
