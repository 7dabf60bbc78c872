"""A whole page on one line: the site's name and its menu, the headline, bylines and buttons, text, links."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from archive.ingest.furniture import Furniture
from archive.ingest.headline_shapes import SKIP
from archive.ingest.lexicon import Lexicon
from archive.ingest.normalise import phrase_key
from archive.ingest.one_line_frame import BUTTON_WORDS, LONGEST_PHRASE, SHARE, bounded, length_of, repeated
from archive.ingest.opening import LEAD_CHARACTERS, Opening, open_line

MENU_WORDS = 3
TRAIL_WORDS = 60
SITE_WORDS = 4
PIECE_WORDS = 4
SKIP_WORDS, HEAD_WORDS, LINKS = 3, 16, 2
BARS = 2
"""One bar alone parts the headline from the text."""
HOME = frozenset(("الرئيسيه", "الصفحه الرئيسيه", "home"))
_PEOPLE = frozenset(
    [
        "عمال",
        "نقابات",
        "شباب",
        "كتاب",
        "حكومه",
        "شركات",
        "محاكم",
        "طلاب",
        "نساء",
        "جامعات",
        "بنوك",
        "لاجيون",
        "لاجئون",
        "اسري",
        "صحف",
    ]
)
"""Sections by whose names headlines begin («عمال كذا يضربون»): the last word of a menu is none of these."""
_MARK = re.compile(r"[\s|:»>/–—-]+")
_BAR = re.compile(r"\s+(?:\||::|•|»|>)\s+")


def open_page(text: str, furniture: Furniture, lexicon: Lexicon) -> Opening | None:
    """The headline in a (tidied) line and where its text begins and ends, the page's frame left out.

    None for a line too short to hold headline and text. Offsets count characters of `text`.
    """
    site, menu = _head(text, furniture)
    if not menu:
        menu = _skipped(text, furniture)
    if not menu:
        site, menu = _pieces(text)
    for find in (repeated, bounded):
        found = find(text, menu, furniture, lexicon)
        if found is not None:
            headline, name = _without_site(found.headline)
            end = _end(text, furniture)
            return Opening(headline, found.cut, found.dated, end, site or name, found.author)
    opening = open_line(text[menu:])
    if opening is None:
        return None
    cut = opening.cut + menu if opening.cut or not menu else 0
    if opening.cut:
        cut += length_of(text[cut:], lambda key: furniture.covers(SHARE, key), BUTTON_WORDS)
    elif menu:
        cut = menu
    dated = opening.dated
    if dated is not None:
        dated = replace(dated, start=dated.start + menu, end=dated.end + menu)
    return Opening(opening.headline, cut, dated, _end(text, furniture), site)


def _head(text: str, furniture: Furniture) -> tuple[str, int]:
    """The site's name before the menu, and where the menu ends; a name only stands before «الرئيسية»."""
    words = text[:LEAD_CHARACTERS].split(" ")
    for size in range(min(SITE_WORDS + 2, len(words))):
        if phrase_key(words[size]) in HOME and not (size and words[size - 1].startswith("الصفح")):
            name = " ".join(words[:size])
            start = len(name) + 1 if name else 0
            menu = _menu(text[start:], furniture.is_section)
            if menu:
                return _bare_name(name, furniture), start + menu
    return "", length_of(text, furniture.is_section, MENU_WORDS)


def _skipped(text: str, furniture: Furniture) -> int:
    """Where two links of a service menu in a row end, behind the link that skips the head and a few words.

    These are the site's name and slogan, which cannot be told apart.
    """
    words = text[:LEAD_CHARACTERS].split(" ")
    if not SKIP.match(phrase_key(" ".join(words[:SITE_WORDS]))):
        return 0
    for start in range(SKIP_WORDS, min(len(words), HEAD_WORDS)):
        end, links = start, 0
        while size := _link_at(words, end, furniture):
            end, links = end + size, links + 1
        if links >= LINKS:
            return len(" ".join(words[:end])) + 1
    return 0


