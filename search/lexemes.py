"""The reader's string cut into words, phrases, fields, brackets and operators. Pure; linear in its length."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import Literal

from search.clauses import FieldName
from search.normalize import INVISIBLE, normalize
from search.tokens import Token, tokenize

Kind = Literal["word", "phrase", "field", "open", "close", "or", "and", "not", "plus", "minus"]

_LABELS: dict[FieldName, str] = {
    "company": "شركة الشركة company",
    "campaign": "حملة الحملة campaign",
    "publisher": "ناشر الناشر مصدر المصدر publisher source",
    "after": "بعد منذ after since",
    "before": "قبل before",
}
LABELS = {normalize(label): name for name, labels in _LABELS.items() for label in labels.split()}
"""Field names as readers write them, normalised."""

_DOUBLE = '"“”„‟＂❝❞〝〞〟″'
_GUILLEMETS = "«»《》"
_SINGLE = "'‘’‚‛‹›`´＇"
_QUOTES = _DOUBLE + _GUILLEMETS + _SINGLE
_OPEN = "([{（［｛﴾﴿"
_CLOSE = ")]}）］｝"
_DASHES = "-‐‑‒–—―−﹘﹣－"
_PLUS = "+＋"
_STARS = "*٭＊∗"
_COLONS = ":：﹕"
_STRICT: dict[str, Kind] = {
    "OR": "or",
    "|": "or",
    "||": "or",
    "AND": "and",
    "&": "and",
    "&&": "and",
    "NOT": "not",
}
_LOOSE: dict[str, Kind] = {"او": "or", "ليس": "not"}
_ANY_DOUBLE = re.compile(f"[{_DOUBLE}]")
_ANY_GUILLEMET = re.compile(f"[{_GUILLEMETS}]")
_LAST_SINGLE = re.compile(rf"[{_SINGLE}](?!\w)")
_COMMA = re.compile("[,،;؛]")
_SIGNS = re.compile(f"[{_PLUS}{re.escape(_DASHES)}]+")
_CHUNK = re.compile(rf"[^\s{_DOUBLE}{_GUILLEMETS}{re.escape(_OPEN + _CLOSE)}]+")
_FIELD = re.compile(f"([^{_COLONS}]+)[{_COLONS}](.*)", re.DOTALL)
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_TO_DASH = str.maketrans(dict.fromkeys(_DASHES, "-"))
_NO_QUOTES = str.maketrans(dict.fromkeys(_DOUBLE + _GUILLEMETS, " "))
_NO_INVISIBLE = str.maketrans(dict.fromkeys(INVISIBLE))
SHORTEST_PREFIX = 2
"""Letters a word needs before its star; with fewer it is a plain word."""


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece of the string: `text` as typed (of a date: as ISO), from `start` in the cleaned string.

    `strict` operators (OR, NOT, AND, |, &) work between any words; the others (أو, ليس) need a phrase, a
    field or a bracket beside them. A plus or minus always touches the lexeme after it.
    """

    kind: Kind
    text: str
    start: int
    strict: bool = False
    prefix: bool = False
    name: FieldName = "company"


def clean(text: str) -> str:
    """`text` without invisible and control characters, each run of white space one space."""
    text = _UNREADABLE.sub(" ", text.translate(_NO_INVISIBLE)).replace("''", '"').replace("<<", "«")
    return " ".join(text.replace(">>", "»").split())


def iso_date(text: str) -> str:
    """`text` as YYYY, YYYY-MM or YYYY-MM-DD; empty if it is no such date or not in the calendar."""
    found = _DATE.fullmatch(normalize(text).translate(_TO_DASH).strip())
    if not found:
        return ""
    year, month, day = (int(part or 0) for part in found.groups())
    if year == 0 or month > 12 or (found[2] and not month):
        return ""
    if found[3] and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return ""
    return "-".join([f"{year:04}"] + [f"{part:02}" for part in (month, day) if part])


