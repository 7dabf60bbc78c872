"""Byline lines that name nobody we could store, or stand again where the text ends: metadata all the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.ingest import author_box
from archive.ingest.byline_label import read_inside
from archive.ingest.clean import Layout
from archive.ingest.lines import PageLine
from archive.ingest.names import Byline, Names, pieces_of
from archive.ingest.normalise import phrase_key
from archive.ingest.signature import is_initials
from archive.ingest.structure import OWN_WORDS

CLOSING_LINES = 3
NAME_WORDS = 4
BYLINE_WORDS = 10
_LABEL_ALONE = re.compile(
    r"(?:بقلم|كتبت?|بواسطه|الكاتبه?|المحرره?|المؤلفه?|اعداد|تقرير|تحرير|by|author)\s*[:|]?"
)
_SIGNED = re.compile(
    r"(?:تحرير|اعداد|ترجمه|كتابه(?! مدونه)|مراجعه|تدقيق|اعده|اعدته|كتبه|كتبته|تغطيه)"
    r"(?: من طرف)?\s*[:/]?\s\S.*"
)
_WROTE = re.compile(r"(?:بقلم|كتبت?ه?|اعداد|تقرير|نص)\s?[:/]\s?\S.*|(?:بقلم|كتبه|كتبته) \S.*")
_POSTED = re.compile(
    r"(?:مرسله|نشرت?ها?|ارسلها?|كتبها?|اضيفت?|تدوينه|posted|published)\s(?:من قبل|بواسطه|by)\s"
)
"""Below a blog's post: who posted it, and when."""
_SOURCE = re.compile(r"(?:المصدر|مصدر الخبر|source)\s?[:/|-]\s?(?P<names>\S.*)", re.IGNORECASE)
_ROLE = re.compile(r"(?:role|الصفه|الوظيفه)\s*[:,]\s*\S")
_FROM = re.compile(r"من (?!ال|هو|هي|هم|نحن|اجل|بين|خلال|قبل|بعد|دون)\S+(?: (?!ال)\S+){1,5}")
PLACED_WORDS = 5
_PLACED = re.compile(
    r"(?P<place>[^\W\d_]+(?: [^\W\d_]+)?)\s*(?:[:/]|[-–—](?=\s))\s*[^\W\d_]+(?: [^\W\d_]+){0,2}"
    r"|(?P<city>[^\W\d_]+(?: [^\W\d_]+)?)\s*\([^\W\d_]+(?: [^\W\d_]+){0,2}\)"
)
_TIME = re.compile(
    r"(?:اخر تحديث|نشر(?:ت)?(?: في)?|تحديث|الساعه|وقت النشر)?\s*:?\s*\d{1,2}:\d{2}(?::\d{2})?"
    r"\s*(?:ص|م|صباحا|مساء|am|pm)?\s*(?:[(]?(?:بتوقيت|توقيت|gmt|utc|gst)[^)]{0,30}[)]?)?"
)


def mark_header(layout: Layout, header: Sequence[int], byline: Byline, names: Names) -> None:
    """In the header: labels above their names, desks, initials, roles, sources, times beside the date."""
    lines = layout.page.shown
    for index in header:
        line = lines[index]
        if line.line.kind == "meta" or line.words > BYLINE_WORDS:
            continue
        if _ROLE.match(line.folded):
            employer = pieces_of(line.text)[-1]
            kind = names.kind(employer, beside=True)
            byline.take(employer, kind if kind == "medium" else "", line, "byline.role")
            line.remark("removed", "byline.role")
        elif is_initials(line) or _is_desk(line, names):
            line.remark("meta", "byline.line")
        elif (line.hint or line.line.rule).startswith("source.") and _take_source(line, byline, names):
            line.remark("meta", "byline.source")
        elif line.open and _LABEL_ALONE.fullmatch(line.folded) and index + 1 < len(lines):
            _mark_pair(lines, index, byline, names)
        elif line.open and (starred := author_box.STARRED.match(line.text)):
            byline.name_author(starred["name"], line, "byline.starred")
            line.remark("meta", "byline.line")
        elif line.open and (place := _placed(line, names)):
            byline.take(place, "place", line, "byline.placed")
            line.remark("meta", "byline.placed")
        elif line.open and (_is_credited(line, names) or _is_two_names(line, names)):
            line.remark("meta", "byline.line")
    for index in (*range(max(layout.title - 2, 0), layout.title), *header):
        beside = lines[max(index - 1, 0) : index] + lines[index + 1 : index + 3]
        dated = any(line.line.rule == "date.line" for line in beside)
        if dated and lines[index].line.kind != "meta" and _TIME.fullmatch(lines[index].folded):
            lines[index].remark("meta", "date.time")


