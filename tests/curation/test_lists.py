"""The admin's long lists ask the same few questions however long they are, and find without reading texts."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.paginator import InvalidPage, Paginator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.admin.article import ArticleAdmin
from archive.admin.paging import FromBothEnds
from archive.models import Article, Capture, Mention
from tests.curation.forms import as_shown
from tests.factory import article, company

pytestmark = pytest.mark.django_db
LISTS = ("article", "capture", "company", "campaign", "publisher", "alias", "mention", "opening")


def many(start: int, count: int) -> list[Article]:
    made = []
    for number in range(start, start + count):
        row = article(
            f"عنوان {number}",
            "غوغل نص",
            companies=["google", f"company-{number}"],
            campaigns=[f"campaign-{number}"],
            publisher=f"ناشر {number}",
            published_on=date(2000 + number, 1, 2),
        )
        company(f"company-{number}", f"تهجئة {number}")
        Capture.objects.create(
            article=row, sha256=f"{number:064x}", size=1, encoding="utf-8", rules_version="1"
        )
        made.append(row)
    return made


def queries(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        page = client.get(path)
    assert page.status_code == 200
    return [query["sql"] for query in asked]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_much_for_twenty_rows_as_for_three(name: str, admin_client: Client) -> None:
    many(1, 3)
    few = queries(admin_client, f"/admin/archive/{name}/")
    many(4, 17)
    assert len(queries(admin_client, f"/admin/archive/{name}/")) <= len(few)


@pytest.mark.parametrize("name", ["article", "capture", "mention"])
def test_no_list_reads_the_texts(name: str, admin_client: Client) -> None:
    many(1, 2)
    for query in queries(admin_client, f"/admin/archive/{name}/"):
        assert '"body"' not in query
        assert '"ledger"' not in query


@pytest.mark.parametrize("name", ["article", "capture", "mention"])
def test_no_count_joins_another_table(name: str, admin_client: Client) -> None:
    many(1, 2)
    counts = [q for q in queries(admin_client, f"/admin/archive/{name}/") if "COUNT(" in q]
    assert counts
    assert not [query for query in counts if " JOIN " in query]


def test_an_article_with_forty_mentions_asks_as_much_as_one_with_two(admin_client: Client) -> None:
    small, large = many(1, 2)
    for number in range(40):
        other = company(f"other-{number}")
        Mention.objects.create(article=large, company=other, start=0, end=1, surface="غ")
    path = "/admin/archive/article/{}/change/"
    few = queries(admin_client, path.format(small.pk))
    assert len(queries(admin_client, path.format(large.pk))) <= len(few)


def test_saving_an_article_asks_as_much_however_many_mentions_it_has(admin_client: Client) -> None:
    small, large = many(1, 2)
    for number in range(40):
        other = company(f"other-{number}")
        Mention.objects.create(article=large, company=other, start=0, end=1, surface="غ")
    asked = []
    for row in (small, large):
        path = f"/admin/archive/article/{row.pk}/change/"
        data = as_shown(admin_client, path)
        with CaptureQueriesContext(connection) as saved:
            assert admin_client.post(path, data | {"author": "كاتبة"}).status_code == 302
        asked.append(len(saved))
    assert asked[1] <= asked[0]


@pytest.mark.parametrize(
    ("name", "query", "found"),
    [
        ("article", "عنوان 2", 1),
        ("article", "عنوان", 3),
        ("article", "https://news.example/2", 1),
        ("article", "9" * 40, 0),
        ("capture", f"{2:064x}", 1),
        ("capture", "000000", 3),
        ("capture", "عنوان 2", 1),
        ("capture", "zz", 0),
        ("mention", "company-2", 1),
        ("mention", "تهجئة 3", 1),
        ("mention", "google", 3),
        ("mention", "campaign", 3),
        ("mention", "https://news.example/2", 3),
    ],
)
def test_rows_are_found(name: str, query: str, found: int, admin_client: Client) -> None:
    rows = many(1, 3)
    Article.objects.filter(pk=rows[1].pk).update(source_url="https://news.example/2")
    page = admin_client.get(f"/admin/archive/{name}/", {"q": query})
    assert page.context["cl"].result_count == found


def test_an_article_is_found_by_its_id_and_its_year(admin_client: Client) -> None:
    rows = many(1, 3)
    by_id = admin_client.get("/admin/archive/article/", {"q": str(rows[2].pk)})
    assert [row.pk for row in by_id.context["cl"].result_list] == [rows[2].pk]
    by_year = admin_client.get("/admin/archive/article/", {"year": "2002"})
    assert [row.pk for row in by_year.context["cl"].result_list] == [rows[1].pk]
    assert admin_client.get("/admin/archive/article/", {"year": "x"}).status_code == 200


def test_a_mention_is_added_and_decided_on_the_articles_page(admin_client: Client) -> None:
    [row] = many(1, 1)
    path = f"/admin/archive/article/{row.pk}/change/"
    data = as_shown(admin_client, path)
    new = {"company": company("meta").pk, "campaign": "", "surface": "ميتا", "start": 0, "end": 4}
    data |= {f"mentions-2-0-{name}": value for name, value in new.items()}
    data |= {"mentions-2-0-state": "confirmed", "mentions-2-TOTAL_FORMS": 1, "mentions-2-0-article": row.pk}
    data |= {"mentions-0-state": "rejected"}
    answer = admin_client.post(path, data)
    assert answer.status_code == 302, answer.context["errors"]
    assert row.mentions.filter(company__slug="meta", state="confirmed").exists()
    assert row.mentions.filter(state="rejected").count() == 1


@pytest.mark.parametrize(
    ("count", "size", "orphans"), [(0, 5, 0), (1, 5, 0), (20, 5, 0), (23, 5, 0), (23, 5, 3)]
)
def test_every_page_is_the_one_that_django_would_show(count: int, size: int, orphans: int) -> None:
    for number in range(count):
        article(str(number))
    rows = Article.objects.order_by("-pk")
    plain, ours = Paginator(rows, size, orphans), FromBothEnds(rows, size, orphans)
    for number in plain.page_range:
        assert list(ours.page(number)) == list(plain.page(number)), number
    with pytest.raises(InvalidPage):
        ours.page(plain.num_pages + 1)


def test_the_last_page_is_read_from_the_end(admin_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 5)
    titles = [article(f"عنوان {number:02}").title for number in range(23)]
    with CaptureQueriesContext(connection) as asked:
        page = admin_client.get("/admin/archive/article/?p=5")
    assert [row.title for row in page.context["cl"].result_list] == titles[2::-1]
    assert not [query["sql"] for query in asked if "OFFSET" in query["sql"]]
    assert "OFFSET" in "".join(queries(admin_client, "/admin/archive/article/?p=2"))
