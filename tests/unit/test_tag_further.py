"""Names that are words, persons or places too: companies of shops, cards, deliveries, arms and the like."""

from __future__ import annotations

import pytest

from archive.gazetteer.load import load
from archive.ingest.quoted_names import with_quotes
from archive.ingest.tag import Tagger

TAG = Tagger(load())

NAMED = [
    ("ضغطت الجمعية على شركتي فيزا وماستركارد", "visa mastercard"),
    ("من فيزا الدخول إلى «فيزا» الدفع بالبطاقات", "visa"),
    ("في القائمة شيفرون التي تستخرج الغاز، فأكسا وسيمنز وكارفور وبوما", "chevron axa siemens carrefour puma"),
    ("أضرب موظفو شركتي الخلوي «ألفا» و«تاتش»", "alfa-lebanon touch-lebanon"),
    ("مقاطع على منصة «ويبو» الصينية", "weibo"),
    ("شركتا التقسيط تابي وتمارا", "tabby tamara"),
    ("منصة سلة السعودية", "salla"),
    ("سائقو سنونو في الدوحة", "snoonu"),
    ("عرضته منصة شاهد", "shahid"),
    ("متجر ستيم التابع لشركة فالف", "valve"),
    ("قالت شركة ليوناردو الإيطالية للسلاح", "leonardo"),
    ("استعانت بمجموعة بوسطن الاستشارية (BCG)", "boston-consulting-group"),
    ("عقد مع ماكنزي للاستشارات", "mckinsey"),
    ("عمال يو بي إس ونقابة تيمسترز", "ups"),
    ("صفقة شراء غوغل شركة ويز للأمن السيبراني", "google wiz"),
    ("شركة الأمن السيبراني «ويز»", "wiz"),
    ("سحبت متاجر زارا الإعلان", "zara"),
    ("مقاطعة مطاعم كنتاكي", "kfc"),
    ("مصانع داسو التي تصنع مقاتلات رافال", "dassault"),
    ("وظفت تاتا للاستشارات وإنفوسيس المهندسين", "tcs infosys"),
    ("اشترت ترينديول أسهما، وتتبع علي بابا", "alibaba"),
    ("موقع مستقل", ""),
]

NOT_NAMED = [
    "حصل على فيزا الدخول إلى كندا",
    "قالت تمارا إنها تركت العمل",
    "وزارا المعرض في متجر قريب",
    "ارتفع سعر الكاكاو",
    "منذ كانون الثاني",
    "قال شاهد عيان على الإنترنت",
    "كنا نمشي قرب متجر كبير",
    "وضع البيض في سلة واحدة",
    "قال رفيق الأسرة إن التطبيق يجمع البيانات",
    "طائر سنونو مهاجر إلى قطر",
    "خبير مستقل فحص التطبيق",
    "شلّ الإضراب حركة النفط",
    "وألفا عامل أضربوا في قطاع الخلوي",
    "لوحات ليوناردو دا فينشي",
    "المنظمة العالمية للملكية الفكرية (الويبو) في الصين",
    "المرشح الفرنسي فرانسوا فيون",
    "أخذ الطفل لقاح بي سي جي",
    "تبرعت ماكنزي سكوت بمليار دولار",
    "رأى علماء أن حيوان بوما مهدد",
    "مصنع في ولاية كنتاكي",
    "عاش ماستودون في العصر الجليدي مع الماموث",
    "كراكن وحش بحري",
    "روبن هود يسرق الأغنياء",
    "غاب عن الموقع أسبوعا",
    "شارة العريف شيفرون من خيطين",
    "حمض الهيدروكلوريك (HCl) محلول",
    "الأناجيل الكنسية (canonical gospels)",
    "رئيس الوزراء الكندي ماكنزي كينغ",
]

CAMPAIGNS = [
    ("بدعوة من حملة «أوقفوا قتل الألعاب»", "stop-killing-games"),
    ("اقتحم ناشطو «فلسطين أكشن» المصنع", "palestine-action"),
    ("خرجت حركة «جيل زد 212» إلى الشوارع", "gen-z-212"),
    ("أعلن «اتحاد عمال ستاربكس» الإضراب", "starbucks-workers-united"),
    ("تطالب حملة «قاطعوا بوما»", "boycott-puma"),
    ("وسم «خليها تصدي»", "let-it-rust"),
]

