"""Furniture and publishers as data: every file loads, examples hold, a mistake is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.ingest.data import HERE, DataError, code_fingerprint, fingerprint
from archive.ingest.draft import Given, Source
from archive.ingest.furniture import load_furniture
from archive.ingest.lexicon import load_lexicon
from archive.ingest.lines import read_page
from archive.ingest.parse import RULES_VERSION, Rules, parse
from archive.ingest.publishers import Publisher, load_publisher, load_publishers

PUBLISHERS = load_publishers().all


@pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda publisher: publisher.name)
def test_a_publishers_example_holds(publisher: Publisher, rules: Rules) -> None:
    example = publisher.example
    assert {"page", "url", "title", "body"} <= set(example)
    source = Source("example", example["page"].encode(), Given(url=example["url"]))
    draft = parse(source, rules=rules, tagger=lambda title, body: [])
    got = {
        "title": draft.title,
        "publisher": draft.publisher,
        "author": draft.author,
        "place": draft.place,
        "published_on": draft.published and draft.published.value.isoformat(),
        "body": draft.body,
    }
    assert {name: example.get(name) for name in got} == got


def test_publishers_are_found_by_domain_and_by_name() -> None:
    publishers = load_publishers()
    assert publishers.by_url("https://www.hespress.com/a") is publishers.by_name("هسبريس")
    assert publishers.by_url("https://nothespress.com/a") is None
    assert publishers.by_url("hespress.com") is None
    assert publishers.by_url("https://[broken") is None
    assert publishers.by_name("") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[share.strip]\nwhy = 'x'\nexakt = ['شارك']\n", r"furniture.toml:3: unknown key 'exakt'"),
        ("[share.strip]\n\nwhere = 'everywhere'\n", r"furniture.toml:3: 'where' must be one of"),
        ("[share.strip]\nexact = 'شارك'\n", r"furniture.toml:2: 'exact' in \[share.strip\] must be a list"),
        ("[share.strip]\nexact = ['+']\n", r"furniture.toml:2: '\+' in 'exact' has no words"),
        ("[share.strip]\nregex = ['(']\n", r"furniture.toml:2: "),
        ("[share.strip]\nmax_words = 'a'\n", r"furniture.toml:2: 'max_words'"),
        ("share = 1\n", r"furniture.toml:1: 'share' must be a table"),
        ("[share]\nexact = ['x']\n", r"furniture.toml:2: unknown key 'exact'"),
        ("[share\n", r"furniture.toml: .*line 1"),
    ],
)
def test_a_mistake_in_the_furniture_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "furniture.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=message):
        load_furniture(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = 'أ'\n\ndomain = ['x']\n", r"x.toml:3: unknown key 'domain'"),
        ("domains = []\n", r"x.toml:1: a publisher needs a name"),
        ("name = 'أ'\ndate_order = 'dym'\n", r"x.toml:2: date_order must be"),
        ("name = 'أ'\n[strips.a]\nexcat = ['x']\n", r"x.toml:3: unknown key 'excat'"),
        ("name = 'أ'\n[example]\npag = 'x'\n", r"x.toml:3: unknown key 'pag'"),
    ],
)
def test_a_mistake_in_a_publishers_file_is_named_with_its_line(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=message):
        load_publisher(path)


def test_a_mistake_in_the_lexicon_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    text = (HERE / "lexicon.toml").read_text("utf-8")
    path.write_text(text.replace("[agencies]\n", "[agencies]\nnaems = []\n"), "utf-8")
    line = path.read_text("utf-8").splitlines().index("naems = []") + 1
    with pytest.raises(DataError, match=rf"lexicon.toml:{line}: unknown key 'naems'"):
        load_lexicon(path)


def test_the_version_of_the_rules_follows_the_data() -> None:
    assert f"{code_fingerprint()}-{fingerprint()}" == RULES_VERSION


def test_the_version_of_the_rules_follows_the_code(tmp_path: Path) -> None:
    (tmp_path / "clean.py").write_text("LONGEST = 40\n", "utf-8")
    before = code_fingerprint(tmp_path)
    assert code_fingerprint(tmp_path) == before
    (tmp_path / "clean.py").write_text("LONGEST = 41\n", "utf-8")
    assert code_fingerprint(tmp_path) != before


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("شاركها", "share.invitation"),
        ("فيسبوك  تويتر | واتساب", "share.strip"),
        ("+ الخط -", "widget.font"),
        ("أ أ", "widget.font"),
        ("تعليقات (12)", "comments.heading"),
        ("١٬٢٠٤ مشاهدة", "widget.counter"),
        ("إقـرأ أيضـاً:", "related.heading"),
        ("اقرأ/ي أيضا: خبر لا صلة له", "related.headline"),
        ("[ad_1]", "advert.shortcode"),
        ("IMG_20210312_101500.jpg", "picture.file"),
        ("0f3a9c1e-1111-4222-8333-0123456789ab_16x9", "picture.file"),
        ("#إضراب #عمال", "tags.hashtags"),
        ("الرئيسية > اقتصاد > خبر", "menu.breadcrumb"),
        ("وقت القراءة: 3 دقائق", "widget.reading_time"),
        ("لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *", "comments.form"),
        ("صورة أرشيفية", "picture.caption"),
        ("جميع الحقوق محفوظة © 2021", "notice.rights"),
        ("منذ 3 أيام", "menu.time"),
        ("الأحد 12 شباط GMT 10:20 2017", "menu.time"),
        ("10:15 انطلاق الدورة العاشرة للمعرض", "menu.ticker"),
        ("اقتصاد وأعمال وتقنية", "menu.entry"),
        ("شارك/ي في الحوار", "share.readers"),
        ("للاطلاع على العدد الجديد اضغط هنا", "share.readers"),
        ("إعجاب · 12 تعليق · مشاركة", "share.reactions"),
        ("للمزيد: مواعيد العطلة", "related.more"),
        ("مشاهدة الفيديو 03:20", "related.clip"),
        ("© صور الوكالة / فلان", "picture.credit"),
        ("تاريخ التسجيل: 2009", "forum.post"),
    ],
)
def test_furniture_is_named(line: str, rule: str, rules: Rules) -> None:
    (shown,) = read_page(line).shown
    matched = rules.furniture.match(shown)
    assert matched is not None
    assert matched.name == rule


@pytest.mark.parametrize(
    "line",
    [
        "شارك مئات العمال في وقفة أمام مقر الشركة مساء أمس.",
        "التعليقات التي نشرها الموظفون على المنتدى الداخلي أغضبت الإدارة.",
        "المصدر الذي رفض كشف اسمه قال إن الشركة تعلم بذلك منذ عام.",
        "القسم الأكبر من العاملين يؤيد الإضراب بحسب النقابة.",
        "طباعة الكتب مهنة قديمة يهددها التحول الرقمي اليوم.",
        "انضم مئات العمال إلى مجموعة عبر واتساب لتنسيق الإضراب.",
        "سجل أحد الموظفين مقطعا نشره زملاؤه بعد ساعات من الاجتماع.",
        "في العاشرة والنصف صباحا أغلق السائقون الطريق أمام المقر.",
        "تشارك في الحملة نقابات وجمعيات من عشر دول عربية.",
        "اقرأ العقد جيدا قبل أن توقعه، هكذا نصح المحامي العمال الجدد.",
        "تابع العمال جلسة المحكمة عبر شاشة كبيرة في الساحة.",
    ],
)
def test_sentences_are_not_furniture(line: str, rules: Rules) -> None:
    (shown,) = read_page(line).shown
    assert rules.furniture.match(shown) is None
