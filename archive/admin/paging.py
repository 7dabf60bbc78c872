"""Pages of long lists, without stepping over whole rows or sorting them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class FromBothEnds(Paginator):
    """As Django's, but the keys of a page are read first, from the nearer end, and then its rows alone.

    So the last page costs as little as the first, none more than the one in the middle, and what is sorted
    are keys: rows of a search joined with their articles took a second at 100,000 articles.
    """

    def page(self, number: Any) -> Page[Any]:
        """Page `number`, from 1. Raises InvalidPage."""
        number = self.validate_number(number)
        rows: Any = self.object_list
        if not isinstance(rows, QuerySet) or not rows.ordered:
            return super().page(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        if last + self.orphans >= self.count:
            last = self.count
        keys = rows.values_list("pk", flat=True)
        if first * 2 < self.count:
            wanted = list(keys[first:last])
        else:
            wanted = list(keys.reverse()[self.count - last : self.count - first])[::-1]
        found = {row.pk: row for row in rows.filter(pk__in=wanted).order_by()}
        return Page([found[pk] for pk in wanted if pk in found], number, self)