class Lexer:
    """Cuts one cleaned string; `cut_at` is where it stopped after `most` operands and operators, or None."""

    def __init__(self, text: str, most: int) -> None:
        self.text = text
        self.lexemes: list[Lexeme] = []
        self.cut_at: int | None = None
        self._at = 0
        self._left = most
        self._fresh = True
        """Whether what comes stands at a beginning: after a space, an opening bracket, a sign."""

    def run(self) -> list[Lexeme]:
        """Every lexeme of the string, in order."""
        while self._at < len(self.text) and self.cut_at is None:
            character = self.text[self._at]
            if character == " ":
                self._at += 1
                self._fresh = True
            elif character in _OPEN or character in _CLOSE:
                self._add(Lexeme("open" if character in _OPEN else "close", character, self._at))
                self._at += 1
                self._fresh = character in _OPEN
            elif self._quote_opens(character):
                self._read_phrase()
            elif not (self._fresh and self._read_sign()):
                self._read_chunk()
        return self.lexemes

    def _add(self, lexeme: Lexeme) -> None:
        if lexeme.kind not in ("open", "close", "plus", "minus"):
            if not self._left:
                self.cut_at = lexeme.start if self.cut_at is None else self.cut_at
                return
            self._left -= 1
        self.lexemes.append(lexeme)

    def _quote_opens(self, character: str) -> bool:
        return character in _DOUBLE or character in _GUILLEMETS or (character in _SINGLE and self._fresh)

    def _quoted(self, start: int) -> tuple[str, int] | None:
        """What the quotation mark at `start` encloses and the place after it; None if nothing ends it."""
        if self.text[start] in _SINGLE:
            families = [_LAST_SINGLE]
        elif self.text[start] in _DOUBLE:
            families = [_ANY_DOUBLE, _ANY_GUILLEMET]
        else:
            families = [_ANY_GUILLEMET, _ANY_DOUBLE]
        for family in families:
            end = family.search(self.text, start + 1)
            if end:
                return _sentence(self.text[start + 1 : end.start()]), end.end()
        return None

    def _read_phrase(self) -> None:
        quoted = self._quoted(self._at)
        if quoted is None:
            self._at += 1
            self._fresh = True
            return
        content, end = quoted
        if content:
            self._add(Lexeme("phrase", content, self._at))
        else:
            self._drop_sign()
        self._at = end
        self._fresh = False

    def _read_sign(self) -> bool:
        """Takes the signs here, if any; alone between spaces they mean nothing."""
        found = _SIGNS.match(self.text, self._at)
        if not found:
            return False
        if found.end() < len(self.text) and self.text[found.end()] != " ":
            plus = all(sign in _PLUS for sign in found.group())
            self._add(Lexeme("plus" if plus else "minus", found.group(), self._at))
        self._at = found.end()
        return True

    def _signed(self) -> bool:
        return bool(self.lexemes) and self.lexemes[-1].kind in ("plus", "minus")

    def _negated(self) -> bool:
        return bool(self.lexemes) and self.lexemes[-1].kind == "not" and self.lexemes[-1].strict

    def _drop_sign(self) -> None:
        if self._signed():
            self.lexemes.pop()

    def _read_chunk(self) -> None:
        found = _CHUNK.match(self.text, self._at)
        chunk = found.group() if found else self.text[self._at]
        field = _FIELD.fullmatch(chunk) if self._fresh else None
        name = LABELS.get(normalize(field[1])) if field else None
        if field and name and self._read_field(name, self._at + field.start(2)):
            return
        start, self._at = self._at, self._at + len(chunk)
        self._fresh = False
        operator = _STRICT.get(chunk) or _LOOSE.get(normalize(chunk))
        if operator and not self._signed():
            word = chunk if chunk in _STRICT else tokenize(chunk)[0].text
            self._add(Lexeme(operator, word, start, strict=chunk in _STRICT))
        else:
            self._add_words(chunk, start)

    def _add_words(self, chunk: str, start: int) -> None:
        tokens = tokenize(chunk)
        if not tokens:
            self._drop_sign()
        elif len(tokens) > 1 and (self._signed() or self._negated()):
            self._add(Lexeme("phrase", _sentence(chunk), start))
        else:
            for token in tokens:
                prefix = _is_starred(chunk, token)
                self._add(Lexeme("word", token.text, start + token.start, prefix=prefix))

    def _read_field(self, name: FieldName, at: int) -> bool:
        """Takes the value at `at`, perhaps after a space; False (and nothing taken) if there is none."""
        at += self.text.startswith(" ", at)
        quoted = self._quoted(at) if self.text[at : at + 1] and self.text[at] in _QUOTES else None
        chunk = _CHUNK.match(self.text, at)
        if quoted:
            values, end = [quoted[0]], quoted[1]
        elif chunk:
            values, end = _COMMA.split(chunk.group()), chunk.end()
        else:
            return False
        dated = name in ("after", "before")
        values = [iso_date(value) if dated else _name(value) for value in values]
        values = [value for value in values if value]
        if not values or (dated and len(values) > 1):
            return False
        self._add_fields(name, values)
        self._at, self._fresh = end, False
        return True

    def _add_fields(self, name: FieldName, values: list[str]) -> None:
        """One field, or a bracket of them joined by OR."""
        start = self._at
        if len(values) > 1:
            self._add(Lexeme("open", "(", start))
        for place, value in enumerate(values):
            if place:
                self._add(Lexeme("or", "|", start, strict=True))
            self._add(Lexeme("field", value, start, name=name))
        if len(values) > 1:
            self._add(Lexeme("close", ")", start))


def _is_starred(chunk: str, token: Token) -> bool:
    """Whether a star ends the word `token` of `chunk`."""
    star, after = chunk[token.end : token.end + 1], chunk[token.end + 1 : token.end + 2]
    return bool(star) and star in _STARS and not after.isalnum() and len(token.text) >= SHORTEST_PREFIX


def _sentence(text: str) -> str:
    """`text` without quotation marks if it holds a word, else an empty string."""
    return " ".join(text.translate(_NO_QUOTES).split()) if tokenize(text) else ""


def _name(text: str) -> str:
    """A field's value without the punctuation around it; underscores are spaces."""
    tokens = tokenize(text)
    return _sentence(text[tokens[0].start : tokens[-1].end].replace("_", " ")) if tokens else ""
