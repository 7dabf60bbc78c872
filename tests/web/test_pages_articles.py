"""The article's page: its evidence, its marks, its bytes, and what the public may not see."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date

import pytest
from django.test import Client

from archive import captures
from archive.models import Article, Capture, Figure, Mention
from tests.factory import article, company

pytestmark = pytest.mark.django_db
SCRIPT = "</script><script>alert(1)</script>"


def with_capture(made: Article, data: bytes, *, name: str = "صفحة.txt", current: bool = True) -> Capture:
    return Capture.objects.create(
        article=made,
        sha256=captures.keep(data),
        size=len(data),
        encoding="utf-8",
        origins=[{"path": f"folder/{name}", "at": "2025-01-01T00:00:00Z"}],
        current=current,
        ledger=[[1, "عنوان", "\n", "title", ""], [2, "شارك <b>الصفحة", "\n", "removed", "share.strip"]],
    )


def page(client: Client, made: Article, query: str = "") -> str:
    return client.get(f"/articles/{made.pk}/{query}").content.decode()


def test_arabic_page_with_its_parts(client: Client) -> None:
    made = article(
        "عنوان المقال", "فقرة أولى.\n\nفقرة ثانية.", publisher="صحيفة", published_on=date(2025, 2, 15)
    )
    html = page(client, made)
    assert '<html lang="ar" dir="rtl">' in html
    assert "15 فبراير/شباط 2025" in html
    assert '<p id="p-2">' in html
    assert "صحيفة" in html


@pytest.mark.parametrize(
    ("precision", "shown", "machine"),
    [("month", ">فبراير/شباط 2025<", "2025-02"), ("year", ">2025<", "2025")],
)
def test_a_date_says_no_more_than_is_known(client: Client, precision: str, shown: str, machine: str) -> None:
    html = page(client, article(published_on=date(2025, 2, 1), precision=precision))
    assert shown in html
    assert f'datetime="{machine}"' in html
    assert "1 فبراير" not in html


def test_an_undated_article_says_so(client: Client) -> None:
    assert "بلا تاريخ" in page(client, article())


def test_mentions_are_anchors_that_tags_point_to(client: Client) -> None:
    made = article(body="قالت غوغل إن جوجل بخير")
    google = company("google", name_ar="غوغل")
    for start, surface in ((5, "غوغل"), (13, "جوجل")):
        Mention.objects.create(article=made, company=google, start=start, end=start + 4, surface=surface)
    Mention.objects.create(
        article=made, company=company("meta"), start=0, end=4, surface="قالت", state="proposed"
    )
    html = page(client, made)
    anchors = set(re.findall(r'id="(m-\d+)"', html))
    assert anchors == {"m-1", "m-2"}
    assert set(re.findall(r'href="#(m-\d+)"', html)) == anchors
    assert re.search(r'<a class="mention" href="/companies/google/"[^>]*>جوجل</a>', html)
    assert "/companies/meta/" not in html


def test_a_figure_points_to_its_words(client: Client) -> None:
    made = article(body="وقّع 200 عامل.")
    figure = Figure.objects.create(
        article=made, kind="signatures", value=200, unit="people", text="وقّع 200 عامل.", start=5, end=8
    )
    html = page(client, made)
    assert f'href="#f-{figure.pk}"' in html
    assert f'<span class="figure-words" id="f-{figure.pk}">200</span>' in html
    assert "200 شخص" in html


def test_nothing_in_an_article_becomes_markup(client: Client) -> None:
    made = article(f"عنوان {SCRIPT}", f"نص {SCRIPT} <img src=x onerror=alert(1)>", publisher=f"ناشر {SCRIPT}")
    made.author, made.source_url, made.place = SCRIPT, "javascript:alert(1)", SCRIPT
    made.date_evidence = {"text": SCRIPT, "line": 1, "rule": SCRIPT}
    made.published_on, made.date_precision = date(2024, 1, 1), "day"
    made.save()
    with_capture(made, b"x", name=f"{SCRIPT}.txt")
    html = page(client, made, "?lines=all")
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "javascript:" not in html
    assert "&lt;b&gt;الصفحة" in html


def test_json_ld_is_json_whatever_the_title(client: Client) -> None:
    made = article(f'عنوان "{SCRIPT}" & \u2028', published_on=date(2024, 3, 1), precision="month")
    (block,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page(client, made), re.DOTALL
    )
    data = json.loads(block)
    assert data["headline"] == f'عنوان "{SCRIPT}" &'
    assert data["datePublished"] == "2024-03"


def test_citation_meta_that_zotero_reads(client: Client) -> None:
    made = article("عنوان", published_on=date(2024, 3, 9), publisher="صحيفة")
    html = page(client, made)
    assert '<meta name="citation_title" content="عنوان">' in html
    assert '<meta name="citation_publication_date" content="2024/03/09">' in html
    assert "citation_author" not in html


def test_removed_lines_are_shown_with_their_rule(client: Client) -> None:
    made = article()
    with_capture(made, b"removed")
    html = page(client, made)
    assert "شارك &lt;b&gt;الصفحة" in html
    assert "share.strip" in html
    assert html.count('class="line-text"') == 1
    assert page(client, made, "?lines=all").count('class="line-text"') == 2


def test_the_original_is_a_download_of_the_same_bytes(client: Client) -> None:
    made = article()
    data = "<script>نص</script>\r\n".encode("windows-1256")
    capture = with_capture(made, data)
    answer = client.get(f"/articles/{made.pk}/original/")
    assert answer.content == data
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert capture.sha256 == hashlib.sha256(answer.content).hexdigest()


def test_the_original_is_the_capture_in_use_unless_another_is_named(client: Client) -> None:
    made = article()
    with_capture(made, b"in use")
    older = with_capture(made, b"older", current=False)
    assert client.get(f"/articles/{made.pk}/original/").content == b"in use"
    assert client.get(f"/articles/{made.pk}/original/?sha256={older.sha256}").content == b"older"
    assert client.get(f"/articles/{made.pk}/original/?sha256={'0' * 64}").status_code == 404


@pytest.mark.parametrize("name", ['a"\r\nX-Evil: 1.txt', "../../etc/passwd", "صفحة.txt", "\u202etxt.exe"])
def test_a_file_name_stays_in_its_header(client: Client, name: str) -> None:
    made = article()
    with_capture(made, name.encode(), name=name)
    answer = client.get(f"/articles/{made.pk}/original/")
    assert answer.status_code == 200
    assert "X-Evil" not in answer.headers
    assert "/" not in answer["Content-Disposition"]


def test_an_article_without_a_capture_has_no_original(client: Client) -> None:
    assert client.get(f"/articles/{article().pk}/original/").status_code == 404


@pytest.mark.parametrize("tail", ["", "original/", "cite.bib", "cite.ris", "cite.json"])
@pytest.mark.parametrize(("status", "code"), [("proposed", 404), ("withdrawn", 410)])
def test_what_is_not_published_is_not_shown(client: Client, tail: str, status: str, code: int) -> None:
    made = article("سرّ لا يُرى", "متن لا يُرى", status=status)
    with_capture(made, b"secret bytes")
    answer = client.get(f"/articles/{made.pk}/{tail}")
    assert answer.status_code == code
    assert "لا يُرى" not in answer.content.decode()
    assert b"secret bytes" not in answer.content


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
def test_an_unknown_number_is_a_friendly_404(client: Client, number: str) -> None:
    answer = client.get(f"/articles/{number}/")
    assert answer.status_code == 404
    assert 'dir="rtl"' in answer.content.decode()


def test_citations_as_files(client: Client) -> None:
    made = article("عنوان", published_on=date(2024, 3, 9))
    bib, ris, csl = (client.get(f"/articles/{made.pk}/cite.{form}") for form in ("bib", "ris", "json"))
    assert f"@article{{sijil-{made.pk}," in bib.content.decode()
    assert ris.content.decode().endswith("ER  - \r\n\r\n")
    assert json.loads(csl.content)[0]["issued"] == {"date-parts": [[2024, 3, 9]]}
    assert bib["Content-Disposition"] == f'attachment; filename="sijil-{made.pk}.bib"'
    assert client.get(f"/articles/{made.pk}/cite.exe").status_code == 404


def test_queries_do_not_grow_with_the_text(client: Client, django_assert_max_num_queries) -> None:
    made = article(body="غوغل " * 50)
    google = company("google")
    for place in range(50):
        Mention.objects.create(
            article=made, company=google, start=place * 5, end=place * 5 + 4, surface="غوغل"
        )
        Figure.objects.create(
            article=made,
            kind="fine",
            value=place,
            unit="USD",
            text="غوغل",
            start=place * 5,
            end=place * 5 + 4,
        )
    with django_assert_max_num_queries(5):
        page(client, made)
