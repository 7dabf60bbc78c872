"""Where a name on no list may be the page's own: beside a place, in a dateline, «عن كذا» among links.

A name in a byline proves nothing by itself: it may be a correspondent's. What else on the page speaks for it
is counted here as well: the head of the page, lines that tell of it, texts that say who was spoken to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.ingest.byline_label import byline_text
from archive.ingest.clean import Layout
from archive.ingest.header import first_paragraphs, header_lines
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.names import QUOTES, as_written, pieces_of
from archive.ingest.normalise import phrase_key
from archive.ingest.structure import OWN_WORDS

NAME_WORDS = 4
BYLINE_WORDS = 10
TOP_LINES, TEAM_WORDS = 3, 16
SERVICES_NEAR, SERVICES = 4, 2
_SPLIT = re.compile(r"\s*[|•·/]\s*")
_ABOUT = re.compile(r"(?:عن|من نحن|about) (?P<name>\S.*)")
_SERVICE = re.compile(
    r"(?:ال)?(?:اتصل بنا|اتصلوا بنا|من نحن|تواصل معنا|سياسه الخصوصيه|سياسه التحرير|شروط الاستخدام"
    r"|الشروط والاحكام|خريطه الموقع"
    r"|هيئه التحرير|فريق العمل|فريق التحرير|اعلن معنا|اعلنوا معنا|للاعلان معنا|وظائف|انضم الينا"
    r"|الارشيف|اسره التحرير|للتواصل"
    r"|about us|contact us|contact|privacy policy|terms of use)"
)
_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_]+(?: [^\W\d_]+){0,2})\s*(?:[-–—/،]|\s:)\s*"
    r"(?P<name>[^-–—/:،.«»\"()\d]{3,40}?)\s*(?:[–—:]|\s-|-\s)"
)
_FROM = re.compile(
    r"[«“\"]?(?P<name>[^\W\d_]+(?: [^\W_]+){0,2}?)[»”\"]? من (?P<place>[^\W\d_]+"
    r"(?: [^\W\d_]+){0,2}?)\s*(?::|[-–—]|$)"
)
_OWN = re.compile(
    r"خاص(?:ة)? (?:ب?موقع |بـ|ب|لـ|ل"
    r"|(?=(?:صحيفة|جريدة|مجلة|شبكة|وكالة|قناة|منصة|بوابة)\s))\s?[«“\"]?(?P<name>[^«»“”\":،.]{3,40}?)[»”\"]?\s?:?"
)
_RUNS_ON = re.compile(
    r"(?:في|من|الي|علي|عن|مع|ضد|بعد|قبل|منذ|خلال|بسبب|لدي|بين|حول|اثر|تحت|وسط|رغم|بينما|عندما|قال|قالت|اعلن|اعلنت"
    r"|خاص|متابعه|متابعات|وكالات|وكاله)(?:\s|$)"
)
_TEAM = re.compile(
    r"(?<!\S)(?:(?:فريق|طاقم|محررو|محرري|اسره|هيئه)(?: (?:ال)?(?:تحرير|عمل|محررين))?"
    r"|من طرف|بواسطه|من قبل) (?:موقع )?"
)
_EDITOR = re.compile(
    r"(?:رئيسه? (?:ال)?تحرير|المدير(?:ه)? (?:العام|المسؤول)|مدير(?:ه)? (?:ال)?(?:تحرير|موقع)|المشرف العام)"
)
_EDITED = re.compile(
    r"(?P<name>[^\W\d_]+(?: [^\W\d_]+){0,3})\s*[-–—|]?\s+رئيسة? (?:مجلس (?:ال)?[إا]دار|(?:ال)?تحرير)"
)
_SOURCE = re.compile(r"(?:المصدر|مصدر الخبر|مصدر|source)\s*[:/]")
_LIST = re.compile(r"[|•·>»›]")
_SPOKEN = (
    r"(?:(?<!\w)لـ?\s*[«“\"]?|[«“\"]|(?:عليها?|مراسله?|مراسلنا|علمت|حصلت|وحصلت|اسئله|موقع|صحيفه|وكاله)\s)"
)


def byline_names(layout: Layout, lexicon: Lexicon) -> Iterator[tuple[str, PageLine]]:
    """The one unknown name beside a place, an agency or «خاص» in a byline or a dateline, and its line."""
    lines = layout.page.shown
    for index in header_lines(layout):
        line = lines[index]
        if line.words > BYLINE_WORDS or line.ends_period or line.line.kind == "title":
            continue
        date_line = layout.date_lines.get(index) if line.line.rule == "date.line" else None
        pieces = [as_written(line.text, key) for key in date_line.rest] if date_line else _pieces(line)
        known = [piece for piece in pieces if _is_beside(phrase_key(piece), lexicon)]
        others = [
            piece
            for piece in pieces
            if piece not in known
            and not layout.is_section(phrase_key(piece))
            and not (known and lexicon.is_person(phrase_key(piece)))
        ]
        if len(others) == 1 and (known or date_line) and others[0].count(" ") < NAME_WORDS:
            yield others[0], line
    for index in first_paragraphs(layout):
        found = _DATELINE.match(lines[index].text[:90]) if index < len(lines) else None
        if found and lexicon.is_place(phrase_key(found["place"])):
            name = found["name"].strip(QUOTES)
            if name.count(" ") < NAME_WORDS and not _RUNS_ON.match(phrase_key(name)):
                yield name, lines[index]


def team_heads(layout: Layout) -> Iterator[PageLine]:
    """The first lines of a page whose words stand again in a byline as whose team wrote («فريق كذا»)."""
    lines = layout.page.shown
    for index in header_lines(layout):
        if lines[index].words > TEAM_WORDS:
            continue
        for found in _TEAM.finditer(lines[index].key):
            team = f"{lines[index].key[found.end() :]} "
            yield from (
                top for top in lines[: min(layout.title, TOP_LINES)] if team.startswith(f"{top.key} ")
            )


def from_places(layout: Layout, lexicon: Lexicon) -> Iterator[tuple[str, PageLine]]:
    """A known medium that writes from somewhere: «هسبريس من الرباط», «إيلاف من لندن: …»."""
    lines = layout.page.shown
    for index in (*header_lines(layout), *first_paragraphs(layout)):
        found = _FROM.match(lines[index].text[:60]) if index < len(lines) else None
        if (
            found
            and phrase_key(found["name"]) in lexicon.publishers
            and lexicon.is_city(phrase_key(found["place"]))
        ):
            yield found["name"].strip(QUOTES), lines[index]


def own_names(layout: Layout, lexicon: Lexicon) -> Iterator[tuple[str, PageLine]]:
    """«خاص بـ«كذا»», «خاص شبكة كذا» alone above the text."""
    for index in header_lines(layout):
        line = layout.page.shown[index]
        found = (
            _OWN.fullmatch(line.text.strip())
            if line.words <= NAME_WORDS + 2 and line.folded.startswith("خاص")
            else None
        )
        if found and not lexicon.is_place(line.key.split(" ")[1]):  # «خاص بيروت»
            yield found["name"].strip(QUOTES), line


def about_names(layout: Layout) -> Iterator[tuple[str, PageLine]]:
    """«عن كذا» among links to the editors, the terms and the address of a page."""
    lines = layout.page.shown
    for index in (*range(layout.title), *range(layout.last + 1, len(lines))):
        line = lines[index]
        if "عن" not in line.folded and "about" not in line.folded and "من نحن" not in line.folded:
            continue
        pieces = _SPLIT.split(line.text)
        near = lines[max(index - SERVICES_NEAR, 0) : index + SERVICES_NEAR + 1] if len(pieces) == 1 else []
        keys = [phrase_key(piece) for piece in pieces] + [other.key for other in near if other is not line]
        if sum(_SERVICE.fullmatch(key) is not None for key in keys) < SERVICES:
            continue
        for piece in pieces:
            found = _ABOUT.fullmatch(phrase_key(piece))
            if found and 1 <= found["name"].count(" ") < NAME_WORDS:
                yield as_written(piece, found["name"]), line


def spoken_for(layout: Layout, key: str, line: PageLine) -> int:
    """What speaks for the name `key` of `line` besides that line, one for each kind of place."""
    lines = layout.page.shown
    padded = f" {key} "
    if key.isascii():
        return 0  # names of sections and buttons
    above = any(
        padded in f" {other.key} " and other.key != key and not _LIST.search(other.text)
        for other in lines[: layout.title]
        if other is not line
    )
    told = any(
        other is not line and padded in f" {other.key} " and _tells(other, key)
        for other in lines[layout.last + 1 :]
    )
    spoken = any(
        padded.strip() in other.key and re.search(_SPOKEN + re.escape(key), _loose(other)) is not None
        for other in lines[layout.first : layout.last + 1]
    )
    return above + told + spoken + _opens_page(layout, key, line)


def _opens_page(layout: Layout, key: str, line: PageLine) -> bool:
    """The name of a byline, two words or more, is the first line of the page as well, and no section's."""
    first = layout.page.shown[0]
    above = first is not line and first.key == key and first.line.rule == "structure.above_title"
    return above and " " in key and not first.hint and not layout.is_section(key)


def edited_by(line: PageLine) -> str:
    """«كذا رئيس التحرير فلان»: the name that a page's head gives before its editor's; else nothing."""
    found = _EDITED.match(line.text) if line.words <= BYLINE_WORDS else None
    return found["name"].strip(QUOTES) if found else ""


def headed_by_editor(lines: list[PageLine], index: int) -> bool:
    """Who edits it stands right below a name at the top of the page."""
    return index + 1 < len(lines) and _EDITOR.match(lines[index + 1].folded) is not None


def _tells(line: PageLine, key: str) -> bool:
    """A line at the foot that gives the name as its source, or says more of it than the name."""
    if line.line.rule.startswith(("related.", "tags.", "comments.")) or _LIST.search(line.text):
        return False
    return _SOURCE.match(line.folded) is not None or line.key != key


def _loose(line: PageLine) -> str:
    """The folded line without the punctuation that a word key lacks, quotation marks aside."""
    return re.sub(r"[^\w\s«“\"]", " ", line.folded)


def _pieces(line: PageLine) -> list[str]:
    return pieces_of(byline_text(line))


def _is_beside(key: str, lexicon: Lexicon) -> bool:
    return lexicon.is_place(key) or lexicon.is_agency(key) or key in OWN_WORDS
