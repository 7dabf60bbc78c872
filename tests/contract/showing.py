"""Highlights and articles like one article."""

from __future__ import annotations

from archive import copies
from archive.models import Article
from search.drain import drain
from search.related import related
from tests.contract.asking import results
from tests.factory import article, company

STORY = "عريضة الموظفين ضد عقد الجيش في مصنع الرقائق"
OTHER = "مهرجان السينما يفتتح أبوابه بأفلام قصيرة طويلة"


class Showing:
    """Snippets, marks, related articles."""

    def test_the_whole_vocalised_word_is_marked(self) -> None:
        article("خبر", "قالَ وَالْمُوَظَّفونَ إنهم هنا")
        drain()
        assert "<mark>وَالْمُوَظَّفونَ</mark>" in results("q=موظفون").hits[0].snippet_html

    def test_the_title_is_marked_too(self) -> None:
        article("إضـــراب الموظفين", "نص")
        drain()
        assert results("q=إضراب").hits[0].title_html == "<mark>إضـــراب</mark> الموظفين"

    def test_a_phrase_is_one_mark(self) -> None:
        article("خبر", "قرب مصنع السيارات القديم")
        drain()
        assert "<mark>مصنع السيارات</mark>" in results("q=«مصنع السيارات»").hits[0].snippet_html

    def test_another_spelling_of_the_name_is_marked(self) -> None:
        company("google", "غوغل", "جوجل")
        article("خبر", "قالت جوجل إنها")
        drain()
        hit = results("q=غوغل").hits[0]
        assert "<mark>جوجل</mark>" in hit.snippet_html
        assert "name" in hit.reasons

    def test_the_passage_with_the_word_is_shown(self) -> None:
        article("خبر", "مقدمة طويلة. " * 200 + "ثم إضراب واحد. " + "خاتمة طويلة. " * 200)
        drain()
        snippet = results("q=إضراب").hits[0].snippet_html
        assert "<mark>إضراب</mark>" in snippet
        assert snippet.startswith("…")
        assert snippet.endswith("…")

    def test_without_words_the_beginning_is_shown(self) -> None:
        article("خبر", "بداية النص هنا. " * 100)
        drain()
        snippet = results("").hits[0].snippet_html
        assert snippet.startswith("بداية النص هنا.")
        assert "<mark>" not in snippet

    def test_articles_like_one_article(self) -> None:
        first = article("أول", f"{STORY} اليوم")
        second = article("ثان", f"{STORY} أمس بعد الظهر")
        article("ثالث", OTHER)
        article("رابع", f"{OTHER} جديدة")
        drain()
        assert related(first) == [second]

    def test_unpublished_articles_are_like_none(self) -> None:
        first = article("أول", f"{STORY} اليوم")
        hidden = article("ثان", f"{STORY} أمس بعد الظهر")
        article("ثالث", OTHER)
        drain()
        Article.objects.filter(pk=hidden.pk).update(status="withdrawn")
        drain()
        assert related(first) == []

    def test_copies_are_not_offered_as_like_articles(self) -> None:
        words = " ".join(f"كلمة{letter}{other}" for letter in "ابتثجحخ" for other in "دذرزسش")
        first, copy = article("أول", words), article("ثان", words)
        article("ثالث", OTHER)
        for made in (first, copy):
            copies.file(made)
        drain()
        assert copy not in related(first)
