"""What a page says of its origin so far, and what the pieces of a byline name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from archive.ingest.draft import Evidence
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.normalise import phrase_key
from archive.ingest.publishers import Publisher, Publishers

NameKind = Literal["", "agency", "place", "desk", "person", "medium"]
SPLIT = re.compile(r"\s*(?:[|•·/\\ـ]|--|[–—]|(?<=\S)-(?=\S)|\s-|-\s|\t|\s{3,}|,|،|:\s)\s*")
_STRETCHED = re.compile(r"(?<=[^\W_])\u0640+(?=[^\W_])")
"""Tatweel within a word; between words it is a dash."""
_ARABIC = re.compile("[\u0621-\u064a]")
QUOTES = " ()[]«»“”\"'"
_BRACKETED = re.compile(
    r"((?:(?:بقلم|كتبت?|تحرير من طرف|من طرف)\s*:?\s)?(?:\S+\s){2,4})\(((?!صور|ارشيف)[^()]{2,20})\)"
)
OWNER_RULES = ("byline.page_name", "byline.rights")
_APPOSITION = re.compile(
    r"(?!(?:شعار|لوغو|logo|أهلا|مرحبا|موقع|صحيفة|جريدة|شبكة|وكالة|بوابة|منصة|مجلة|قناة)\s)(\S.{1,28}?)\s*[:،,|–-]?\s+"
    r"(?:جريدة|صحيفة|موقع|بوابة|وكالة|شبكة|منصة|مجلة|يومية|أسبوعية)\s+(?:\S+\s*){1,4}$"
)
"""«كذا: صحيفة إلكترونية مستقلة»."""
_SHORT = re.compile(r"(?<=\w) ?\([^\W\d_]{2,8}\)$")
"""«وكالة الأنباء الكذائية (كذا)»."""
_ADDED = re.compile(
    r"^(?:شعار|لوغو|logo|عن|مرحبا بكم في|أهلا بكم في|الموقع الرسمي|الصفحة الرئيسية ل|صفحة)\s+"
    r"(?:موقع\s+)?(?=\S)"
    r"|\s+(?:الرئيسية|الصفحة الرئيسية|home|logo)$",
    re.IGNORECASE,
)
_WORDS_APART = re.compile(r"[^\W\d_]+(?:[\u064b-\u0652\u0640]+[^\W\d_]*)*|\d+")
_WORDS = re.compile(r"[^\W_]+(?:[\u064b-\u0652\u0640]+[^\W_]*)*")
"""Words with the numbers glued to them («رصيف22»)."""
CORRESPONDENT = re.compile(r"(?:مراسل|مراسله|مراسلنا|مراسلتنا|مندوب|مندوبه|مندوبنا|موفد|موفدنا)(?: \S+){0,2}")
"""Somebody of the medium, whose name stays unsaid («مراسل كذا»)."""
_NEWS = re.compile(
    r"(?:اخر|احدث|اهم|ابرز|كل|جميع|المزيد|مزيد)(?: و\S+)? (?:من )?"
    r"(?:ال)?(?:اخبار|انباء|مستجدات|تطورات|احداث|تحديثات|مقالات|مواضيع|موضوعات|عناوين|تفاصيل)(?: \S+)*"
    r"|(?:ال)?(?:تفاصيل|مستجدات|مزيد)"
)
"""«آخر الأخبار»: what readers of any site are invited to follow, and a heading of its lists."""
_LINK = re.compile(
    r"(?:تخطي|تجاوز|انتقل|انتقال|الانتقال|اذهب|القفز|العوده|عوده|فتح|اغلاق|عرض|اظهار|اخفاء|تسجيل|دخول|بحث|ابحث|قائمه|القائمه"
    r"|ادعم|ادعموا|استمع|استمعوا|شاهد|شاهدوا|اشترك|اشتركوا|تابع|تابعوا|تابعنا|تابعونا|اقرا|حمل|سجل|ارسل|تواصل|تبرع|تبرعوا"
    r"|انضم|انضموا|شارك|شاركوا|مرحبا|اهلا|skip to|skip|jump to|menu|toggle|sign in|log in|search"
    r"|navigation|subscribe)(?:\s|$)"
)
_SOURCE = re.compile(r"^(?:المصدر|مصدر الخبر|مصدر|source)\s*[:/]\s*(?P<name>\S.*)$")


@dataclass(slots=True)
class Byline:
    """What a page says of its origin, each with the line that proves it."""

    publisher: str | None = None
    publisher_evidence: Evidence | None = None
    author: str | None = None
    author_evidence: Evidence | None = None
    place: str | None = None

    def name_publisher(self, name: str, line: PageLine, rule: str) -> None:
        """The first proof stands; a link to another part of the page is no name."""
        if self.publisher is None and name and not is_link(phrase_key(name)):
            self.publisher = name
            self.publisher_evidence = Evidence(line.text, line.line.number, rule)

    def name_author(self, name: str, line: PageLine, rule: str) -> None:
        """The first proof stands."""
        name = name.strip(" *")  # a star points to a note at the foot
        if self.author is None and name:
            self.author = name
            self.author_evidence = Evidence(line.text, line.line.number, rule)

    def use_known_name(self, publishers: Publishers, lines: list[PageLine]) -> None:
        """A publisher we know gets the name under which we know it, or else that by which the page calls it.

        A name in Arabic that the page writes so stays, unless it is the owner's («مؤسسة كذا للصحافة»).
        """
        if not self.publisher or not self.publisher_evidence:
            return
        owner = self.publisher.removeprefix("مؤسسة ")
        known = publishers.by_name(self.publisher) or publishers.by_name(owner)
        if known is None:
            return
        arabic = _ARABIC.search(self.publisher) is not None
        own = self.publisher != known.name and arabic and self.publisher_evidence.rule not in OWNER_RULES
        called = _called_on_page(
            known, lines, known.keys if not own else frozenset((phrase_key(known.name),)), self.publisher
        )
        if called or not own:
            self.publisher = called or known.name

    def take(self, piece: str, kind: NameKind, line: PageLine, rule: str) -> None:
        """Record a piece of a byline as what it names."""
        if kind == "medium":
            self.name_publisher(piece, line, rule)
        elif kind == "person":
            self.name_author(piece, line, rule)
        elif kind == "place":
            self.place = self.place or piece


def _called_on_page(known: Publisher, lines: list[PageLine], keys: frozenset[str], longer: str) -> str:
    """Of the names `keys` the one that the page writes: the shown one, then the longest Arabic one.

    Within the `longer` name («صحيفة كذا») by which the page calls itself it does not count.
    """
    shown, within = phrase_key(known.name), f" {phrase_key(longer)} "
    for key in sorted(keys, key=lambda key: (key != shown, not _ARABIC.search(key), -len(key))):
        hidden = within if f" {key} " in within and within != f" {key} " else "\n"
        for line in lines:
            if f" {key} " in f" {line.key} ".replace(hidden, "  "):
                return known.name if key == shown else as_written(line.text, key)
    return ""


@dataclass(frozen=True, slots=True)
class Names:
    """Tells places, people, agencies, desks and media apart.

    `sources`: word keys of names that the page itself gives as its source (المصدر: كذا).
    """

    lexicon: Lexicon
    sources: frozenset[str] = field(default=frozenset())

    def kind(self, piece: str, beside: bool = False, quoted: bool = False) -> NameKind:
        """What a piece of a byline names. `beside`: others stand with it, so that one word may be a name.

        `quoted`: in quotation marks, as the names of papers that are also places («الشرق الأوسط»).
        """
        key = phrase_key(piece)
        if quoted and self.lexicon.is_place(key) and key in self.lexicon.publishers:
            return "medium"
        if quoted and self.lexicon.is_person(key):
            return "medium"  # people are not quoted in bylines, papers are («ضحى اليوم»)
        if self.lexicon.is_agency(key):
            return "agency"
        if key in self.sources:
            return "medium"
        if self.lexicon.is_place(key):
            return "place"
        if self.lexicon.is_desk(key) or CORRESPONDENT.fullmatch(key):
            return "desk"
        if self.lexicon.is_person(key):
            return "person"
        if self.lexicon.is_medium(key) or (beside and key in self.lexicon.publishers):
            return "medium"
        return ""


def is_link(key: str) -> bool:
    """«تخطي التنقل», «ادعم صحافتنا»: what a page offers its reader to do or to see, no name."""
    return _LINK.match(key) is not None or _NEWS.fullmatch(key) is not None


def pieces_of(text: str) -> list[str]:
    """A byline cut at dashes, bars, commas and colons, and at the bracket behind a name («فلان (جدة)»)."""
    text = _STRETCHED.sub("", text)
    signed = _BRACKETED.fullmatch(text)
    parts = signed.groups() if signed else (text,)
    pieces = (piece.strip(QUOTES) for part in parts for piece in SPLIT.split(part))
    return [piece for piece in pieces if phrase_key(piece)]


def bare_site_name(text: str) -> str:
    """«كذا - الرئيسية»، «كذا جريدة إلكترونية»، «شعار كذا» without the words that are not its name."""
    text = _SHORT.sub("", text.strip())
    said = _APPOSITION.match(text)
    bare = _ADDED.sub("", said[1] if said else text).strip(" -–—|:،,»")
    latin = bare.removesuffix(" بالعربية")
    bare = latin if latin.isascii() else bare
    return bare if phrase_key(bare) else text


def source_names(lines: Iterable[PageLine]) -> frozenset[str]:
    """Names in the source lines below a text."""
    found = (_SOURCE.match(line.text.strip(" •*-")) for line in lines if line.words <= 8)
    return frozenset(phrase_key(match["name"]) for match in found if match)


def as_written(text: str, key: str) -> str:
    """The stretch of `text` whose word key is `key`, as the page writes it; `key` where none fits."""
    wanted = key.split(" ")
    for cut in (_WORDS_APART, _WORDS):
        words = [(phrase_key(found.group()), found.start(), found.end()) for found in cut.finditer(text)]
        for start in range(len(words) - len(wanted) + 1):
            stretch = words[start : start + len(wanted)]
            said = [word for word, _, _ in stretch]
            if said == wanted:
                return text[stretch[0][1] : stretch[-1][2]]
            if said == [f"ل{wanted[0]}", *wanted[1:]]:  # «لوكالة كذا»
                return text[stretch[0][1] + 1 : stretch[-1][2]]
    return key
