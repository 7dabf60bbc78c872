"""Words near a rejected name, and the guard that the tagger obeys from then on."""

from __future__ import annotations

from archive.gazetteer.entry import Entry, Guard, Name
from archive.gazetteer.guard_json import guard_from_json
from archive.ingest.tag import Tagger
from archive.review.contexts import bare, neighbours, with_context
from search.guards import Spot, opposes

TEXT = "فقرة فيها قطار.\nوقال المنظمون إن سكان غابات أمازون الممطرة لا شأن لهم بالعريضة.\nفقرة أخرى."


def tags(guard: Guard | None, text: str) -> list[str]:
    name = Name("أمازون", guard=guard)
    return [m.surface for m in Tagger([Entry("company", "amazon", "أمازون", "Amazon", (name,))])("", text)]


def test_the_nearest_telling_words_of_the_paragraph_are_offered() -> None:
    start = TEXT.index("أمازون")
    offered = neighbours(TEXT, start, start + len("أمازون"))
    assert [(item.word, item.distance) for item in offered[:2]] == [("غابات", 1), ("ممطرة", 1)]
    assert not {"لا", "إن", "قطار", "أخرى"} & {item.word for item in offered}


def test_the_article_and_its_particles_are_not_part_of_the_word() -> None:
    assert [bare(word) for word in ("والأمطار", "للغابات", "وزارة", "ألم")] == [
        "أمطار",
        "غابات",
        "وزارة",
        "ألم",
    ]


def test_a_rejected_context_rules_out_whatever_else_speaks_for_the_name() -> None:
    near = "سكان غابات أمازون قالوا ذلك"
    far = "قال موظفو أمازون ذلك"
    guard = guard_from_json(with_context(None, "غابات"))
    assert tags(None, near) == ["أمازون"]
    assert tags(guard, near) == []
    assert tags(guard, far) == ["أمازون"]
    strong = guard_from_json(with_context({"after": ["قالوا"], "near": ["سكان"]}, "غابات"))
    assert tags(strong, near) == []


def test_an_exception_leaves_the_spelling_sure_everywhere_else() -> None:
    guard = guard_from_json(with_context(None, "غابات"))
    assert guard is not None
    assert guard.is_exception
    assert not guard.is_conditional
    assert tags(guard, "قال الأمازون ذلك") == tags(None, "قال الأمازون ذلك")
    assert opposes(guard, Spot(["غابات", "امازون"], 1, 2))
    assert not opposes(guard, Spot(["موظفو", "امازون"], 1, 2))


def test_a_word_is_noted_once() -> None:
    guard = with_context(with_context({"window": 5}, "غابات"), "غاباتِ")
    assert guard == {"window": 5, "not_near": ["غابات"]}