def mark_signed(layout: Layout, byline: Byline, names: Names) -> None:
    """Right below the text: who wrote, edited or sent it, where every name is known or labelled."""
    lines = layout.page.shown
    for index in range(layout.last + 1, min(layout.last + 1 + CLOSING_LINES, len(lines))):
        line = lines[index]
        if line.words > BYLINE_WORDS or line.line.rule.startswith(("related.", "tags.", "comments.")):
            break
        if _POSTED.match(line.folded) and read_inside(line, byline, names):
            line.remark("meta", "byline.posted")
            continue
        if byline.author is not None and index + 1 < len(lines) and author_box.describes(lines[index + 1]):
            continue  # the box about the author
        if byline.author is None and (
            _signs(lines, index, byline, names) or _signs_alone(layout, index, byline, names)
        ):
            line.remark("meta", "byline.signed")
            continue
        signed = _SIGNED.fullmatch(line.folded)
        pieces = [phrase_key(piece) for piece in pieces_of(line.text)]
        author, publisher = phrase_key(byline.author or ""), phrase_key(byline.publisher or "")
        told = [
            names.kind(piece, beside=True) in ("agency", "medium", "desk")
            or piece == author
            or f" {publisher}".endswith(f" {piece}")  # «قناة كذا» signs as «كذا»
            for piece in pieces
        ]
        if signed or (len(pieces) > 1 and all(told)) or (len(pieces) == 1 and pieces[0] == author):
            line.remark("meta", "byline.signed")


def _signs(lines: list[PageLine], index: int, byline: Byline, names: Names) -> bool:
    """«بقلم: فلان» below the text, or a person's name there over what he or she does."""
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    labelled = _WROTE.fullmatch(line.folded)
    name = pieces_of(line.text)[-1] if labelled else line.text.strip(" *-–—:.")
    told = below is not None and author_box.describes(below)
    if not (labelled or told) or names.kind(name) != "person":
        return False
    byline.name_author(re.sub(r"^(?:بقلم|كتبته|كتبه|كتبت|كتب)\s+", "", name), line, "byline.signed")
    return True


def _signs_alone(layout: Layout, index: int, byline: Byline, names: Names) -> bool:
    """A person's name right below the text, which does not speak of him or her; a tag is one of several."""
    lines = layout.page.shown
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    listed = below is not None and below.line.rule == "structure.below_text" and below.words <= NAME_WORDS
    if index != layout.last + 1 or listed or line.hint or names.kind(line.text.strip()) != "person":
        return False
    surname = line.key.rpartition(" ")[2]
    if any(surname in other.key for other in lines[layout.title : layout.last + 1]):
        return False
    byline.name_author(line.text.strip(), line, "byline.signed")
    return True


def _mark_pair(lines: list[PageLine], index: int, byline: Byline, names: Names) -> None:
    """A label alone on its line, and the name on the next one."""
    lines[index].remark("meta", "byline.label")
    below = lines[index + 1]
    key = phrase_key(below.text)
    kind = names.kind(below.text.strip(), beside=True)
    if below.line.kind != "meta" and (kind or key == phrase_key(byline.publisher or "")) and below.words <= 5:
        byline.take(below.text.strip(), kind, below, "byline.label")
        below.remark("meta", "byline.line")


def _take_source(line: PageLine, byline: Byline, names: Names) -> bool:
    """«المصدر: كذا + وكالات» above the text: true where every name is known, which a medium's publishes."""
    found = _SOURCE.fullmatch(line.text)
    pieces = pieces_of(found["names"].replace("+", "|")) if found else []
    kinds = [names.kind(piece, beside=True) for piece in pieces]
    if not pieces or not all(kind in ("medium", "agency", "place") for kind in kinds):
        return False
    for piece, kind in zip(pieces, kinds, strict=True):
        byline.take(piece, kind, line, "byline.source")
    return True


def _is_desk(line: PageLine, names: Names) -> bool:
    """«هيئة التحرير»، «فريق كذا» as a byline, which menus hold as well."""
    return line.words <= 3 and line.hint in ("menu.service", "menu.entry") and names.lexicon.is_desk(line.key)


def _placed(line: PageLine, names: Names) -> str:
    """The city of «عدن: كذا»، «أربيل (كذا)»: where it was written and a name on no list; else nothing."""
    found = _PLACED.fullmatch(line.text.strip()) if line.words <= PLACED_WORDS else None
    place = (found["place"] or found["city"]) if found else ""
    return place if names.lexicon.is_city(phrase_key(place)) else ""


def _is_credited(line: PageLine, names: Names) -> bool:
    """«كذا: وكالات»: a name on no list beside an agency, and nothing else."""
    if line.words > PLACED_WORDS or line.ends_sentence:
        return False
    pieces = pieces_of(line.text)
    kinds = [names.kind(piece, beside=True) for piece in pieces]
    own = any(phrase_key(piece) in OWN_WORDS for piece in pieces)
    return sorted(kinds) == ["", "agency"] and not own


def _is_two_names(line: PageLine, names: Names) -> bool:
    """«من فلان وفلان»: two names or more, none a place."""
    parts = line.key.removeprefix("من ").split(" و") if _FROM.fullmatch(line.key) else []
    return len(parts) > 1 and not any(names.lexicon.is_place(part) for part in parts)
