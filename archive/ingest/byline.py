"""Who published, who wrote and from where: read from the lines around the headline, never guessed.

A publisher is what stands beside an agency or a place in a byline, a dateline that is a medium's name,
the site's name above the headline, or a copyright line. A person's name is known by a list of first
names or by a label (بقلم، كتبت:). What fits nothing stays unknown.
"""

from __future__ import annotations

import re

from archive.ingest.byline_marks import mark_header, mark_signed
from archive.ingest.calendars import flat
from archive.ingest.clean import Layout
from archive.ingest.dateline import DateLine
from archive.ingest.header import first_paragraphs, header_lines, post_header
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.masthead import read_masthead
from archive.ingest.names import Byline, NameKind, Names, as_written, pieces_of, source_names
from archive.ingest.normalise import phrase_key
from archive.ingest.publishers import Publishers
from archive.ingest.selfnames import read_page_names
from archive.ingest.stems import stems
from archive.ingest.structure import is_caption
from archive.ingest.surroundings import (
    read_closing,
    read_dateline,
    read_rights,
    read_sender,
    read_site_name,
    read_title_suffix,
)

BYLINE_WORDS = 12
ABOVE = 3
COLUMNIST_WORDS = 4
NAME_WORDS = 6
_LABEL = re.compile(
    r"^(?P<label>كتبت?(?:ها|ه)?|كتابه|نص|نصوص|من|بقلم|بواسطه|تحرير من طرف"
    r"|تقرير|تحرير|اعداد|اعدت?ه|ترجمه|حوار|حاورت?ه|المحرره?|الكاتبه?|المؤلف"
    r"|الصحفي|مراسلتنا|مراسلنا|by|written by|author)(?P<mark>\s*[:,\-–—/]\s*|\s+)(?P<name>\S.*)$"
)
_SURE_LABELS = ("تحرير من طرف", "بقلم", "بواسطه", "by", "written by", "author", "الكاتب", "الكاتبه", "المؤلف")
_CREDIT = re.compile(r"صور|عدسه|رسم|كاريكاتير|فيديو|مونتاج|ترجم")
_ABBREVIATED = re.compile(r"[ء-ي]\s?\.\s?[ء-ي]{3,12}")
"""«س.مراد»: who wrote it, but no name to show."""
_NAME_LABELS = ("بقلم", "بواسطه", "كتابه", "الكاتب", "الكاتبه", "كتب", "كتبت", "نص", "المؤلف", "by", "author")
_ROLES = (
    "محرر",
    "محرره",
    "صحفي",
    "صحفيه",
    "صحافي",
    "صحافيه",
    "كاتب",
    "كاتبه",
    "مراسل",
    "مراسله",
    "باحث",
    "باحثه",
)
_READING = re.compile(
    r"(?:مده |وقت |زمن )?(?:القراءه:?\s*)?\d+\s*(?:دقيقه|دقائق|min\w*)(?:\s*(?:قراءه|للقراءه|read))?"
)
_CLOCK = re.compile(r"(?:الساعه\s*)?\d{1,2}:\d{2}\s*(?:ص|م|صباحا|مساء|am|pm)?")
_SOURCE_LABELS = ("المصدر", "مصدر", "مصدر الخبر")
_FROM = re.compile(r"^(?:من|كتبت?)\s+(?=\S+\s+\S)")
_HANDLE = re.compile(r"\s*@[A-Za-z0-9_.]+\s*$")
_QUOTED = (
    re.compile(r"^[«“\"](?P<name>[^«»“”\"]{2,30})[»”\"]\s*[-–—ـ:(]\s*(?P<place>[^()]{2,30})\)?$"),
    re.compile(r"^(?P<place>[^()«“\"]{2,30}?)\s*[-–—ـ:]\s*[«“\"](?P<name>[^«»“”\"]{2,30})[»”\"]$"),
)
"""A name in quotation marks beside a place."""


