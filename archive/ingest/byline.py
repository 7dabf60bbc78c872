"""Who published, who wrote and from where: read from the lines around the headline, never guessed.

A publisher is what stands beside an agency or a place in a byline, a dateline that is a medium's name,
the site's name above the headline, or a copyright line. A person's name is known by a list of first
names or by a label (بقلم، كتبت:). What fits nothing stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.ingest.calendars import flat
from archive.ingest.clean import Layout
from archive.ingest.dateline import DateLine
from archive.ingest.dates import find_dates
from archive.ingest.draft import Evidence
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.normalise import phrase_key
from archive.ingest.publishers import Publishers
from archive.ingest.structure import is_caption

BYLINE_WORDS = 12
NAME_WORDS = 6
_SPLIT = re.compile(r"\s*(?:[|•·/\\ـ]|--|[–—]|(?<=\S)-(?=\S)|\s-|-\s|\t|\s{3,}|,|،|:\s)\s*")
_LABEL = re.compile(
    r"^(?P<label>كتبت?(?:ها|ه)?|بقلم|بواسطه|بواسطة|تقرير|تحرير|اعداد|اعدت?ه|اعده|ترجمه|حوار|حاور(?:ت)?ه|المحرره?|الكاتبه?|المولف|المؤلف"
    r"|الصحفي|مراسلتنا|مراسلنا|by|written by|author)(?P<mark>\s*[:\-–—/]\s*|\s+)(?P<name>\S.*)$"
)
_SURE_LABELS = (
    "بقلم",
    "بواسطه",
    "بواسطة",
    "by",
    "written by",
    "author",
    "الكاتب",
    "الكاتبه",
    "المولف",
    "المؤلف",
)
_DATELINE = re.compile(r"^(?P<head>[^–—:؛.!؟«“\"]{2,60}?)\s*(?:[–—]|\s--?\s?|-\s|:\s)\s*(?=\S)")
_SIGNED = re.compile(
    r"^(?P<place>[^–—:؛.!؟«“\"]{2,40}?)\s*[–—ـ-]\s*[«“\"](?P<name>[^«»“”\"]{3,40})[»”\"]\s*(?::|[–—-])"
)
_QUOTES = " ()[]«»“”\"'"
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_RIGHTS = re.compile(
    r"(?:©|\(c\)|حقوق النشر|جميع الحقوق محفوظة|الحقوق محفوظة)(?:\s*(?:©|ل|لـ|لدى|ل\s)\s*)?", re.IGNORECASE
)


@dataclass(slots=True)
class Byline:
    """What a page says of its origin, each with the line that proves it."""

    publisher: str | None = None
    publisher_evidence: Evidence | None = None
    author: str | None = None
    author_evidence: Evidence | None = None
    place: str | None = None

    def name_publisher(self, name: str, line: PageLine, rule: str) -> None:
        """The first proof stands."""
        if self.publisher is None and name:
            self.publisher = name
            self.publisher_evidence = Evidence(line.text, line.line.number, rule)

    def name_author(self, name: str, line: PageLine, rule: str) -> None:
        """The first proof stands."""
        if self.author is None and name:
            self.author = name
            self.author_evidence = Evidence(line.text, line.line.number, rule)


def read_byline(layout: Layout, lexicon: Lexicon, publishers: Publishers) -> Byline:
    """Read every place a byline can stand, most telling first; marks the lines it understood as metadata."""
    byline = Byline()
    lines = layout.page.shown
    header = range(layout.title + 1, layout.first)
    for index in header:
        if _may_be_byline(lines[index]) and _read_labelled(lines[index], byline, lexicon):
            lines[index].mark("meta", "byline.label")
    for index in header:
        line = lines[index]
        if index in layout.date_lines and line.line.rule == "date.line":
            _read_date_line(layout.date_lines[index], line, byline, lexicon)
        elif _may_be_byline(line) and _read_line(lines, index, byline, lexicon):
            line.mark("meta", "byline.line")
    _read_dateline(lines[layout.first], byline, lexicon, publishers)
    _read_site_name(layout, byline, lexicon)
    _read_rights(lines[layout.last + 1 :], byline, lexicon)
    return byline


def _may_be_byline(line: PageLine) -> bool:
    return line.open and line.words <= BYLINE_WORDS and line.hint in ("", "editors.named", "menu.entry")


def _read_date_line(date_line: DateLine, line: PageLine, byline: Byline, lexicon: Lexicon) -> None:
    """The words beside a date: «رام الله - 12 مارس 2021 - وكالة كذا»."""
    for piece in date_line.rest:
        shown = as_written(line.text, piece)
        if lexicon.is_person(piece):
            byline.name_author(shown, line, "byline.date_line")
        elif lexicon.is_place(piece):
            byline.place = byline.place or shown
        elif lexicon.is_medium(piece) and not lexicon.is_agency(piece) and not lexicon.is_desk(piece):
            byline.name_publisher(shown, line, "byline.date_line")


def _read_line(lines: list[PageLine], index: int, byline: Byline, lexicon: Lexicon) -> bool:
    """One line between headline and text. True: it is a byline."""
    line = lines[index]
    text = line.text.strip().rstrip(":").strip(" •·*-–—")
    if is_caption(lines, index, lexicon):
        return False
    pieces = [piece.strip(_QUOTES) for piece in _SPLIT.split(text)]
    pieces = [piece for piece in pieces if phrase_key(piece)]
    if not pieces or any(piece.count(" ") >= NAME_WORDS for piece in pieces) or line.ends_period:
        return False
    kinds = [_kind(piece, lexicon, len(pieces) > 1) for piece in pieces]
    if len(pieces) == 1:
        if line.hint and kinds[0] != "place":
            return False
        if kinds[0] == "place" and line.hint and not lexicon.is_city(phrase_key(pieces[0])):
            return False
    unknown = kinds.count("")
    if unknown > 1 or unknown == len(kinds) or (unknown and not _credible(pieces, kinds)):
        return False
    for piece, kind in zip(pieces, kinds, strict=True):
        _take(piece, kind or "medium", line, byline)
    return True


def _credible(pieces: list[str], kinds: list[str]) -> bool:
    """The one unknown name stands behind an agency or, if it is no lone word, behind a place."""
    at = kinds.index("")
    unknown = pieces[at]
    if unknown.count(" ") > 3 or any(map(str.isdigit, unknown)):
        return False
    if "agency" in kinds[:at]:
        return True
    return "place" in kinds[:at] and " " in unknown and unknown.split()[-1].startswith("ال")


def _take(piece: str, kind: str, line: PageLine, byline: Byline) -> None:
    if kind == "medium":
        byline.name_publisher(piece, line, "byline.line")
    elif kind == "person":
        byline.name_author(piece, line, "byline.line")
    elif kind == "place":
        byline.place = byline.place or piece


def _read_labelled(line: PageLine, byline: Byline, lexicon: Lexicon) -> bool:
    """«كتبت: …»، «بقلم …»: a person by list, or by a label that only people follow. True: it is a byline."""
    text = line.text.strip().rstrip(":").strip(" •·*-–—")
    found = _LABEL.match(flat(text))
    if not found:
        return False
    pieces = [piece.strip(" ()[]:") for piece in _SPLIT.split(text[found.start("name") :])]
    pieces = [piece for piece in pieces if phrase_key(piece)]
    if not pieces or pieces[0].count(" ") >= NAME_WORDS:
        return False
    key = phrase_key(pieces[0])
    sure = found["label"] in _SURE_LABELS or ":" in found["mark"]
    if lexicon.is_desk(key) or lexicon.is_agency(key):
        pass
    elif lexicon.is_medium(key):
        byline.name_publisher(pieces[0], line, "byline.label")
    elif lexicon.is_person(key) or (sure and 2 <= key.count(" ") + 1 <= 4 and not any(map(str.isdigit, key))):
        byline.name_author(pieces[0], line, "byline.label")
    elif not sure:
        return False
    for piece in pieces[1:]:
        _take(piece, _kind(piece, lexicon), line, byline)
    return True


def _kind(piece: str, lexicon: Lexicon, beside: bool = False) -> str:
    """What a piece of a byline names. `beside`: other pieces stand with it, so one word may be a name."""
    key = phrase_key(piece)
    if lexicon.is_agency(key):
        return "agency"
    if lexicon.is_place(key):
        return "place"
    if lexicon.is_desk(key):
        return "desk"
    if lexicon.is_person(key):
        return "person"
    if lexicon.is_medium(key) or (beside and key in lexicon.publishers):
        return "medium"
    return ""


def _read_dateline(line: PageLine, byline: Byline, lexicon: Lexicon, publishers: Publishers) -> None:
    """The head of the text before its dash: a place, or a medium's name."""
    signed = _SIGNED.match(line.text)
    if signed and lexicon.is_place(phrase_key(signed["place"])):
        byline.place = byline.place or signed["place"].strip()
        if not lexicon.is_agency(phrase_key(signed["name"])) and len(signed["name"].split()) <= 4:
            byline.name_publisher(signed["name"].strip(), line, "byline.dateline")
        return
    found = _DATELINE.match(line.text[:90])
    if not found:
        return
    colon = ":" in line.text[found.end("head") : found.end()]
    for bracket in _BRACKETS.findall(found["head"]):
        publisher = publishers.by_dateline(bracket)
        if publisher:
            byline.name_publisher(publisher.name, line, "byline.dateline")
    head = found["head"].strip()
    whole = head.startswith("(") and head.endswith(")") and head.count("(") == 1
    head = head[1:-1] if whole else _BRACKETS.sub(" ", head).strip()
    for date in reversed(find_dates(head)):
        head = head[: date.start] + "|" + head[date.end :]
    pieces = [piece.strip() for piece in _SPLIT.split(head) if phrase_key(piece)]
    if not pieces or (colon and len(pieces) < 2) or any(piece.count(" ") > 4 for piece in pieces):
        return
    kinds = [_kind(piece, lexicon) for piece in pieces]
    for piece, kind in zip(pieces, kinds, strict=True):
        if kind == "medium" and all(kinds):
            byline.name_publisher(piece, line, "byline.dateline")
        elif kind == "place":
            byline.place = byline.place or piece


