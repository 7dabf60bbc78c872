"""Phrases, exclusion, alternatives, prefixes, exact spelling: the query language."""

from __future__ import annotations

import pytest

from search.ask import ask
from search.drain import drain
from search.params import SearchParams
from tests.contract.asking import found
from tests.factory import article


class Phrases:
    """What quotation marks and signs mean."""

    def test_a_phrase_is_in_order(self) -> None:
        wanted = article("خبر", "حملة لا تكنولوجيا للفصل العنصري اليوم")
        article("خبر", "الفصل في قضية العنصري")
        drain()
        assert found("«للفصل العنصري»") == [wanted.pk]
        assert found('"العنصري للفصل"') == []

    def test_a_phrase_does_not_cross_from_title_to_body(self) -> None:
        article("نهاية العنوان إضراب", "عمال المصنع")
        drain()
        assert found('"إضراب عمال"') == []

    def test_a_repeated_word_inside_a_phrase(self) -> None:
        wanted = article("خبر", "يوما بعد يوم بعد يوم")
        drain()
        assert found('"يوم بعد يوم"') == [wanted.pk]

    def test_excluded_words_are_absent(self) -> None:
        article("خبر", "إضراب في مصنع")
        wanted = article("خبر", "إضراب في ميناء")
        drain()
        assert found("إضراب -مصنع") == [wanted.pk]

    def test_only_excluded_words_leave_the_rest(self) -> None:
        article("خبر", "في مصنع")
        wanted = article("خبر", "في ميناء")
        drain()
        assert found("-مصنع") == [wanted.pk]

    def test_a_required_word(self) -> None:
        article("خبر", "إضراب في مصنع")
        wanted = article("خبر", "إضراب في ميناء")
        drain()
        assert found("إضراب +ميناء") == [wanted.pk]

    def test_a_prefix(self) -> None:
        wanted = article("خبر", "تكنولوجيات حديثة")
        article("خبر", "تقنيات حديثة")
        drain()
        assert found("تكنو*") == [wanted.pk]

    def test_exact_match_keeps_spelling(self) -> None:
        written = article("خبر", "نظم العمال احتجاج اليوم")
        article("خبر", "نظم العمال احتجاجات اليوم")
        drain()
        assert found("احتجاج", match="exact") == [written.pk]

    def test_exact_match_tells_ha_from_ta_marbuta(self) -> None:
        wanted = article("خبر", "أعلنت شركة كبيرة")
        drain()
        assert found("شركة", match="exact") == [wanted.pk]
        assert found("شركه", match="exact") == []

    @pytest.mark.parametrize(("before", "after"), ["«»", '""', "“”", "„‟"])
    def test_any_quotation_marks_make_a_phrase(self, before: str, after: str) -> None:
        wanted = article("خبر", "زار مصنع السيارات أمس")
        article("خبر", "مصنع لا ينتج السيارات")
        drain()
        assert found(f"{before}مصنع السيارات{after}") == [wanted.pk]

    def test_a_phrase_is_found_whatever_its_marks(self) -> None:
        wanted = article("خبر", "زارَ مَصْنَعَ السَّيّاراتِ أمس")
        drain()
        assert found("«مصنع السيارات»") == [wanted.pk]

    def test_a_phrase_keeps_its_small_words(self) -> None:
        wanted = article("خبر", "من أجل العدالة")
        article("خبر", "من العدالة")
        drain()
        assert found("«من أجل العدالة»") == [wanted.pk]

    def test_an_excluded_phrase(self) -> None:
        article("خبر", "مصنع السيارات")
        wanted = article("خبر", "السيارات في مصنع")
        drain()
        assert found("مصنع -«مصنع السيارات»") == [wanted.pk]

    def test_a_phrase_nowhere_is_searched_as_words_and_the_answer_says_so(self) -> None:
        wanted = article("خبر", "مصنع كبير في المدينة")
        drain()
        answer = ask(SearchParams(q="«مصنع المدينة» كبير"), limit=None)
        assert answer.unquoted
        assert answer.found.ids == (wanted.pk,)

    @pytest.mark.parametrize("query", ["«مصنع كبير» OR «ميناء كبير»", "«مصنع كبير» أو «ميناء كبير»"])
    def test_alternatives(self, query: str) -> None:
        ids = [article("خبر", "في مصنع كبير").pk, article("خبر", "في ميناء كبير").pk]
        article("خبر", "في مطار كبير")
        drain()
        assert sorted(found(query)) == ids

    def test_alternatives_of_words_beside_a_required_one(self) -> None:
        ids = [article("خبر", "إضراب مصنع").pk, article("خبر", "إضراب ميناء").pk]
        article("خبر", "إضراب مطار")
        article("خبر", "افتتاح ميناء")
        drain()
        assert sorted(found("+إضراب (مصنع OR ميناء)")) == ids

    def test_an_excluded_bracket_leaves_out_what_has_all_of_it(self) -> None:
        article("خبر", "إضراب مصنع ميناء")
        ids = [article("خبر", "إضراب مصنع").pk, article("خبر", "إضراب ميناء").pk]
        drain()
        assert sorted(found("إضراب -(مصنع ميناء)")) == ids

    def test_not_in_words_before_a_phrase(self) -> None:
        article("خبر", "إضراب في مصنع كبير")
        wanted = article("خبر", "إضراب في ميناء كبير")
        drain()
        assert found("إضراب ليس «مصنع كبير»") == [wanted.pk]

    def test_a_prefix_beside_a_word(self) -> None:
        wanted = article("خبر", "تكنولوجيات الإضراب")
        article("خبر", "تقنيات الإضراب")
        drain()
        assert found("إضراب +تكنو*", words="all") == [wanted.pk]

    def test_an_exact_phrase(self) -> None:
        wanted = article("خبر", "شركة كبيرة")
        article("خبر", "شركه كبيره")
        drain()
        assert found("«شركة كبيرة»", match="exact") == [wanted.pk]
