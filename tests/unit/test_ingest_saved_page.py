"""Saved HTML pages: their text through the same rules, and only what their head states outright."""

from __future__ import annotations

from datetime import date

import pytest

from archive.ingest.draft import Draft, Given, Rejected, Source
from archive.ingest.parse import Rules, parse
from archive.ingest.saved_page import is_html, read_saved_page

PARAGRAPHS = (
    "<p>قال العاملون إن الإضراب مستمر حتى توقيع اتفاق جديد يرضي الجميع في كل المواقع المعنية.</p>"
    "<p>وأضافوا أن المفاوضات مع الإدارة لم تبدأ بعد رغم الوعود المتكررة خلال الأسابيع الماضية.</p>"
    "<p>اقرأ أيضا: خبر آخر لا صلة له</p>"
    "<p>ووقع أكثر من 300 عامل عريضة تطالب بزيادة الأجور.</p>"
)
HEAD = (
    '<meta charset="{charset}"><title>عمال المستودعات يضربون - صحيفة المنارة</title>'
    '<meta property="og:site_name" content="صحيفة المنارة"><link rel="canonical" href="https://example.org/2020/01/02/a">'
    '<meta property="article:published_time" content="2022-03-12T22:00:00+03:00">'
    '<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", '
    '"author": [{{"name": "سلمى العمري"}}]}}]}}</script>'
)
TITLE = "عمال المستودعات يضربون"


def page(head: str = "", header: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><nav>الرئيسية أخبار</nav><h1>{TITLE}</h1>{header}"
        f"<article>{PARAGRAPHS}</article><footer>جميع الحقوق محفوظة</footer></body></html>"
    )


def draft(data: bytes, rules: Rules, given: Given | None = None) -> Draft:
    return parse(Source("x.html", data, given or Given()), rules=rules, tagger=lambda title, body: [])


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("windows-1256", "cp1256")])
def test_a_pages_head_is_evidence(charset: str, encoding: str, rules: Rules) -> None:
    found = draft(page(HEAD.format(charset=charset)).encode(encoding), rules)
    assert (found.title, found.publisher, found.author) == (TITLE, "صحيفة المنارة", "سلمى العمري")
    assert found.published is not None
    assert (found.published.value, found.published.evidence.rule) == (date(2022, 3, 12), "page.published")
    assert found.encoding == encoding
    assert "اقرأ أيضا" not in found.body
    assert found.body.count("\n\n") == 2
    assert [figure.value for figure in found.figures] == [300]


def test_the_lines_between_headline_and_text_are_read(rules: Rules) -> None:
    header = "<div>السبت 12 مارس 2022</div><div>سلمى العمري - بيروت</div><div>شارك</div>"
    found = draft(page(header=header).encode(), rules)
    assert found.published is not None
    assert (found.published.value, found.published.evidence.rule) == (date(2022, 3, 12), "date.line")
    assert (found.author, found.place, found.publisher) == ("سلمى العمري", "بيروت", None)


def test_a_page_that_states_nothing_gives_nothing(rules: Rules) -> None:
    found = draft(page().encode(), rules)
    assert (found.publisher, found.author, found.published) == (None, None, None)


def test_the_address_dates_a_page_only_if_nothing_else_does(rules: Rules) -> None:
    head = '<link rel="canonical" href="https://example.org/2020/01/02/a">'
    found = draft(page(head).encode(), rules)
    assert found.published is not None
    assert (found.published.value, found.published.evidence.rule) == (date(2020, 1, 2), "date.url")


@pytest.mark.parametrize("name", ["admin", "فريق التحرير", "وكالات", "صحيفة المنارة", "x", "1234 5678"])
def test_an_account_is_no_author(name: str, rules: Rules) -> None:
    assert draft(page(f'<meta name="author" content="{name}">').encode(), rules).author is None


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<!doctype html>",
        "<html>" + "<div>" * 5000,
        "<html><head><title>عنوان فقط من دون نص</title></head></html>",
        "<?xml version='1.0' encoding='utf-16'?><html><body>x</body></html>",
        '<html><script type="application/ld+json">{"@type": [[[[</script><body>"</body></html>',
    ],
)
def test_a_page_without_text_is_rejected(html: str) -> None:
    with pytest.raises(Rejected):
        read_saved_page(html)


def test_plain_text_that_mentions_markup_is_no_page() -> None:
    assert not is_html("كتب المبرمج في رسالته أن وسم html لا يكفي")
    assert is_html("\n<!-- saved --><!DOCTYPE HTML>\n<html>")
