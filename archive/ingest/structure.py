"""What the shape of a page gives away, whatever words it uses: the furniture of a site never seen before.

Every function looks at the shown lines of one page and marks what it is sure of. Lines that a named
rule has taken are left alone, and no rule here takes a line that stands between two paragraphs unless
its neighbours are furniture too: losing a sentence is worse than keeping a label.
"""

from __future__ import annotations

import re
from collections.abc import Container

from archive.ingest.furniture import Furniture, Rule
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.normalise import phrase_key

HEADLINE_WORDS = 24
DECK_WORDS = 7
"""Between headline and text a line this long may be the article's standfirst; a shorter one is a label."""
CAPTION_WORDS = 40
INNER_CAPTION_WORDS = 18
REPEATED_WORDS = 6
ECHO_WORDS = 4
KEYWORDS = 3
KEYWORD_WORDS = 3
CREDIT_WORDS = 8
_NETWORKS = frozenset(
    ["اكس", "تويتر", "فيسبوك", "انستغرام", "يوتيوب", "تيليغرام", "مواقع التواصل", "وسائل التواصل", "الانترنت"]
)
"""Where captions say a picture comes from, besides agencies."""
_WIDE = re.compile(r"(?:[ \t\u00a0]{3,}|\s*(?:\||\*{2,}|[•●◄]|#{2,})\s*)")
OWN_WORDS = frozenset(("خاص", "متابعه", "متابعات"))
"""What media write beside their own names: no credit of a picture."""
PARAGRAPH_WORDS = 14
DATED_ROW_WORDS = 14
SHORTCODE_LINES, HEAD_LINES = 3, 3
_WORDLESS = re.compile(r"[\W_]*|[^\W\d_]|\d{1,2}(?:\.\d{1,2})?x")
_WRITTEN_BY = re.compile(r"(?:نص|نصوص|تحرير|اعداد|بقلم|كتبت?|تقرير|تحقيق|المصدر)\s?[:/]")
_RUNS_ON = re.compile(
    r"(?:في|من|الي|علي|عن|مع|ضد|بعد|قبل|منذ|خلال|بسبب|لدي|بين|حول|التي|الذي|الذين|اثر|تحت) "
)
KINDS = ("ارشيف", "ارشيفيه", "الارشيف", "تعبيريه", "توضيحيه")
TAKEN_BY = ("تصوير ", "عدسه ", "بعدسه ", "photo ")
_DESCRIBED = re.compile(r"(?:[^\W\d_]+ ){3,}.*(?:[(\[][^()\[\]]+[)\]]\.?|[-–—|،] ?(?:تصوير|عدسة|بعدسة)\b.*)$")
"""A picture's description with its credit behind it: no line above describes that picture."""
_CREDIT = re.compile(r"[(\[]\s*(?P<who>[^()\[\]]{2,60})\s*[)\]]\s*\.?$")


def tickers(lines: list[PageLine], dated: Container[int] = ()) -> None:
    """A line that is several headlines side by side, set apart by wide spaces, bars or bullets.

    Lines with the same number of pieces between two paragraphs are the rows of a table, and stay. So does
    a short line above the text that holds a date: «section | author | day» is set like a row of headlines.
    """
    rows = [_cells(line) for line in lines]
    paragraphs = [index for index, line in enumerate(lines) if line.ends_period and line.prose] or [
        len(lines)
    ]
    for index, line in enumerate(lines):
        if not rows[index] or (index in dated and index < paragraphs[0] and line.words <= DATED_ROW_WORDS):
            continue
        beside = [rows[place] for place in (index - 1, index + 1) if 0 <= place < len(rows)]
        if paragraphs[0] < index < paragraphs[-1] and rows[index] in beside:
            continue
        line.mark("removed", "structure.ticker")


def _cells(line: PageLine) -> int:
    """How many headlines or cells stand side by side on a line, three at least; else 0."""
    if not line.open or line.ends_period or line.hint.startswith("date"):
        return 0
    pieces = [piece for piece in _WIDE.split(line.line.text.strip()) if piece.strip()]
    if len(pieces) < 3 or max(len(piece.split()) for piece in pieces) > 16:
        return 0
    return 0 if any(piece.rstrip().endswith(".") for piece in pieces) else len(pieces)


def shortcode_captions(lines: list[PageLine]) -> None:
    """What stands between «[caption …]» and «[/caption]», over as many lines as it takes."""
    for index, line in enumerate(lines):
        if not line.folded.endswith("[/caption]"):
            continue
        for start in range(index, max(index - SHORTCODE_LINES, -1), -1):
            if "[caption" in lines[start].folded:
                for inner in lines[start : index + 1]:
                    inner.mark("removed", "picture.caption")
                break


