"""What a page says of itself in a sentence: «لا تعبر بالضرورة عن رأي كذا», «أهلا بكم في كذا».

And who signs a statement below its text, and whose printed page it is by the number of the issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.ingest.clean import Layout
from archive.ingest.headline_shapes import SUBJECT, is_slogan
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.names import QUOTES, as_written
from archive.ingest.normalise import phrase_key

NAME_WORDS = 5
LINE_WORDS = 45
SIGNED_LINES, RECORD_LINES = 3, 5
_SAYS = re.compile(
    r"بالضروره عن (?:راي|وجهه نظر|موقف|مواقف|سياسه|اراء|توجهات) (?P<opinion>\S.*)$"
    r"|^(?P<rid>\S.{2,40}?) (?:غير مسؤوله?|ليست مسؤوله|ليس مسؤولا|لا تتحمل|لا يتحمل)\s"
    r"|^(?:اهلا|مرحبا)(?: وسهلا)? بكم? (?:في|الي) (?P<welcome>\S.*)$"
    r"|^لمتابعه (?:اخر |احدث |كل |جميع )?اخبار (?P<news>\S.+?) (?:اشترك|انضم|تابع|عبر|علي|حمل"
    r"|اضغط|يرجي)"
    r"|محتوي (?P<licence>\S.{2,40}?) (?:متوفر|منشور|متاح|مرخص)\s"
)
_KIND = re.compile(r"^(?:موقع|منصه|شبكه موقع) (?=\S)")
_GENERIC = re.compile(
    r"(?:ال|لل)(?:موقع|صحيفه|جريده|مجله|وكاله|شبكه|قناه|منصه|بوابه|مدونه|ناشر|كاتب|كاتبه|مؤلف|اداره|تحرير|محرر|شركه|مؤسسه|مركز)"
    r"|هيئه التحرير|اداره \S+|صاحب\w*|كات\w*|اصحاب\w*|هذا .*|هذه .*"
)
_ISSUE = re.compile(r"(?:ال)?عدد(?: رقم)?\s?:?\s?[(]?\d+")
_RECORDED = re.compile(
    r"(?:المصدر|الناشر|الصحيفة|الجريدة|الموقع|source|publisher|site)\s?[:/]\s?(?P<name>[^:/|]{3,40})", re.I
)
_PAGE = re.compile(r"(?:ال)?(?:صفحه|سنه|طبعه|نسخه|مجلد|عدد|اعداد|ارشيف|ثمن|سعر|ملحق|عام|جزء)(?:\s|$)|0")


def told_names(layout: Layout) -> Iterator[tuple[str, PageLine]]:
    """Names in sentences around the article that only a page's own name stands in, each with its line."""
    lines = layout.page.shown
    for line in (*lines[: layout.title], *lines[layout.last + 1 :]):
        found = _SAYS.search(line.folded) if line.words <= LINE_WORDS else None
        if found is None or found.lastgroup is None:
            continue
        key = _KIND.sub("", phrase_key(re.split(r"[.,،:;؛|(]", found[found.lastgroup])[0]))
        if layout.is_section(key):
            continue  # «لمتابعة أخبار الاقتصاد»
        if key and key.count(" ") < NAME_WORDS and not _GENERIC.fullmatch(key):
            yield as_written(line.text, key).strip(QUOTES), line


def issue_names(layout: Layout) -> Iterator[tuple[str, PageLine, bool]]:
    """The only name beside the number of an issue and its date in the head of a printed page, and its line.

    Last, whether it can only be a paper's: a slogan («يومية مستقلة») stands beside it, or it opens the page.
    """
    for index in range(layout.title):
        line = layout.page.shown[index]
        date_line = layout.date_lines.get(index)
        if date_line is None or not _ISSUE.search(line.folded):
            continue
        slogans = [piece for piece in date_line.rest if is_slogan(piece)]
        names = [
            piece
            for piece in date_line.rest
            if piece not in slogans and not _PAGE.match(piece) and not layout.is_section(piece)
        ]
        if len(names) == 1 and names[0].count(" ") < NAME_WORDS:
            opens = index == 0 and " " in names[0] and line.key.startswith(names[0])
            yield as_written(line.text, names[0]), line, bool(slogans) or opens


def record_names(layout: Layout) -> Iterator[tuple[str, PageLine]]:
    """«المصدر: كذا» in the head of a record whose headline is labelled («العنوان: …»)."""
    lines = layout.page.shown
    if layout.opening is not None or not SUBJECT.match(lines[layout.title].text):
        return
    for line in lines[max(layout.title - RECORD_LINES, 0) : layout.first]:
        found = _RECORDED.fullmatch(line.text.strip()) if line.words <= NAME_WORDS + 1 else None
        if found:
            yield found["name"].strip(QUOTES), line


def signed_by(layout: Layout, lexicon: Lexicon) -> Iterator[tuple[str, PageLine]]:
    """The organisation on a line of its own below a statement, over the date or at the end of the text."""
    lines = layout.page.shown
    below = lines[layout.last + 1 : layout.last + 1 + SIGNED_LINES]
    dated = any(line.line.rule == "date.line" for line in below)
    stated = layout.opening is None and is_statement(lines[layout.title])
    for line in below if dated or stated else ():
        named = lexicon.is_organisation(line.key) and not line.ends_sentence
        if named:
            yield line.text.strip(), line


def is_statement(line: PageLine) -> bool:
    """The headline of what an organisation hands out."""
    return re.match(r"(?:ال)?(?:بيان|بلاغ|نداء|تصريح صحفي|رساله مفتوحه)\s", line.key) is not None
