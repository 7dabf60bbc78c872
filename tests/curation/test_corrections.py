"""Corrections from files: every row accounted for, whole files or nothing, undone as a batch."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from archive.corrections.files import draft_of
from archive.corrections.plan import Plan
from archive.corrections.read import Unreadable, rows
from archive.corrections.report import lines
from archive.jobs.run import run_all
from archive.models import Article, Job, Mention, Operation, Publisher
from archive.operations import perform
from archive.operations.perform import carry_out, undo
from tests.factory import article, campaign, company

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

HEADER = "id,field,value\n"


def read(text: str, encoding: str = "utf-8") -> list[tuple[str, str, str, str]]:
    return [(row.key, row.field, row.value, row.fault) for row in rows(text.encode(encoding))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
def test_the_usual_encodings_are_read(encoding: str) -> None:
    assert read(HEADER + "7,title,عنوان جديد\n", encoding) == [("7", "title", "عنوان جديد", "")]


@pytest.mark.parametrize("text", ["القيمة;الحقل;رقم\r\nس;title;7\r\n", "value\tfield\turl\nس\ttitle\t7\n"])
def test_columns_come_in_any_order_and_language(text: str) -> None:
    assert read(text) == [("7", "title", "س", "")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"a,b,c\n1,2,3\n", "columns"),
        (b"id,field\n1,title\n", "columns"),
        (bytes(range(256)) * 4, "encoding"),
        ("id,field,value\n1,title,Käse über ño\n".encode("latin-1"), "encoding"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "encoding"),
        (b"PK\x03\x04" + bytes(99), "encoding"),
    ],
)
def test_files_that_are_no_corrections_say_why(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as error:
        list(rows(data))
    assert error.value.code == code


def test_quotes_lines_and_apostrophes_of_exports() -> None:
    text = HEADER + '7,title,"سطر ""أول""\nوثان"\n\n8,title,\'=SUM(1)\n9,title\n'
    assert read(text) == [
        ("7", "title", 'سطر "أول"\nوثان', ""),
        ("8", "title", "=SUM(1)", ""),
        ("9 | title", "", "", "cells"),
    ]


def test_a_quotation_without_end_is_a_fault() -> None:
    assert read(HEADER + '7,title,"بلا نهاية\n8,title,س\n')[0][3].startswith("csv")


@pytest.fixture
def stored(db: None) -> Article:
    company("google", "غوغل")
    made = article("عنوان قديم", "قالت غوغل كذا", publisher="الغد")
    made.source_url = "https://example.org/a"
    made.save()
    return made


def faults(text: str) -> list[str]:
    return [found.fault for found in Plan().corrections((HEADER + text).encode())]


def test_every_kind_of_mistake_is_named(stored: Article) -> None:
    pk = stored.pk
    campaign("google")
    wrong = {
        f"{pk},colour,أحمر": "field",
        f"{10**9},title,س": "article",
        "99999999999999999999,title,س": "article",
        "كلام,title,س": "article",
        f"{pk},published_on,31/12/2024": "date",
        f"{pk},published_on,2024-02-30": "date",
        f"{pk},published_on,2024-13": "date",
        f"{pk},publisher,لا أحد": "publisher",
        f"{pk},status,مسحوب": "withdrawn",
        f"{pk},status,hidden": "status",
        f"{pk},title,": "empty",
        f"{pk},author,{'س' * 201}": "long",
        f"{pk},tag,nobody": "slug",
        f"{pk},tag,google": "slugs",
    }
    assert faults("\n".join(wrong)) == list(wrong.values())
    assert faults(f"{pk},title,أ\n{pk},title,ب\n") == ["", "twice"]


def test_a_file_is_applied_and_taken_back(stored: Article) -> None:
    Publisher.objects.create(name="العربي", spellings=["العربي الجديد"])
    text = HEADER + (
        f"{stored.pk},title,عنوان جديد\n"
        f"https://example.org/a,published_on,٢٠٢٤-٠٥\n"
        f"/articles/{stored.pk}/,publisher,العربي الجديد\n"
        f"{stored.pk},author,\n"
        f"{stored.pk},tag,google\n"
    )
    operation, found = draft_of(text.encode(), "x.csv")
    assert (found.changed, found.same, found.faulty) == (4, 1, 0)
    assert [(one.before, one.after) for one in found.changes] == [
        ("عنوان قديم", "عنوان جديد"),
        ("", "2024-05"),
        ("الغد", "العربي"),
        ("", "google"),
    ]
    assert Article.objects.get().title == "عنوان قديم", "nothing changes before somebody says so"
    carry_out(operation, None)
    made = Article.objects.get()
    assert (made.title, made.published_on, made.date_precision) == ("عنوان جديد", date(2024, 5, 1), "month")
    assert made.publisher.name == "العربي"
    assert made.edited_fields == ["published_on", "publisher", "title"]
    assert Mention.objects.get().surface == "غوغل"
    undo(Operation.objects.get(), None)
    made = Article.objects.get()
    assert (made.title, made.published_on, made.publisher.name) == ("عنوان قديم", None, "الغد")
    assert made.edited_fields == []
    assert not Mention.objects.exists()


def test_one_bad_row_stops_the_whole_file(stored: Article) -> None:
    data = (HEADER + f"{stored.pk},title,جديد\n{stored.pk},colour,x\n").encode()
    with pytest.raises(ValueError, match="line 3"):
        carry_out(draft_of(data, "x.csv")[0], None)
    assert Article.objects.get().title == "عنوان قديم"
    operation = draft_of(data, "x.csv")[0]
    operation.params["partial"] = True
    operation.save()
    assert carry_out(operation, None).result["failed"] == 1
    assert Article.objects.get().title == "جديد"


def test_the_report_has_every_row(stored: Article) -> None:
    text = HEADER + f"{stored.pk},title,=جديد\n{stored.pk},title,x\n0,title,y\n"
    report = csv.reader(io.StringIO("".join(lines(Plan().corrections(text.encode()))).lstrip("\ufeff")))
    written = [(line, result) for line, _a, _f, _b, _v, result, _w in report]
    assert written == [("line", "result"), ("2", "change"), ("3", "fault"), ("4", "fault")]


def test_queries_do_not_grow_with_the_rows(stored: Article, django_assert_max_num_queries: object) -> None:
    Article.objects.bulk_create(
        Article(title=str(n), body="نص", text_hash=str(n), source_url=f"https://example.org/{n}")
        for n in range(90)
    )
    text = HEADER + "".join(f"https://example.org/{n},title,جديد {n}\n" for n in range(90))
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # a fixture that counts
        operation, found = draft_of(text.encode(), "x.csv")
    assert found.changed == 90
    with django_assert_max_num_queries(45):  # type: ignore[operator]  # a fixture without a type
        carry_out(operation, None)
    assert Article.objects.filter(title__startswith="جديد").count() == 90


def test_the_command_shows_then_applies(
    stored: Article, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "corrections.csv"
    file.write_text(HEADER + f"{stored.pk},title,جديد\n", encoding="utf-8")
    call_command("import_corrections", file)
    assert "'عنوان قديم' → 'جديد'" in capsys.readouterr().out
    assert not Operation.objects.exists()
    call_command("import_corrections", file, "--apply", "--report", str(tmp_path / "out.csv"))
    assert Article.objects.get().title == "جديد"
    assert "جديد" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    file.write_text(HEADER + f"{stored.pk},title,آخر\n{stored.pk},colour,x\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        call_command("import_corrections", file, "--apply")
    assert stopped.value.code == 1
    assert Article.objects.get().title == "جديد"
    file.write_bytes(b"")
    with pytest.raises(CommandError) as error:
        call_command("import_corrections", file)
    assert error.value.returncode == 2


def test_names_in_a_corrected_title_are_found_and_taken_back(stored: Article) -> None:
    amazon = company("amazon", "أمازون")
    stored.title = "غوغل ترد"
    stored.save()
    in_title = Mention.objects.create(
        article=stored, company=amazon, start=0, end=4, surface="غوغل", in_title=True, rule="name"
    )
    by_hand = article("رد غوغل", "نص آخر")
    judged = Mention.objects.create(
        article=by_hand,
        company=company("google"),
        start=3,
        end=7,
        surface="غوغل",
        in_title=True,
        state="rejected",
    )
    lines = f"{stored.pk},title,بيان أمازون\n{by_hand.pk},title,بعد رد غوغل\n"
    operation = carry_out(draft_of((HEADER + lines).encode(), "x.csv")[0], None)
    now = {(m.in_title, m.start, m.end, m.surface) for m in stored.mentions.all()}
    assert now == {(True, 5, 11, "أمازون"), (False, 5, 9, "غوغل")}
    judged.refresh_from_db()
    assert (judged.start, judged.state) == (7, "rejected"), "what a person said goes with the word"
    undo(operation, None)
    assert stored.mentions.get().pk == in_title.pk
    judged.refresh_from_db()
    assert judged.start == 3


def test_a_large_file_is_taken_back_in_the_background_in_one_piece(
    stored: Article, monkeypatch: pytest.MonkeyPatch, settings: SettingsWrapper
) -> None:
    settings.JOBS = "worker"
    for number in range(3):
        article(str(number))
    text = HEADER + "".join(f"{pk},author,سلمى\n" for pk in Article.objects.values_list("pk", flat=True))
    operation = carry_out(draft_of(text.encode(), "x.csv")[0], None)
    monkeypatch.setattr(perform, "AT_ONCE", 3)
    assert undo(operation, None).state == "undoing"
    assert not Article.objects.filter(author="").exists()
    run_all()
    assert not Article.objects.exclude(author="").exists()
    job = Job.objects.get()
    assert (job.state, job.result["restored"], job.percent) == ("done", 4, 100)