def wordless(lines: list[PageLine]) -> None:
    """A bar, a lone letter, «1x»: no word, and no number that a text may be divided by."""
    for line in lines:
        if line.open and not line.hint and _WORDLESS.fullmatch(line.folded) and not line.key.isdigit():
            line.mark("removed", "structure.wordless")


def inner_boxes(lines: list[PageLine]) -> None:
    """Inside the text: a section's name with short lines below it, up to the next sentence."""
    for index, line in enumerate(lines):
        if not (line.open and line.hint == "menu.entry"):
            continue
        run = [line]
        for below in lines[index + 1 :]:
            if not below.open or below.ends_sentence or below.words > 10 or below.text.endswith(":"):
                break
            run.append(below)
        if len(run) > 1 and not lines[index - 1].text.endswith(":"):
            for item in run:
                item.mark("removed", "structure.inner_box")


def menus(lines: list[PageLine], stop: int) -> None:
    """Three or more short list items in a row above the text: a menu."""
    run: list[PageLine] = []
    for line in [*lines[:stop], None]:
        if line is not None and line.bullet and line.words <= 6 and not line.ends_sentence:
            run.append(line)
            continue
        if len(run) >= 3:
            for item in run:
                item.mark("removed", "structure.menu")
        run = []


def repeated_title(lines: list[PageLine], title: int) -> None:
    """The headline again, alone, or with a path or the site's name around it."""
    key = lines[title].key
    if lines[title].words < 2:
        return
    for index, line in enumerate(lines):
        if index == title or not line.open:
            continue
        extra = line.words - lines[title].words
        if line.key == key or (0 < extra <= 8 and f" {key} " in f" {line.key} " and not line.ends_period):
            line.mark("removed", "structure.title_repeated")


def echoed_title(lines: list[PageLine], title: int) -> None:
    """A picture's description made of the headline's own words: an open line that says nothing else."""
    said = set(lines[title].key.split(" "))
    for line in lines[title + 1 :]:
        if line.words < ECHO_WORDS or line.ends_sentence or line.hint or not line.open:
            continue
        if said.issuperset(line.key.split(" ")):
            line.mark("removed", "structure.title_repeated")


def keyword_lists(lines: list[PageLine], start: int) -> None:
    """After the last paragraph: a line of nothing but short names between commas or bars."""
    for line in reversed(lines[start:]):
        if line.open and line.ends_period and line.words >= PARAGRAPH_WORDS:
            return
        if not line.open or line.hint or line.ends_sentence:
            continue
        pieces = [piece.split() for piece in re.split(r"[,،|/؛;#]", line.text) if piece.strip()]
        if len(pieces) < KEYWORDS:
            continue
        if max(map(len, pieces)) <= KEYWORD_WORDS and not re.search(r"[().]", line.text):
            line.mark("removed", "structure.keywords")


def repeated_paragraphs(lines: list[PageLine], start: int) -> None:
    """A paragraph or sentence that already stood in the text."""
    seen: set[str] = set()
    for line in lines[start:]:
        if not line.open or line.words < REPEATED_WORDS:
            continue
        if line.key in seen:
            line.mark("removed", "structure.repeated")
        seen.add(line.key)


def is_caption(lines: list[PageLine], index: int, lexicon: Lexicon) -> bool:
    """A line above the text that describes a picture: credited in brackets, or with a credit below it."""
    line = lines[index]
    if is_credited(line, lexicon):
        return True
    return CAPTION_WORDS >= line.words >= 3 and _credited_below(lines, index)


def is_credited(line: PageLine, lexicon: Lexicon) -> bool:
    """A line that ends by naming whose picture it describes."""
    if line.words > CAPTION_WORDS:
        return False
    credit = _CREDIT.search(line.folded)
    if credit and _is_credit(credit["who"], lexicon):
        return True
    tail = re.search(r"(?:\s[-–—|/©]\s*|[-–—|/©]\s+)([^-–—|/©]{2,30})$", line.text)
    source = phrase_key(tail[1]) if tail else ""
    return line.words >= 4 and bool(source) and source not in OWN_WORDS and _is_source(source, lexicon)


