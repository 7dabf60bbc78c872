"""Where the article's text begins and ends among the lines below its headline."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from archive.ingest import boxes, structure
from archive.ingest.draft import Rejected
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.stems import stems

QUIET_GROUPS = ("advert.", "picture.", "embed.", "structure.repeated", "structure.printed", "page.number")
"""Furniture that stands in the middle of articles: text goes on after it."""
CLOSING_GROUPS = ("related.", "source.", "tags.", "widget.rating", "comments.", "newsletter.", "notice.")
"""Furniture of a text's foot: what follows must be more than a short sentence to belong to the text."""
RESUMING = frozenset(
    (
        *("كما", "لكن", "فيما", "بينما", "غير", "الا", "ثم", "اما", "من"),
        *("يذكر", "يشار", "الجدير", "جدير", "بدوره", "بدورها"),
    )
)
"""First words (folded) by which a text goes on; so does any word with و before it."""
PARAGRAPH_WORDS = 14
"""A line this long is a paragraph unless its place says otherwise."""
GREETING_WORDS = 8
BROKEN_WORDS = 10
QUOTES = ("«", "“", '"')
SECTION_WORDS = 6
SHORT_WORDS = 8
_NUMBERED = re.compile(r"\d{1,2}\s?[.)-]\s\S|(?:اولا|مقدمه|تمهيد)\b")
_GREETING = re.compile(
    r"(?:السلام عليكم|صباح الخير|مساء الخير|مرحبا|اهلا|تحيه طيبه|بسم الله)\b"
    r"|(?:اعزائي|عزيزي|عزيزتي|الاصدقاء الاعزاء)\b|(?:يا )?(?:ايها|ايتها) "
    r"|(?:الي|الزميلات|الزملاء|الرفاق|الرفيقات|السيد|السيده|الساده) .*[،:]$"
)
_SAYING = re.compile(
    r"(?:(?:كما|لقد|وقد|قد) )?[وف]?(?:قال|يقول|تقول|قلت|انشد|ينشد|كتب|يكتب|تكتب|غني|هتف|ردد)(?:ت|وا)?"
    r"(?: .*)?:"
)
"""An announcement of what somebody says (folded): verse, a slogan or a quotation follows."""
_SIGNED = re.compile(
    r"(?:(?:ال)?(?:منظمات|جمعيات|هيئات|نقابات|جهات|مؤسسات|احزاب|مجموعات|اسماء) )?"
    r"(?:و?ال)?موقع(?:ون|ين|ات|ه)(?: [^:]*)?:"
    r"|(?:ال)?(?:تواقيع|توقيعات|توقيع) ?:"
)
"""What stands above the names of those who signed a statement (folded)."""
SIGNERS = 60
_SLOGAN = re.compile(r"(?:عاشت?|يعيش|تعيش|يحيا|تحيا|المجد|الخلود|الحريه ل\S+) ")
"""The last words of a statement."""
_END = re.compile(r"انتهي|النهايه|انتهي البيان|end|ends")
"""What closes a text by saying so (a key)."""
_ENDED = re.compile(r"[.\"»”]\s*[/(](?:نهايه الخبر|انتهي|النهايه)[/)][^.]{0,20}$")
"""A paragraph's end with an agency's mark behind it (folded)."""
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
QUESTION_WORDS = 8
FOOT_PARAGRAPHS = 2
SPOKEN_OF = 0.25
"""So much of a short sentence behind furniture comes back in the text before it."""
VERSES, VERSE_WORDS = 4, 10
CLOSING_WORDS = 8
STANDFIRST_REACH = 4
"""So many lines below a standfirst its article's date may stand."""
LABELS, LABEL_WORDS, LISTED = 2, 6, 12
OPEN_PARAGRAPH_WORDS = 22
"""A line without a full stop must be this long to extend a text that uses full stops,"""
LOOSE_PARAGRAPH_WORDS = 9
"""or this long in a text that does without, and speak of the same things."""


def text_bounds(lines: list[PageLine], title: int, lexicon: Lexicon) -> tuple[int, int]:
    """Indexes of the first and the last line of text below the headline; `Rejected` if there is none."""
    first = _first(lines, title, lexicon)
    texts = [line for line in lines[first:] if line.open and line.words >= PARAGRAPH_WORDS]
    punctuated = sum(line.ends_sentence for line in texts) >= 0.5 * len(texts)
    extent = _Extent(lines, title, first, punctuated, structure.wrapped_at(lines, first))
    for index in range(first, len(lines)):
        extent.look_at(index)
    return first, extent.last


