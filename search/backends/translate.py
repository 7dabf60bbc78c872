"""SearchQuerySet filters as plans: what other Django code may ask of the index through Haystack."""

from __future__ import annotations

from datetime import date
from typing import Any

from haystack.backends import SearchNode

from search.analysis import analyzer
from search.plan import TAG_FIELDS, All, AtLeast, Days, Everything, Ids, Node, Not, Order, Tag
from search.planner import Planner
from search.query import parse


def node_of(tree: SearchNode | str) -> Node:
    """A SearchQuerySet's filter tree, or a raw string, as a node. Raises ValueError for unknown fields."""
    if isinstance(tree, str):
        return Everything() if tree in ("", "*") else _words(tree)
    nodes = [
        node_of(child) if isinstance(child, SearchNode) else _condition(tree, *child)
        for child in tree.children
    ]
    joined: Node = All(tuple(nodes)) if tree.connector == "AND" else AtLeast(tuple(nodes))
    return Not(joined) if tree.negated else joined


def _words(text: str) -> Node:
    return Planner(analyzer()).understand(parse(text)).node()


def _condition(tree: SearchNode, expression: str, value: Any) -> Node:
    field, kind = tree.split_expression(expression)
    if field == "content":
        text = getattr(value, "query_string", value)
        return _words(str(text))
    values = tuple(value) if kind == "in" and not isinstance(value, str) else (value,)
    if field in TAG_FIELDS:
        return Tag(field, tuple(str(getattr(one, "query_string", one)) for one in values))
    if field in ("id", "pk", "django_id"):
        return Ids(tuple(int(str(one).rsplit(".", 1)[-1]) for one in values))
    if field == "published_on":
        return _days(kind, value)
    raise ValueError(f"the index has no field {field!r}")


def _days(kind: str, value: Any) -> Node:
    if kind == "range":
        low, high = (_day(one) for one in value)
        return Days(low, high)
    day = _day(value)
    spans = {"gte": (day, None), "gt": (day + 1, None), "lte": (None, day), "lt": (None, day - 1)}
    return Days(*spans.get(kind, (day, day)))


def _day(value: Any) -> int:
    return (value if isinstance(value, date) else date.fromisoformat(str(value)[:10])).toordinal()


def order_of(sort_by: Any) -> Order:
    """Haystack's order_by as ours: `-published_on` newest, `published_on` oldest, none relevance.

    Raises ValueError for other fields.
    """
    if not sort_by:
        return "relevance"
    first = sort_by[0] if isinstance(sort_by, list | tuple) else sort_by
    name = first[0] if isinstance(first, tuple) else first
    orders: dict[str, Order] = {"-published_on": "newest", "published_on": "oldest"}
    if name not in orders:
        raise ValueError(f"articles cannot be ordered by {name!r}")
    return orders[name]
