"""Whose page it is, by everything that points to one name: the top of the page, its footer, the article.

One line proves nothing: a section may be called like a paper. Each place a name stands in counts, and a
name is the publisher's from `ENOUGH` on. Names of media we know need less than others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from archive.ingest.clean import Layout
from archive.ingest.dates_apart import named_beside_city
from archive.ingest.furniture import SECTIONS
from archive.ingest.headline_shapes import SKIP, is_page_header, is_slogan
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.name_places import (
    about_names,
    byline_names,
    edited_by,
    from_places,
    headed_by_editor,
    own_names,
    spoken_for,
    team_heads,
)
from archive.ingest.names import QUOTES, Byline, as_written, is_link
from archive.ingest.normalise import phrase_key
from archive.ingest.page_top import heads_page, is_step, top_name
from archive.ingest.self_told import issue_names, record_names, told_names
from archive.ingest.selfnames import may_be_site
from archive.ingest.site_mark import OWNED

ENOUGH = 2
TOP_LINES = 3
NAME_WORDS = 5
KNOWN_WORDS = 6
SKIP_REACH = 4
SHORT_WORDS = 4
OFTEN = 2
MENU_LINES, MENU_ENTRIES = 6, 3
"""So often at least a name on no list is repeated in the page's frame."""
ENTRIES = (SECTIONS, "related.heading", "menu.languages", "menu.service")
LINKS = 3
SHORTEST = 3
"""Letters of a name that is on no list."""
FRAME = ("notice.rights", "source.", "share.follow", "newsletter.")
_PIECES = re.compile(r"\s+[-–—|»/>›]+\s+|,\s|،\s|[ \t\u00a0]{4,}")
_MARKS = re.compile(r"(?:^|\s)[-–—|•·>/:»]+(?:\s|$)|(?<=\s)-(?=\S)")
_ROOT = re.compile(r"\s+[>»›/]\s")
"""Behind the first name of a path («منتديات كذا > أخبار»)."""
_QUOTED = re.compile(r"(?<!\w)(?:لـ?\s?|ال)?[«“\"]([^«»“”\"]{2,30})[»”\"]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FOLLOWED = re.compile(
    r"[\d.,]+\s?(?:الف|مليون|[km])?\s?(?:من )?(?:ال)?(?:مشترك|متابع|عضو|subscriber|follower|member"
    r"|like)(?:ا|ين|ون|s)?"
)
"""«4.2 مليون مشترك» below a channel's name."""
_SOURCE = re.compile(r"^(?:المصدر|مصدر الخبر|مصدر|source)\s?[:/-]\s?(.+)$")


def read_masthead(layout: Layout, byline: Byline, lexicon: Lexicon) -> None:
    """Name the publisher by the places its name stands in; nothing where no name has enough of them.

    What a byline already says stands.
    """
    if byline.publisher is not None:
        return
    if layout.site and _may_name(phrase_key(layout.site), lexicon):
        line = layout.page.shown[layout.first if layout.opening else layout.title]
        byline.name_publisher(layout.site, line, "byline.title_suffix")
        return
    best: tuple[int, int, str, PageLine] | None = None
    for order, (name, line, weight) in enumerate(
        (*_candidates(layout, lexicon), *_elsewhere(layout, lexicon))
    ):
        key = phrase_key(name)
        weight += _support(layout, key, line, lexicon)
        if weight == 1 and key not in lexicon.publishers:
            weight += spoken_for(layout, key, line)
        if weight >= ENOUGH and (best is None or weight > best[0]):
            best = (weight, order, name, line)
    if best is not None:
        byline.name_publisher(best[2], best[3], "byline.masthead")


def _candidates(layout: Layout, lexicon: Lexicon) -> Iterator[tuple[str, PageLine, int]]:
    """Names that may be the page's, the line each stands on and what that place counts."""
    lines = layout.page.shown
    seen: set[str] = set()
    for index in range(layout.title):
        line = lines[index]
        if line.line.rule == "structure.title_repeated":
            yield from _beside_headline(layout, index, seen, lexicon)
            continue
        if line.line.kind == "meta" or line.words > 2 * NAME_WORDS:
            continue
        for piece in (top_name(line), *_PIECES.split(line.text)):
            key = phrase_key(piece)
            if not key or key in seen or key.count(" ") >= NAME_WORDS:
                continue
            known = key in lexicon.publishers and not lexicon.is_agency(key)
            if index < TOP_LINES and lexicon.says_medium(key) and _is_root(key, piece, line):
                seen.add(key)
                yield piece.strip(QUOTES), line, ENOUGH
                continue
            if (layout.is_section(key) and not known) or is_step(lines, key):
                continue
            plain = line.line.rule == "structure.above_title" and not line.hint
            whole = piece == top_name(line) or is_page_header(line)
            if known or (plain and whole and _may_name(key, lexicon)):
                seen.add(key)
                # «الشرق الأوسط» among a menu's entries is its section.
                named = " " in key and (index < TOP_LINES or not lexicon.is_place(key))
                section = layout.is_section(key)
                weight = known + (0 if section else _at_top(layout, index) + (known and named))
                sure = named or (plain and not lexicon.is_place(key))
                yield piece.strip(QUOTES), line, weight if plain or (known and sure) else 0
    yield from _known_around(layout, seen, lexicon)


