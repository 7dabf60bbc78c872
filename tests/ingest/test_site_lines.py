"""A line that no rule names but most articles of a site have goes: in a run, alone, and when read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from archive.models import Article, Capture, SiteLine
from tests.ingest.conftest import Ingest, Ran

Page = Callable[..., Path]
INSERT = "خدمة القراء المميزين في مدينتنا"
TOWNS = ("بيروت", "عمّان", "تونس", "الرباط", "القاهرة")


@pytest.fixture
def of_town(page: Page) -> Callable[[str], Path]:
    """Writes the page of a site never seen about the workers of a town."""

    def write(town: str) -> Path:
        head = f"أعلن موظفون في فرع {town} من شركة أمازون أنهم سيوقعون عريضة تطالب الإدارة بوقف العقد."
        tail = f"ووقف عمال {town} أمام مقر الشركة وطالبوا الإدارة بالرد على عريضتهم."
        title = f"عمال {town} يطالبون الشركة بالرد"
        return page(f"{town}.txt", title=title, body=f"{head}\n\n{INSERT}\n\n{tail}")

    return write


def folder_of(of_town: Callable[[str], Path], towns: Iterable[str]) -> Path:
    """The folder with the pages of these towns."""
    (folder,) = {of_town(town).parent for town in towns}
    return folder


def removed(ran: Ran) -> list[bool]:
    """For each row whether the line is gone from its body and accounted for; it is never half of it."""
    gone = []
    for row in ran.rows:
        article = row["article"]
        gone.append(INSERT in {line["text"] for line in article["removed_lines"]})
        assert gone[-1] != (INSERT in article["body"])
    return gone


def reparse(*, dry_run: bool = False) -> str:
    said = StringIO()
    call_command("reparse", all=True, dry_run=dry_run, stdout=said, stderr=said)
    return said.getvalue()


def test_it_goes_and_stays_gone(of_town: Callable[[str], Path], ingest: Ingest) -> None:
    folder = folder_of(of_town, TOWNS[:4])
    ran = ingest(folder)
    assert ran.statuses == ["created"] * 4
    assert removed(ran) == [True] * 4
    assert [row["article"]["title"] for row in ran.rows] == sorted(
        f"عمال {t} يطالبون الشركة بالرد" for t in TOWNS[:4]
    )
    assert reparse(dry_run=True).startswith("dry run: 4 unchanged")
    assert removed(ingest(of_town(TOWNS[4]))) == [True], "one more page of the site, alone"


@pytest.mark.django_db(transaction=True)
def test_processes_agree(of_town: Callable[[str], Path], ingest: Ingest) -> None:
    folder = folder_of(of_town, TOWNS)
    assert removed(ingest(folder, jobs=2)) == [True] * 5


def test_pages_that_come_one_by_one_teach_too(of_town: Callable[[str], Path], ingest: Ingest) -> None:
    ran = [removed(ingest(of_town(town)))[0] for town in TOWNS]
    assert ran == [False, False, True, True, True]
    assert "2 changed, 3 unchanged" in reparse()
    assert not Article.objects.filter(body__contains=INSERT).exists()


def test_a_dry_run_learns_nothing_for_good(of_town: Callable[[str], Path], ingest: Ingest) -> None:
    folder = folder_of(of_town, TOWNS)
    assert removed(ingest(folder, dry_run=True)) == [True] * 5
    assert not SiteLine.objects.exists()


def test_a_curator_switches_a_line_off(
    of_town: Callable[[str], Path], ingest: Ingest, admin_client: Client
) -> None:
    folder = folder_of(of_town, TOWNS)
    ingest(folder)
    line = SiteLine.objects.get()
    assert (line.articles, line.counted, line.site) == (5, 5, Capture.objects.first().site)  # type: ignore[union-attr]
    admin_client.post(reverse("admin:archive_siteline_change", args=[line.pk]), {})
    assert "5 changed" in reparse()
    assert Article.objects.filter(body__contains=INSERT).count() == 5
    assert removed(ingest(folder)) == [False] * 5, "it is not learned again"


def test_files_of_many_sites_in_one_folder_teach_nothing(page: Page, ingest: Ingest) -> None:
    for number, town in enumerate(TOWNS):
        insert = INSERT if number < 2 else f"زاوية {town} اليومية للقراء"
        body = f"قال عمال {town} في شركة أمازون إنهم سيوقعون عريضة تطالب الإدارة بوقف العقد.\n\n{insert}\n\n"
        page(
            f"{number}.txt",
            title=f"عمال {town} يطالبون الشركة بالرد",
            body=f"{body}ووقف عمال {town} أمام المقر.",
        )
    ran = ingest(Path(page("5.txt")).parent)
    assert not SiteLine.objects.exists()
    assert sum(INSERT in row["article"]["body"] for row in ran.rows) == 2