def _first(lines: list[PageLine], title: int, lexicon: Lexicon) -> int:
    for index in range(title + 1, len(lines)):
        if _starts_text(lines, index, lexicon) and not _is_standfirst(lines, index):
            return index - _headed(lines, index, title)
    open_lines = [
        index for index in range(title + 1, len(lines)) if lines[index].open and not lines[index].hint
    ]
    if not open_lines:
        raise Rejected("no text was found below the headline")
    return max(open_lines, key=lambda index: lines[index].words)


def _headed(lines: list[PageLine], index: int, title: int) -> bool:
    """A numbered sub-heading or a short quotation stands right above the first paragraph."""
    above = lines[index - 1]
    if index - 1 <= title or not above.open or above.hint or above.words > SECTION_WORDS:
        return False
    if above.ends_period and above.text.startswith(QUOTES):
        return True  # somebody's short sentence opens the text
    return _NUMBERED.match(above.folded) is not None


def _starts_text(lines: list[PageLine], index: int, lexicon: Lexicon) -> bool:
    line = lines[index]
    if not line.open or line.hint or line.elsewhere:
        return False
    if _greets(lines, index):
        return True
    if not line.prose and not structure.wrapped_at(lines, index) and not _is_broken(lines, index):
        return False
    if line.words < SHORT_WORDS and not _is_followed(lines, index):
        return False
    return not structure.is_caption(lines, index, lexicon)


def _is_followed(lines: list[PageLine], index: int) -> bool:
    """A paragraph follows a short sentence: by itself it may be a button («Next goal: 500!»)."""
    below = next((line for line in lines[index + 1 :] if line.open), None)
    return below is not None and (below.prose or below.words >= SHORT_WORDS)


def _is_broken(lines: list[PageLine], index: int) -> bool:
    """The first of two lines that make one sentence, broken at a margin."""
    line = lines[index]
    below = lines[index + 1] if index + 1 < len(lines) else None
    if below is None or below.gap or not below.open or below.hint or line.words < BROKEN_WORDS:
        return False
    return not line.ends_sentence and below.ends_period and len(below.text) <= 1.2 * len(line.text)


def _greets(lines: list[PageLine], index: int) -> bool:
    """A letter or a post begins: its greeting stands right above the first paragraph."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    if below is None or lines[index].words > GREETING_WORDS or not below.open or below.hint:
        return False
    return _GREETING.match(lines[index].folded) is not None and (
        below.prose or structure.wrapped_at(lines, index + 1)
    )


def _is_standfirst(lines: list[PageLine], index: int) -> bool:
    """A long line without an end, and right below it the article's date: the text begins later."""
    if lines[index].ends_sentence or structure.wrapped_at(lines, index):
        return False
    for line in lines[index + 1 : index + 1 + STANDFIRST_REACH]:
        if line.hint == "date.line":
            return True
        if line.open and line.prose:
            return False
    return False


def _is_call(line: PageLine) -> bool:
    """A statement's last words: «عاشت …»، «اليوم، لا غدا!»."""
    return _SLOGAN.match(line.key) is not None or (line.text.endswith("!") and "،" in line.text)


