"""Whole pages in the shape of many sites: every line's kind, and what is read from them.

The pages were written for these tests. Each line of a `.page` file begins with the kind it must get:
T title, M metadata, B body, R removed; a line without a kind is blank. `# name: value` lines say what
else must be found (null: nothing may be).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.ingest.draft import Draft, Source
from archive.ingest.parse import Rules, parse

PAGES = sorted((Path(__file__).parent / "pages").glob("*.page"))
KINDS = {"T": "title", "M": "meta", "B": "body", "R": "removed"}


@dataclass
class Expected:
    text: str
    kinds: list[tuple[str, str]]
    found: dict[str, str | None]


def read(path: Path) -> Expected:
    kinds: list[tuple[str, str]] = []
    found: dict[str, str | None] = {}
    for row in path.read_text("utf-8").splitlines():
        if row.startswith("# "):
            name, value = row[2:].split(": ", 1)
            found[name] = None if value == "null" else value
        else:
            kinds.append((KINDS[row[0]], row[2:]) if row else ("blank", ""))
    return Expected("\n".join(text for _, text in kinds), kinds, found)


def parsed(text: str, rules: Rules) -> Draft:
    return parse(Source("page.txt", text.encode()), rules=rules, tagger=lambda title, body: [])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_line_of_a_page_gets_its_kind(path: Path, rules: Rules) -> None:
    expected = read(path)
    draft = parsed(expected.text, rules)
    assert [(line.kind, line.text) for line in draft.lines] == expected.kinds


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_a_page_says_of_itself_is_found_and_nothing_more(path: Path, rules: Rules) -> None:
    expected = read(path)
    draft = parsed(expected.text, rules)
    date = draft.published.value.isoformat() if draft.published else None
    got = {
        "title": draft.title,
        "publisher": draft.publisher,
        "date": date,
        "author": draft.author,
        "place": draft.place,
    }
    assert {name: got[name] for name in expected.found} == expected.found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_removed_lines_name_their_rule_and_evidence_stands_on_its_line(path: Path, rules: Rules) -> None:
    draft = parsed(read(path).text, rules)
    assert all(line.rule for line in draft.lines if line.kind in ("removed", "meta", "title"))
    for evidence in (
        draft.published and draft.published.evidence,
        draft.publisher_evidence,
        draft.author_evidence,
    ):
        if evidence:
            assert evidence.rule
            assert evidence.text in draft.lines[evidence.line - 1].text.replace("\u00a0", " ").replace(
                "&nbsp;", " "
            )
