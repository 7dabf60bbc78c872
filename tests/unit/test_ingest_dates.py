"""Date expressions in a line, and which of them dates an article."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from archive.ingest.clean import Layout
from archive.ingest.dates import find_dates
from archive.ingest.draft import Draft, Given, Source
from archive.ingest.header import post_header
from archive.ingest.lines import read_page
from archive.ingest.parse import Rules, parse

BODY = (
    "قال العاملون إن الإضراب مستمر حتى توقيع اتفاق جديد يرضي الجميع في كل المواقع المعنية.\n"
    "وأضافوا أن المفاوضات مع الإدارة لم تبدأ بعد رغم الوعود المتكررة خلال الأسابيع الماضية.\n"
)
TITLE = "عمال المستودعات يواصلون إضرابهم المفتوح"


def draft(page: str, rules: Rules, given: Given | None = None) -> Draft:
    return parse(Source("x", page.encode(), given or Given()), rules=rules, tagger=lambda title, body: [])


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("14 مايو 2023", date(2023, 5, 14), "day"),
        ("١٤ مايو ٢٠٢٣", date(2023, 5, 14), "day"),
        ("الأحد 14 أيار / مايو 2023", date(2023, 5, 14), "day"),
        ("14 مايو (أيار) 2023", date(2023, 5, 14), "day"),
        ("14 أيار، 2023", date(2023, 5, 14), "day"),
        ("9 كانون الثاني 2020", date(2020, 1, 9), "day"),
        ("9 كانون الأول/ديسمبر 2020", date(2020, 12, 9), "day"),
        ("2 تشرين ثاني 2019", date(2019, 11, 2), "day"),
        ("17 غشت 2020", date(2020, 8, 17), "day"),
        ("30 دجنبر 2020", date(2020, 12, 30), "day"),
        ("7 يوليوز 2018", date(2018, 7, 7), "day"),
        ("09 جانفي 2019", date(2019, 1, 9), "day"),
        ("12 جويلية 2019", date(2019, 7, 12), "day"),
        ("5 أوت 2019", date(2019, 8, 5), "day"),
        ("فاتح نونبر 2021", date(2021, 11, 1), "day"),
        ("الأول من تموز 2021", date(2021, 7, 1), "day"),
        ("الخامس والعشرين من يناير عام 2011", date(2011, 1, 25), "day"),
        ("15 من شهر آذار من عام 2022", date(2022, 3, 15), "day"),
        ("March 5th, 2021", date(2021, 3, 5), "day"),
        ("21st, June 2022 GMT", date(2022, 6, 21), "day"),
        ("Sep 3, 2020", date(2020, 9, 3), "day"),
        ("يونيو 3, 2020", date(2020, 6, 3), "day"),
        ("2020-06-03T10:15:00Z", date(2020, 6, 3), "day"),
        ("2020/06/03", date(2020, 6, 3), "day"),
        ("2020/25/06", date(2020, 6, 25), "day"),
        ("25/06/2020", date(2020, 6, 25), "day"),
        ("06/25/2020", date(2020, 6, 25), "day"),
        ("06/06/2020", date(2020, 6, 6), "day"),
        ("25.6.2020", date(2020, 6, 25), "day"),
        ("2023 مايو 14", date(2023, 5, 14), "day"),
        ("3 أبريل 20214 دقائق", date(2021, 4, 3), "day"),
        ("حزيران 2021", date(2021, 6, 1), "month"),
        ("11 شوال 1445", date(2024, 4, 20), "day"),
        ("2 / جمادى الأولى / 1444 هـ", date(2022, 11, 26), "day"),
        ("1444/05/02 هـ", date(2022, 11, 26), "day"),
    ],
)
def test_a_date_is_read(text: str, expected: date, precision: str) -> None:
    found = find_dates(text)
    assert [(item.value, item.precision) for item in found] == [(expected, precision)]
    assert text[found[0].start : found[0].end] in text


@pytest.mark.parametrize(
    "text",
    [
        "31 شباط 2024",
        "29 فبراير 2023",
        "0 مايو 2020",
        "31/06/2020",
        "2020-13-13",
        "32 مارس 2021",
        "30 صفر 1399999",
        "مايو/يونيو 2021",
        "12 مارس",
        "الساعة 12:30",
        "1.2.3.4",
        "192.168.2020.1",
        "نسخة 10.15.2",
        "ماركة 2021",
        "",
        "هاتف 2020-555",
        "14 مايو 3023",
        "٣١ نيسان ٢٠٢٢",
    ],
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert [item for item in find_dates(text) if item.value] == []


def test_a_numeric_date_that_reads_two_ways_keeps_both() -> None:
    (found,) = find_dates("05/04/2022")
    assert found.value is None
    assert (found.read_as("dmy"), found.read_as("mdy")) == (date(2022, 4, 5), date(2022, 5, 4))


@pytest.mark.parametrize(
    ("line", "expected", "rule"),
    [
        ("12 مارس 2021", date(2021, 3, 12), "date.line"),
        ("نُشر في: 12 مارس 2021 - 10:15 ص", date(2021, 3, 12), "date.published"),
        ("آخر تحديث: 13 مارس 2021 | نشر: 12 مارس 2021", date(2021, 3, 12), "date.published"),
        ("آخر تحديث: 13 مارس 2021", date(2021, 3, 13), "date.updated"),
        ("رام الله - 12 مارس 2021", date(2021, 3, 12), "date.line"),
        ("5/4/2022 9:15:00 PM", date(2022, 5, 4), "date.line.order"),
        ("الثلاثاء 05/04/2022", date(2022, 4, 5), "date.line.weekday"),
        ("05/04/2022 (آخر تحديث: 23/04/2022)", date(2022, 4, 5), "date.line.order"),
        ("11 شوال 1445 هـ", date(2024, 4, 20), "date.line.hijri"),
        ("11 شوال 1445 هـ الموافق 20 أبريل 2024 م", date(2024, 4, 20), "date.line"),
        ("أيار 2021", date(2021, 5, 1), "date.line"),
    ],
)
def test_a_date_line_below_the_headline_dates_the_article(
    line: str, expected: date, rule: str, rules: Rules
) -> None:
    published = draft(f"{TITLE}\n{line}\n\n{BODY}", rules).published
    assert published is not None
    assert (published.value, published.evidence.rule, published.evidence.line) == (expected, rule, 2)
    assert published.evidence.text == line


@pytest.mark.parametrize(
    "page",
    [
        f"12 مارس 2021\n{TITLE}\n{BODY}",
        f"السبت 20 ديسمبر 2025\nاتصل بنا\n{TITLE}\n{BODY}",
        f"{TITLE}\nعمال خلال وقفة أمام المقر في 21 يناير 2026 (رويترز)\n{BODY}",
        f"{TITLE}\n05/04/2022\n{BODY}",
        f"{TITLE}\n31 شباط 2022\n{BODY}",
        f"{TITLE}\n{BODY}وكان الإضراب قد بدأ في 12 مارس 2021 بعد فشل المفاوضات بين الطرفين.\n",
        f"{TITLE}\n12 مارس\n{BODY}",
        f"{TITLE}\n{BODY}أخبار ذات صلة\nعنوان آخر لا صلة له\n12 مارس 2021\n",
        f"{TITLE}\nالأسبوع الماضي\n{BODY}",
    ],
)
def test_what_does_not_date_the_article_does_not(page: str, rules: Rules) -> None:
    assert draft(page, rules).published is None


def test_a_dateline_that_opens_the_text_dates_it(rules: Rules) -> None:
    published = draft(f"{TITLE}\nتونس في 5 نوفمبر 2022 (رويترز) - {BODY}", rules).published
    assert published is not None
    assert (published.value, published.evidence.rule) == (date(2022, 11, 5), "date.dateline")


def test_a_labelled_date_below_the_text_counts(rules: Rules) -> None:
    published = draft(f"{TITLE}\n{BODY}تاريخ النشر: 12 مارس 2021\n", rules).published
    assert published is not None
    assert published.value == date(2021, 3, 12)


@pytest.mark.parametrize(
    ("url", "expected", "precision"),
    [
        ("https://example.org/2021/03/12/story", date(2021, 3, 12), "day"),
        ("https://example.org/2021/3/12/story", date(2021, 3, 12), "day"),
        ("https://example.org/a-2021-03-12.html", date(2021, 3, 12), "day"),
        ("https://example.org/20210312/x-1.html", date(2021, 3, 12), "day"),
        ("https://example.org/2021/03/story", date(2021, 3, 1), "month"),
        ("https://example.org/story/20213499", None, None),
        ("https://example.org/story-2021", None, None),
    ],
)
def test_an_address_dates_what_the_page_does_not(
    url: str, expected: date | None, precision: str, rules: Rules
) -> None:
    published = draft(f"{TITLE}\n{BODY}", rules, Given(url=url)).published
    assert (published and published.value, published and published.precision) == (expected, precision)


def test_a_persons_date_wins_and_says_so(rules: Rules) -> None:
    published = draft(f"{TITLE}\n12 مارس 2021\n{BODY}", rules, Given(published_on="2020-01")).published
    assert published is not None
    assert (published.value, published.precision, published.evidence.rule) == (
        date(2020, 1, 1),
        "month",
        "given",
    )


@pytest.mark.parametrize(
    ("opening", "header", "expected", "rule"),
    [
        ("أمس الثلاثاء ", "", date(2022, 7, 13), "relative.weekday"),
        ("اليوم الثلاثاء ", "", date(2022, 7, 12), "relative.weekday"),
        ("", "منذ 3 ساعات\n", date(2022, 7, 14), "relative.ago"),
        ("", "قبل يومين\n", date(2022, 7, 12), "relative.ago"),
        ("أمس ", "", None, None),
    ],
)
def test_relative_words_date_only_from_the_capture(
    opening: str, header: str, expected: date | None, rule: str | None, rules: Rules
) -> None:
    page = f"{TITLE}\n{header}خلال وقفة {opening}أمام المقر {BODY}"
    assert draft(page, rules).published is None
    captured = Given(captured_at=datetime(2022, 7, 14, 9, tzinfo=UTC))
    published = draft(page, rules, captured).published
    assert (published and published.value, published and published.evidence.rule) == (expected, rule)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f"{TITLE}\nGMT 09:40 2018 الثلاثاء 6 آذار\n\n{BODY}", date(2018, 3, 6)),
        (f"{TITLE}\nباريس- مرصد ضوءالخميس، 21 نوفمبر 2019 10:02 م\n\n{BODY}", date(2019, 11, 21)),
        (f"{TITLE}\n10:15 GMT 17.08.2021 (محدثة 11:00 GMT 18.08.2021)\n\n{BODY}", date(2021, 8, 17)),
        (f"{TITLE}\nتاريخ النشر:\n17 آب 2021\nآخر تحديث:\n19 آب 2021\n\n{BODY}", date(2021, 8, 17)),
        (f"{TITLE}\nآخر تحديث\n19 آب 2021\n\n{BODY}\nتاريخ النشر: 17 آب 2021", date(2021, 8, 17)),
        (f"{TITLE}\nالسبت 1442/12/21 هـ الموافق 2021/7/31 م ن ب أ\n\n{BODY}", date(2021, 7, 31)),
        (f"{TITLE}\nالعدد 7 - صيف 2021\n\n{BODY}", date(2021, 1, 1)),
        (f"{TITLE}\n2021-07-31T10:20:00+03:00\n\n{BODY}", date(2021, 7, 31)),
        (f"{TITLE}\n{BODY}ع.س/ ر.م\n31/7/2021 10:20:11", date(2021, 7, 31)),
        (f"{TITLE}\n{BODY}مواضيع ذات صلة\nتاريخ 31.07.2021", date(2021, 7, 31)),
        (f"{TITLE}\n{BODY}اقرأ أيضا\nأسعار الذهب اليوم\nنشر في 31/07/2021", None),
        (f"{TITLE}\n{BODY}نشر في 31/07/2021\nنشر في 30/07/2021", None),
        (f"{TITLE}\n{BODY}تابعونا\n31 يوليو 2021", None),
    ],
)
def test_where_pages_put_their_date(page: str, expected: date | None, rules: Rules) -> None:
    found = draft(page, rules).published
    assert (found.value if found else None) == expected


def test_a_header_below_a_standfirst_is_metadata(rules: Rules) -> None:
    standfirst = "قرار الإدارة يثير غضب العاملين ومطالب بالتراجع عنه قبل نهاية الأسبوع الجاري بحسب مصادر."
    page = f"{TITLE}\n{standfirst}\nسعاد العلي @souad\nالأحد 4 يوليو 2021 15:22\n{BODY}"
    found = draft(page, rules)
    assert found.published is not None
    assert found.published.value == date(2021, 7, 4)
    assert found.lines[3].kind == "meta"
    assert found.lines[1].kind == "body"


def test_how_long_ago_beside_the_headline_is_metadata(rules: Rules) -> None:
    found = draft(f"نشر منذ 3 ساعات\n{TITLE}\nقبل يومين\n\n{BODY}", rules)
    assert [line.kind for line in found.lines[:3]] == ["meta", "title", "meta"]


@pytest.mark.parametrize(("first", "expected"), [("سامي الحاج", [0, 1]), ("صحيفة نبراس", [])])
def test_a_post_begins_with_its_author_and_date(first: str, expected: list[int], rules: Rules) -> None:
    page = read_page(f"{first}\n4 آذار 2022 ·\n{TITLE}\n{BODY}")
    page.shown[1].hint = "date.line"
    layout = Layout(page, title=2, first=3, last=4, date_lines={})
    assert post_header(layout, rules.lexicon) == expected


def test_a_clock_below_a_sites_name_dates_nothing(rules: Rules) -> None:
    assert draft(f"صحيفة نبراس\n4 آذار 2022\nالرئيسية\n{TITLE}\n{BODY}", rules).published is None
