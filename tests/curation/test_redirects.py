"""Old addresses: pages, API and filters lead to where the record is now."""

from __future__ import annotations

import pytest
from django.test import Client

from archive.merge.perform import merge
from archive.models import Publisher, Redirect
from archive.operations.perform import undo
from search.backends.base import SijilBackend
from search.drain import drain
from tests.factory import article, campaign, company

pytestmark = pytest.mark.django_db


def test_the_pages_of_a_merged_company_lead_to_the_other(client: Client) -> None:
    operation = merge("company", company("meta").pk, company("facebook").pk, [])
    answer = client.get("/companies/facebook/?x=1")
    assert (answer.status_code, answer["Location"]) == (301, "/companies/meta/?x=1")
    undo(operation, None)
    assert client.get("/companies/facebook/").status_code == 200


def test_campaigns_and_publishers_too(client: Client) -> None:
    merge("campaign", campaign("new").pk, campaign("old").pk, [])
    assert client.get("/campaigns/old/")["Location"] == "/campaigns/new/"
    for name in ("الغد", "جريدة الغد"):
        article(name, publisher=name)
    keep, drop = Publisher.objects.get(name="الغد"), Publisher.objects.get(name="جريدة الغد")
    merge("publisher", keep.pk, drop.pk, [])
    assert client.get(f"/publishers/{drop.slug}/")["Location"] == keep.get_absolute_url()


def test_every_page_of_a_merged_article(client: Client) -> None:
    keep, drop = article("خبر", "نص أول."), article("خبر آخر", "نص ثان.")
    merge("article", keep.pk, drop.pk, [])
    for rest in ("", "original/", "versions/", "cite.bib"):
        answer = client.get(f"/articles/{drop.pk}/{rest}")
        assert (answer.status_code, answer["Location"]) == (301, f"/articles/{keep.pk}/{rest}")
    answer = client.get(f"/api/v1/articles/{drop.pk}")
    assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/articles/{keep.pk}")


def test_filters_by_an_old_slug_find_the_same(client: Client, index: SijilBackend) -> None:
    meta, facebook = company("meta", "ميتا"), company("facebook", "فيسبوك")
    made = article("خبر عن فيسبوك", companies=["facebook"], publisher="الغد")
    merge("company", meta.pk, facebook.pk, [])
    drain()
    for path in ("/api/v1/articles?company=facebook", "/api/v1/articles?company=facebook&company=meta"):
        answer = client.get(path).json()
        assert [row["id"] for row in answer["results"]] == [made.pk]
        assert answer["results"][0]["companies"] == ["meta"]
    page = client.get("/search/?company=facebook")
    assert "خبر عن" in page.text
    assert str(made.pk) in client.get("/search/export.csv?company=facebook").getvalue().decode()
    assert client.get("/timeline/?company=facebook").status_code == 200


def test_a_record_that_has_the_slug_goes_before_a_redirect(client: Client) -> None:
    target = company("meta")
    Redirect.objects.create(kind="company", old="facebook", target=target.pk)
    company("facebook")
    assert client.get("/companies/facebook/").status_code == 200
    Redirect.objects.create(kind="company", old="lost", target=10**9)
    assert client.get("/companies/lost/").status_code == 404


def test_filters_cost_one_query_where_nothing_moved(
    index: SijilBackend, django_assert_num_queries: object
) -> None:
    from archive.redirects import renamed

    company("meta")
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture that counts
        assert renamed("company", ("meta", "x")) == ("meta", "x")
    with django_assert_num_queries(0):  # type: ignore[operator]  # a fixture without a type
        assert renamed("company", ()) == ()
