"""Shapes of single lines that tell a headline from what stands around it: paragraphs, mastheads, lists."""

from __future__ import annotations

import re

from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.normalise import phrase_key

STRONG_WORDS = 20
STATEMENT_WORDS = 10
"""A line this long that ends with a full stop is a sentence: headlines do without one."""
TRAIL_WORDS = 4
WIDE_PIECE_WORDS = 8
LABELLED_WORDS = 8
MASTHEAD_WORDS = 10
NAME_WORDS = 4
SUBJECT = re.compile(
    r"^(?:subject|title|headline|الموضوع|العنوان|عنوان (?:المقال|الخبر|المقالة))\s?:\s?", re.IGNORECASE
)
"""The label of a letter's headline."""
SKIP = re.compile(
    r"(?:تخطي|تخطى|انتقل|انتقال|تجاوز|الانتقال|اذهب) (?:الي|ل)\s?(?:ال)?محتوي|skip to (?:main )?content"
)
"""The link that skips the head of a page (a line's key)."""
SHAPED_WORDS = 5
_SHAPED = re.compile(r"\w[»\"”]?(?:\s?:|\s?\.\.+)\s\S|^[«\"“]|[؟?]$")
_GAP = re.compile(r"[ \t\u00a0]{5,}")
_TRAIL = re.compile(r", |\s/\s")
_SLOGAN = re.compile(r"\s+[-–—|:]+\s+|\s*\.\.+\s*|\s*[:،|]\s+")
SELF = re.compile(
    r"(?:ال)?(?:اخبار|موقع|مدونه|تدوينات|بوابه|شبكه|منصه|مجله|صحيفه|جريده|يوميه|اسبوعيه|شهريه|دوريه|وكاله|قناه|اذاعه|راديو|مركز"
    r"|مؤسسه|منظمه|جمعيه|نشره|صوت|نبض|صحافه|اعلام)(?:\s|$)"
)
"""How the words by which a site says what it is begin."""
_LABELLED = re.compile(
    r"^(?:كتبت?|بقلم|اعداد|تقرير|تحرير|ترجمه|تصوير|مراسل\w*|بواسطه|نص|كتابه|المصدر|الكاتبه?|المؤلفه?|الناشر"
    r"|التاريخ|تاريخ النشر|القسم|التصنيف|المحور|الباب|الزاويه|الرابط|الموقع|اللغه"
    r"|by|from|to|cc|reply-to|date|author|source|url"
    r"|publisher|section|language) ?[:/|–-]|@\w|^بقلم "
)


_ROLE = re.compile(
    r"[^\W\d_]+(?: [^\W\d_]+){1,3} ?[-–—,،|] ?(?:صحافي|صحفي|كاتب|باحث|محرر|مراسل|مدون|اعلامي|ناشط|مترجم)ه?"
    r"(?: [^\W\d_]+){0,2}"
)
"""«فلانة الفلانية - صحافية لبنانية»."""
_KINDS = "يوميه|اسبوعيه|شهريه|صحيفه|جريده|مجله|بوابه|شبكه|وكاله|قناه|منصه|موقع|مدونه|مجموعه|صفحه"
_PRAISE = (
    "يومي|اسبوعي|شهري|اخباري|وطني|قومي|مستقل|شامل|الكتروني|عربي|دولي|سياسي|ثقافي|اقتصادي|اجتماعي|رياضي|جامع|محلي"
    "|فكري|حر|رقمي|تفاعلي|متنوع|نقابي|تقني|عام|شخصي|خاص|رسمي|عمالي|نسوي|ساخر|ادبي|علمي|شبابي|طلابي|حقوقي|تحليلي|استقصائي|فني"
)
_SLOGAN_ALONE = re.compile(
    rf"(?:{_KINDS})(?: و?(?:(?:{_PRAISE})ه?|انباء|اخبار))+"
    r"(?: (?:تصدر|تنشر|تبث) (?:من|عن|في) \S+(?: \S+){0,2})?"
)

_EXCLUSIVE = re.compile(rf"خاصه? [بل]?(?:{_KINDS})\s")
"""«خاص جريدة كذا»."""


def is_slogan(key: str) -> bool:
    """«يومية إخبارية وطنية»: a kind of medium with adjectives, which names none."""
    return _SLOGAN_ALONE.fullmatch(key) is not None


_STATEMENT = re.compile(
    r"(?:ال)?(?:بيان|بلاغ|نداء|عريضه|تعميم|توضيح|تصريح صحفي|رساله مفتوحه|بلاغ صحفي|ورقه موقف)\s"
)
"""How the headlines of what organisations hand out begin."""
STATEMENT_TITLE_WORDS, LETTERHEAD_LINES = 4, 6


def heads_statement(lines: list[PageLine], index: int, lexicon: Lexicon) -> bool:
    """«بيان إلى الرأي العام …» below the name of the organisation that hands it out."""
    line = lines[index]
    if line.words < STATEMENT_TITLE_WORDS or not _STATEMENT.match(line.key):
        return False
    return bool(letterheads(lines, index, lexicon))