def _known_around(layout: Layout, seen: set[str], lexicon: Lexicon) -> Iterator[tuple[str, PageLine, int]]:
    """Names of media we know in the frame below the headline and below the text."""
    lines = layout.page.shown
    for index in (*range(layout.title + 1, layout.first), *range(layout.last + 1, len(lines))):
        line = lines[index]
        for key in _known_in(line, lexicon, seen):
            seen.add(key)
            owned = index > layout.last and OWNED.search(line.folded) and _YEAR.search(line.folded)
            if lexicon.is_agency(key) and not owned:
                continue  # a credit
            named = line.key in (key, f"من {key}") and index < layout.first
            weight = ENOUGH if named else int(_SOURCE.match(line.folded) is not None)
            yield as_written(line.text, key), line, weight


def _elsewhere(layout: Layout, lexicon: Lexicon) -> Iterator[tuple[str, PageLine, int]]:
    """Names on no list in bylines and datelines, and those of which links at the foot tell."""
    for name, line in (*about_names(layout), *told_names(layout)):
        if may_be_site(phrase_key(name), lexicon):
            yield name, line, ENOUGH
    for name, line in (*from_places(layout, lexicon), *own_names(layout, lexicon), *record_names(layout)):
        if _may_name(phrase_key(name), lexicon):
            yield name, line, ENOUGH
    for name, line, sure in issue_names(layout):
        if _may_name(phrase_key(name), lexicon):
            yield name, line, ENOUGH if sure or lexicon.says_medium(phrase_key(name)) else 1
    for line in layout.page.shown[: min(layout.title, SKIP_REACH)]:
        name = edited_by(line) if line.line.kind == "removed" else ""
        if name and _may_name(phrase_key(name), lexicon):
            yield name, line, ENOUGH
    for line in layout.page.shown[max(layout.title - TOP_LINES, 0) : layout.title]:
        name = named_beside_city(line, lexicon)
        if name and _may_name(phrase_key(name), lexicon):
            yield name, line, 1
    for line in team_heads(layout):
        if may_be_site(line.key, lexicon):
            yield line.text.strip(), line, ENOUGH
    for name, line in byline_names(layout, lexicon):
        key = phrase_key(name)
        if key not in lexicon.publishers and _may_name(key, lexicon):
            yield name, line, 1


def read_channel(layout: Layout, byline: Byline, lexicon: Lexicon) -> None:
    """A name above the text with nothing below it but what it is («قناة عامة») and how many follow it."""
    lines = layout.page.shown
    for index in range(min(layout.first, len(lines) - 2)):
        line, below = lines[index], lines[index + 1 + is_slogan(lines[index + 1].key)]
        followed = index != layout.title and _FOLLOWED.fullmatch(below.folded) is not None
        if followed and line.words <= NAME_WORDS and _may_name(line.key, lexicon):
            byline.name_publisher(line.text.strip(), line, "byline.channel")


def _is_root(key: str, piece: str, line: PageLine) -> bool:
    """A path begins with it: «منتديات كذا وكذا > أخبار», where «منتديات كذا» may be a part of a forum."""
    return key.count(" ") > 1 and _ROOT.match(line.text[len(piece) :]) is not None


def _at_top(layout: Layout, index: int) -> int:
    """One for the first lines of a page; one for what heads it, as above the link that skips its head."""
    lines = layout.page.shown
    skipped = index == 0 and any(SKIP.match(line.key) for line in lines[1 : 1 + SKIP_REACH])
    return (index < TOP_LINES) + (skipped or _heads(layout, index))


def _heads(layout: Layout, index: int) -> bool:
    lines = layout.page.shown
    return heads_page(lines, index) or _heads_menu(layout, index) or headed_by_editor(lines, index)


