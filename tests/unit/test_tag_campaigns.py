"""Campaigns: named and asserted, hinted at and proposed, or not there at all."""

from __future__ import annotations

import pytest

from archive.gazetteer.load import load
from archive.ingest.tag import Tagger

TAG = Tagger(load())


def campaigns(text: str, state: str = "asserted", title: str = "") -> set[str]:
    return {m.slug for m in TAG(title, text) if m.kind == "campaign" and m.state == state}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("عقد «نيمبوس»", "project-nimbus"),
        ("ضمن مشروع نيمباس السحابي", "project-nimbus"),
        ("Project Nimbus", "project-nimbus"),
        ("حملة لا تكنولوجيا للأبارتهايد", "no-tech-for-apartheid"),
        ("«لا للتكنولوجيا من أجل الفصل العنصري»", "no-tech-for-apartheid"),
        ("مجموعة No Tech For Apartheid", "no-tech-for-apartheid"),
        ("حركة «لا أزور للفصل العنصري»", "no-azure-for-apartheid"),
        ("مجموعة نو آزور فور أبارتايد", "no-azure-for-apartheid"),
        ("حركة حياة السود مهمّة", "black-lives-matter"),
        ("شعار «أرواح السود تهم»", "black-lives-matter"),
        ("وقفة لحركة بلاك لايفز ماتر", "black-lives-matter"),
        ("مشروع ميفن للبنتاغون", "project-maven"),
        ("محرك دراجون فلاي", "project-dragonfly"),
        ("تحت شعار «على أمازون أن تدفع»", "make-amazon-pay"),
        ("حملة Make Amazon Pay", "make-amazon-pay"),
        ("نقابة عمال ألفابت", "alphabet-workers-union"),
        ("يوم تسلا تيك داون", "tesla-takedown"),
        ("وسم «احذفوا واتساب»", "delete-whatsapp"),
        ("وسم #احذفوا_فيسبوك", "delete-facebook"),
        ("وسم DeleteUber#", "delete-uber"),
        ("وسم #DeleteUber ينتشر", "delete-uber"),
        ("حملة «أوقفوا الكراهية بهدف الربح»", "stop-hate-for-profit"),
        ("لنكتب «أوراق فيسبوك»", "facebook-papers"),
        ("نشرت ما سمي «وثائق فيسبوك»", "facebook-papers"),
        ("تحالف KeepItOn", "keep-it-on"),
        ("حركة مقاطعة إسرائيل (BDS)", "bds"),
        ("حركة المقاطعة تدعو إلى سحب الاستثمارات من إسرائيل", "bds"),
        ("لا تكنولوجيا لوكالة الهجرة", "no-tech-for-ice"),
        ("أوقفوا الروبوتات القاتلة", "stop-killer-robots"),
        ("حيادية الإنترنت في خطر", "net-neutrality"),
        ("تحقيق «مشروع بيغاسوس»", "pegasus-project"),
        ("ملفات أوبر المسربة", "uber-files"),
    ],
)
def test_a_named_campaign_is_asserted(text, slug):
    assert slug in campaigns(text)


@pytest.mark.parametrize(
    "text",
    [
        "حملة انتخابية جديدة",
        "تكنولوجيا للفصل بين المواد",
        "سرّبت وثائق فيسبوك إلى الصحافة",
        "حذف واتساب الرسالة بعد دقيقة",
        "مشرفو المحتوى في كينيا",
        "إضراب سائقي أوبر في المدينة",
        "إضراب عمال غلوفو",
        "مقاطعة شركة إتش بي",
        "حياة السود في الجنوب",
        "حركة المقاطعة التجارية بين البلدين",
        "أمازون تدفع الضرائب",
        "على أمازون أن تدفع الضرائب",
        "تسقط تسلا في البورصة",
        "استعد وجهك نضارته",
        "حق الإصلاح السياسي",
        "رحلة إلى الغابة لرؤية اليعسوب",
        "ثورة الإنترنت غيرت العالم",
        "أنا أيضا أوافق",
    ],
)
def test_words_about_a_subject_assert_nothing(text):
    assert campaigns(text) == set()


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("وقع مئات الموظفين في مايكروسوفت رسالة ضد عقد إدارة الهجرة والجمارك", "no-tech-for-ice"),
        ("مشرفو المحتوى في نيروبي يقاضون ميتا وشركة ساما", "kenya-content-moderators"),
        ("عمال غلوفو في الدار البيضاء يضربون", "glovo-morocco-strike"),
        ("فيسبوك يواصل حجب المحتوى الفلسطيني", "meta-palestinian-content"),
        ("سلمت فرانسيس هاوغن وثائق من فيسبوك", "facebook-papers"),
        ("دعوات إلى مقاطعة إتش بي بسبب دعم الجيش في غزة", "bds"),
        ("قطع الإنترنت مع الانقلاب واحتجاج منظمات", "keep-it-on"),
        ("تصويت عمال أمازون على تأسيس نقابة", "amazon-unionising"),
    ],
)
def test_a_subject_is_proposed_and_never_asserted(text, slug):
    assert slug in campaigns(text, "proposed")
    assert slug not in campaigns(text)


def test_a_subject_needs_its_company():
    assert "no-tech-for-ice" not in campaigns("احتج عمال البناء على إدارة الهجرة والجمارك", "proposed")


def test_a_named_campaign_is_not_proposed_again():
    text = "مشروع نيمبوس عقد سحابي بين غوغل وإسرائيل"
    assert "project-nimbus" in campaigns(text)
    assert "project-nimbus" not in campaigns(text, "proposed")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("قالت منظمة العفو الدولية", "amnesty-international"),
        ("دانت أكساس ناو القرار", "access-now"),
        ("مركز صدى سوشال", "sada-social"),
        ("بموجب قانون الأسواق الرقمية", "digital-markets-act"),
        ("ضمن حملة #KeepItOn", "keep-it-on"),
        ("وسم KeepItOn# العالمي", "keep-it-on"),
        ("#لا_تكنولوجيا_للفصل_العنصري", "no-tech-for-apartheid"),
    ],
)
def test_organisations_laws_and_bare_hashtags_are_proposals(text, slug):
    assert slug in campaigns(text, "proposed")
    assert slug not in campaigns(text)


def test_a_company_inside_a_campaign_name_is_a_mention_of_its_own():
    mentions = TAG("", "حركة لا أزور للفصل العنصري")
    assert [(m.kind, m.slug) for m in mentions] == [
        ("campaign", "no-azure-for-apartheid"),
        ("company", "microsoft"),
    ]


def test_a_hashtag_that_a_coalition_bears_is_its_name():
    assert "keep-it-on" in campaigns("ورحب تحالف #KeepItOn بالحكم")
    assert "keep-it-on" in campaigns("رحب ائتلاف «#KeepItOn» بالحكم")


def test_nimbus_the_satellite_is_no_contract():
    text = "أطلقت ناسا أول أقمار مشروع نيمبوس، وبفضل نيمبوس تأكد العلماء"
    assert campaigns(text) == set()
    assert "project-nimbus" in campaigns("انسحبت ناسا، أما غوغل فأبقت مشروع نيمبوس")