def letterheads(lines: list[PageLine], index: int, lexicon: Lexicon) -> list[PageLine]:
    """Lines above the headline in line `index` that are nothing but an organisation's name.

    One without the article («نقابة مهندسي كذا») counts where the statement speaks of it.
    """
    said = " ".join(line.key for line in lines[index + 1 : index + 1 + LETTERHEAD_LINES])
    return [
        line
        for line in lines[max(index - LETTERHEAD_LINES, 0) : index]
        if not line.ends_sentence
        and re.search(r"[:،,|/«»\"\d]", line.text) is None
        and (lexicon.names_organisation(line.key) or (_is_body(line, lexicon) and f" {line.key} " in said))
    ]


def _is_body(line: PageLine, lexicon: Lexicon) -> bool:
    kinds = lexicon.lists["media.organisations"]
    return line.words >= 3 and line.key.split(" ", 1)[0] in kinds


def strong_prose(line: PageLine) -> bool:
    """A line that can only be a paragraph."""
    if line.ends_period:
        return line.words >= STATEMENT_WORDS
    return line.words >= 30 or (line.words >= STRONG_WORDS and line.ends_sentence)


def is_page_header(line: PageLine) -> bool:
    """Names at both edges of a printed page, with a wide gap between."""
    wide = _GAP.split(line.line.text.strip())
    return len(wide) > 1 and max(piece.count(" ") + 1 for piece in wide) <= WIDE_PIECE_WORDS


def is_trail(line: PageLine) -> bool:
    """Short names between commas or slashes: the page's sections or topics."""
    pieces = [piece.split() for piece in _TRAIL.split(line.text) if piece.strip()]
    return len(pieces) > 1 and max(map(len, pieces)) <= TRAIL_WORDS


def is_masthead(line: PageLine, lexicon: Lexicon) -> bool:
    """A medium's name, alone or with the slogan behind it."""
    if line.words <= 5 and lexicon.is_medium(line.key):
        return True
    name, mark, _ = line.text.partition("..")
    return bool(mark) and line.words <= MASTHEAD_WORDS and lexicon.is_medium(phrase_key(name))


def slogan_of(line: PageLine) -> str:
    """The key of the name in «كذا - أخبار الناس والعمل», where a site says what it is; else nothing."""
    name, mark, slogan = _cut(line.text)
    if not mark or line.words > MASTHEAD_WORDS or phrase_key(name).count(" ") >= NAME_WORDS:
        return ""
    return phrase_key(name) if SELF.match(phrase_key(slogan)) else ""


def says_itself(line: PageLine) -> bool:
    """A slogan by itself: «مدونة عن العمل والعمال», «صحيفة يومية مستقلة»."""
    return 3 <= line.words <= MASTHEAD_WORDS and not line.ends_period and SELF.match(line.key) is not None


def _cut(text: str) -> tuple[str, str, str]:
    found = _SLOGAN.search(text)
    return (text[: found.start()], found.group(), text[found.end() :]) if found else (text, "", "")


def looks(line: PageLine) -> float:
    """A headline is no list item, and does not end like a sentence, a label or a credit.

    It may name who speaks, quote or ask, as captions and names of sites do not.
    """
    score = -2.0 if line.bullet or is_trail(line) else 0.0
    if line.text.endswith((".", "،", ":")) and not line.text.endswith(".."):
        score -= 1.5
    if line.text.endswith(")"):
        score -= 0.5
    return score + is_shaped(line)


def is_shaped(line: PageLine) -> bool:
    """Five words or more that name a speaker, quote or ask."""
    return line.words >= SHAPED_WORDS and _SHAPED.search(line.text) is not None


def is_byline_like(line: PageLine, lexicon: Lexicon) -> bool:
    """A short line that begins with a byline's label, or is nothing but a place, an agency or a desk."""
    if line.words <= LABELLED_WORDS and (_LABELLED.search(line.folded) or _ROLE.fullmatch(line.folded)):
        return True
    if line.words <= NAME_WORDS + 1 and _EXCLUSIVE.match(line.key):
        return True
    if line.words <= LABELLED_WORDS and (_begins_with_place(line, lexicon) or _ends_with_city(line, lexicon)):
        return True
    return line.words <= 4 and (
        lexicon.is_place(line.key) or lexicon.is_agency(line.key) or lexicon.is_desk(line.key)
    )


def _begins_with_place(line: PageLine, lexicon: Lexicon) -> bool:
    """«القدس المحتلة-كذا», «دبي: «كذا»»: a city, a mark and one name."""
    head, mark, name = line.text.replace(":", "-").replace("–", "-").partition("-")
    return bool(mark) and lexicon.is_city(phrase_key(head)) and 0 < phrase_key(name).count(" ") + 1 <= 3


def _ends_with_city(line: PageLine, lexicon: Lexicon) -> bool:
    """«كذا المستقل/ بورتسودان»: two or three words, a mark and a city."""
    head, mark, city = line.text.replace("/", "-").replace("–", "-").rpartition("-")
    return bool(mark) and lexicon.is_city(phrase_key(city)) and 1 <= phrase_key(head).count(" ") <= 2