NO_CAMPAIGNS = [
    "القبة الذهبية فوق المسجد",
    "سأل الطفل: أين أبي؟",
    "لا شكرا، قال العامل",
    "قرأ الإنجيل وأهدافه",
    "هم مقاطعون للانتخابات في المغرب",
    "قررت إلغاء نتفليكس مسلسلها",
]


def found(text: str, kind: str) -> set[str]:
    return {m.slug for m in TAG("", text) if m.kind == kind and m.state == "asserted"}


@pytest.mark.parametrize(("text", "slugs"), NAMED)
def test_a_company_is_told_by_what_stands_around_it(text, slugs):
    assert found(text, "company") == set(slugs.split())


@pytest.mark.parametrize("text", NOT_NAMED)
def test_words_persons_and_places_are_no_companies(text):
    assert found(text, "company") == set()


@pytest.mark.parametrize(("text", "slug"), CAMPAIGNS)
def test_campaigns_go_by_their_slogans(text, slug):
    assert slug in found(text, "campaign")


@pytest.mark.parametrize("text", NO_CAMPAIGNS)
def test_what_people_say_is_no_campaign(text):
    assert found(text, "campaign") == set()


@pytest.mark.parametrize(
    "text",
    [
        "رئيس بلدية آبل السقي يفتتح الملعب",
        "أمطار على آبل القمح والقرى المجاورة",
        "إعصار يقترب من ولاية هواوي، وسكان هواوي يغادرون",
        "رأيه جاهز وجاهز للنقاش",
        "وصل مرسول من الملك",
        "ندوة عن «الحق في الإصلاح» السياسي بعد الربيع العربي",
        "بيان SAG-AFTRA عن الأجور",
    ],
)
def test_villages_islands_and_unions_are_named_otherwise(text: str) -> None:
    assert not [m.slug for m in TAG("", text) if m.state == "asserted"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("أطلقت آبل هاتفا في بلدة صغيرة", "apple"),
        ("هواوي توقف التوظيف", "huawei"),
        ("سائق يعمل مع هنقرستيشن وجاهز معا", "jahez"),
        ("زميل له يوصل لهنقرستيشن في الصباح، ثم يفتح بعد الظهر حسابا ثانيا في (مرسول) حتى الليل", "mrsool"),
        ("أعضاء نقابة عمال أمازون", "amazon-labor-union"),
        ("بدأ إضراب تيسلا في السويد", "tesla-sweden-strike"),
        ("ضمن حملة مقاطعة إتش بي", "boycott-hp"),
        ("حركة «الحق في الإصلاح» تطلب أدلة تصليح للهواتف", "right-to-repair"),
        ("جرارات جون دير المقفلة", "john-deere"),
    ],
)
def test_names_beside_others_of_their_kind_count(text: str, slug: str) -> None:
    assert slug in [m.slug for m in TAG("", text) if m.state == "asserted"]


@pytest.mark.parametrize(
    ("text", "slug", "surface"),
    [
        ("رفض أعضاء نقابة عمال «أمازون» العرض", "amazon-labor-union", "نقابة عمال «أمازون»"),
        ('انتهى إضراب "تيسلا" في السويد', "tesla-sweden-strike", 'إضراب "تيسلا" في السويد'),
        ('يوم عالمي لمقاطعة "HP" غدا', "boycott-hp", 'يوم عالمي لمقاطعة "HP"'),
    ],
)
def test_a_company_in_quotation_marks_within_a_campaigns_name(text: str, slug: str, surface: str) -> None:
    assert next((m.slug, m.surface) for m in TAG("", text) if m.kind == "campaign") == (slug, surface)


def test_quotation_marks_elsewhere_keep_names_apart() -> None:
    assert list(with_quotes("نقابه عمال امازون", {"امازون"})) == ['نقابه عمال "امازون"']
    assert list(with_quotes("امازون", {"امازون"})) == []
    assert found("نقابة «عمال أمازون» الجديدة", "campaign") == set()
