"""Names in queries, and the fields that ask for them."""

from __future__ import annotations

import pytest

from archive.models import Alias
from search import gazetteer
from search.drain import drain
from tests.contract.asking import found, results
from tests.factory import article, campaign, company


class Naming:
    """Spellings and fields."""

    def test_one_spelling_of_a_name_finds_the_others(self) -> None:
        company("google", "غوغل", "جوجل", "قوقل", "Google")
        ids = [article("خبر", f"قالت {name} إنها").pk for name in ("غوغل", "جوجل", "قوقل", "Google")]
        ids.append(article("خبر", "رسالة موظفين وغوغل ترد").pk)
        drain()
        for query in ("غوغل", "جوجل", "google", "لغوغل"):
            assert sorted(found(query)) == ids, query

    def test_a_name_has_no_root_in_common_with_other_words(self) -> None:
        company("palantir", "بالانتير", "Palantir")
        company("ring", "رينغ")
        wanted = article("خبر", "قالت بالانتير في يناير إنها")
        other = article("خبر", "اندلعت نيران في منير")
        drain()
        queries = ("بالانتير", "Palantir", "(رينغ | بالانتير)", "+بالانتير")
        assert [found(query) for query in queries] == [[wanted.pk]] * len(queries)
        assert results("q=بالانتير").hits[0].snippet_html == "قالت <mark>بالانتير</mark> في يناير إنها"
        assert found("-بالانتير") == [other.pk], "nor where it is excluded"
        assert sorted(found("منيرة")) == [wanted.pk, other.pk], "other words do"

    def test_a_name_finds_what_is_tagged_with_it(self) -> None:
        made = company("careem", "كريم", "Careem")
        Alias.objects.filter(company=made, text="كريم").update(guard={"near": ["شركة"]})
        company("meta", "ميتا بلاتفورمز", "فيسبوك")
        Alias.objects.filter(text="فيسبوك").update(brand="Facebook")
        gazetteer.forget()
        written = article("خبر", "طلبت Careem من سائقيها", companies=["careem"])
        tagged = article("خبر", "طلبت شركة كريم من سائقيها", companies=["careem"])
        article("خبر", "قال الشيخ كريم إنه")
        article("خبر", "قالت إدارة واتساب", companies=["meta"])
        drain()
        assert found("Careem") == [written.pk, tagged.pk], "what is written first"
        assert found("Careem سائقيها") == [written.pk, tagged.pk]
        assert found("Careem", names="off") == [written.pk]
        assert [hit.reasons for hit in results("q=Careem").hits] == [("word",), ("tag",)]
        assert found("فيسبوك") == [], "a brand is not its company"

    def test_a_name_as_spelled_on_demand(self) -> None:
        company("google", "غوغل", "جوجل")
        wanted = article("خبر", "قالت غوغل إنها")
        article("خبر", "قالت جوجل إنها")
        drain()
        assert found("غوغل", names="off") == [wanted.pk]

    def test_a_name_of_several_words_is_a_phrase(self) -> None:
        company("meta", "ميتا بلاتفورمز", "فيسبوك")
        wanted = article("خبر", "أعلنت ميتا بلاتفورمز ذلك")
        article("خبر", "بلاتفورمز أخرى غير ميتا")
        drain()
        assert found("فيسبوك") == [wanted.pk]

    def test_a_new_spelling_is_used_without_a_rebuild(self) -> None:
        made = company("google", "غوغل")
        wanted = article("خبر", "قالت ألفابت إنها")
        drain()
        assert found("غوغل") == []
        Alias.objects.create(company=made, text="ألفابت")
        gazetteer.forget()
        assert found("غوغل") == [wanted.pk]

    @pytest.mark.parametrize("query", ["شركة:غوغل", "company:google", "شركة:Google", 'شركة:"غوغل"'])
    def test_the_company_field_takes_any_spelling(self, query: str) -> None:
        company("google", "غوغل", "Google")
        wanted = article("خبر", companies=["google"])
        article("خبر", "غوغل في النص وحده")
        drain()
        assert found(query) == [wanted.pk]

    def test_the_campaign_field(self) -> None:
        campaign("nimbus", "مشروع نيمبوس")
        wanted = article("خبر", campaigns=["nimbus"])
        article("خبر")
        drain()
        assert found("حملة:«مشروع نيمبوس»") == [wanted.pk]

    def test_the_publisher_field(self) -> None:
        wanted = article("خبر", publisher="صحيفة الغد")
        article("خبر", publisher="صحيفة الأمس")
        drain()
        assert found("ناشر:الغد") == [wanted.pk]

    def test_an_excluded_company(self) -> None:
        company("google", "غوغل")
        article("خبر", "إضراب", companies=["google"])
        wanted = article("خبر", "إضراب")
        drain()
        assert found("إضراب -شركة:غوغل") == [wanted.pk]