def _heads_menu(layout: Layout, index: int) -> bool:
    """The first line of a page, of two words or more, with a menu below it.

    Some pages leave out the site's name and begin with their menu: below a line with a word of sections in it
    most lines must be sections, the first two of them; else short lines are enough of which one is a section.
    """
    lines = layout.page.shown
    if index or lines[0].words < 2:
        return False
    below = list(takewhile(_is_short, lines[1 : 1 + MENU_LINES]))
    entries = sum(map(_is_entry, below))
    if len(below) > MENU_ENTRIES and entries >= MENU_ENTRIES and all(map(_is_entry, below[:2])):
        return True
    words = (form for word in lines[0].key.split(" ") for form in (word, word.removeprefix("ال")))
    return len(below) >= 2 and entries > 0 and not any(map(layout.is_section, words))


def _is_short(line: PageLine) -> bool:
    return line.words <= SHORT_WORDS and not line.ends_sentence


def _is_entry(line: PageLine) -> bool:
    return (line.hint or line.line.rule) in ENTRIES and line.words <= SHORT_WORDS


def _beside_headline(
    layout: Layout, index: int, seen: set[str], lexicon: Lexicon
) -> Iterator[tuple[str, PageLine, int]]:
    """The last name behind the headline in the window's title («… - كذا»), or the one before it."""
    line = layout.page.shown[index]
    before, _, after = line.text.partition(layout.headline)
    pieces = [piece for piece in _MARKS.split(after or "") if phrase_key(piece)]
    path = [piece for piece in _MARKS.split(before) if phrase_key(piece)]
    rooted = len(path) > 1 and layout.is_section(phrase_key(path[-1]))
    sure = bool(pieces) or rooted
    pieces = pieces[-1:] or path[:1]
    for piece in pieces:
        key = phrase_key(piece)
        if key not in seen and _may_name(key, lexicon) and not layout.is_section(key):
            seen.add(key)
            yield piece.strip(QUOTES), line, ENOUGH if sure and index < TOP_LINES else 1


def _known_in(line: PageLine, lexicon: Lexicon, seen: set[str]) -> Iterator[str]:
    """Keys of known media's names that a line of the page's frame holds, longest first."""
    owned = OWNED.search(line.folded) is not None and not line.line.rule.startswith("picture.")
    if not (owned or line.line.rule.startswith(FRAME) or line.words <= SHORT_WORDS):
        return
    words = _plain(line.key).split(" ")
    for length in range(min(KNOWN_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            key = " ".join(words[start : start + length])
            single = length == 1 and not owned and not key.isascii()
            if key in lexicon.publishers and key not in seen and not single:
                yield key
                return


def _support(layout: Layout, key: str, line: PageLine, lexicon: Lexicon) -> int:
    """What else on the page speaks for a name: copyright, source, invitations, quotations, repetitions."""
    count, repeated = 0, 0
    lines = layout.page.shown
    for index, other in enumerate(lines):
        if layout.first <= index <= layout.last and other.line.kind == "body":
            continue
        if f" {key} " not in f" {_plain(other.key)} ":
            continue
        if OWNED.search(other.folded) or (index > layout.last and _tells_of(other, key)):
            count += ENOUGH
        elif other is not line:
            repeated += 1
    quoted = sum(
        phrase_key(found[1]) == key
        for other in lines[layout.first : layout.last + 1]
        for found in _QUOTED.finditer(other.text)
    )
    known = key in lexicon.publishers
    often = min(repeated, ENOUGH) if known else int(repeated >= OFTEN and not key.isascii())
    return count + (often if not line.hint else 0) + (quoted > 0)


def _tells_of(line: PageLine, key: str) -> bool:
    """«عن كذا | فريق العمل | اتصل بنا»: links at the foot of a page, of which one is to what the site is."""
    pieces = [phrase_key(piece) for piece in re.split(r"\s*[|•·/]\s*", line.text)]
    return len(pieces) >= LINKS and not {f"عن {key}", f"من نحن {key}", f"about {key}"}.isdisjoint(pieces)


def _plain(key: str) -> str:
    """The key with the particle of «لجريدة كذا»، «لمؤسسة كذا» set apart."""
    return re.sub(r"(?<!\S)ل(?=(?:صحيفه|جريده|موقع|شبكه|مؤسسه|قناه|وكاله|منصه|مجله|بوابه)\s)", "", key)


def _may_name(key: str, lexicon: Lexicon) -> bool:
    """No place, person, desk or agency, no number, and no link to another part of the page."""
    if is_link(key) or is_slogan(key):
        return False
    if key.count(" ") >= NAME_WORDS or sum(map(str.isalpha, key)) < SHORTEST:
        return False
    if key in lexicon.publishers:
        return True
    return not (
        lexicon.is_agency(key) or lexicon.is_place(key) or lexicon.is_person(key) or lexicon.is_desk(key)
    )