def _credited_below(lines: list[PageLine], index: int) -> bool:
    """The next line says who took the picture."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    if below is None or _DESCRIBED.match(below.text):
        return False
    return below.line.rule == "picture.credit" or (
        not below.gap and below.line.rule == "picture.caption" and below.words <= CREDIT_WORDS
    )


def inner_captions(lines: list[PageLine], lexicon: Lexicon) -> None:
    """Between paragraphs: a short description with an agency in brackets or a credit below it."""
    for index, line in enumerate(lines):
        longest = PARAGRAPH_WORDS if line.key.startswith("و") else INNER_CAPTION_WORDS
        described = line.open and 4 <= line.words <= longest and not line.ends_sentence
        if described and not lines[min(index + 1, len(lines) - 1)].gap and _credited_below(lines, index):
            line.mark("removed", "structure.caption")
        credit = _CREDIT.search(line.folded) if line.open and line.words <= INNER_CAPTION_WORDS else None
        if (
            credit
            and not re.search(r"[.؟!:،]\s", line.folded[: credit.start()])
            and _is_credit(credit["who"], lexicon)
        ):
            line.mark("removed", "structure.caption")


def _is_source(key: str, lexicon: Lexicon) -> bool:
    return lexicon.is_agency(key) or key in _NETWORKS


def _is_credit(who: str, lexicon: Lexicon) -> bool:
    words = re.sub(r"[\W_]+", " ", who).strip()
    if words.startswith(TAKEN_BY) or _is_source(words, lexicon) or words in KINDS:
        return True
    pieces = [piece.strip() for piece in re.split(r"[/|,،\-–]", who) if piece.strip()]
    keys = [re.sub(r"[\W_]+", " ", piece).strip() for piece in pieces]
    return len(keys) > 1 and any(lexicon.is_agency(key) or "getty" in key or "جيتي" in key for key in keys)


def wrapped_at(lines: list[PageLine], index: int) -> bool:
    """A block of lines broken at a margin begins here: three or more, of like length, running on."""
    run = [lines[index]]
    for line in lines[index + 1 : index + 9]:
        if line.gap or not line.open or line.hint:
            break
        run.append(line)
    if len(run) < 3 or any(line.bullet for line in run):
        return False
    lengths = [len(line.text) for line in run[:-1] if not line.ends_period]  # a paragraph's end is short
    if not lengths or len(run[-1].text) > 1.5 * max(lengths):
        return False
    open_ends = sum(not line.ends_sentence for line in run[:-1])
    marked = any("،" in line.text or "," in line.text or line.ends_sentence for line in run)
    return (
        min(lengths) >= 24
        and min(lengths) >= 0.55 * max(lengths)
        and 2 * open_ends >= len(run) - 1
        and marked
    )


def is_broken_title(lines: list[PageLine], title: int, first: int) -> bool:
    """On a page broken at a margin the headline goes on in the next line: a preposition and a few words."""
    line, below = lines[title], lines[title + 1]
    if title + 2 > first or below.gap or not below.open or below.hint or below.words > DECK_WORDS:
        return False
    ends = lines[title + 2].gap or lines[title + 2].hint == "date.line"
    open_ended = not line.ends_sentence and not below.ends_sentence
    return open_ended and ends and _RUNS_ON.match(below.key) is not None and wrapped_at(lines, first)


def credits(lines: list[PageLine], stop: int, lexicon: Lexicon) -> None:
    """Above the text: a photographer and an agency («فلان | رويترز»), or an agency in brackets."""
    heads = {line.key for line in lines[:HEAD_LINES]}
    for line in lines[:stop]:
        if not line.open or line.hint or line.words > 8 or _WRITTEN_BY.match(line.folded):
            continue
        pieces = [phrase_key(piece) for piece in re.split(r"[|/]", line.text)]
        if pieces[-1] in OWN_WORDS or (len(pieces) > 1 and pieces[0] in heads):
            continue
        signed = len(pieces) > 1 and lexicon.is_agency(pieces[-1]) and not lexicon.is_place(pieces[0])
        bracketed = re.fullmatch(r"[(\[].*[)\]]", line.text) and lexicon.is_agency(line.key)
        if signed or bracketed:
            line.mark("removed", "picture.credit")


def apply_rules(lines: list[PageLine], furniture: Furniture, strips: Furniture | None) -> dict[int, Rule]:
    """Mark what a rule names wherever it stands, hint at what it names only outside the text.

    `strips`: the publisher's own rules, asked first.
    """
    matched: dict[int, Rule] = {}
    for index, line in enumerate(lines):
        if line.hint:
            continue
        rule = (strips.match(line) if strips else None) or furniture.match(line)
        if rule is None:
            continue
        matched[index] = rule
        if rule.where == "any":
            line.mark("removed", rule.name)
        else:
            line.hint = rule.name
    return matched
