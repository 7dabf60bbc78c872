"""A decoded file as lines, and each line as the rules see it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from archive.ingest.draft import Line, LineKind, Rejected
from archive.ingest.normalise import fold_and_key, tidy

MAX_LINES = 100_000
MAX_SHOWN = 10_000
_ENDING = re.compile(r"\r\n|\r|\n")
_BULLET = re.compile(r"^\s*(?:[•·▪●○◦■□►▶▸‣⁃*+\-–—]|\d{1,2}[.)\-])\s+")
_ORDINAL = re.compile(r"^(?:اولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا|اخيرا)\s*[:،.–-]")
_CLOSERS = "\"'”’»)]}›“ "
_ENDERS = tuple(".؟?!…۔")


def split_lines(text: str) -> list[Line]:
    """Lines end at LF, CRLF or CR only; joining `text + ending` of all of them gives `text` back."""
    if "\r" not in text:
        *whole, rest = text.split("\n")
        plain = [Line(number, line, "\n") for number, line in enumerate(whole, start=1)]
        return [*plain, Line(len(plain) + 1, rest, "")] if rest else plain
    lines: list[Line] = []
    start = 0
    for found in _ENDING.finditer(text):
        lines.append(Line(len(lines) + 1, text[start : found.start()], found.group()))
        start = found.end()
    if start < len(text):
        lines.append(Line(len(lines) + 1, text[start:], ""))
    return lines


@dataclass
class PageLine:
    """One non-blank line with everything rules ask of it, computed once.

    `text` is tidied; `folded` keeps punctuation; `key` is words only, numbers as `0`.
    `gap`: a blank line stands above it. `hint`: a rule that fits it but holds only outside the article.
    `elsewhere`: the same line stands in most articles of its site.
    """

    line: Line
    text: str
    folded: str
    key: str
    gap: bool
    hint: str = ""
    elsewhere: bool = False
    words: int = field(init=False)
    """Number of words."""
    ends_sentence: bool = field(init=False)
    """The line closes a sentence (closing quotes and brackets after the mark are allowed)."""
    ends_period: bool = field(init=False)
    """The line closes a statement, where a headline would leave it open or end in a question."""
    prose: bool = field(init=False)
    """Long enough, or a short closed sentence: what articles are made of."""
    open: bool = field(init=False)
    """No rule has taken it yet; `mark` and `remark` keep it up to date."""

    def __post_init__(self) -> None:
        """Answer what every line is asked."""
        self.words = self.key.count(" ") + 1 if self.key else 0
        bare = self.text.rstrip(_CLOSERS)
        self.ends_sentence = bare.endswith(_ENDERS)
        self.ends_period = bare.endswith((".", "۔")) and not bare.endswith("..")
        self.prose = self.words >= 14 or (self.words >= 5 and self.ends_sentence)
        self.open = self.line.kind == "body" and not self.line.rule

    @cached_property
    def bullet(self) -> bool:
        """The line is an item of a list or a menu."""
        return (_BULLET.match(self.text) or _ORDINAL.match(self.folded)) is not None

    def mark(self, kind: LineKind, rule: str) -> None:
        """Decide the line's fate; the first decision stands."""
        if self.open:
            self.remark(kind, rule)

    def remark(self, kind: LineKind, rule: str) -> None:
        """Decide the line's fate over an earlier decision (the title rescued from a rule)."""
        self.line.kind, self.line.rule = kind, rule
        self.open = kind == "body" and not rule


@dataclass(slots=True)
class Page:
    """The non-blank lines of a file in order, and every line for the ledger."""

    lines: list[Line]
    shown: list[PageLine]

    def between(self, start: int, stop: int) -> list[PageLine]:
        """Shown lines from index `start` to before `stop`."""
        return self.shown[max(start, 0) : max(stop, 0)]


def read_page(text: str) -> Page:
    """Split a decoded file and mark its blank lines (also those holding only invisible marks).

    Raises `Rejected` where there are more lines than any article has.
    """
    if text.count("\n") + text.count("\r") > MAX_LINES:
        raise Rejected(f"the file has more than {MAX_LINES} lines: it is no article")
    lines = split_lines(text)
    shown: list[PageLine] = []
    gap = False
    for line in lines:
        tidied = tidy(line.text) if line.text else ""
        if not tidied:
            line.kind = "blank"
            gap = True
            continue
        folded, key = fold_and_key(tidied)
        shown.append(PageLine(line, tidied, folded, key, gap))
        gap = False
    if len(shown) > MAX_SHOWN:
        raise Rejected(f"the file has {len(shown)} lines of text: it is no article")
    return Page(lines, shown)
