"""Is this a date line? What it says besides its dates decides: a byline may, a description may not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from archive.ingest.calendars import flat, load_calendars
from archive.ingest.dates import DateFound, find_dates, weekdays_in
from archive.ingest.lexicon import Lexicon
from archive.ingest.normalise import phrase_key

Label = Literal["", "published", "updated", "visit"]
MAX_WORDS = 30
STAMP_PIECES, STAMP_WORDS = 3, 3
LISTED_WORDS = 24
"""A longer line is a description, whatever its words are."""
_TIME = re.compile(
    r"\d{1,2}\s?:\s?\d{2}(?:\s?:\s?\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?\b|صباحا|صباحًا|مساء|مساءً|ص\b|م\b)?"
    r"|(?<=[\d|])T\d{2}:\d{2}\S*|(?<!\d)\d{1,2}\s?(?:h|س)\s?\d{2}(?!\d)",
    re.IGNORECASE,
)
_READING = re.compile(
    r"(?:اقل من )?\d*\s*(?:دقيقه|دقائق|دقيقتان|دقيقة|min\w*)(?:\s*(?:قراءة|قراءه|للقراءة|read))?", re.I
)
_AGO = re.compile(
    r"(?:نشرت?|تم النشر|اخر تحديث|حدثت?|تم التحديث|قبل|اضيفت?)?\s*(?:منذ|قبل)\s+(?:0 )?"
    r"(?:ساعه|ساعات|ساعتين|دقيقه|دقائق|دقيقتين|ثوان|ثانيه|يوم|يومين|ايام|اسبوع|اسبوعين|اسابيع|شهر|شهرين|اشهر|شهور|سنه|سنتين|سنوات|عام|عامين|اعوام)"
    r"(?: واحده?)?(?: مضت)?"
    r"|0 (?:minutes?|hours?|days?|weeks?|months?|years?) ago"
)
_POSTED_AGO = re.compile(
    r"(?:(?:كتبها|كتبته|كتبه|بقلم|بواسطه|by) (?P<labelled>\D+?) ?"
    r"|(?P<mailed>(?:[^\W\d]+ ){1,4})ارسل بريدا الكترونيا ?)(?P<ago>(?:منذ|قبل)\b.*)"
)
"""«كتبه فلان منذ ساعتين»; themes of blogs link to the author's mail («فلان أرسل بريدا إلكترونيا منذ …»)."""
_BY = re.compile(
    r"بواسطة|بواسطه|من قبل(?=\s?:)|^من قبل(?=\s[^\W\d])|(?:الكاتب|الكاتبة|المحرر|المحررة|المؤلف)\s?:|^كتبه\s"
    r"|^(?:posted|published)\s.*\bby\s|(?<=\d{4})\s+by\s|كتب(?:ت|ه|ها)?\s*[:/]|بقلم|(?:إعداد|اعداد|تقرير|تحرير)\s*[:/]",
    re.IGNORECASE,
)
_AVATAR = re.compile(
    r"(?:صوره|photo of) (?P<name>[^\W\d_]+(?: [^\W\d_]+){0,3}) (?P=name)(?![^\W\d_])", re.IGNORECASE
)
"""What blogs' themes leave of an author's picture before his or her name («صورة فلان فلان»)."""
_QUOTED = re.compile(r"[«“]([^«»“”]{3,30})[»”]")
_CREDIT = re.compile(
    r"©|\(c\)|copyright|محفوظه|حقوق (?:ال)?نشر|غيتي|جيتي|getty|(?<!\w)(?:ال)?(?:صوره|صور|ارشيف|ارشيفيه"
    r"|تصوير|عدسه)(?!\w)"
    r"|(?<!\w)(?:طبعت?|تمت? (?:ال)?طباع(?:ه|ته)|التقطت?)(?!\w)"
)
_CREDITED = re.compile(
    r"\s*\((?:رويترز|ا ?ف ?ب|فرانس برس|ا ?ب|اسوشيتد برس|الاناضول|epa|afp|reuters|ap|د ?ب ?ا)[^()]*\)\s*\.?$"
)
_TAGS = re.compile(r"#[^\s#]+|\d[\d,.]*\s*(?:ألف |الف |مليون |[KM] ?)?(?:مشاهدة|مشاهده|views?)(?!\w)")
"""What stands beside a video's date."""
_OFFSET = re.compile(
    r"ب?توقيت\s+(?:مكة\s+المكرمة|ال\w+|\w+)|\bت\.?\s?غ\b|\b(?:gmt|utc)\s*[+-]?\s*\d*(?::\d\d)?|[+-]\d{2}:?\d{2}\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A date on a line with the label that stands before it."""

    date: DateFound
    label: Label


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a line says of dates: each with its label, the weekdays named, and the other words.

    `rest`: the pieces of the line that are neither date, time, weekday nor label. `proves_us`: the
    line carries a time in the en-US form (seconds and Latin AM or PM), so numeric dates are month first.
    """

    dates: tuple[Labelled, ...]
    weekdays: tuple[int, ...] = ()
    rest: tuple[str, ...] = field(default=())
    byline: bool = False
    proves_us: bool = False
    timed: bool = False
    barred: bool = False
    credited: bool = False
    quoted: str = ""

    def without(self, is_section: Callable[[str], bool]) -> DateLine:
        """The line without names of sections beside its only date («تكنولوجيا | 13 مايو 2024»)."""
        if len(self.dates) > 1 or not 0 < len(self.rest) <= STAMP_PIECES:
            return self
        return replace(self, rest=tuple(piece for piece in self.rest if not is_section(piece)))

    def pure(self, lexicon: Lexicon) -> bool:
        """Nothing but dates, labels and byline words: places, people, media, desks, agencies.

        Beside a time of day or a bar one short unknown name may stand: captions and sentences have neither.
        """
        if self.credited:
            return False
        if self.byline:
            return sum(piece.count(" ") + 1 for piece in self.rest) <= 8
        placed = any(map(lexicon.is_place, self.rest))
        unknown = [
            piece
            for piece in self.rest
            if not _known(piece, lexicon)
            and not self._initials(piece)
            and not (placed and piece == self.quoted)
        ]
        if len(unknown) == 1 and self.timed and len(self.rest) <= STAMP_PIECES:
            return unknown[0].count(" ") < STAMP_WORDS
        if self.barred and len(self.rest) == len(unknown) == 1:
            return unknown[0].count(" ") < STAMP_WORDS
        return not unknown

    def _initials(self, piece: str) -> bool:
        """An agency's letters («و ا ن»), also written together beside a date in both calendars («وان»)."""
        both = len({item.date.calendar for item in self.dates}) == 2
        return all(len(word) == 1 for word in piece.split(" ")) or (
            both and re.fullmatch(r"\w{2,4}", piece) is not None
        )


_MARK = re.compile(r"[-–—|•·:،,/]")
_US_TIME = re.compile(r"\d{1,2}:\d{2}:\d{2}\s?[AP]M\b")


def read_date_line(text: str) -> DateLine | None:
    """Take a tidied line apart; None where it holds no date or is too long to be a date line."""
    if text.count(" ") > MAX_WORDS:
        return None
    dates = find_dates(text)
    if not dates:
        return None
    weekdays = weekdays_in(text)
    labelled: list[Labelled] = []
    position = 0
    label: Label = ""
    for found in dates:
        label = _label(text[position : found.start]) or label
        labelled.append(Labelled(found, label))
        position = found.end
    spans = [(item.start, item.end) for item in dates] + [(start, end) for start, end, _ in weekdays]
    rest = _rest(text, spans) if text.count(" ") < LISTED_WORDS else (phrase_key(text),)
    return DateLine(
        tuple(labelled),
        tuple(day for _, _, day in weekdays),
        rest,
        _BY.search(text) is not None or _AVATAR.match(flat(text)) is not None,
        _US_TIME.search(text) is not None,
        re.search(r"\d{1,2}\s?:\s?\d{2}", flat(text)) is not None,
        re.search(r"\s[|•·](?:\s|(?=\d))", text) is not None,
        _credited(flat(text), dates[-1].end),
        phrase_key(quoted[1]) if (quoted := _QUOTED.search(text)) else "",
    )


def _credited(text: str, end: int) -> bool:
    """The date of a picture, a print-out or a copyright («جنين، 3 أيار 2020 (رويترز)»)."""
    text = _AVATAR.sub(lambda found: "." * len(found[0]), text, count=1)
    return _CREDIT.search(text) is not None or _CREDITED.match(text[end:]) is not None


def is_relative(key: str) -> bool:
    """A line (its key) that tells nothing but how long ago it was written, and by whom («منذ 3 ساعات»)."""
    if "منذ" not in key and "قبل" not in key and "ago" not in key:
        return False
    posted = _POSTED_AGO.fullmatch(key)
    return _AGO.fullmatch(posted["ago"] if posted else key) is not None


def posted_by(key: str) -> str:
    """The key of who wrote it on a line (its key) that says so and how long ago; else nothing."""
    posted = _POSTED_AGO.fullmatch(key) if is_relative(key) else None
    return (posted["labelled"] or posted["mailed"]).strip() if posted else ""


def pictured(text: str) -> str:
    """The name that stands twice on a line, as a picture's text and as the author's; else nothing."""
    found = _AVATAR.match(flat(text))
    return text[found.start("name") : found.end("name")] if found else ""


def label_of(key: str) -> Label:
    """The label that a line (its key) consists of, its value standing on the next line; else nothing."""
    labels = load_calendars().labels
    if key in labels["published"]:
        return "published"
    return "updated" if key in labels["updated"] else ""


def key_of(text: str) -> str:
    """The word key of a piece of a line."""
    return phrase_key(text)


def _label(before: str) -> Label:
    """The label that ends (or nearly ends) the words before a date; a name may end with «اليوم»."""
    key = key_of(before)
    if not key:
        return ""
    padded = f" {key} "
    labels = load_calendars().labels
    best: tuple[int, Label] = (-1, "")
    if any(padded.endswith(f" {phrase} ") for phrase in labels["visit"]):
        last = _MARK.split(before.rstrip(" -–—|•·:،,/"))[-1]
        if key_of(last) in labels["visit"]:
            return "visit"
    for name in ("published", "updated"):
        for phrase in labels[name]:
            at = padded.rfind(f" {phrase} ")
            if at > best[0] or (at == best[0] >= 0 and name == "updated"):
                best = (at, "published" if name == "published" else "updated")
    return best[1]


@lru_cache(maxsize=1)
def _words_around() -> re.Pattern[str]:
    """Labels and fillers, longest first, as whole words of a key."""
    labels = load_calendars().labels
    phrases = {*labels["published"], *labels["updated"], *labels["visit"], *labels["filler"]}
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, ordered))})(?!\S)")


def _rest(text: str, spans: list[tuple[int, int]]) -> tuple[str, ...]:
    """The other words of the line, in pieces cut at punctuation and at what was taken out."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = "|" * (end - start)
    bare = "".join(characters)
    for pattern in (_TAGS, _TIME, _OFFSET, _READING, _BY):
        bare = pattern.sub("|", bare)
    pieces = []
    for piece in re.split(r"[|,،؛:()\[\]/\\•·~«»\"“”]+|\s[-–—]+\s?|[-–—]+\s", bare):
        words = _words_around().sub(" ", phrase_key(piece)).split()
        if words:
            pieces.append(" ".join(words))
    return tuple(pieces)


def _known(piece: str, lexicon: Lexicon) -> bool:
    return (
        lexicon.is_place(piece)
        or lexicon.is_person(piece)
        or lexicon.is_agency(piece)
        or lexicon.is_desk(piece)
        or lexicon.is_medium(piece)
        or piece in lexicon.publishers
        or lexicon.is_first_name(piece)
    )
