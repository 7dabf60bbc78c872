"""What a page calls itself outside its article: «© 2022 X»، «حمّل تطبيق X»، «تابعوا X على …».

A name that stands beside the article and again in such a line is the publisher's, whatever words it is
made of. A copyright line is enough by itself, and so is a channel or paper the reader is invited to follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.ingest.calendars import flat
from archive.ingest.clean import Layout
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.names import QUOTES, SPLIT, Byline, as_written, is_link
from archive.ingest.normalise import phrase_key
from archive.ingest.site_mark import OWNED

NAME_WORDS = 4
_KIND = "وكاله|صحيفه|جريده|مجله|قناه|شبكه|اذاعه|منصه|مؤسسه|موقع|بوابه"
_DOES = r"(?:[تي](?:رحب|دعو|عتذر|نشر|لتزم|شكر|تحمل|علن|نوه)|غير|ليست?|لا|هي|هو|علي|في|من|عبر)"
"""What stands behind a name that is told of («صحيفة كذا ترحب بمشاركاتكم»)."""
KINDS = frozenset(_KIND.split("|"))
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright|محفوظه|حقوق النشر)[\s©:,\d«“\"-]*(?:لدي\s+|ل\s?[«“\"]\s?)?"
    r"(?P<name>(?!جميع|كافه|كل\s|ال?حقوق|محفوظه|copyright|all\s)[^\W\d_][^.,|©:()\d/]*(?:2\d(?!\d))?)"
    r"|^(?P<before>[^\W\d_][^.,|©:()\d/]{1,40}?)\s*(?:©|\(c\))\s*\d{4}",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"(?:(?:(?:حملوا?|تحميل|نزلوا?|تنزيل)\s+تطبيق|تطبيق|(?:تابعونا|تابعنا) علي (?:قناه|صفحه|حساب)"
    r"|تابعوا|تابع|(?:اخر|كل|جميع)?\s*(?:ال)?اخبار\s+من"
    r"|(?:انضم|اشترك)(?:وا)?\s+(?:الي|في)(?:\s+(?:قناه|نشره))?|عضويه|ادعموا?|رئيس تحرير|الصفحه الرسميه"
    rf"|من نحن|صفحه|بودكاست)\s+)+[«“\"(]?(?P<name>(?:ل(?=(?:{_KIND})\s))?\S.*)$"
)
_RIGHTS_MARK = re.compile(r"\s*(?:©|\([cC]\)|[|•·]|\s[-–—]\s|(?<!\d)(?:19|20)\d\d(?!\d)|[,،.])\s*")
_RIGHTS = re.compile(
    r"حقوق|محفوظ|copyright|rights|reserved|droits|تصميم|برمجه|تطوير|powered|سياس|شروط|خصوصيه|اتصل|نحن"
)
_SELF = re.compile(r"^(?P<name>\S.{1,40}?)\s+(?:هي |هو )?(?:منظمه|مؤسسه|موقع|منصه|صحيفه|مجله|ليست|ليس|غير)\s")
_END = re.compile(
    r"\s(?:علي|عبر|ليصلك|لتصلك|الان|في|من|هي|هو|الرسمي|الرسميه)(?:[\s:]|$)|[.,!|:;؛«»\"“”()@#]|\d{3}|\s[-–—]\s"
)
_STRETCHED_FOR = re.compile(r"(?<!\w)لـ+\s*")
_MARKS = re.compile("[\u0640\u064b-\u0652]")
_SPOKE_TO = re.compile(r"(?<!\w)لـ?\s?[«“\"]([^«»“”\"]{2,30})[»”\"]")
_NOBODY = frozenset(
    (
        "الموقع",
        "موقعنا",
        "للموقع",
        "الناشر",
        "للناشر",
        "المؤلف",
        "للمؤلف",
        "الكاتب",
        "الكاتبه",
        "للكاتب",
        "شركه",
    )
)
_FOLLOW = re.compile(
    r"(?:تابعوا?|تابع)\s(?:صفحه |قناه |حساب |موقع )?(?!نا|ونا)\S.{1,40}?\s(?:علي|عبر|في)\s(?:قناه "
    r"|تطبيق |منصه |خدمه )?"
    r"(?:google|facebook|telegram|whatsapp|twitter|youtube|x\b|instagram|nabd|جوجل|غوغل|اخبار (?:جوجل"
    r"|غوغل)|فيسبوك|تلغرام|تليجرام"
    r"|تيليجرام|تليغرام|تيليغرام|واتس|تويتر|يوتيوب|انستغرام|انستقرام|انستجرام|اكس|نبض|مواقع التواصل)"
)
_PLATFORM = re.compile(
    r"google|facebook|telegram|whatsapp|twitter|youtube|جوجل|غوغل|فيسبوك|تلغرام|تليجرام|تيليجرام|تليغرام|تيليغرام"
    r"|واتساب|تويتر|يوتيوب|انستغرام|انستقرام|التواصل|الهاتف|البريد|اخبارنا|صفحتنا|قناتنا"
)


@dataclass(frozen=True, slots=True)
class PageName:
    """What may be the page's name: as written, its word key, the line, and whether that claims copyright.

    `invited`: the reader shall follow it on a network («تابعوا كذا على فيسبوك»), as sites ask for themselves.
    """

    name: str
    key: str
    line: PageLine
    owned: bool
    invited: bool = False


def page_names(layout: Layout) -> Iterator[PageName]:
    """Names in the lines around the article by which the page may speak of itself."""
    for index, line in enumerate(layout.page.shown):
        invites = layout.title < index < layout.first and _INVITES.match(line.folded)
        if (layout.title <= index <= layout.last or line.line.kind != "removed") and not invites:
            continue
        text = _MARKS.sub("", _STRETCHED_FOR.sub(" ", flat(line.text)))
        owned = OWNED.search(text) is not None
        if owned and (name := _only_name(line.text)):
            yield PageName(name, phrase_key(name), line, owned)
        for pattern in (_OWNER,) if owned else (_INVITES, _SELF):
            for found in pattern.finditer(text):
                written = found["name"] or found["before"] if owned else found["name"]
                key = phrase_key(_END.split(written.strip(QUOTES), maxsplit=1)[0])
                name = _without_particle(as_written(line.text, key), owned).lstrip("\u0640 ")
                invited = not owned and (_FOLLOW.match(text) is not None or _follows(layout, index))
                yield PageName(name, phrase_key(name), line, owned, invited)


def _follows(layout: Layout, index: int) -> bool:
    """«تابع كذا على:» over the names of networks."""
    lines = layout.page.shown
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    asks = re.fullmatch(r"(?:تابعوا?|تابع) \S.{1,40} (?:علي|عبر)\s?:?", line.folded) is not None
    return asks and below is not None and _PLATFORM.search(below.folded) is not None


def _only_name(text: str) -> str:
    """The one piece of a copyright line that speaks of no rights («جميع الحقوق محفوظة 2026 | كذا»)."""
    pieces = [piece.strip(QUOTES) for piece in _RIGHTS_MARK.split(text)]
    names = [piece for piece in pieces if phrase_key(piece) and not _RIGHTS.search(flat(piece))]
    return _without_particle(names[0], owned=False) if len(names) == 1 else ""


def _without_particle(name: str, owned: bool) -> str:
    """«لصحيفة كذا» without its particle, which behind «محفوظة» any name has; «موقع كذا» is called «كذا»."""
    name = re.sub(r"^ل?موقع\s+[«“\"(]?(?=\S)", "", name.strip(QUOTES))
    if re.match(rf"ل(?:{_KIND})\s", flat(name)):
        return name[1:]
    if owned and re.match(r"لل\w{3}", name):
        return "ا" + name[1:]
    if owned and re.match(r"ل\w{3}", name) and not re.match(r"لبنان|ليبيا|لندن|لايف|لها", name):
        return name[1:]
    return name


def read_page_names(layout: Layout, byline: Byline, lexicon: Lexicon) -> None:
    """The publisher by what the page calls itself, in its copyright line or there and beside the article."""
    names = [found for found in page_names(layout) if may_be_site(found.key, lexicon)]
    beside = set(_beside(layout)) if names else set()
    for found in names:
        claimed = found.owned and (found.line.hint or found.line.line.rule).startswith("notice.rights")
        followed = lexicon.is_medium(found.key) and re.match(rf"(?:{_KIND})\s", found.key) is not None
        if claimed or followed or found.invited or found.key in beside:
            called = _called(found, names) if found.owned else found
            byline.name_publisher(called.name, called.line, "byline.page_name")


def read_full_name(layout: Layout, byline: Byline, lexicon: Lexicon) -> None:
    """«كذا/ خاص» on a page headed «صحيفة كذا»: the name as the page's head gives it.

    Or its foot, with more words behind it («وكالة كذا المستقلة»): another medium may go by the short name.
    """
    name = byline.publisher
    key = phrase_key(name or "")
    if not name or key.isascii() or re.match(rf"(?:{_KIND})\s", key):
        return
    for line in layout.page.shown[layout.last + 1 :]:
        longer = SPLIT.split(line.text)[0].strip() if key in line.key else ""
        if re.fullmatch(rf"(?:{_KIND}) {re.escape(key)} (?!{_DOES}\s)\S+(?: \S+)?", phrase_key(longer)):
            byline.publisher = longer
            return
    if key in lexicon.publishers:
        return
    for line in layout.page.shown[: layout.title]:
        kind, _, rest = line.key.partition(" ")
        if rest == key and kind in _KIND.split("|"):
            byline.publisher = line.text.strip()
            return


def _called(owner: PageName, names: list[PageName]) -> PageName:
    """The name by which readers are invited, where it shares a word of its own with the owner's."""
    words = set(owner.key.split(" ")) - set(_KIND.split("|"))
    for found in names:
        if not found.owned and words.intersection(found.key.split(" ")):
            return found
    return owner