def read_byline(layout: Layout, lexicon: Lexicon, publishers: Publishers) -> Byline:
    """Read every place a byline can stand, most telling first; marks the lines it understood as metadata."""
    byline = Byline()
    lines = layout.page.shown
    names = Names(lexicon, source_names(lines[layout.last + 1 :]))
    header = header_lines(layout)
    for index in range(max(layout.title - ABOVE, 0), layout.title):
        if _labels_above(lines[index]) and _read_labelled(lines[index], byline, names):
            lines[index].remark("meta", "byline.label")
    for index in header:
        if _may_be_byline(lines[index]) and _read_labelled(lines[index], byline, names):
            lines[index].mark("meta", "byline.label")
    for index in header:
        line = lines[index]
        if index in layout.date_lines and line.line.rule == "date.line":
            _read_date_line(layout.date_lines[index], line, byline, names)
        elif (_may_be_byline(line) or _names_source(line)) and _read_line(lines, index, byline, names):
            line.remark("meta", "byline.line")
    if layout.opening:
        byline.name_author(layout.opening.author, lines[layout.first], "byline.label")
    _read_columnist(layout, byline, lexicon)
    for index in post_header(layout, lexicon)[:1]:
        byline.name_author(lines[index].text, lines[index], "byline.post")
        lines[index].remark("meta", "byline.post")
    for index in first_paragraphs(layout):
        read_dateline(lines[index], byline, names, publishers)
    read_closing(layout, byline, names)
    mark_header(layout, header, byline, names)
    mark_signed(layout, byline, names)
    read_sender(layout, byline, lexicon)
    read_site_name(layout, byline, lexicon)
    read_title_suffix(layout, byline, lexicon)
    read_rights(lines[layout.last + 1 :], byline, lexicon)
    read_page_names(layout, byline, lexicon)
    read_masthead(layout, byline, lexicon)
    byline.use_known_name(publishers)
    _mark_names(layout, byline, names)
    return byline


def _read_columnist(layout: Layout, byline: Byline, lexicon: Lexicon) -> None:
    """A person's name alone right above the headline, as over columns."""
    for index in range(max(layout.title - 2, 0), layout.title):
        line = layout.page.shown[index]
        alone = line.line.rule == "structure.above_title" and not line.hint and line.words <= COLUMNIST_WORDS
        if (
            alone
            and byline.author is None
            and lexicon.is_person(line.key)
            and not lexicon.is_medium(line.key)
        ):
            byline.name_author(line.text, line, "byline.columnist")
            line.remark("meta", "byline.columnist")


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
    known = {phrase_key(name) for name in (byline.author, byline.publisher) if name}
    for index in header_lines(layout):
        pieces = [phrase_key(piece) for piece in pieces_of(_text(lines[index]))]
        if (
            lines[index].open
            and known.intersection(pieces)
            and all(piece in known or names.kind(piece) for piece in pieces)
        ):
            lines[index].mark("meta", "byline.line")
    for line in lines[layout.last + 1 :]:
        if byline.author and line.key == phrase_key(byline.author):
            line.remark("meta", "byline.repeated")


def _may_be_byline(line: PageLine) -> bool:
    return (
        line.open
        and line.words <= BYLINE_WORDS
        and line.hint in ("", "editors.named", "menu.entry", "menu.ticker")
    )


def _guided(
    lines: list[PageLine], index: int, pieces: list[str], kinds: list[NameKind], sourced: bool
) -> NameKind:
    """What the one unknown piece is by what stands around it: a label, a role, a place, quotation marks."""
    at = kinds.index("")
    full_name = 1 <= pieces[at].count(" ") <= 3
    if "place" in kinds and len(kinds) == 2 and sourced:
        return "medium"
    if len(pieces) == 2 and at == 0 and phrase_key(pieces[1]) in _ROLES and full_name:
        return "person"
    if len(pieces) == 1 and full_name and lines[index - 1].key in _NAME_LABELS:
        return "person"
    if len(pieces) == 1 and 1 <= pieces[0].count(" ") <= 2 and _signs_headline(lines, index):
        return "person"
    if len(pieces) == 1 and _below_place(lines, index) and _all_definite(pieces[0]):
        return "medium"
    return "medium" if "place" in kinds and _is_quoted(pieces[at], lines[index]) else ""


def _names_source(line: PageLine) -> bool:
    """«المصدر: جدة - كذا» above the text, which a rule takes for the link to a source."""
    rule = line.hint or line.line.rule
    return rule.startswith("source.") and line.words <= BYLINE_WORDS and len(pieces_of(_text(line))) > 2


def _text(line: PageLine) -> str:
    return _HANDLE.sub("", line.text.strip()).rstrip(":").strip(" •·*-–—")


def _read_date_line(date_line: DateLine, line: PageLine, byline: Byline, names: Names) -> None:
    """The words beside a date: «رام الله - 12 مارس 2021 - وكالة كذا»."""
    for piece in date_line.rest:
        byline.take(as_written(line.text, piece), names.kind(piece), line, "byline.date_line")


