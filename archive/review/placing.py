"""Where the lines of a file stand in the article's body, and how one is put back or taken out. Pure.

The body is made of the kept lines, but a person may have changed it since; so each line is looked for in the
body as it is now, in the order of the file. What is found nowhere is simply not in the body.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.ingest.normalise import tidy

SURE = 10
"""Letters from which a whole line is recognised further down: shorter ones recur by chance."""
LONG = 20
"""Letters from which a line is recognised inside a paragraph, and then at most REACH letters further on."""
REACH = 20_000
PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of the file that is not blank: `text` tidied as in bodies, `kind` and `rule` as in the ledger.

    `start`, `end`: its offsets in the body, both None where it is not in it.
    """

    number: int
    text: str
    kind: str
    rule: str
    start: int | None = None
    end: int | None = None

    @property
    def in_body(self) -> bool:
        """Whether the body holds the line now."""
        return self.start is not None


class NoSuchLine(ValueError):
    """The file has no such line, or it is not where the change needs it."""


def place(ledger: Sequence[Sequence[object]], body: str) -> list[Placed]:
    """The ledger's lines with their places. `ledger`: rows of `(number, text, ending, kind, rule)`."""
    lines = [
        Placed(int(str(number)), tidy(str(text)), str(kind), str(rule))
        for number, text, _ending, kind, rule in ledger
        if kind != "blank"
    ]
    starts = _line_starts(body)
    cursor = 0
    for index, line in enumerate(lines):
        if line.kind == "body" and line.text and (span := _find(line.text, body, cursor, starts)):
            lines[index] = replace(line, start=span[0], end=span[1])
            cursor = span[1]
    return _with_restored(lines, body, starts)


def _line_starts(body: str) -> dict[str, list[int]]:
    """Each line of the body → where it begins, in order."""
    found: dict[str, list[int]] = defaultdict(list)
    start = 0
    for line in body.split("\n"):
        text = line.strip()
        if text:
            found[text].append(start + line.index(text))
        start += len(line) + 1
    return found


def _find(text: str, body: str, cursor: int, starts: dict[str, list[int]]) -> tuple[int, int] | None:
    """Where a kept line stands, from `cursor` on."""
    here = cursor
    while here < len(body) and body[here].isspace():
        here += 1
    if body.startswith(text, here):
        return here, here + len(text)
    places = starts.get(text, [])
    if len(text) >= SURE and (at := bisect_left(places, cursor)) < len(places):
        return places[at], places[at] + len(text)
    if len(text) >= LONG and (found := body.find(text, cursor, cursor + len(text) + REACH)) >= 0:
        return found, found + len(text)
    if not cursor:  # the beginning of the first line may have become the headline
        first = body[here:].partition("\n")[0].rstrip()
        if len(first) >= LONG and text.endswith(first):
            return here, here + len(first)
    return None


def _with_restored(lines: list[Placed], body: str, starts: dict[str, list[int]]) -> list[Placed]:
    """Also find removed lines that a person put back: whole lines of the body between their neighbours."""
    after = [len(body)] * (len(lines) + 1)
    for index in range(len(lines) - 1, -1, -1):
        start = lines[index].start
        after[index] = after[index + 1] if start is None else start
    cursor = 0
    for index, line in enumerate(lines):
        if line.end is not None:
            cursor = line.end
        elif line.kind not in ("body", "title") and line.text in starts:
            places = starts[line.text]
            at = bisect_left(places, cursor)
            if at < len(places) and places[at] + len(line.text) <= after[index + 1]:
                cursor = places[at] + len(line.text)
                lines[index] = replace(line, start=places[at], end=cursor)
    return lines


def put_back(body: str, lines: Sequence[Placed], number: int) -> str:
    """The body with line `number` of the file as a paragraph at its place. Raises NoSuchLine."""
    index = _index(lines, number)
    if lines[index].in_body or not lines[index].text:
        raise NoSuchLine(f"line {number} is in the body already")
    text = lines[index].text
    before = next((line.end for line in reversed(lines[:index]) if line.end is not None), None)
    if before is not None:
        return _joined(body[:before], text, body[before:])
    following = next((line.start for line in lines[index:] if line.start is not None), None)
    if following is not None:
        return _joined(body[:following], text, body[following:])
    return _joined(body, text, "")


def take_out(body: str, lines: Sequence[Placed], number: int) -> str:
    """The body without line `number` of the file. Raises NoSuchLine, also where nothing would remain."""
    line = lines[_index(lines, number)]
    if line.start is None or line.end is None:
        raise NoSuchLine(f"line {number} is not in the body")
    left, right = body[: line.start], body[line.end :]
    whole = (not left or left.endswith("\n")) and (not right or right.startswith("\n"))
    rest = _joined(left, right) if whole else f"{left.rstrip(' ')} {right.lstrip(' ')}".strip()
    if not rest.strip():
        raise NoSuchLine(f"without line {number} nothing would remain of the body")
    return rest


def _index(lines: Sequence[Placed], number: int) -> int:
    found = next((index for index, line in enumerate(lines) if line.number == number), None)
    if found is None:
        raise NoSuchLine(f"the file has no line {number} with text")
    return found


def _joined(*parts: str) -> str:
    """The parts as paragraphs of their own, empty ones left out."""
    return PARAGRAPH.join(part for part in (part.strip() for part in parts) if part)
