"""While DEBUG is on Django keeps every statement; a command over many rows keeps none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, reset_queries
from pytest_django.fixtures import SettingsWrapper

from archive.models import Article
from archive.unlogged import unlogged

pytestmark = pytest.mark.django_db


def test_nothing_is_kept_inside(settings: SettingsWrapper) -> None:
    settings.DEBUG = True
    reset_queries()
    with unlogged():
        Article.objects.count()
    assert connection.queries == []
    Article.objects.count()
    assert len(connection.queries) == 1


def test_counting_queries_still_works(django_assert_num_queries: Callable[..., object]) -> None:
    with django_assert_num_queries(1), unlogged():
        Article.objects.count()
