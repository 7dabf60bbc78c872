"""`manage.py ingest`: statuses, exit codes, report, and that nothing is stored twice or by half."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive import captures
from archive.models import Article, Capture, Mention, Outbox
from tests.ingest.conftest import BODY, Ingest

Page = Callable[..., Path]


def test_a_page_is_stored_with_everything(page: Page, ingest: Ingest) -> None:
    path = page()
    ran = ingest(path)
    assert (ran.code, ran.statuses) == (0, ["created"])
    row = ran.rows[0]
    article = Article.objects.get()
    assert row["path"] == str(path)
    assert row["error"] is None
    assert row["article"]["id"] == article.pk
    assert row["article"]["url"] == f"/articles/{article.pk}/"
    assert row["article"]["published_on"] == "2025-02-15"
    assert [c["slug"] for c in row["article"]["companies"]] == ["amazon"]
    assert row["article"]["companies"][0]["mentions"] == 2
    assert [c["slug"] for c in row["article"]["campaigns"]] == ["project-nimbus"]
    assert row["article"]["removed_lines"] == [
        {"line": 9, "text": "شارك المقال", "rule": row["article"]["removed_lines"][0]["rule"]}
    ]
    assert row["article"]["body"] == BODY
    assert captures.read(row["sha256"]) == path.read_bytes()


def test_mentions_lie_where_their_offsets_say(page: Page, ingest: Ingest) -> None:
    ingest(page())
    article = Article.objects.get()
    for mention in Mention.objects.all():
        text = article.title if mention.in_title else article.body
        assert text[mention.start : mention.end] == mention.surface


def test_the_ledger_rebuilds_the_file(page: Page, ingest: Ingest) -> None:
    path = page()
    ingest(path)
    ledger = Capture.objects.get().ledger
    assert "".join(text + ending for _n, text, ending, _k, _r in ledger) == path.read_text(encoding="utf-8")


def test_the_same_file_twice_is_unchanged(page: Page, ingest: Ingest) -> None:
    first = ingest(page())
    again = ingest(page())
    assert (again.code, again.statuses) == (0, ["unchanged"])
    assert again.rows[0]["article"] == first.rows[0]["article"]
    assert Article.objects.count() == Capture.objects.count() == 1


def test_the_same_bytes_under_another_name_are_a_duplicate(page: Page, ingest: Ingest) -> None:
    ingest(page("a.txt"))
    ran = ingest(page("b.txt"))
    assert (ran.code, ran.statuses) == (0, ["duplicate"])
    assert Article.objects.count() == Capture.objects.count() == 1
    assert ingest(page("b.txt")).statuses == ["unchanged"], "the second name is known now"


def test_the_same_text_in_other_furniture_is_a_duplicate(page: Page, ingest: Ingest) -> None:
    first = ingest(page())
    other = page("b.txt")
    other.write_text(other.read_text(encoding="utf-8") + "طباعة\n", encoding="utf-8")
    ran = ingest(other)
    assert ran.statuses == ["duplicate"]
    assert ran.rows[0]["article"]["id"] == first.rows[0]["article"]["id"]
    assert Article.objects.count() == 1
    assert Capture.objects.count() == 2, "the second file is kept too"


def test_a_changed_text_of_one_address_is_a_version(page: Page, ingest: Ingest) -> None:
    first = ingest(page(), source_url="https://news.example/story")
    changed = page("later.txt", body=BODY + "\n\nوأضافوا أنهم سيعودون إلى الاحتجاج بعد أسبوع.")
    ran = ingest(changed, source_url="https://news.example/story")
    assert ran.statuses == ["updated"]
    assert ran.rows[0]["article"]["id"] == first.rows[0]["article"]["id"]
    article = Article.objects.get()
    assert "بعد أسبوع" in article.body
    assert [capture.current for capture in article.captures.order_by("pk")] == [False, True]


def test_one_address_for_several_files_is_their_site_and_no_articles(page: Page, ingest: Ingest) -> None:
    site, titles = "https://news.example/", ["عمال أمازون يضربون يوما", "موظفو غوغل يعترضون على عقد"]
    paths = [page(f"{at}.txt", title=title, body=f"{BODY} {title}.") for at, title in enumerate(titles)]
    assert ingest(paths[0].parent, source_url=site).statuses == ["created", "created"]
    assert list(Article.objects.order_by("pk").values_list("title", "source_url")) == [
        (title, site) for title in titles
    ]
    third = page("third.txt", title="سائقو أوبر يطالبون بأجر", body=f"{BODY} وطالب السائقون بالأجر.")
    assert ingest(third, source_url=site).statuses == ["created"], "what several bear tells nothing later"
    later = page("later.txt", title=titles[1], body=f"{BODY} {titles[1]} مرة أخرى.")
    assert ingest(later, paths[0], source_url=site).statuses == ["updated", "unchanged"]


def test_what_a_person_edited_survives_a_new_version(page: Page, ingest: Ingest) -> None:
    ingest(page(), source_url="https://news.example/story")
    Article.objects.update(title="عنوان صححه محرر", edited_fields=["title"])
    ingest(page("later.txt", body=BODY + "\n\nفقرة جديدة أضيفت."), source_url="https://news.example/story")
    assert Article.objects.get().title == "عنوان صححه محرر"


def test_a_dry_run_stores_nothing(page: Page, ingest: Ingest, data_dir: Path) -> None:
    ran = ingest(page(), dry_run=True)
    assert (ran.code, ran.statuses) == (0, ["created"])
    assert ran.rows[0]["article"]["id"] is ran.rows[0]["article"]["url"] is None
    assert ran.rows[0]["article"]["companies"][0]["slug"] == "amazon"
    assert not Article.objects.exists()
    assert not Outbox.objects.exists()
    assert not (data_dir / "captures").exists()


def test_a_dry_run_recognises_what_is_known(page: Page, ingest: Ingest) -> None:
    ingest(page())
    other = page("b.txt")
    other.write_text(other.read_text(encoding="utf-8") + "طباعة\n", encoding="utf-8")
    assert ingest(other, dry_run=True).statuses == ["duplicate"]
    again = ingest(page(), dry_run=True)
    assert again.statuses == ["unchanged"]
    assert again.rows[0]["article"]["id"] is None
    assert Capture.objects.count() == 1


def test_a_dry_run_foresees_what_the_run_will_say(page: Page, ingest: Ingest) -> None:
    folder = page("a.txt").parent
    page("same.txt")
    furniture = page("text.txt")
    furniture.write_text(furniture.read_text(encoding="utf-8") + "طباعة\n", encoding="utf-8")
    page("version.txt", body=BODY + "\n\nفقرة جديدة أضيفت.")
    page("z/a.txt")
    page("other.txt", title="عمال متجر آخر يضربون", body=BODY + "\n\nوهذا خبر غيره.")
    given = {"publisher": "صحيفة الغد", "source_url": "https://news.example/"}
    foreseen = ingest(folder, dry_run=True, **given)
    assert foreseen.statuses == ["created", "created", "duplicate", "duplicate", "updated", "unchanged"]
    assert [row["article"]["id"] for row in foreseen.rows] == [None] * 6
    assert ingest(folder, **given).statuses == foreseen.statuses


def test_publisher_and_address_from_the_command_line_win(page: Page, ingest: Ingest) -> None:
    row = ingest(page(), publisher="صحيفة الغد", source_url="https://news.example/1").rows[0]["article"]
    assert row["publisher"] == "صحيفة الغد"
    assert Article.objects.get().source_url == "https://news.example/1"


@pytest.mark.django_db(transaction=True)
def test_two_processes_give_the_same_as_one(page: Page, ingest: Ingest, tmp_path: Path) -> None:
    for number in range(6):
        page(
            f"{number}.txt",
            title=f"موظفو أمازون يوقعون العريضة رقم {number}",
            body=f"{BODY}\n\nوهذه العريضة رقم {number} هذا العام.",
        )
    ran = ingest(tmp_path / "pages", jobs=2)
    assert (ran.code, ran.statuses) == (0, ["created"] * 6)
    assert [Path(row["path"]).name for row in ran.rows] == [f"{n}.txt" for n in range(6)]


# -- bad input


@pytest.mark.parametrize("address", ["not a url", "news.example/story", "javascript:alert(1)", "https://"])
def test_an_address_that_is_none_stores_nothing(address: str, page: Page, ingest: Ingest) -> None:
    ran = ingest(page(), source_url=address)
    assert ran.code == 2
    assert "no web address" in ran.said
    assert not Article.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1256", "utf-16", "utf-16-le"])
def test_other_encodings_are_read(encoding: str, page: Page, ingest: Ingest) -> None:
    path = page()
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.encode(encoding))
    ran = ingest(path)
    assert (ran.code, ran.statuses) == (0, ["created"])
    assert ran.rows[0]["article"]["body"] == BODY


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n \n"),
        ("binary.txt", bytes(range(256)) * 20),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100),
        ("broken.txt", "\ufffd\ufffd \ufffd\ufffd\ufffd\n".encode() * 30),
        ("large.txt", "كلمة ".encode() * 2_000_000),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_is_stored(
    name: str, data: bytes, page: Page, ingest: Ingest
) -> None:
    good = page("good.txt")
    bad = good.with_name(name)
    bad.write_bytes(data)
    ran = ingest(good.parent)
    assert ran.code == 1
    rows = {Path(row["path"]).name: row for row in ran.rows}
    assert rows["good.txt"]["status"] == "created"
    assert rows[name]["status"] == "rejected"
    assert rows[name]["article"] is None
    assert rows[name]["error"]
    assert f"{bad}: {rows[name]['error']}" in ran.said
    assert Article.objects.count() == 1


def test_nothing_readable_ends_with_two(ingest: Ingest, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "no such file.txt"):
        ran = ingest(path)
        assert ran.code == 2
        assert ran.statuses == ["rejected"]
        assert str(path) in ran.said


def test_an_unwritable_report_stops_before_anything_is_stored(
    page: Page, ingest: Ingest, tmp_path: Path
) -> None:
    from io import StringIO

    from django.core.management import call_command

    said = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("ingest", str(page()), report=tmp_path / "no" / "report.jsonl", stdout=said, stderr=said)
    assert stopped.value.code == 2
    assert "report" in said.getvalue()
    assert not Article.objects.exists()


def test_a_full_disk_rejects_the_file_and_leaves_nothing(
    page: Page, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(sha256: str, data: bytes) -> Path | None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(captures, "_write", full)
    ran = ingest(page())
    assert ran.code == 2
    assert "No space left" in ran.rows[0]["error"]
    assert not Article.objects.exists()
