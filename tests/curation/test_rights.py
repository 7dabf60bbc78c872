"""Rights of publishers: where the archive may show an excerpt only, nothing gives more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from archive.dataset import write
from archive.models import Article, Publisher
from archive.rights import EXCERPT, LINES, excerpt
from search.backends.base import SijilBackend
from search.drain import drain

pytestmark = pytest.mark.django_db
START = "قال موظفون في غوغل إنهم سيواصلون الاحتجاج على العقد حتى يُلغى تمامًا. "
LATE = "وهذه جملة متأخرة عن غوغل لا يبلغها المقتطف أبدًا. "
PAGE = f"احتجاج أمام مقر الشركة\n\n{START * 5}\n\n{LATE * 8}\n"


@pytest.fixture
def stored(index: SijilBackend, gazetteer_loaded: None, data_dir: Path, tmp_path: Path) -> Article:
    file = tmp_path / "page.txt"
    file.write_text(PAGE, encoding="utf-8")
    call_command("ingest", str(file), "--publisher", "الغد", verbosity=0)
    Publisher.objects.update(rights="excerpt")
    drain()
    return Article.objects.get()


def test_an_excerpt_ends_with_a_sentence_or_a_word() -> None:
    assert excerpt("قصير.") == "قصير."
    assert excerpt(START * 9) == (START * 4).strip()
    words = excerpt("كلمة " * 200)
    assert len(words) <= EXCERPT
    assert words.endswith("كلمة")
    assert len(excerpt("ك" * 900)) == EXCERPT


def test_the_page_and_the_api_show_the_excerpt(client: Client, stored: Article) -> None:
    page = client.get(f"/articles/{stored.pk}/").text
    assert START.strip() in "".join(page.split("<mark>")) or "سيواصلون الاحتجاج" in page
    assert "جملة متأخرة" not in page
    assert "هذا مقتطف" in page
    found = client.get(f"/api/v1/articles/{stored.pk}").json()
    assert found["rights"] == "excerpt"
    assert len(found["body"]) <= EXCERPT
    assert stored.body.startswith(found["body"])
    assert found["companies"] == ["google"]
    assert all(m["in_title"] or m["end"] <= len(found["body"]) for m in found["mentions"])


@pytest.mark.parametrize("rest", ["original/", "versions/"])
def test_files_and_versions_are_not_shown(rest: str, client: Client, stored: Article) -> None:
    page = client.get(f"/articles/{stored.pk}/{rest}")
    assert page.status_code == 403
    assert "جملة متأخرة" not in page.text
    assert "جملة متأخرة" not in client.get(f"/articles/{stored.pk}/?lines=all").text


def test_a_late_sentence_is_found_and_quoted_shortly(client: Client, stored: Article) -> None:
    [hit] = client.get("/api/v1/articles?q=متأخرة").json()["results"]
    assert "<mark>" in hit["snippet_html"]
    assert len(hit["snippet_html"].replace("<mark>", "").replace("</mark>", "")) <= 300
    lines = client.get("/search/?q=متأخرة&view=lines").text
    assert lines.count("<mark>متأخرة</mark>") <= LINES


def test_the_dataset_holds_the_excerpt_without_files(stored: Article, tmp_path: Path) -> None:
    write.write(tmp_path / "public")
    [row] = map(json.loads, (tmp_path / "public" / "articles.jsonl").read_text().splitlines())
    assert stored.body.startswith(row["body"])
    assert len(row["body"]) <= EXCERPT
    mentions = [
        json.loads(line) for line in (tmp_path / "public" / "mentions.jsonl").read_text().splitlines()
    ]
    assert mentions
    assert all(m["in_title"] or m["end"] <= len(row["body"]) for m in mentions)
    assert not (tmp_path / "public" / "captures.jsonl").read_text()
    assert not (tmp_path / "public" / "originals").exists()
    write.write(tmp_path / "whole", everything=True)
    assert "جملة متأخرة" in (tmp_path / "whole" / "articles.jsonl").read_text()


def test_articles_arrive_proposed_where_the_publisher_or_the_batch_says_so(
    index: SijilBackend, gazetteer_loaded: None, data_dir: Path, tmp_path: Path
) -> None:
    Publisher.objects.create(name="الغد", arrives="proposed")
    for number, options in enumerate(([], ["--publisher", "الغد"], ["--proposed"])):
        file = tmp_path / f"{number}.txt"
        file.write_text(PAGE.replace("مقر الشركة", f"المقر رقم {number} للشركة"), encoding="utf-8")
        call_command("ingest", str(file), *options, verbosity=0)
    statuses = list(Article.objects.order_by("pk").values_list("status", flat=True))
    assert statuses == ["published", "proposed", "proposed"]