@dataclass(slots=True)
class _Extent:
    """How far the text reaches, looking at one line after the other.

    `quiet`: since `last` only furniture that stands inside articles has been seen; `wrapped`:
    its lines are broken at a margin; `labels`: short open lines since `last`, one of which may be a
    sub-heading; `ended`: a line says that the text ends; `verses`: so many short lines may still belong to
    what is quoted at the end of the text; `counted`: stems of the text, but for its lines with the keys
    `unread`.
    """

    lines: list[PageLine]
    title: int
    last: int
    punctuated: bool
    wrapped: bool = False
    quiet: bool = True
    labels: int = 0
    verses: int = 0
    ended: bool = False
    unread: list[str] = field(default_factory=list)
    counted: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.unread += [self.lines[max(self.title, 0)].key, self.lines[self.last].key]

    def said(self) -> set[str]:
        """Stems of the text so far: most pages never ask for them."""
        if self.unread:
            self.counted |= stems(self.unread)
            self.unread.clear()
        return self.counted

    def look_at(self, index: int) -> None:
        """Extend the text to this line if it belongs to it."""
        line = self.lines[index]
        if line.open and _END.fullmatch(line.key) and self._is_foot(index):
            self.ended = True
        if self.ended:
            return
        if line.open and line.text.endswith(":"):
            self.labels = -LISTED  # what is announced may follow
        self.labels += (
            line.open and line.words <= LABEL_WORDS and not line.text.endswith((".", ":", "؟", "!"))
        )
        if self.labels > LABELS:
            self.quiet = False
        if line.hint.startswith(CLOSING_GROUPS):
            self.quiet = False
        if not line.open:
            quiet = line.line.rule.startswith(QUIET_GROUPS) or _CLOCK.fullmatch(line.folded)
            self.quiet = self.quiet and bool(quiet)
        elif not line.hint and not line.elsewhere and self._is_text(index) and self._resumes(index):
            self.unread += [reached.key for reached in self.lines[self.last : index + 1] if reached.open]
            self.last, self.quiet, self.labels = index, True, 0
            self.verses = VERSES if _SAYING.fullmatch(line.folded) else self.verses - 1
            if _SIGNED.fullmatch(line.folded):
                self.verses = SIGNERS

    def _is_text(self, index: int) -> bool:
        """A paragraph, an item of the text's list, or the end of a broken line."""
        line, above = self.lines[index], self.lines[self.last]
        if line.ends_sentence and line.words >= 5 and not self._asks_reader(line):
            return True
        if boxes.is_wrapped(self.lines, index) or (self.quiet and _ENDED.search(line.folded)):
            return True
        if index == self.last + 1 and line.words <= CLOSING_WORDS and _is_call(line):
            return True
        if self.quiet and line.ends_period and line.words >= 2 and not line.bullet:
            return True
        if line.words >= (OPEN_PARAGRAPH_WORDS if self.punctuated else PARAGRAPH_WORDS):
            return True
        if not self.punctuated and line.words >= LOOSE_PARAGRAPH_WORDS and stems([line.key]) & self.said():
            return True
        if self.quiet and (self._goes_on(line) or self._is_announced(index) or self._closes(index)):
            return True
        if index != self.last + 1 or line.gap:
            return False
        if line.bullet:
            return above.bullet or above.text.endswith(":")
        runs_on = not above.ends_sentence and above.words >= 5
        return runs_on and (self.wrapped or above.text.endswith("،") or line.ends_sentence)

    def _asks_reader(self, line: PageLine) -> bool:
        """A short question about nothing that the text speaks of."""
        asks = line.words <= QUESTION_WORDS and line.text.endswith(("؟", "?")) and "،" not in line.text
        return asks and not stems([line.key]) & self.said()

    def _is_announced(self, index: int) -> bool:
        """«قال الشاعر:» right below the text, or one of the short lines that it announces."""
        line = self.lines[index]
        if index != self.last + 1 or line.words > VERSE_WORDS or line.bullet:
            return False
        if line.text.endswith(":") and self._precedes(index) and self.lines[index + 1].bullet:
            return True  # «نطالب بما يلي:» over the points of a list
        announces = _SAYING.fullmatch(line.folded) or _SIGNED.fullmatch(line.folded)
        return self.verses > 0 or (announces is not None and self._precedes(index))

    def _closes(self, index: int) -> bool:
        """A letter's last words: they end in a comma, the sender's name follows."""
        line = self.lines[index]
        if index == self.last + 1 and 2 <= line.words <= CLOSING_WORDS and line.text.endswith(("،", ",")):
            return self._precedes(index)
        above = self.lines[self.last]
        signs = index == self.last + 1 and line.words <= LABEL_WORDS and above.words <= CLOSING_WORDS
        return signs and above.text.endswith("،")

    def _precedes(self, index: int) -> bool:
        """An open line that is no furniture follows."""
        below = self.lines[index + 1] if index + 1 < len(self.lines) else None
        return below is not None and below.open and not below.hint

    def _goes_on(self, line: PageLine) -> bool:
        """A last paragraph without its full stop: it begins like one and speaks of the same things."""
        shared = len(stems([line.key]) & self.said())
        if line.ends_sentence and line.key.startswith(("و", "ف")) and shared:
            return True
        if line.key.startswith("و") or line.key.split(" ", 1)[0] in RESUMING:
            return line.words >= 5 and shared >= 1
        return (line.words >= 10 and shared >= 3) or (line.words >= 8 and shared >= 2 and self._alone(line))

    def _alone(self, line: PageLine) -> bool:
        """No line of the same kind follows, as in a list of headlines."""
        index = self.lines.index(line)
        below = self.lines[index + 1] if index + 1 < len(self.lines) else None
        return index == self.last + 1 and (below is None or not below.open or below.words <= LABEL_WORDS)

    def _resumes(self, index: int) -> bool:
        """After furniture a short sentence goes on with the article only if it speaks of the same things."""
        line = self.lines[index]
        if self.quiet or index - self.last <= 1 or line.words >= PARAGRAPH_WORDS:
            return True
        if boxes.is_wrapped(self.lines, index):
            return True
        if line.key.startswith("و") or line.key.split(" ", 1)[0] in RESUMING:
            return True
        own = stems([line.key])
        return len(own & self.said()) >= max(2.0, SPOKEN_OF * len(own))

    def _is_foot(self, index: int) -> bool:
        """Two paragraphs at most follow: what a site or an organisation says of itself."""
        return sum(line.open and line.prose for line in self.lines[index + 1 :]) <= FOOT_PARAGRAPHS
