"""The curators' pages for entities, batches, jobs and operations, as a browser without scripts uses them."""

from __future__ import annotations

import csv
import io

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from archive.models import Alias, Article, Company, Job, Operation, Publisher, Redirect
from archive.retag import candidates as finding
from tests.curation.forms import as_shown
from tests.factory import article, campaign, company

pytestmark = pytest.mark.django_db
ARTICLES = "/admin/archive/article/"


@pytest.fixture(autouse=True)
def _no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "_finders", [])


def form_of(client: Client, address: str) -> dict[str, object]:
    """The values of an admin form as a browser would send them back."""
    page = client.get(address)
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data: dict[str, object] = {}
    for form in forms:
        for name in form.fields:
            value = form[name].value()
            data[form.add_prefix(name)] = "" if value is None else value
    return data


def preview(client: Client, **data: object) -> str:
    answer = client.post("/admin/archive/company/preview/", data)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_a_spelling_is_previewed(admin_client: Client) -> None:
    google = company("google", "غوغل")
    article("<b>خبر</b>", "قالت جوجل <i>كذا</i>")
    shown = preview(admin_client, entity=google.pk, text="جوجل", was="", guard="")
    assert "توسَم بها مقال واحد" in shown
    assert "<mark>جوجل</mark> &lt;i&gt;" in shown
    assert "لا يغيّر هذا" in preview(admin_client, entity=google.pk, text="بنغ", was="")
    assert "JSON" in preview(admin_client, entity=google.pk, text="جوجل", guard="{x")
    assert "near" in preview(admin_client, entity=google.pk, text="جوجل", guard='{"near": 3}')
    assert preview(admin_client, entity=google.pk, text="غوغل", was="غوغل") == ""
    assert "توسَم" in preview(admin_client, entity="", slug="new", text="جوجل"), "before the company is stored"
    assert not Alias.objects.filter(text="جوجل").exists()


def test_saving_a_spelling_tags_in_the_background(
    admin_client: Client, django_capture_on_commit_callbacks: object
) -> None:
    google = company("google", "غوغل")
    made = article("خبر", "قالت جوجل كذا")
    address = reverse("admin:archive_company_change", args=[google.pk])
    data = form_of(admin_client, address) | {"aliases-1-text": "جوجل", "_continue": "1"}
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture
        answer = admin_client.post(address, data, follow=True)
    assert "تابِع التقدّم" in answer.text
    assert list(made.mentions.values_list("surface", flat=True)) == ["جوجل"]
    job = Job.objects.get()
    page = admin_client.get(reverse("admin:archive_job_change", args=[job.pk])).text
    assert "وُسمت مقال واحد" in " ".join(page.split())
    assert admin_client.get(f"/admin/archive/job/{job.pk}/state/").json()["percent"] == 100


@pytest.mark.parametrize(
    ("text", "guard", "said"),
    [
        ("جوجل", "", "تهجئة «ياهو»"),
        ("غُوغل", "", "تُقرأ كتهجئة أخرى"),
        ("س", "", "أقصر"),
        ("ويز", '{"near": "x"}', "غير مفهوم"),
    ],
)
def test_spellings_that_would_not_load_again_are_refused(
    text: str, guard: str, said: str, admin_client: Client
) -> None:
    yahoo = company("yahoo", "جوجل")
    yahoo.name_ar = "ياهو"
    yahoo.save()
    address = reverse("admin:archive_company_change", args=[company("google", "غوغل").pk])
    data = form_of(admin_client, address) | {"aliases-1-text": text, "aliases-1-guard": guard}
    assert said in admin_client.post(address, data).text
    assert Alias.objects.count() == 2


def test_a_changed_slug_leads_on(admin_client: Client, client: Client) -> None:
    google = company("google", "غوغل")
    address = reverse("admin:archive_company_change", args=[google.pk])
    admin_client.post(address, form_of(admin_client, address) | {"slug": "alphabet"})
    assert Redirect.objects.get().old == "google"
    assert client.get("/companies/google/")["Location"] == "/companies/alphabet/"


def test_names_of_a_publisher_are_lines(admin_client: Client) -> None:
    made = Publisher.objects.create(name="الغد", spellings=["جريدة الغد"])
    address = reverse("admin:archive_publisher_change", args=[made.pk])
    assert "جريدة الغد" in admin_client.get(address).text
    data = form_of(admin_client, address) | {"spellings": "جريدة الغد\n\n الغد الأردنية \n", "domains": ""}
    assert admin_client.post(address, data).status_code == 302
    made.refresh_from_db()
    assert (made.spellings, made.domains) == (["جريدة الغد", "الغد الأردنية"], [])


