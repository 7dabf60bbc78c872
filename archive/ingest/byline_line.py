"""Byline lines without a label: places, agencies, media and people side by side, or one name alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.ingest.byline_label import NAME_WORDS, byline_text
from archive.ingest.calendars import flat
from archive.ingest.lines import PageLine
from archive.ingest.names import CORRESPONDENT, Byline, NameKind, Names, pieces_of
from archive.ingest.normalise import phrase_key
from archive.ingest.stems import stems
from archive.ingest.structure import OWN_WORDS, is_caption

PARAGRAPHS = 4
_CREDIT = re.compile(r"صور|عدسه|رسم|كاريكاتير|فيديو|مونتاج|ترجم")
_ABBREVIATED = re.compile(r"[ء-ي]\s?\.\s?[ء-ي]{3,12}")
"""«س.مراد»: who wrote it, but no name to show."""
_INITIAL = re.compile(r"[ء-ي]\.\s(?!ال)[ء-ي]{4,12}")
"""«ق. بوعلام»: a surname behind its initial, as Maghrebi papers sign."""
_SECTION = re.compile(
    r"(?:ال)?(?:شان|شوون|مشهد|ملف|ملفات|قسم|قضايا|اخبار|خبر|تقرير|تقارير|تحقيق|تحقيقات|حوار|لقاء|مقابله|مقال|مقالات"
    r"|اراء|فيديو|صور|صوره|سياسه|اقتصاد|رياضه|ثقافه|تقنيه|تكنولوجيا|مجتمع|منوعات|عالم|محليات|عاجل|تغطيه|متابعه|ترجمه|نص"
    r"|حصري|رسم|انفوغراف|بيان|عربي|دولي|محلي)(?:\s|$)"
)
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
_NAMED_ROLE = re.compile(
    r"(?P<name>(?:[^\W\d_]+ ){1,3}?[^\W\d_]+)\s*[-,|:]?\s+(?:صحافي|صحفي|كاتب|باحث|محرر|مراسل|مدون"
    r"|اعلامي|اكاديمي|ناشط|محلل|مهندس|محامي|طالب|استاذ|خبير|مترجم|روائي|شاعر|مختص|متخصص|مهتم)(?:ه)?"
    r"(?: (?!قال|يقول|خلال|امام|اثناء)\S+){0,8}"
)
_SERVICE = re.compile(
    r"^(?:تابعوا?|تابعنا|تابعونا|حملوا?|نزلوا?|اشتركوا?|انضموا?|شاهدوا?|اقراوا?|استمعوا?|شاركوا?|ادعموا?)\s"
    r"|(?<![a-z])(?:logo|icon|image|avatar)(?![a-z])"
)
"""Invitations of the site («تابعوا كذا على …») and names of pictures: no byline."""
_SOURCE_LABELS = ("المصدر", "مصدر", "مصدر الخبر")
_FROM = re.compile(r"^(?:من|كتبت?)\s+(?=\S+\s+\S)")
_QUOTED = (
    re.compile(r"^[«“\"](?P<name>[^«»“”\"]{2,30})[»”\"]\s*[-–—ـ:(]\s*(?P<place>[^()]{2,30})\)?$"),
    re.compile(r"^(?P<place>[^()«“\"]{2,30}?)\s*[-–—ـ:]\s*[«“\"](?P<name>[^«»“”\"]{2,30})[»”\"]$"),
)
"""A name in quotation marks beside a place."""
_EXCLUSIVE_TO = re.compile(r"خاص [بل]\S{2}")
_TEAM = re.compile(r"(?:ال)?(?:فريق|هيئه|اسره|قسم) (?:ال)?تحرير")
"""The editors of the name that stands before them («كذا- فريق التحرير»)."""
_NUMBERED = re.compile(r"[^\W\d_]{3,}(?: [^\W\d_]{2,})? ?(?:7|12|2[0-9]|360)")
"""«كذا 24»: a number of the kind that names of media end with."""
_SIGNED_PLACE = re.compile(
    r"^(?P<place>[^\W\d_]+(?: [^\W\d_]+){0,2})\s?\((?P<name>[^()]{2,40})\)\s*[-–—ـ:]*$"
)
"""«نواكشوط (وكالة كذا) -»: a dateline on a line of its own."""


def read_line(lines: list[PageLine], index: int, byline: Byline, names: Names) -> bool:
    """One line between headline and text. True: it is a byline."""
    line = lines[index]
    if line.ends_period or line.text.endswith(("،", "!", "؟")) or _SERVICE.search(line.folded):
        return False
    if (
        _read_abbreviated(line, byline)
        or _read_quoted(line, byline, names)
        or _read_signed_place(line, byline, names)
        or _read_role(lines, index, byline, names)
    ):
        return True
    pieces = _names_on(line)
    if not pieces or any(piece.count(" ") >= NAME_WORDS for piece in pieces):
        return False
    if len(pieces) == 1 and line.key.startswith("خاص "):
        pieces = _exclusive(pieces[0], line, names)
        if not pieces:
            return False
    kinds = [
        names.kind(piece, len(pieces) > 1, len(pieces) > 1 and _is_quoted(piece, line)) for piece in pieces
    ]
    sourced = lines[index - 1].key in _SOURCE_LABELS
    if len(pieces) > 2 and phrase_key(pieces[0]) in _SOURCE_LABELS:
        pieces, kinds, sourced = pieces[1:], kinds[1:], True
    if _is_no_byline(lines, index, kinds, names):
        return False
    if kinds.count("") == 1:
        kinds[kinds.index("")] = _guided(lines, index, pieces, kinds, sourced)
    unknown = kinds.count("")
    if unknown > 1 or unknown == len(kinds):
        return False
    if unknown and not _credible(pieces, kinds):
        labelled = ":" in byline_text(line) or _CREDIT.search(line.key)
        if "person" not in kinds or line.words > NAME_WORDS or labelled:
            return False
        pieces, kinds = map(
            list, zip(*((p, k) for p, k in zip(pieces, kinds, strict=True) if k), strict=True)
        )
    for piece, kind in zip(pieces, kinds, strict=True):
        byline.take(piece, kind or "medium", line, "byline.line")
    return True


def _exclusive(piece: str, line: PageLine, names: Names) -> list[str]:
    """Whose exclusive it is («خاص شبكة كذا», «خاص بيروت»); of «خاص بكذا» the page as a whole tells."""
    name = piece.partition(" ")[2].removeprefix("موقع ")
    place = names.lexicon.is_place(phrase_key(name).partition(" ")[0])
    return [] if _EXCLUSIVE_TO.match(line.key) and not place else [name]


def _is_no_byline(lines: list[PageLine], index: int, kinds: Sequence[str], names: Names) -> bool:
    """A caption, the name below a picture, or alone what looks like furniture, as a city may."""
    if not all(kinds) and is_caption(lines, index, names.lexicon):
        return True
    if kinds == ["person"] and _is_spoken_of(lines, index):
        return True
    line = lines[index]
    alone = len(kinds) == 1 and bool(line.hint)
    return alone and not (kinds == ["place"] and names.lexicon.is_city(line.key))


def _is_spoken_of(lines: list[PageLine], index: int) -> bool:
    """The first paragraphs speak of the person whose name stands alone: whose picture it is."""
    key = lines[index].key
    text = [line.key for line in lines[index + 1 :] if line.open and line.prose][:PARAGRAPHS]
    return any(f" {key} " in f" {said} " and not said.startswith(key) for said in text)


def _names_on(line: PageLine) -> list[str]:
    """The pieces of a byline that are neither a reading time nor a clock."""
    told = ((piece, flat(piece)) for piece in pieces_of(byline_text(line)))
    names = [
        _FROM.sub("", piece)
        for piece, key in told
        if not _READING.fullmatch(key) and not _CLOCK.fullmatch(_FROM.sub("", key))
    ]
    return [piece for piece in names if not flat(piece).startswith("ترجمه ")] or names


def _read_abbreviated(line: PageLine, byline: Byline) -> bool:
    """«س.مراد» names nobody, «ق. بوعلام» does. True: it is a byline."""
    if not _ABBREVIATED.fullmatch(line.text):
        return False
    if _INITIAL.fullmatch(line.text):
        byline.name_author(line.text, line, "byline.line")
    return True


def _read_role(lines: list[PageLine], index: int, byline: Byline, names: Names) -> bool:
    """«فلان صحافي متخصص في …»، «فلان - باحثة مغربية»: no person of the text. True: it is a byline."""
    line = lines[index]
    found = _NAMED_ROLE.match(flat(byline_text(line)))
    if found is None:
        return False
    name = byline_text(line)[: found.end("name")].strip()
    key = phrase_key(name)
    kind = names.kind(name)
    beside_date = index + 1 < len(lines) and lines[index + 1].hint == "date.line" and not key.startswith("ال")
    if kind != "person" and (kind or not beside_date):
        return False
    if any(f" {key} " in f" {below.key} " for below in lines[index + 1 :]):
        return False
    byline.name_author(name, line, "byline.line")
    return True


def _read_quoted(line: PageLine, byline: Byline, names: Names) -> bool:
    """«X» (جدة)، لندن: «X». True: it is a byline."""
    for pattern in _QUOTED:
        found = pattern.match(byline_text(line))
        if found and names.lexicon.is_place(phrase_key(found["place"])):
            byline.take(found["place"].strip(), "place", line, "byline.line")
            kind = names.kind(found["name"].strip(), beside=True, quoted=True)
            byline.take(found["name"].strip(), kind or "medium", line, "byline.line")
            return True
    return False


def _read_signed_place(line: PageLine, byline: Byline, names: Names) -> bool:
    """«نواكشوط (وكالة كذا) -» where the bracket holds a name of a known kind. True: it is a byline."""
    found = _SIGNED_PLACE.match(byline_text(line))
    kind = names.kind(found["name"], beside=True) if found else ""
    if found is None or kind not in ("agency", "medium", "person"):
        return False
    if not names.lexicon.is_place(phrase_key(found["place"])):
        return False
    byline.take(found["place"], "place", line, "byline.line")
    byline.take(found["name"].strip(), kind, line, "byline.line")
    return True


def _is_quoted(piece: str, line: PageLine) -> bool:
    return re.search(rf"[«“\"]{re.escape(piece)}[»”\"]", line.text) is not None


def _credible(pieces: list[str], kinds: list[NameKind]) -> bool:
    """The one unknown name stands behind an agency or, if it is no lone word, behind a place."""
    at = kinds.index("")
    unknown = pieces[at]
    numbered = any(map(str.isdigit, unknown)) and not _NUMBERED.fullmatch(unknown)
    if unknown.count(" ") > 3 or numbered or (unknown.isascii() and " " in unknown):
        return False  # «Reuters / John Smith» took a picture
    return "agency" in kinds[:at] or ("place" in kinds[:at] and _all_definite(unknown.partition(" ")[2]))


def _may_own(piece: str) -> bool:
    """Two to four words that begin like no section and no kind of text («حوار خاص»، «الشأن المحلي - خاص»)."""
    key = phrase_key(piece)
    return 1 <= key.count(" ") <= 3 and not _SECTION.match(key) and not any(map(str.isdigit, key))


def _signs_headline(lines: list[PageLine], index: int) -> bool:
    """Between headline and date, of plain words that neither headline nor text speaks of: who wrote it."""
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    if below is None or below.hint != "date.line" or lines[index - 1].line.kind != "title" or line.hint:
        return False
    if line.text != line.text.strip(" .:،؟!«»\"'-") or line.key.isascii() or line.key.startswith("ال"):
        return False
    around = [*lines[max(index - 3, 0) : index], *lines[index + 1 : index + 12]]
    spoken = stems(other.key for other in around)
    return not stems([line.key]) & spoken and not any(map(str.isdigit, line.key))


def _below_place(lines: list[PageLine], index: int) -> bool:
    """The line above is a byline that names nothing but a place."""
    above = lines[index - 1]
    return above.line.rule == "byline.line" and above.words <= 3


def _all_definite(name: str) -> bool:
    """One to three words that all carry the article, as names of papers do (الأفق المستقل)."""
    words = phrase_key(name).split(" ")
    return len(words) <= 3 and all(word.startswith("ال") and len(word) > 4 for word in words)


def _guided(
    lines: list[PageLine], index: int, pieces: list[str], kinds: list[NameKind], sourced: bool
) -> NameKind:
    """What the one unknown piece is by what stands around it: a label, a role, a place, quotation marks."""
    at = kinds.index("")
    full_name = 1 <= pieces[at].count(" ") <= 3
    if "place" in kinds and len(kinds) == 2 and sourced:
        return "medium"
    if len(pieces) == 2 and at == 0 and phrase_key(pieces[1]) in OWN_WORDS and _may_own(pieces[0]):
        return "medium"  # «كذا - خاص»
    if len(pieces) == 2 and at == 0 and _TEAM.fullmatch(phrase_key(pieces[1])) and _may_own(pieces[0]):
        return "medium"
    if len(pieces) == 2 and at == 0 and CORRESPONDENT.fullmatch(phrase_key(pieces[1])) and not full_name:
        return "place"  # «بلدة - مراسل كذا»
    if len(pieces) == 2 and at == 0 and phrase_key(pieces[1]) in _ROLES and full_name:
        return "person"
    if len(pieces) == 1 and full_name and lines[index - 1].key in _NAME_LABELS:
        return "person"
    if len(pieces) == 1 and 1 <= pieces[0].count(" ") <= 2 and _signs_headline(lines, index):
        return "person"
    if len(pieces) == 1 and _below_place(lines, index) and _all_definite(pieces[0]):
        return "medium"
    return "medium" if "place" in kinds and _is_quoted(pieces[at], lines[index]) else ""
