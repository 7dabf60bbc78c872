"""Whether the archive has outgrown its search engine, for the system check, `/healthz` and the admin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.db import DatabaseError, connections

from archive.models import Article
from search.backends.registry import COMFORTABLE, NEXT, scheme_of


@dataclass(frozen=True, slots=True)
class Outgrown:
    """There are more published `articles` than the `most` that `engine` is good for; `better` is the next."""

    articles: int
    most: int
    engine: str
    better: str

    @property
    def setting(self) -> str:
        """What to set in the environment."""
        return f"SEARCH_URL={self.better}://{settings.DATA_DIR / f'index-{self.better}'}"

    def __str__(self) -> str:
        return (
            f"{self.articles} articles are more than {self.engine} is good for ({self.most}): "
            f"set {self.setting} and run: manage.py rebuild_index --noinput"
        )


def outgrown() -> Outgrown | None:
    """The advice, or None where the engine is large enough. Raises DatabaseError."""
    engine = scheme_of(settings.HAYSTACK_CONNECTIONS["default"]["ENGINE"])
    most = COMFORTABLE.get(engine)
    if most is None:
        return None
    articles = Article.objects.published().count()
    return Outgrown(articles, most, engine, NEXT[engine]) if articles > most else None


def check(*, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """A system check of the kind that may ask the database (`check --database default`, `migrate`)."""
    if not databases or "default" not in databases:
        return []
    try:
        if Article._meta.db_table not in connections["default"].introspection.table_names():
            return []
        found = outgrown()
    except DatabaseError:
        # Before the first migrate, or a database that is away: other checks say so.
        return []
    if found is None:
        return []
    return [Warning(str(found), hint="docs/performance.md has the figures", id="sijil.W001")]