def _link_at(words: list[str], position: int, furniture: Furniture) -> int:
    """How many words at a position are a link of the site's service menu."""
    for size in range(min(LONGEST_PHRASE, len(words) - position), 0, -1):
        rule = furniture.exact.get(phrase_key(" ".join(words[position : position + size])))
        if rule is not None and rule.name == "menu.service":
            return size
    return 0


def _bare_name(name: str, furniture: Furniture) -> str:
    """The words before the menu without those that belong to it («القائمة», «بحث», a section)."""
    words = _MARK.sub(" ", name).split()
    while len(words) > 2 and furniture.is_section(phrase_key(words[-1])):
        words.pop()
    while words and phrase_key(words[0]) in furniture.exact:
        words.pop(0)
    return " ".join(words)


def _is_frame(key: str, furniture: Furniture) -> bool:
    return key in furniture.exact or furniture.is_section(key)


def _menu(text: str, is_section: Callable[[str], bool]) -> int:
    """How many characters at the beginning of `text` are a menu: sections, marks, a strange word or two."""
    words = text.split(" ", LEAD_CHARACTERS)
    position = last = strange = 0
    while position < len(words) and strange <= 1:
        length = _section_at(words, position, is_section)
        mark = not phrase_key(words[position])
        position += length or 1
        strange = 0 if length else strange + (not mark)
        last = position if length or (mark and not strange) else last
    if last > 1 and phrase_key(words[last - 1]) in _PEOPLE:
        last -= 1
    return len(" ".join(words[:last])) + 1 if last else 0


def _section_at(words: list[str], position: int, is_section: Callable[[str], bool]) -> int:
    """How many words at a position name a section; none where a mark stands."""
    if not phrase_key(words[position]):
        return 0
    for size in range(min(LONGEST_PHRASE, len(words) - position), 0, -1):
        if is_section(phrase_key(" ".join(words[position : position + size]))):
            return size
    return 0


def _pieces(text: str) -> tuple[str, int]:
    """«كذا | أخبار التقنية | headline | …»: the site's name, and where the first long piece begins."""
    bars = list(_BAR.finditer(text[:LEAD_CHARACTERS]))
    start, name = 0, ""
    if len(bars) < BARS:
        return name, start
    for bar in bars:
        piece = text[start : bar.start()].strip()
        if phrase_key(piece).count(" ") >= PIECE_WORDS:
            break
        name = name or piece
        start = bar.end()
    return (name, start) if start else ("", 0)


def _without_site(headline: str) -> tuple[str, str]:
    """A headline without the name behind its last bar, and that name."""
    bars = list(_BAR.finditer(headline))
    if bars and phrase_key(headline[bars[-1].end() :]).count(" ") < SITE_WORDS:
        return headline[: bars[-1].start()].strip(), headline[bars[-1].end() :].strip()
    return headline.strip(" |:•»>"), ""


def _end(text: str, furniture: Furniture) -> int | None:
    """Where the last sentence ends, if the page's frame follows: phrases of it alone, or a label first."""
    last = max(text.rfind(mark) for mark in (". ", ".» ", '." ', "؟ ", "! "))
    trail = text[last + 1 :].lstrip('»" ')
    if last < 0 or not trail or trail.count(" ") >= TRAIL_WORDS:
        return None
    taken = length_of(trail, lambda key: _is_frame(key, furniture) or furniture.covers(SHARE, key), 1)
    if taken >= len(trail) or _labelled(trail, furniture):
        return len(text) - len(trail)
    return None


def _labelled(trail: str, furniture: Furniture) -> bool:
    """The words behind the last sentence begin with a label of related headlines, tags or rights."""
    words = phrase_key(trail).split(" ")
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        rule = furniture.exact.get(" ".join(words[:length]))
        if rule is not None and rule.swallows:
            return True
    return trail.startswith("©") or furniture.begins_with(words)