def may_be_site(key: str, lexicon: Lexicon) -> bool:
    """A word key that may name a site: no agency, place, person, desk, platform or phrase about rights."""
    words = key.split(" ")
    if not key or len(words) > NAME_WORDS or _NOBODY.intersection(words):
        return False
    if key.isascii() and key not in lexicon.publishers:
        return False
    if is_link(key):
        return False
    if OWNED.search(key) or _PLATFORM.search(key) or any(map(str.isdigit, "".join(words[:-1]))):
        return False
    return not (
        lexicon.is_agency(key) or lexicon.is_place(key) or lexicon.is_person(key) or lexicon.is_desk(key)
    )


def _beside(layout: Layout) -> Iterator[str]:
    """Word keys of names beside the article: short lines around its headline, and who it says it spoke to."""
    lines = layout.page.shown
    for line in [*lines[: layout.title], *lines[layout.title + 1 : layout.first + 1]]:
        if line.words <= 2 * NAME_WORDS:
            yield from map(phrase_key, SPLIT.split(line.text))
        else:
            yield from map(phrase_key, SPLIT.split(line.text[:90])[:3])
    for line in lines[layout.first : layout.last + 1]:
        if "«" in line.text or "“" in line.text or '"' in line.text:
            yield from (phrase_key(found[1]) for found in _SPOKE_TO.finditer(line.text))