def test_two_companies_are_compared_merged_and_parted(admin_client: Client) -> None:
    meta, facebook = company("meta", "ميتا", name_ar="ميتا"), company("facebook", "فيسبوك", name_ar="فيسبوك")
    chosen = {"action": "merge_chosen", "_selected_action": [meta.pk, facebook.pk]}
    page = admin_client.post("/admin/archive/company/", chosen, follow=True)
    assert "فيسبوك" in page.text
    answer = admin_client.post(
        f"/admin/archive/company/merge/?ids={meta.pk},{facebook.pk}",
        {"keep": meta.pk, "name_en": facebook.pk, "slug": meta.pk},
        follow=True,
    )
    meta.refresh_from_db()
    assert (meta.name_en, Company.objects.count()) == ("facebook", 1)
    operation = Operation.objects.get()
    assert "تراجع عن العملية" in answer.text
    page = admin_client.post(f"/admin/archive/operation/{operation.pk}/change/", {"do": "undo"}, follow=True)
    assert "عاد كما كان" in page.text
    assert Company.objects.filter(pk=facebook.pk, slug="facebook").exists()


@pytest.mark.parametrize("ids", ["", "1", "x,y", "1,1", "1,99999999999999999999", "1,2,3"])
def test_pairs_that_are_none_are_not_found(ids: str, admin_client: Client) -> None:
    assert admin_client.get(f"/admin/archive/company/merge/?ids={ids}").status_code == 404


def test_spellings_are_parted_into_a_new_company(admin_client: Client) -> None:
    meta = company("meta", "ميتا", "واتساب")
    address = f"/admin/archive/company/{meta.pk}/split/"
    assert "واتساب" in admin_client.get(address).text
    chosen = {"aliases": [Alias.objects.get(text="واتساب").pk]}
    assert "الثلاثة" in admin_client.post(address, chosen).text
    new = {"slug": "whatsapp", "name_ar": "واتساب", "name_en": "WhatsApp"}
    admin_client.post(address, chosen | new)
    assert Company.objects.get(slug="whatsapp").aliases.get().text == "واتساب"
    assert "مستعمل" in admin_client.post(address, {"aliases": [Alias.objects.get(text="ميتا").pk]} | new).text


def begin(client: Client, action: str, ids: list[int], **more: object) -> Operation:
    client.post(ARTICLES, {"action": f"begin_{action}", "_selected_action": ids, **more})
    return Operation.objects.latest("pk")


def operate(client: Client, operation: Operation, **data: object) -> str:
    address = f"/admin/archive/operation/{operation.pk}/change/"
    return " ".join(client.post(address, data, follow=True).text.split())


def test_a_whole_filter_is_published_after_a_preview(admin_client: Client) -> None:
    for number in range(60):
        article(str(number), status="proposed")
    article("منشور")
    ids = list(Article.objects.values_list("pk", flat=True)[:1])
    operation = begin(admin_client, "publish", ids, select_across="1")
    page = admin_client.get(f"/admin/archive/operation/{operation.pk}/change/").text
    assert "اخترت 61 مقالًا" in page
    assert "يتغيّر منها 60 مقالًا" in " ".join(page.split())
    assert Article.objects.filter(status="published").count() == 1
    operate(admin_client, operation, do="carry_out")
    assert Article.objects.filter(status="published").count() == 61
    operate(admin_client, operation, do="undo")
    assert Article.objects.filter(status="published").count() == 1


def test_a_tag_is_chosen_previewed_given_and_taken_back(admin_client: Client) -> None:
    google, made = company("google", "غوغل"), article("خبر", "قالت غوغل")
    operation = begin(admin_client, "tag", [made.pk])
    assert "اختر شركة أو حملة" in operate(admin_client, operation, do="choose")
    operate(admin_client, operation, do="carry_out")
    assert made.mentions.count() == 0, "a draft that lacks its tag cannot be carried out"
    assert "يتغيّر منها مقال واحد" in operate(admin_client, operation, do="choose", company=google.pk)
    operate(admin_client, operation, do="carry_out")
    assert made.mentions.get().company == google
    operate(admin_client, operation, do="undo")
    assert made.mentions.count() == 0


def test_a_draft_is_thrown_away(admin_client: Client) -> None:
    operation = begin(admin_client, "reindex", [article("خبر").pk])
    operate(admin_client, operation, do="discard")
    assert not Operation.objects.exists()


