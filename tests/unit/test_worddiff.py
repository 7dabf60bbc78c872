"""Two versions of a text, word by word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import worddiff
from archive.worddiff import Paragraph, compare


def shown(old: str, new: str) -> list[str]:
    """Each paragraph with [-removed-] and {+added+}; a number of skipped ones as …n."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return [
        f"…{p.skipped}" if p.skipped else "".join(marks[piece.kind].format(piece.text) for piece in p.pieces)
        for p in compare(old, new)
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("وقع 300 عامل", "وقع 400 عامل", ["وقع [-300-]{+400+} عامل"]),
        ("وقع عامل", "وقع اليوم عامل", ["وقع {+اليوم +}عامل"]),
        ("قال المدير أمس إنه", "قالت النقابة أمس إنه", ["[-قال المدير-]{+قالت النقابة+} أمس إنه"]),
        ("كَتَبَ العمال", "كُتِبَ العمال", ["[-كَتَبَ-]{+كُتِبَ+} العمال"]),
        ("انتهى", "انتهى.", ["انتهى{+.+}"]),
        ("أول\n\nثان", "أول\n\nثان\n\nثالث", ["…1", "ثان", "{+ثالث+}"]),
        ("أول\nثان\nثالث", "ثان\nثالث", ["[-أول-]", "ثان", "…1"]),
        ("", "نص", ["{+نص+}"]),
        ("نص", "", ["[-نص-]"]),
        ("أ\nب\nج", "أ\nب\nج", ["…3"]),
        ("فقرة طويلة هنا", "فقرة طويلة\nهنا", ["فقرة طويلة[- -]", "هنا"]),
    ],
)
def test_changes_as_a_reader_sees_them(old: str, new: str, expected: list[str]) -> None:
    assert shown(old, new) == expected


def test_a_block_too_large_for_words_is_shown_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worddiff, "MOST_PAIRS", 5)
    assert shown("وقع 300 عامل", "وقع 400 عامل") == ["[-وقع 300 عامل-]{+وقع 400 عامل+}"]


def text_of(paragraphs: list[Paragraph], kind: str) -> str:
    words = [
        piece.text
        for p in paragraphs
        for piece in (*p.pieces, None)
        if piece and piece.kind in ("same", kind)
    ]
    return "".join("".join(words).split())


texts = st.text(alphabet="ابجَ .\n", max_size=60)


@given(texts, texts)
def test_both_texts_can_be_read_off(old: str, new: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worddiff, "CONTEXT", 1000)
        both = compare(old, new)
    if any(p.changed for p in both):
        assert text_of(both, "removed") == "".join(old.split())
        assert text_of(both, "added") == "".join(new.split())


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert not any(paragraph.changed for paragraph in compare(text, text))


def test_long_texts_are_quick() -> None:
    lines = [f"هذه الفقرة رقم {n} وفيها كلمات كثيرة عن العمال والشركة والعقد" for n in range(2000)]
    changed = [line.replace("العمال", "الموظفين") if n % 3 else line for n, line in enumerate(lines)]
    started = time.perf_counter()
    compare("\n".join(lines), "\n".join(changed))
    assert time.perf_counter() - started < 5
