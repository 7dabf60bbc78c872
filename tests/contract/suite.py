"""What every engine must do. Each engine's test file subclasses `EngineContract` and adds nothing.

Tests speak through `search.engine`, as the site does, and check against the database.
"""

from __future__ import annotations

import itertools
import random
from datetime import date, timedelta

import pytest
from django.http import QueryDict

from archive.models import Article, Outbox
from search.analysis import analyzer
from search.ask import analyses, ask
from search.backends.base import SijilBackend
from search.drain import drain
from search.engine import search
from search.forms import Forms
from search.params import SearchParams, parse
from search.results import Results
from tests.factory import article, company


def found(query: str = "", **params: str) -> list[int]:
    """Ids of all matches in order."""
    data = QueryDict(mutable=True)
    data["q"] = query
    for name, value in params.items():
        data[name.rstrip("_")] = value
    return list(ask(parse(data), limit=None).found.ids)


def results(address: str) -> Results:
    """The results page for a query string as in an address."""
    return search(parse(QueryDict(address)))


@pytest.mark.django_db
class EngineContract:
    """The tests; `engine` is the backend under test, the one that ENGINE names."""

    ENGINE = "whoosh"

    @pytest.fixture(autouse=True)
    def engine(self, index: SijilBackend) -> SijilBackend:
        return index

    # -- what matches

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

    # -- phrases, exclusion, fields

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

    # -- names

    def test_one_spelling_of_a_name_finds_the_others(self) -> None:
        company("google", "غوغل", "جوجل", "قوقل", "Google")
        ids = [article("خبر", f"قالت {name} إنها").pk for name in ("غوغل", "جوجل", "قوقل", "Google")]
        ids.append(article("خبر", "رسالة موظفين وغوغل ترد").pk)
        drain()
        for query in ("غوغل", "جوجل", "google", "لغوغل"):
            assert sorted(found(query)) == ids, query

    def test_a_name_as_spelled_on_demand(self) -> None:
        company("google", "غوغل", "جوجل")
        wanted = article("خبر", "قالت غوغل إنها")
        article("خبر", "قالت جوجل إنها")
        drain()
        assert found("غوغل", names="off") == [wanted.pk]

    # -- filters and facets

    def test_filters_are_or_inside_and_between(self) -> None:
        both = article("أ", companies=["google"], campaigns=["nimbus"])
        other = article("ب", companies=["amazon"], campaigns=["nimbus"])
        article("ج", companies=["google"])
        article("د", campaigns=["nimbus"])
        drain()
        ids = results("company=google&company=amazon&campaign=nimbus").hits
        assert sorted(hit.article.pk for hit in ids) == [both.pk, other.pk]

    def test_proposed_and_rejected_mentions_do_not_count(self) -> None:
        article("أ", companies=["google"], state="proposed")
        article("ب", companies=["google"], state="rejected")
        wanted = article("ج", companies=["google"], state="confirmed")
        drain()
        assert found(company="google") == [wanted.pk]

    def test_slugs_with_arabic_letters_commas_and_quotes(self) -> None:
        wanted = article("أ", publisher='صحيفة "الغد"، الأردن')
        article("ب", publisher="صحيفة الغد")
        drain()
        slug = wanted.publisher.slug
        assert found(publisher=slug) == [wanted.pk]
        assert found(publisher='صحيفة, "الغد"') == []

    def test_facets_equal_the_database_on_random_filters(self) -> None:
        chance = random.Random(7)
        slugs = ["google", "amazon", "meta", "apple"]
        for number in range(60):
            article(
                f"خبر {number}",
                chance.choice(["إضراب العمال", "عريضة الموظفين", "مقاطعة"]),
                companies=chance.sample(slugs, chance.randint(0, 3)),
                campaigns=chance.sample(["nimbus", "maven"], chance.randint(0, 2)),
                publisher=chance.choice(["", "ناشر أول", "ناشر ثان"]),
                published_on=chance.choice([None, date(2018 + chance.randint(0, 6), 5, 1)]),
            )
        drain()
        for _ in range(25):
            chosen = chance.sample(slugs, chance.randint(0, 2))
            page = results("&".join(["page_size=100", *(f"company={slug}" for slug in chosen)]))
            articles = Article.objects.published()
            if chosen:
                articles = articles.filter(mentions__company__slug__in=chosen).distinct()
            assert page.total == articles.count()
            for name, path in (
                ("company", "mentions__company__slug"),
                ("campaign", "mentions__campaign__slug"),
            ):
                pairs = set(Article.objects.filter(pk__in=articles).values_list("pk", path))
                expected: dict[str, int] = {}
                for _pk, slug in pairs:
                    if slug:
                        expected[slug] = expected.get(slug, 0) + 1
                assert {value.slug: value.count for value in page.facets[name]} == expected
            assert {row.year: row.count for row in page.years} == dict(
                Article.objects.filter(pk__in=articles).years()
            )

    # -- pages and order

    @pytest.mark.parametrize("count", [0, 1, 7, 31, 60])
    def test_every_page_size_gives_each_article_once(self, count: int) -> None:
        ids = [
            article(f"خبر {n}", published_on=date(2020, 1, 1) + timedelta(days=n % 5)).pk
            for n in range(count)
        ]
        drain()
        for size in (1, 2, 3, 7, 10, 20, 31, 50):
            pages = [results(f"page={page}&page_size={size}") for page in range(1, -(-count // size) + 2)]
            seen = [hit.article.pk for page in pages for hit in page.hits]
            assert sorted(seen) == ids, size
            assert {page.total for page in pages} == {count}
            assert pages[-1].hits == []

    def test_order_by_date_puts_undated_last_both_ways(self) -> None:
        undated = article("خبر")
        days = [article("خبر", published_on=date(2020, month, 1)).pk for month in (1, 2, 3)]
        drain()
        assert found("خبر", sort="newest") == [*reversed(days), undated.pk]
        assert found("خبر", sort="oldest") == [*days, undated.pk]

    def test_equal_scores_are_ordered_by_id(self) -> None:
        ids = [article("خبر", "نص واحد لا يختلف").pk for _ in range(12)]
        drain()
        assert found("نص واحد") == ids

    # -- dates

    @pytest.mark.parametrize(
        ("params", "expected"),
        [
            ({"from_": "2020"}, {2020, 2021}),
            ({"to": "2020"}, {2019, 2020}),
            ({"from_": "2020-02", "to": "2020-06-15"}, {2020}),
            ({"from_": "2020-06-16", "to": "2020-06-30"}, set()),
        ],
    )
    def test_date_ranges_are_inclusive_and_leave_undated_out(
        self, params: dict[str, str], expected: set[int]
    ) -> None:
        by_id = {article("خبر", published_on=date(year, 6, 15)).pk: year for year in (2019, 2020, 2021)}
        article("خبر")
        drain()
        assert {by_id[pk] for pk in found(**params)} == expected
        page = results("&".join(f"{name.rstrip('_')}={value}" for name, value in params.items()))
        assert page.undated_left_out == 1

    def test_undated_articles_on_demand(self) -> None:
        wanted = article("خبر")
        article("خبر", published_on=date(2020, 1, 1))
        drain()
        assert found(date="none") == [wanted.pk]

    @pytest.mark.parametrize(
        ("query", "years"), [("بعد:2020", {2020, 2021}), ("قبل:2020", {2019}), ("after:2021-01", {2021})]
    )
    def test_dates_in_the_query(self, query: str, years: set[int]) -> None:
        by_id = {article("خبر", published_on=date(year, 6, 15)).pk: year for year in (2019, 2020, 2021)}
        drain()
        assert {by_id[pk] for pk in found(query)} == years

    # -- changes

    def test_an_edit_is_seen(self) -> None:
        made = article("خبر", "إضراب")
        drain()
        made.body = "مقاطعة"
        made.save()
        drain()
        assert found("إضراب") == []
        assert found("مقاطعة") == [made.pk]

    def test_a_deleted_article_is_gone(self) -> None:
        made = article("خبر", "إضراب")
        drain()
        made.delete()
        drain()
        assert found("إضراب") == []

    def test_unpublished_articles_are_never_found(self) -> None:
        article("خبر", "إضراب", status="proposed")
        made = article("خبر", "إضراب")
        drain()
        assert found("إضراب") == [made.pk]
        Article.objects.filter(pk=made.pk).update(status="withdrawn")
        drain()
        assert found("إضراب") == []

    def test_many_small_writes_keep_counts_right(self) -> None:
        ids = []
        for number in range(30):
            ids.append(article("خبر", f"إضراب رقم {number}", companies=["google"]).pk)
            if number % 3 == 2:
                Article.objects.get(pk=ids.pop(0)).delete()
            drain()
        page = results("q=إضراب&page_size=100")
        assert page.total == len(ids)
        assert page.facets["company"][0].count == len(ids)
        assert sorted(hit.article.pk for hit in page.hits) == sorted(ids)

    def test_the_outbox_is_empty_after_a_drain(self) -> None:
        for _ in range(3):
            article("خبر")
        assert Outbox.objects.count() == 3
        drain()
        assert Outbox.objects.count() == 0

    # -- kept analyses

    def test_the_analysis_of_a_text_is_kept_with_it(self) -> None:
        made = article("خبر", "إضراب العمال", companies=["google"])
        article("خبر آخر", "نص")
        drain()
        fetched = Article.objects.with_tags().get(pk=made.pk)
        assert analyses([fetched]) == {made.pk: Forms.of(analyzer().analyze("إضراب العمال"))}

    def test_the_analysis_of_an_older_text_is_not_used(self) -> None:
        made = article("خبر", "إضراب العمال")
        drain()
        Article.objects.filter(pk=made.pk).update(body="نص آخر أطول فيه إضراب")
        assert analyses(Article.objects.with_tags().filter(pk=made.pk)) == {}
        assert "<mark>إضراب</mark>" in results("q=إضراب").hits[0].snippet_html

    # -- rebuild

    def test_a_rebuild_replaces_everything(self, engine: SijilBackend) -> None:
        kept = article("خبر", "إضراب")
        drain()
        with engine.rebuilding():
            assert found("إضراب") == [kept.pk], "readers keep the old index meanwhile"
        assert found("إضراب") == []

    def test_a_failed_rebuild_changes_nothing(self, engine: SijilBackend) -> None:
        kept = article("خبر", "إضراب")
        drain()
        with pytest.raises(RuntimeError, match="stop"), engine.rebuilding():
            raise RuntimeError("stop")
        assert found("إضراب") == [kept.pk]

    # -- hostile input

    @pytest.mark.parametrize(
        "query",
        [
            "*:*",
            '"',
            "((",
            "))((",
            "\x00",
            "a" * 5000,
            "كلمة " * 10_000,
            "AND OR NOT",
            "-",
            "+",
            "*",
            "شركة:",
            "'\"<>&",
            "¶",
        ],
    )
    def test_no_query_is_an_error(self, query: str) -> None:
        article("خبر", "إضراب")
        drain()
        search(SearchParams(q=query))

    def test_markup_in_texts_is_escaped(self) -> None:
        article("<script>alert(1)</script> إضراب", "<img src=x onerror=alert(1)> إضراب")
        drain()
        hit = results("q=إضراب").hits[0]
        assert "<script" not in hit.title_html
        assert "<img" not in hit.snippet_html
        assert "<mark>" in hit.title_html

    # -- Haystack

    def test_search_query_set_filters_orders_and_slices(self) -> None:
        from haystack.query import SearchQuerySet

        ids = [
            article("خبر", "إضراب", companies=["google"], published_on=date(2020, 1, day)).pk
            for day in range(1, 13)
        ]
        article("خبر", "إضراب", companies=["amazon"])
        drain()
        query = SearchQuerySet().filter(content="إضراب", company="google").order_by("-published_on")
        assert query.count() == 12
        assert [int(row.pk) for row in query[5:9]] == list(reversed(ids))[5:9]
        assert dict(query.facet("company").facet_counts()["fields"]["company"]) == {"google": 12}
        assert [int(row.pk) for row, _ in zip(query, itertools.count(), strict=False)] == list(reversed(ids))