def test_corrections_are_uploaded_looked_at_and_applied(admin_client: Client) -> None:
    made = article("قديم")
    file = io.BytesIO(f"id,field,value\n{made.pk},title,جديد\n0,title,x\n".encode())
    file.name = "تصحيحات.csv"
    page = admin_client.post("/admin/archive/operation/corrections/", {"file": file}, follow=True)
    assert "لا مقال بهذا الرقم" in page.text
    operation = Operation.objects.get()
    report = admin_client.get(f"/admin/archive/operation/{operation.pk}/report.csv").getvalue().decode()
    assert len(list(csv.reader(io.StringIO(report)))) == 3
    assert "لم يُطبَّق شيء" in operate(admin_client, operation, do="carry_out")
    assert Article.objects.get().title == "قديم"
    operate(admin_client, operation, do="carry_out", partial="1")
    assert Article.objects.get().title == "جديد"
    bad = io.BytesIO(b"a,b\n1,2\n")
    bad.name = "x.csv"
    page = admin_client.post("/admin/archive/operation/corrections/", {"file": bad})
    assert "لا بدّ من أعمدة" in page.text


@pytest.mark.parametrize("model", ["article", "company", "campaign", "publisher", "alias", "mention"])
def test_every_list_is_exported(model: str, admin_client: Client) -> None:
    campaign("nimbus", "نيمبوس")
    article("=HYPERLINK(1)", "نص", companies=["google"], publisher="@الغد")
    company("google", "-غوغل")
    records = Article._meta.apps.get_model("archive", model).objects
    chosen = {"action": "export_csv", "_selected_action": [records.first().pk], "select_across": "1"}
    text = admin_client.post(f"/admin/archive/{model}/", chosen).getvalue().decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(text)))
    assert len(found) == 1 + records.count()
    assert not any(cell.startswith(("=", "@", "-")) for row in found for cell in row)


def test_lists_of_users_are_exported_without_passwords(admin_client: Client) -> None:
    chosen = {"action": "export_csv", "_selected_action": [User.objects.get().pk]}
    text = admin_client.post("/admin/auth/user/", chosen).getvalue().decode()
    assert "password" not in text
    assert "admin" in text


@pytest.fixture
def curator(client: Client) -> Client:
    """May change what the archive holds, but neither merge nor change many at once."""
    person = User.objects.create_user("قيّم", password="x", is_staff=True)
    wanted = Permission.objects.filter(content_type__app_label="archive")
    person.user_permissions.set(wanted.exclude(codename__in=("merge_records", "bulk_edit")))
    client.force_login(person)
    return client


def test_who_may_not_merge_or_change_many_cannot(curator: Client) -> None:
    meta, facebook, made = company("meta", "ميتا"), company("facebook"), article("خبر", status="proposed")
    assert curator.get(f"/admin/archive/company/merge/?ids={meta.pk},{facebook.pk}").status_code == 403
    assert curator.get(f"/admin/archive/company/{meta.pk}/split/").status_code == 403
    assert curator.get("/admin/archive/operation/corrections/").status_code == 403
    curator.post(ARTICLES, {"action": "begin_publish", "_selected_action": [made.pk]})
    assert not Operation.objects.exists()
    operation = Operation.objects.create(kind="publish", targets=[made.pk])
    answer = curator.post(f"/admin/archive/operation/{operation.pk}/change/", {"do": "carry_out"})
    assert answer.status_code == 403
    assert Article.objects.get().status == "proposed"


def test_strangers_see_nothing(client: Client) -> None:
    for path in ("company/preview/", "company/merge/", "operation/corrections/", "job/1/state/"):
        assert client.get(f"/admin/archive/{path}").status_code == 302


@pytest.mark.parametrize("model", ["operation", "job", "company", "article"])
def test_lists_cost_the_same_queries_however_long(
    model: str, admin_client: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        company(f"c{number}", f"شركة {number}")
        Operation.objects.create(kind="publish", targets=[1])
        Job.objects.create(kind="retag")
        article(str(number), publisher=f"ناشر {number}")
    with django_assert_max_num_queries(10):  # type: ignore[operator]  # a fixture that counts
        assert admin_client.get(f"/admin/archive/{model}/").status_code == 200


def test_a_spelling_without_a_guard_shows_an_empty_field_and_keeps_none(admin_client: Client) -> None:
    made = company("google", "غوغل")
    address = f"/admin/archive/company/{made.pk}/change/"
    page = admin_client.get(address)
    assert ">null<" not in page.text.replace("\n", "")
    data = as_shown(admin_client, address)
    assert data["aliases-0-guard"] == ""
    assert admin_client.post(address, data | {"aliases-0-brand": "Google"}).status_code == 302
    alias = made.aliases.get()
    assert (alias.guard, alias.brand) == (None, "Google")
