"""What a word finds, how many of several words are needed, and in which order."""

from __future__ import annotations

import math
from datetime import date

import pytest

from search.ask import ask
from search.backends.base import SijilBackend
from search.drain import drain
from search.params import SearchParams
from search.plan import AtLeast, Plan, Term
from tests.contract.asking import found, results
from tests.factory import article


class Matching:
    """Words and ranks."""

    @pytest.mark.parametrize(
        ("query", "written"),
        [
            ("احتجاج", "نظموا احتجاجا أمام المقر"),
            ("احتجاج", "تواصلت الاحتجاجات أمس"),
            ("الاحتجاجات", "نظموا احتجاجًا"),
            ("كتاب", "هذا كِتَابٌ جديد"),
            ("كِتَابٌ", "هذا كتاب جديد"),
            ("شركه", "أعلنت الشركة ذلك"),
            ("الى", "ذهب إلى هناك موظف"),
            ("مقاطعة", "دعوا إلى مـــقاطعة المنتجات"),
            ("موظف", "طرد الموظفين"),
            ("عامل", "إضراب العمال"),
            ("2024", "في عام ٢٠٢٤ أعلنوا"),
            ("google", "قالت GOOGLE إنها"),
            ("ولأمازون", "رسالة إلى أمازون"),
        ],
    )
    def test_a_word_finds_its_other_forms(self, query: str, written: str) -> None:
        wanted = article("خبر", written)
        article("خبر آخر", "لا علاقة له بالموضوع المطلوب")
        drain()
        assert found(query) == [wanted.pk]

    def test_two_words_must_both_be_there_when_enough_articles_match(self) -> None:
        both = [article(f"خبر {n}", f"إضراب في مصنع رقم {n}").pk for n in range(45)]
        article("خبر", "إضراب في ميناء")
        drain()
        assert sorted(found("إضراب مصنع")) == both

    def test_half_of_three_words_is_enough_when_enough_articles_match(self) -> None:
        two = [article(f"خبر {n}", f"إضراب في مصنع رقم {n}").pk for n in range(45)]
        article("خبر", "إضراب في ميناء")
        drain()
        answer = ask(SearchParams(q="إضراب مصنع قطار"), limit=None)
        assert sorted(answer.found.ids) == two
        assert answer.matching == "half"

    def test_one_word_is_enough_when_few_articles_match(self) -> None:
        one = article("خبر", "إضراب في ميناء")
        drain()
        answer = ask(SearchParams(q="إضراب مصنع"), limit=None)
        assert answer.found.ids == (one.pk,)
        assert answer.matching == "any"

    def test_all_words_on_demand(self) -> None:
        article("خبر", "إضراب في ميناء")
        drain()
        assert found("إضراب مصنع", words="all") == []

    def test_more_words_rank_higher(self) -> None:
        one = article("خبر", "إضراب في ميناء بعيد")
        two = article("خبر", "إضراب في مصنع بعيد")
        drain()
        assert found("إضراب مصنع") == [two.pk, one.pk]

    def test_the_exact_word_ranks_above_its_relatives(self) -> None:
        stem = article("خبر", "الاحتجاجات مستمرة هنا")
        exact = article("خبر", "احتجاج مستمر هنا أيضا")
        drain()
        assert found("احتجاج") == [exact.pk, stem.pk]

    def test_no_query_finds_everything_newest_first_undated_last(self) -> None:
        undated = article("بلا تاريخ")
        old = article("قديم", published_on=date(2019, 1, 1))
        new = article("جديد", published_on=date(2024, 1, 1))
        drain()
        assert found() == [new.pk, old.pk, undated.pk]

    @pytest.mark.parametrize(
        "written", ["الـمـوظـفـون", "اَلْمُوَظَّفُونَ", "والموظفون", "للموظفين", "موظفيها", "الموظّفين،", "(الموظفون)"]
    )
    def test_a_word_is_found_however_it_is_dressed(self, written: str) -> None:
        wanted = article("خبر", f"قال {written} ذلك")
        article("خبر آخر", "قال العمدة ذلك")
        drain()
        assert found("الموظفون") == [wanted.pk]

    def test_a_word_in_the_title_is_found(self) -> None:
        wanted = article("إضراب في الميناء", "نص لا يذكره")
        article("عنوان", "نص لا يذكره")
        drain()
        assert found("إضراب") == [wanted.pk]

    def test_persian_letters_and_digits_are_arabic_ones(self) -> None:
        wanted = article("خبر", "شرکة عام ۲۰۲۳")
        drain()
        assert found("شركة 2023") == [wanted.pk]

    def test_an_unknown_word_finds_nothing(self) -> None:
        article("خبر", "إضراب")
        drain()
        assert found("قسطنطينيات") == []

    def test_stop_words_alone_are_searched(self) -> None:
        wanted = article("خبر", "كتب من أجلنا")
        article("خبر", "كتب لنا")
        drain()
        assert found("من") == [wanted.pk]

    def test_stop_words_beside_others_need_not_be_there(self) -> None:
        wanted = article("خبر", "إضراب المصنع")
        drain()
        assert found("الإضراب في المصنع", words="all") == [wanted.pk]

    def test_a_rare_word_weighs_more_than_a_common_one(self) -> None:
        common = [article("خبر", "موظف كتب نصا هنا").pk for _ in range(6)]
        rare = article("خبر", "عريضة كتبت نصا هنا")
        drain()
        assert found("موظف عريضة")[0] == rare.pk
        assert sorted(found("موظف عريضة")[1:]) == common

    def test_a_word_weighs_more_in_a_short_text(self) -> None:
        long = article("خبر", "إضراب " + "كلام كثير " * 40)
        short = article("خبر", "إضراب قصير")
        drain()
        assert found("إضراب") == [short.pk, long.pk]

    def test_scores_are_those_of_lucenes_bm25(self, engine: SijilBackend) -> None:
        bodies = ["إضراب إضراب هنا", "إضراب في المصنع هنا اليوم", "لا شيء", "نص آخر طويل قليلا هنا"]
        made = [article("خبر", body).pk for body in bodies]
        drain()
        plan = Plan(AtLeast((Term("text", "اضراب", 0.5), Term("text", "المصنع"))), facets=False)
        answer = engine.execute(plan)
        lengths, total = [1 + len(body.split()) for body in bodies], len(bodies)
        average = sum(lengths) / total
        norms = [1.2 * (0.25 + 0.75 * length / average) for length in lengths]
        rare, rarest = math.log(1 + (total - 2 + 0.5) / 2.5), math.log(1 + (total - 1 + 0.5) / 1.5)
        expected = {
            made[0]: 0.5 * rare * 2 / (2 + norms[0]),
            made[1]: 0.5 * rare / (1 + norms[1]) + rarest / (1 + norms[1]),
        }
        assert dict(zip(answer.ids, answer.scores, strict=True)) == pytest.approx(expected, rel=1e-4)

    def test_filters_and_dates_do_not_change_scores(self) -> None:
        article("خبر", "إضراب في مصنع", companies=["google"], published_on=date(2020, 1, 1))
        article("خبر", "إضراب في ميناء بعيد")
        drain()
        free = ask(SearchParams(q="إضراب مصنع"), limit=1).found.scores
        narrow = ask(SearchParams(q="إضراب مصنع", company=("google",), sort="newest"), limit=1).found.scores
        assert narrow == pytest.approx(free, rel=1e-5)

    def test_results_say_why_they_match(self) -> None:
        article("خبر", "احتجاج")
        article("خبر", "الاحتجاجات")
        drain()
        page = results("q=احتجاج")
        assert page.hits[0].reasons[0] == "word"
        assert "stem" in page.hits[1].reasons
