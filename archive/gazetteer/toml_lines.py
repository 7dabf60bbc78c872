"""Small edits to the lines of one TOML table that leave all other lines, comments included, alone. Pure.

Lines are lists of strings without line ends, changed in place. Only what the gazetteer's files use is
understood: keys at the start of a line, basic strings, lists of strings over one or more lines.
"""

from __future__ import annotations

import json
import re

WIDTH = 118
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def quoted(text: str) -> str:
    """A text as a TOML string."""
    return json.dumps(text, ensure_ascii=False)


def listed(key: str, texts: list[str]) -> list[str]:
    """A list of strings as lines, as wide as the files are."""
    whole = f"{key} = [{', '.join(map(quoted, texts))}]"
    if len(whole) <= WIDTH:
        return [whole]
    lines, line = [f"{key} = ["], " "
    for text in texts:
        if len(line) + len(quoted(text)) + 2 > WIDTH and line.strip():
            lines.append(line)
            line = " "
        line += f" {quoted(text)},"
    return [*lines, line, "]"]


def statement(lines: list[str], key: str, first: int = 0, last: int | None = None) -> tuple[int, int] | None:
    """The first and last (exclusive) line of `key = …` between two lines; None where there is none."""
    opening = re.compile(rf"(?:{re.escape(key)}|{re.escape(quoted(key))})\s*=")
    end = len(lines) if last is None else last
    start = next((n for n in range(first, end) if opening.match(lines[n])), None)
    if start is None:
        return None
    depth, stop = 0, start
    while stop < end:
        bare = _STRING.sub("", lines[stop]).split("#")[0]
        depth += bare.count("[") - bare.count("]")
        stop += 1
        if depth <= 0:
            break
    return start, stop


def top(lines: list[str]) -> int:
    """The line after the table's own keys: where its first sub-table (or the comment above that) begins."""
    end = next((n for n, line in enumerate(lines) if n and line.startswith("[")), len(lines))
    while end > 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def set_value(lines: list[str], key: str, written: list[str]) -> None:
    """Replace the statement of a top key by these lines; a new one goes to the end of the top keys."""
    end = top(lines)
    found = statement(lines, key, 0, end)
    lines[slice(*found) if found else slice(end, end)] = written


def add_to_list(lines: list[str], key: str, texts: list[str], first: int, last: int) -> bool:
    """Add strings to the list of `key` between two lines; whether there is such a list."""
    found = statement(lines, key, first, last)
    if found is None or "[" not in lines[found[0]]:
        return False
    start, stop = found
    if stop - start == 1:
        old = re.search(r"=\s*\[(.*)\]", lines[start])
        kept = _STRING.findall(old[1]) if old else []
        lines[start:stop] = listed(lines[start].split("=")[0].strip(), [json.loads(k) for k in kept] + texts)
        return True
    before = lines[stop - 2].rstrip()
    if stop - start > 2 and not before.endswith((",", "[")) and not before.lstrip().startswith("#"):
        lines[stop - 2] = before + ","
    added = listed("x", [*texts, " " * WIDTH])[1:-1]  # wrapped as a long list is
    added = [line.replace(f" {quoted(' ' * WIDTH)},", "") for line in added]
    lines[stop - 1 : stop - 1] = [line for line in added if line.strip()]
    return True


def remove_string(lines: list[str], text: str, first: int, last: int) -> bool:
    """Take a string out of the lists between two lines; a line left empty goes. Whether it was there."""
    for number in range(first, min(last, len(lines))):
        line = lines[number]
        for found in _STRING.finditer(line.split("#")[0]):
            if found.group() != quoted(text) or re.match(r"\s*=\s*\[?", line[found.end() :]):
                continue
            if re.fullmatch(r"\w+\s*=\s*", line[: found.start()]):
                return False  # the value itself, no member of a list
            rest = re.sub(r"^\s*,\s?", "", line[found.end() :])
            head = line[: found.start()]
            if not rest.strip(" ]") and rest != line[found.end() :] and "]" in rest:
                head = head.rstrip()
            if not rest.lstrip().startswith('"'):
                head = re.sub(r",\s*$", "", head) if rest.strip().startswith("]") else head
            lines[number] = (head + rest).rstrip()
            if not lines[number].strip():
                del lines[number]
            return True
    return False