def _read_line(lines: list[PageLine], index: int, byline: Byline, names: Names) -> bool:
    """One line between headline and text. True: it is a byline."""
    line = lines[index]
    if line.ends_period or line.text.endswith(("،", "!", "؟")):
        return False
    if _ABBREVIATED.fullmatch(line.text):
        return True
    if _read_quoted(line, byline, names):
        return True
    pieces = [_FROM.sub("", piece) for piece in pieces_of(_text(line)) if not _READING.fullmatch(flat(piece))]
    pieces = [piece for piece in pieces if not _CLOCK.fullmatch(flat(piece))]
    if not pieces or any(piece.count(" ") >= NAME_WORDS for piece in pieces):
        return False
    kinds = [names.kind(piece, len(pieces) > 1) for piece in pieces]
    sourced = lines[index - 1].key in _SOURCE_LABELS
    if len(pieces) > 2 and phrase_key(pieces[0]) in _SOURCE_LABELS:
        pieces, kinds, sourced = pieces[1:], kinds[1:], True
    if not all(kinds) and is_caption(lines, index, names.lexicon):
        return False
    if len(pieces) == 1 and line.hint and not (kinds == ["place"] and names.lexicon.is_city(line.key)):
        return False
    if kinds.count("") == 1:
        kinds[kinds.index("")] = _guided(lines, index, pieces, kinds, sourced)
    unknown = kinds.count("")
    if unknown > 1 or unknown == len(kinds):
        return False
    if unknown and not _credible(pieces, kinds):
        if "person" not in kinds or line.words > NAME_WORDS or ":" in _text(line) or _CREDIT.search(line.key):
            return False
        pieces, kinds = map(
            list, zip(*((p, k) for p, k in zip(pieces, kinds, strict=True) if k), strict=True)
        )
    for piece, kind in zip(pieces, kinds, strict=True):
        byline.take(piece, kind or "medium", line, "byline.line")
    return True


def _read_quoted(line: PageLine, byline: Byline, names: Names) -> bool:
    """«X» (جدة)، لندن: «X». True: it is a byline."""
    for pattern in _QUOTED:
        found = pattern.match(_text(line))
        if found and names.lexicon.is_place(phrase_key(found["place"])):
            byline.take(found["place"].strip(), "place", line, "byline.line")
            kind = names.kind(found["name"].strip(), beside=True)
            byline.take(found["name"].strip(), kind or "medium", line, "byline.line")
            return True
    return False


def _is_quoted(piece: str, line: PageLine) -> bool:
    return re.search(rf"[«“\"]{re.escape(piece)}[»”\"]", line.text) is not None


def _credible(pieces: list[str], kinds: list[NameKind]) -> bool:
    """The one unknown name stands behind an agency or, if it is no lone word, behind a place."""
    at = kinds.index("")
    unknown = pieces[at]
    if unknown.count(" ") > 3 or any(map(str.isdigit, unknown)):
        return False
    return "agency" in kinds[:at] or ("place" in kinds[:at] and _all_definite(unknown.partition(" ")[2]))


def _signs_headline(lines: list[PageLine], index: int) -> bool:
    """Between headline and date, of plain words that neither headline nor text speaks of: who wrote it."""
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    if below is None or below.hint != "date.line" or lines[index - 1].line.kind != "title" or line.hint:
        return False
    if line.text != line.text.strip(" .:،؟!«»\"'-") or line.key.isascii() or line.key.startswith("ال"):
        return False
    spoken = stems([lines[index - 1].key, *(other.key for other in lines[index + 1 : index + 12])])
    return not stems([line.key]) & spoken and not any(map(str.isdigit, line.key))


def _below_place(lines: list[PageLine], index: int) -> bool:
    """The line above is a byline that names nothing but a place."""
    above = lines[index - 1]
    return above.line.rule == "byline.line" and above.words <= 3


def _all_definite(name: str) -> bool:
    """One to three words that all carry the article, as names of papers do (الأفق المستقل)."""
    words = phrase_key(name).split(" ")
    return len(words) <= 3 and all(word.startswith("ال") and len(word) > 4 for word in words)


def _read_labelled(line: PageLine, byline: Byline, names: Names) -> bool:
    """«كتبت: …»، «بقلم …»: a person by list, or by a label that only people follow. True: it is a byline."""
    text = _text(line)
    found = _LABEL.match(flat(text))
    pieces = pieces_of(text[found.start("name") :]) if found else []
    if found is None or not pieces or pieces[0].count(" ") >= NAME_WORDS:
        return False
    key = phrase_key(pieces[0])
    kind = names.kind(pieces[0])
    sure = found["label"] in _SURE_LABELS or found["mark"].strip() != ""
    if not kind and sure and 2 <= key.count(" ") + 1 <= 4 and not any(map(str.isdigit, key)):
        kind = "person"
    if not kind and not sure:
        return False
    if kind != "person" or found["label"] != "ترجمه":  # who translated a text is not its author
        byline.take(pieces[0], kind, line, "byline.label")
    for piece in pieces[1:]:
        byline.take(piece, names.kind(piece), line, "byline.label")
    return True