def _read_site_name(layout: Layout, byline: Byline, lexicon: Lexicon) -> None:
    """A name above the headline: a medium's, or the only unnamed label among menus and adverts."""
    lines = layout.page.shown
    names = [
        index
        for index in range(layout.title)
        if lines[index].line.rule == "structure.above_title"
        and lines[index].words <= 5
        and not lines[index].bullet
    ]
    for index in names:
        if (
            lexicon.is_medium(lines[index].key)
            and not lines[index].hint
            and not lexicon.is_agency(lines[index].key)
        ):
            byline.name_publisher(lines[index].text, lines[index], "byline.site_name")
    if len(names) == 1 and _among_furniture(lines, names[0], layout.title):
        key = lines[names[0]].key
        plain = not re.search(r"[\d|/<>»:]", lines[names[0]].text)
        if plain and not lexicon.is_place(key) and not lexicon.is_person(key):
            byline.name_publisher(lines[names[0]].text, lines[names[0]], "byline.site_name")


def _among_furniture(lines: list[PageLine], index: int, title: int) -> bool:
    """A named rule took the line below (or, in the middle of a page header, above and below)."""
    below = lines[index + 1] if index + 1 < title else None
    return below is not None and below.line.rule not in ("", "structure.above_title", "page.date")


def _read_rights(lines: list[PageLine], byline: Byline, lexicon: Lexicon) -> None:
    """«جميع الحقوق محفوظة © صحيفة كذا 2024»: only a name that says it is a medium."""
    for line in lines:
        if line.line.rule.startswith("notice.rights"):
            for piece in re.split(r"[©|\d،,\-–()]+|محفوظة|لـ|لدى", line.text):
                name = piece.strip(" .:").removeprefix("ل")
                key = phrase_key(name)
                if 2 <= key.count(" ") + 1 <= 5 and lexicon.is_medium(key) and not _RIGHTS.search(name):
                    byline.name_publisher(name, line, "byline.rights")


def as_written(text: str, key: str) -> str:
    """The stretch of `text` whose word key is `key`, as the page writes it; `key` where none fits."""
    words = list(_words(text))
    wanted = key.split(" ")
    for start in range(len(words) - len(wanted) + 1):
        stretch = words[start : start + len(wanted)]
        if [word for word, _, _ in stretch] == wanted:
            return text[stretch[0][1] : stretch[-1][2]]
    return key


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    for found in re.finditer(r"[^\W\d_]+(?:[\u064b-\u0652\u0640]+[^\W\d_]*)*|\d+", text):
        yield phrase_key(found.group()), found.start(), found.end()
