"""Lines that stand in most articles of a site: furniture that no rule knows."""

from __future__ import annotations

from archive.ingest.census import MIN_ARTICLES, SiteCensus
from archive.ingest.draft import Draft, Given, Source
from archive.ingest.normalise import fold
from archive.ingest.parse import Rules, parse
from archive.ingest.sites import site_of

SLOGAN = "نوافذ مشرعة على كل الجهات"
INSERT = "خدمة القراء المميزين في مدينتنا"
FOOTER = "هذه مساحة مفتوحة يكتب فيها أصدقاء الدار نصوصهم بحرية تامة."
WORDS = ("المستودعات", "الموانئ", "التوصيل", "البرمجة", "النداء", "التعدين")


def page(word: str, subheading: str = "", title: str = "") -> str:
    return (
        f"{SLOGAN}\n{title or f'عمال {word} يواصلون إضرابهم المفتوح'}\n12 مارس 2021\nرام الله\n\n"
        f"قال عمال {word} إن الإضراب مستمر حتى توقيع اتفاق جديد يرضي الجميع في كل المواقع المعنية.\n\n"
        f"{INSERT}\n\n{subheading}\n\n"
        f"وأضافوا أن المفاوضات مع إدارة {word} لم تبدأ بعد رغم الوعود المتكررة.\n{FOOTER}\n"
    )


def draft(word: str, rules: Rules, repeated: dict[str, int] | None = None) -> Draft:
    source = Source("x", page(word).encode(), repeated=frozenset(repeated or ()))
    return parse(source, rules=rules, tagger=lambda title, body: [])


def repeated(*pages: str) -> dict[str, int]:
    counted = SiteCensus()
    for text in pages:
        counted.see(text)
    return counted.repeated()


def test_short_lines_of_most_articles_are_the_site_s(rules: Rules) -> None:
    found = repeated(*map(page, WORDS))
    assert found == {fold(SLOGAN): len(WORDS), fold(INSERT): len(WORDS)}
    read = draft("المستودعات", rules, found)
    assert read.title == "عمال المستودعات يواصلون إضرابهم المفتوح"
    assert INSERT not in read.body
    assert (read.place, read.published is not None) == ("رام الله", True)
    kinds = {line.text: (line.kind, line.rule) for line in read.lines}
    assert kinds[INSERT] == ("removed", "structure.repeated_elsewhere")


def test_a_sentence_stays_however_often_it_is_said(rules: Rules) -> None:
    assert FOOTER in draft("المستودعات", rules, repeated(*map(page, WORDS))).body


def test_without_a_census_the_line_stays(rules: Rules) -> None:
    assert INSERT in draft("المستودعات", rules).body


def test_numbered_headlines_are_different_lines() -> None:
    pages = [page(word, title=f"حصاد الأسبوع رقم {n} في عالم التقنية") for n, word in enumerate(WORDS)]
    assert set(repeated(*pages)) == {fold(SLOGAN), fold(INSERT)}


def test_subheadings_of_some_articles_are_theirs() -> None:
    often = "كيف بدأت القصة كلها"
    pages = [page(word, often if n < 3 else "") for n, word in enumerate(WORDS)]
    assert fold(often) not in repeated(*pages)
    assert fold("الخلفية") not in repeated(*(page(word, "الخلفية") for word in WORDS))


def test_copies_and_versions_of_one_article_are_one_article() -> None:
    copies = [page("المستودعات")] * (MIN_ARTICLES + 2)
    versions = [f"{page('المستودعات')}وأضيفت فقرة {word} إلى النص بعد نشره." for word in WORDS]
    assert repeated(*copies, *versions) == {}


def test_a_site_is_a_domain_a_publisher_or_a_folder() -> None:
    assert site_of("a/b.txt", Given(url="https://www.News.example/1")) == "news.example"
    assert site_of("a/b.txt", Given(publisher="صحيفة الغد")) == "صحيفه الغد"
    folder = site_of("a/b.txt", Given())
    assert folder == site_of("a/c.txt", Given()) != site_of("d/a/c.txt", Given())
    assert folder.startswith("a/")
    assert (
        site_of("x.zip!in/a.txt", Given())
        == site_of("x.zip!in/b.txt", Given())
        != site_of("x.zip!a", Given())
    )
    assert site_of("a/b.txt", Given(url="http://[broken")) == folder
