"""Lines in which a page speaks of itself: of its articles, pictures, players, links, readers.

Words alone are not enough, for articles are about such things too. A line goes that speaks of a page and of
nothing that its text speaks of: no word of it comes back in the paragraphs or the headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.ingest.lines import PageLine
from archive.ingest.stems import stems

RULE = "structure.page_speak"
LONGEST, SHORT_WORDS = 14, 9
"""A line of more words is a paragraph; from so many on a line needs more words of a page's."""
PARAGRAPH_WORDS = 14
PARAGRAPHS, BROKEN_WORDS = 2, 7
"""So many paragraphs show what the text speaks of; below an open line so long a broken one goes on."""
QUOTES = ("«", '"', "“", "'", "‘")
_AFFIXED = r"(?<!\w)(?:و?(?:ال|لل|بال|ب|ل)?)(?:{})(?!\w)"
_OF_PAGES = re.compile(
    _AFFIXED.format(
        "مقال|مقاله|مقالات|موقعنا|نشرتنا|قناتنا|صفحتنا|تعليقك|رابط|روابط|فيديو|البوم|انفوغراف|انفوجراف|محتوي|اشتراك"
        "|متابعتكم|بريدك|تحميل|تكبير|دعائيه|ممول|قراءتكم|زوار|متصفح|بودكاست|ملاحظاتكم|ملاحظاتك|مقترحاتكم|اعجبك|اعجبكم"
        "|تدوينه|حافظه|ارشيفنا|خريطه تفاعليه|مانع اعلانات|تواصل معنا|خبر متصل|خبر متعلق|ذات صله|video|player"
    )
)
_ALSO = re.compile(
    _AFFIXED.format(
        "خبر|اخبار|موقع|نشره|قناه|صفحه|تعليق|تعليقات|صوره|صور|متابعه|بريد|تطبيق|نسخه|مشاركه|اعلان|اعلانات|قراء"
        "|حلقه|حلقات|ملاحظه|ملاحظات|عدد|جرس|اقتباس|عباره|نافذه|بث|ملف|شروط|احكام|اسبوعيه|كاتبها|كاتبه|read|view|click|image"
    )
)
"""Words of pages that texts use as well: two of them count as one of the others."""
_ASKS = re.compile(
    r"(?:تابع|تابعوا|تابعونا|اشترك|اشتركوا|شارك|شاركوا|شاركونا|غرد|حمل|حملوا|استمع|استمعوا|شاهد|شاهدوا|اضغط|انقر"
    r"|اقرا|اقراوا|طالع|اكتب|ارسل|سجل|انضم|انضموا|لا تنس|لا تفوت|يرجي|شكرا ل|نرحب ب|يمكنكم|يمكنك"
    r"|افتح|فتح في)\b"
)
_GOES_ON = re.compile(r"[وف]\w{2,} |(?:لكن|كما|غير|الا|ثم|اما|فيما|بينما|من جهت\w+|بدور\w+) ")


def remove(lines: list[PageLine], title: str, start: int) -> None:
    """Mark such lines behind the first paragraph, whose index is `start`; `title`: the headline's key.

    Closed sentences go below the last paragraph only.
    """
    paragraphs = [index for index in range(start, len(lines)) if _is_paragraph(lines[index])]
    if len(paragraphs) < PARAGRAPHS:
        return
    below = next(index for index in paragraphs if index > start) if paragraphs[-1] > start else len(lines)
    if any(line.hint == "date.line" for line in lines[start + 1 : below]):
        start = below  # the first paragraph is a standfirst with the header below it
    found = [
        line
        for index, line in enumerate(lines[start + 1 :], start + 1)
        if _speaks(line, index > paragraphs[-1]) and not _goes_on(lines, index)
    ]
    if not found:
        return
    said = stems(_texts(lines[start:], title))
    for line in found:
        if not stems([line.key]) & said:
            line.mark("removed", RULE)


def _texts(lines: list[PageLine], title: str) -> Iterable[str]:
    yield title
    for line in lines:
        if _is_paragraph(line):
            yield line.key


def _goes_on(lines: list[PageLine], index: int) -> bool:
    """The line above was broken at a margin."""
    above = lines[index - 1]
    broken = above.open and not above.ends_sentence and above.words >= BROKEN_WORDS
    return broken and not lines[index].gap and above.words < PARAGRAPH_WORDS


def _is_paragraph(line: PageLine) -> bool:
    return line.open and not line.hint and line.words >= PARAGRAPH_WORDS


def _speaks(line: PageLine, foot: bool) -> bool:
    """The line may be a page's: by its words, its length and its end."""
    if not line.open or line.hint.startswith("date") or line.words >= LONGEST:
        return False
    if line.text.startswith(QUOTES) or line.text.endswith(":"):
        return False
    if (line.ends_period and not foot) or line.bullet or _GOES_ON.match(line.key):
        return False
    signs = (
        2 * len(_OF_PAGES.findall(line.key)) + len(_ALSO.findall(line.key)) + 2 * bool(_ASKS.match(line.key))
    )
    return signs >= (2 if line.words < SHORT_WORDS else 3)
