"""A small archive to review: two companies, one of them with an ordinary word for a name, and a curator."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive import captures
from archive.gazetteer.sync import entries_from_database
from archive.ingest.draft import Given, Source
from archive.ingest.parse import Rules, load_rules
from archive.ingest.prepare import Prepared
from archive.ingest.store import Storer
from archive.ingest.workers import Parser
from archive.models import Article
from tests.factory import campaign, company

PAGE = """موظفو أمازون يوقعون عريضة ضد العقد

شارك المقال

أعلن موظفون في شركة أمازون اليوم أنهم سيوقعون عريضة تطالب الإدارة بوقف عقد الحوسبة السحابية.

اقرأ أيضا: خبر آخر لا صلة له

وقال المنظمون إن سكان غابات أمازون الممطرة لا شأن لهم بالعريضة التي وقعها 300 موظف خلال يومين.

وانتشر خبر العريضة في غوغل أيضا، وقال موظفوها إنهم يدرسون خطوة مماثلة في الأسابيع المقبلة.

جميع الحقوق محفوظة
"""

Store = Callable[..., Article]


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The data files of ingest, read once."""
    return load_rules()


@pytest.fixture
def store(db: None, data_dir: Path, rules: Rules) -> Store:
    """`store(text, url=…)`: a page through the whole pipeline."""
    company("amazon", "أمازون", name_ar="أمازون")
    company("google", "غوغل", name_ar="غوغل")
    campaign("nimbus", "نيمبوس")

    def run(text: str = PAGE, *, name: str = "a.txt", **given: str) -> Article:
        source = Source(name, text.encode("utf-8"), Given(**given))
        read = Parser(rules, entries_from_database()).parse(source)
        assert isinstance(read, Prepared), read
        captures.keep(source.data)
        return Storer(rules.version).store_all([read])[0].article

    return run


@pytest.fixture
def stored(store: Store) -> Article:
    """The page above, stored: no date, no publisher."""
    return store()


@pytest.fixture
def curator(db: None) -> User:
    """Someone who may do everything."""
    return User.objects.create_superuser("سعاد", "s@example.org", "x")


@pytest.fixture
def workshop(client: Client, curator: User) -> Client:
    """A browser in which the curator is logged in."""
    client.force_login(curator)
    return client
