"""Origin told outside the byline: the first words of the text, the page's header and its copyright line."""

from __future__ import annotations

import re

from archive.ingest.clean import Layout
from archive.ingest.dates import find_dates
from archive.ingest.furniture import SECTIONS
from archive.ingest.headline_shapes import is_slogan, slogan_of
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.names import QUOTES, SPLIT, Byline, Names, bare_site_name
from archive.ingest.normalise import phrase_key
from archive.ingest.page_top import is_backed, is_step, top_name
from archive.ingest.publishers import Publishers
from archive.ingest.signature import signature_lines

_DATELINE = re.compile(r"^(?P<head>[^–—:؛.!؟«“\"]{2,60}?)\s*(?P<mark>[–—]|\s--?\s?|-\s|:\s)\s*(?=\S)")
_SIGNED = re.compile(
    r"^(?P<place>[^–—:؛.!؟«“\"]{2,40}?)\s*[–—ـ-]\s*[«“\"](?P<name>[^«»“”\"]{3,40})[»”\"]\s*(?::|[–—-])"
)
_BEYOND = re.compile(
    r"^(?P<place>[^-–—:؛.!؟«“\"()]{2,30})[-–—](?P<name>[^-–—:؛.!؟«“\"()]{3,40})(?:\s[-–—]|[-–—:]\s)"
)
_SENDER = re.compile(
    r"^(?:from|من)\s*:\s*[\"“«]?(?P<name>[^<>\"”»]{2,60}?)[\"”»]?\s*<[^<>\s]+@[^<>\s]+>$", re.IGNORECASE
)
_PLACED = re.compile(r"(?P<place>[^()\d:«»]{2,50}?)\s*\((?P<name>[^()\d]{2,30})\)\s*(?:-{1,3}|[–—:])+")
_SENT = re.compile(
    r"[«“\"]?(?P<name>[^\W\d_]+(?: [^\W\d_]+){0,2}?)[»”\"]? من (?P<place>[^\W\d_]+(?: [^\W\d_]+){0,2}):"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_RIGHTS = re.compile(r"©|\(c\)|حقوق النشر|جميع الحقوق محفوظة|الحقوق محفوظة", re.IGNORECASE)
_FOR = re.compile(r"^ل(?!بنان|يبيا|ندن|ايف|ها)")
"""The particle of «محفوظة لشبكة كذا», but not the first letter of a name («ليبيا كذا»)."""
NAME_WORDS = 5
SECTION_WORDS = (
    frozenset(
        ["اخبار", "خبر", "انباء", "نبا", "شؤون", "عناوين", "كواليس", "صوت", "عين", "رصد", "نشره", "مركز"]
    ),
    frozenset(["الاخبار", "الانباء", "الخبر", "النبا", "الاخباريه", "الاخباري"]),
)
"""Words by which names of sections begin and end as well as names of media («عين على الخبر»)."""
TOP_LINES = 4
"""Further down, among menus, only a name that says what kind of medium it is counts: sections sound alike."""


def read_dateline(line: PageLine, byline: Byline, names: Names, publishers: Publishers) -> None:
    """The head of the text before its dash: a place, a medium's name, or both."""
    signed = _SIGNED.match(line.text)
    if signed and names.lexicon.is_place(phrase_key(signed["place"])):
        byline.place = byline.place or signed["place"].strip()
        if not names.lexicon.is_agency(phrase_key(signed["name"])) and signed["name"].count(" ") < 4:
            byline.name_publisher(signed["name"].strip(), line, "byline.dateline")
        return
    beyond = _BEYOND.match(line.text[:90])
    if beyond and [names.kind(beyond[part].strip()) for part in ("place", "name")] == ["place", "medium"]:
        byline.take(beyond["place"].strip(), "place", line, "byline.dateline")
        byline.take(beyond["name"].strip(), "medium", line, "byline.dateline")
        return
    found = _DATELINE.match(line.text[:90])
    if not found:
        return
    for bracket in _BRACKETS.findall(found["head"]):
        publisher = publishers.by_dateline(bracket)
        if publisher:
            byline.name_publisher(publisher.name, line, "byline.dateline")
    if find_dates(found["head"]) and names.lexicon.is_place(_place_of(found["head"])):
        for bracket in _BRACKETS.findall(found["head"]):
            _sign(bracket.strip("()[] "), line, byline, names)
    _read_head(_bare_head(found["head"]), found["mark"].strip() == ":", line, byline, names)


def read_opening(line: PageLine, byline: Byline, names: Names) -> bool:
    """«باريس (كذا) --», «كذا من باريس:» on a line of its own above the text. True: it is a byline."""
    placed, sent = _PLACED.fullmatch(line.text.strip()), _SENT.fullmatch(line.text.strip())
    found = placed or sent
    if found is None or not names.lexicon.is_place(phrase_key(found["place"])):
        return False
    name, kind = found["name"].strip(QUOTES), names.kind(found["name"], beside=True)
    byline.take(found["place"].strip(), "place", line, "byline.line")
    if kind or placed:
        byline.take(name, kind or "medium", line, "byline.line")
    return True


def _place_of(head: str) -> str:
    """The words of a dateline's head before its first number or bracket."""
    return phrase_key(re.split(r"[\d(\[،,]", head, maxsplit=1)[0]).removesuffix(" في")


def _sign(name: str, line: PageLine, byline: Byline, names: Names) -> None:
    """An agency's own name in a dateline: Arabic, a word or two, none of the agencies that others quote."""
    key = phrase_key(name)
    if key and key.count(" ") < 2 and not key.isascii() and names.kind(name, beside=True) in ("", "medium"):
        byline.name_publisher(name, line, "byline.dateline")


def read_closing(layout: Layout, byline: Byline, names: Names) -> None:
    """The name in brackets that closes a text as it opened it: «عمّان 18 أيار (كذا) – …»، «--(كذا)»."""
    lines = layout.page.shown
    opened = {phrase_key(bracket) for bracket in _BRACKETS.findall(lines[layout.first].text[:90])}
    for index in signature_lines(layout):
        for bracket in _BRACKETS.findall(lines[index].text):
            if phrase_key(bracket) in opened:
                _sign(bracket.strip("()[] "), lines[index], byline, names)


def read_sender(layout: Layout, byline: Byline, lexicon: Lexicon) -> None:
    """«From: نشرة كذا <post@…>» in the head of a letter: metadata, and its sender if it is a medium."""
    for line in layout.page.shown[: layout.first]:
        found = _SENDER.match(line.text)
        if found is None or line.line.kind == "title":
            continue
        line.remark("meta", "byline.sender")
        if lexicon.is_medium(phrase_key(found["name"])):
            byline.name_publisher(found["name"].strip(), line, "byline.sender")


def read_title_suffix(layout: Layout, byline: Byline, lexicon: Lexicon) -> None:
    """A medium's name behind the repeated headline («… - كذا نيوز»), or beside a section on line one."""
    lines = layout.page.shown
    for index, line in enumerate(lines):
        repeated = line.line.rule == "structure.title_repeated"
        first = index == 0 < layout.title and line.words <= NAME_WORDS + 2
        if not repeated and (not first or slogan_of(line)):
            continue
        pieces = [piece for piece in SPLIT.split(line.text) if phrase_key(piece)]
        for piece in (pieces[-1], pieces[0]) if repeated else pieces:
            key = phrase_key(piece)
            kind = lexicon.says_medium(key) and piece == pieces[0]
            if len(pieces) == 1 or (first and ((len(pieces) > 2 and not kind) or " " not in key)):
                continue
            if lexicon.is_medium(key) and not lexicon.is_agency(key):
                byline.name_publisher(bare_site_name(piece.strip()), line, "byline.title_suffix")


_EDITIONS = frozenset(map(phrase_key, ("الإلكتروني", "الإلكترونية", "أونلاين", "أون لاين")))


def _bare_head(head: str) -> str:
    """The head without brackets and dates; brackets around the whole of it only are taken off."""
    head = head.strip()
    whole = head.startswith("(") and head.endswith(")") and head.count("(") == 1
    head = head[1:-1] if whole else _BRACKETS.sub(" ", head).strip()
    for date in reversed(find_dates(head)):
        head = head[: date.start] + "|" + head[date.end :]
    return head


def _read_head(head: str, colon: bool, line: PageLine, byline: Byline, names: Names) -> None:
    dated = "|" in head
    pieces = [piece.strip() for piece in SPLIT.split(head) if phrase_key(piece)]
    if not pieces or (colon and len(pieces) < 2) or any(piece.count(" ") >= NAME_WORDS for piece in pieces):
        return
    kinds = [names.kind(piece) for piece in pieces]
    if kinds == [""] and not colon and names.lexicon.may_open(phrase_key(pieces[0])):
        kinds = ["medium"]
    if dated and kinds == ["place", ""] and " " not in pieces[1] and not pieces[1].isascii():
        kinds = ["place", "medium"]  # «عمّان 12-10-2021 بيان -»: an agency signs its dated datelines
    for piece, kind in zip(pieces, kinds, strict=True):
        if kind == "place" or (kind == "medium" and all(kinds)):
            byline.take(piece, kind, line, "byline.dateline")


def read_site_name(layout: Layout, byline: Byline, lexicon: Lexicon) -> None:
    """A name above the headline: a medium's, or the only unnamed label among menus and adverts."""
    lines = layout.page.shown
    above = [index for index in range(layout.title) if _may_be_site(lines[index])]
    media = [index for index in above if _names_medium(lines[index], lexicon)]
    for index in media:
        line = lines[index]
        section = _may_be_section(line.key, lexicon)
        listed = index > 0 and lines[index + 1].line.rule == SECTIONS
        if (section and (listed or not is_backed(lines, index))) or is_step(lines, line.key):
            continue
        if index < TOP_LINES or lexicon.says_medium(line.key):
            byline.name_publisher(_name_in(line, lexicon), line, "byline.site_name")
    if len(above) == 1 and _above_furniture(lines, above[0], layout.title):
        line = lines[above[0]]
        plain = re.search(r"[\d|/<>»:]", line.text) is None
        headed = any(other.line.rule == line.line.rule for other in lines[: above[0]])
        sure = line.key in lexicon.publishers or (is_backed(lines, above[0]) and not headed)
        if plain and sure and not lexicon.is_place(line.key) and not lexicon.is_person(line.key):
            byline.name_publisher(bare_site_name(top_name(line)), line, "byline.site_name")


def _may_be_section(key: str, lexicon: Lexicon) -> bool:
    heads, tails = SECTION_WORDS
    words = key.split(" ")
    return key not in lexicon.publishers and (words[0] in heads or (len(words) == 2 and words[1] in tails))


def _name_in(line: PageLine, lexicon: Lexicon) -> str:
    """The part of a masthead that is the medium's name, where a slogan or a section stands beside it."""
    pieces = [piece.strip() for piece in re.split(r"\s+[-–—|:»/]+\s+|\.\.+|[،,]\s", line.text)]
    media = [piece for piece in pieces if lexicon.is_medium(phrase_key(piece))]
    whole = len(pieces) == 1 or not media or phrase_key(line.text) in lexicon.publishers
    return _paper_of(bare_site_name(line.text if whole else media[0]), lexicon)


def _paper_of(name: str, lexicon: Lexicon) -> str:
    """«كذا الإلكتروني» where «كذا» is a medium we know: the paper on the web, under the paper's name."""
    paper, _, edition = name.rpartition(" ")
    known = phrase_key(paper) in lexicon.publishers and phrase_key(name) not in lexicon.publishers
    return paper if known and phrase_key(edition) in _EDITIONS else name


def _names_medium(line: PageLine, lexicon: Lexicon) -> bool:
    named = not line.hint and not is_slogan(line.key)
    if lexicon.is_place(line.key) and line.key not in lexicon.publishers:
        return False  # «الجمهورية كذا» over a statement
    return named and lexicon.is_medium(line.key) and not lexicon.is_agency(line.key)


def _may_be_site(line: PageLine) -> bool:
    return line.line.rule == "structure.above_title" and line.words <= NAME_WORDS and not line.bullet


def _above_furniture(lines: list[PageLine], index: int, title: int) -> bool:
    """A named rule took the line below; between entries of a menu a label is one of them."""
    below = lines[index + 1] if index + 1 < title else None
    if below is not None and index and all(line.line.rule == SECTIONS for line in (lines[index - 1], below)):
        return False
    return below is not None and below.line.rule not in ("", "structure.above_title", "page.date")


def read_rights(lines: list[PageLine], byline: Byline, lexicon: Lexicon) -> None:
    """«جميع الحقوق محفوظة © صحيفة كذا 2024»: only a name that says it is a medium."""
    for line in lines:
        if not line.line.rule.startswith("notice.rights"):
            continue
        for piece in re.split(r"[©|\d،,.\-–()]+|محفوظة|لـ|لدى", line.text):
            name = re.sub(r"^موقع\s+(?=\S)", "", _FOR.sub("", piece.strip(" .:")))
            key = phrase_key(name)
            if 2 <= key.count(" ") + 1 <= NAME_WORDS and lexicon.is_medium(key) and not _RIGHTS.search(name):
                byline.name_publisher(name, line, "byline.rights")
