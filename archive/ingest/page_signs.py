"""Whose page it is by what only its own template says: blogs' frames, links past its sections, its standards.

And by the credit below a text in which a paper names itself in quotation marks beside its agencies.
"""

from __future__ import annotations

import re

from archive.ingest.clean import Layout
from archive.ingest.headline_shapes import SKIP
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.names import QUOTES, Byline, as_written
from archive.ingest.normalise import phrase_key
from archive.ingest.selfnames import may_be_site

CREDIT_LINES, CREDIT_WORDS = 3, 10
NAME_WORDS = 5
_BLOG = re.compile(r"(?:يتم التشغيل بواسطه|مدعوم من|تدعمه|powered by) blogger")
_PAST = re.compile(r"(?:تخطي|تجاوز|انتقل) .{0,20}المزيد من (?P<name>\S.*)")
"""«تخطي إلى الجزء التالي المزيد من كذا»: the last part of a page holds more of the site itself."""
_STANDARDS = re.compile(r"مبادئ (?:ال)?(?:ثقه|مؤسسه)? ?(?:لدي )?تومسون (?P<name>رويترز)")
_ABOUT = re.compile(r"(?:نبذه عن|عن|حول|من نحن) (?P<name>\S+ \S.*)")
"""Above what the page says of itself below a statement."""
_QUOTED = re.compile(r"[«“\"](?P<name>[^«»“”\"]{2,30})[»”\"]")


def read_page_signs(layout: Layout, byline: Byline, lexicon: Lexicon) -> None:
    """Name the publisher where nothing else on the page did."""
    if byline.publisher is not None:
        return
    lines = layout.page.shown
    for line in lines[layout.last + 1 : layout.last + 1 + CREDIT_LINES]:
        name = credited_name(line, lexicon)
        byline.name_publisher(name, line, "byline.credit")
    for line in lines[layout.last + 1 :]:
        past = _PAST.fullmatch(line.key)
        if past and may_be_site(past["name"], lexicon) and not layout.is_section(past["name"]):
            byline.name_publisher(as_written(line.text, past["name"]), line, "byline.page_sign")
        told = _ABOUT.fullmatch(line.key) if line.line.rule == "author.site" else None
        if told and (lexicon.names_organisation(told["name"]) or lexicon.is_organisation(told["name"])):
            byline.name_publisher(as_written(line.text, told["name"]), line, "byline.page_sign")
        standards = _STANDARDS.search(line.key)
        if standards:
            byline.name_publisher(as_written(line.text, standards["name"]), line, "byline.page_sign")
    _read_blog(layout, byline, lexicon)


def _read_blog(layout: Layout, byline: Byline, lexicon: Lexicon) -> None:
    """A blog's title stands first on its page, below the link that skips to the posts."""
    lines = layout.page.shown
    if not any(_BLOG.search(line.folded) for line in lines[layout.last + 1 :]):
        return
    for line in lines[: layout.title]:
        if SKIP.match(line.key) or line.line.rule == "notice.error":
            continue
        named = line.line.rule == "structure.above_title" and line.words <= NAME_WORDS
        if named and may_be_site(line.key, lexicon) and not layout.is_section(line.key):
            byline.name_publisher(line.text.strip(), line, "byline.blog")
        return


def credited_name(line: PageLine, lexicon: Lexicon) -> str:
    """The only quoted name on a line that names agencies besides («كذا»، رويترز); empty without."""
    found = _QUOTED.findall(line.text) if line.words <= CREDIT_WORDS else []
    if len(found) != 1:
        return ""
    others = [phrase_key(piece) for piece in re.split(r"[,،/+()\-–]", _QUOTED.sub("", line.text))]
    others = [piece for piece in others if piece]
    name: str = found[0].strip(QUOTES)
    told = bool(others) and all(map(lexicon.is_agency, others))
    return name if told and not lexicon.is_agency(phrase_key(name)) else ""
