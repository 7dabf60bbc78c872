"""The OpenAPI 3.1 description of the API, built from the same names the views use."""

from __future__ import annotations

from typing import Any

from search.results import REASONS

JSON = dict[str, Any]


def _text(description: str, **more: Any) -> JSON:
    return {"type": "string", "description": description, **more}


def _maybe(kind: str, **more: Any) -> JSON:
    return {"type": [kind, "null"], **more}


def _list(items: JSON) -> JSON:
    return {"type": "array", "items": items}


def _object(properties: JSON) -> JSON:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _ref(name: str) -> JSON:
    return {"$ref": f"#/components/schemas/{name}"}


def _one_of(*values: str) -> JSON:
    # A form sends what was not filled in as an empty value: that is the default, not an error.
    return {"type": "string", "enum": ["", *values]}


def _number(largest: int) -> JSON:
    return {
        "anyOf": [{"type": "integer", "minimum": 1, "maximum": largest}, {"type": "string", "enum": [""]}]
    }


def _query(
    name: str, description: str, example: object, schema: JSON | None = None, *, many: bool = False
) -> JSON:
    schema = schema or {"type": "string"}
    row = {
        "name": name,
        "in": "query",
        "description": description,
        "schema": _list(schema) if many else schema,
        "example": example,
    }
    return {**row, "style": "form", "explode": True} if many else row


_YEARS = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_LEAP_YEARS = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"
_DAYS = (
    "((0?[13578]|1[02])-(0?[1-9]|[12][0-9]|3[01])"
    "|(0?[469]|11)-(0?[1-9]|[12][0-9]|30)"
    "|0?2-(0?[1-9]|1[0-9]|2[0-8]))"
)
DATE = {
    "type": "string",
    "pattern": f"^({_YEARS}(-(0?[1-9]|1[0-2]|{_DAYS}))?|{_LEAP_YEARS}-0?2-29)?$",
    "description": "YYYY, YYYY-MM or YYYY-MM-DD, a day that exists",
}
PARAMETERS = [
    _query("q", "The query, in the language of the search box.", 'عقد "نيمبوس" -أمازون'),
    _query("company", "Slug; repeated: any of them.", ["google", "amazon"], many=True),
    _query("campaign", "Slug; repeated: any of them.", ["project-nimbus"], many=True),
    _query("publisher", "Slug, letters of any script; repeated: any of them.", [], many=True),
    _query("from", "First day, month or year; leaves out undated articles.", "2021-04", DATE),
    _query("to", "Last day, month or year, inclusive.", "2024", DATE),
    _query("date", "`none`: only undated articles.", "none", _one_of("none")),
    _query("sort", "Order.", "newest", _one_of("relevance", "newest", "oldest")),
    _query("match", "`exact`: the written word only.", "stem", _one_of("stem", "exact")),
    _query("words", "`all`: every word is required.", "all", _one_of("all")),
    _query("names", "`off`: names only as spelled.", "on", _one_of("on", "off")),
    _query("collapse", "`1`: copies of one story are one result.", "1", _one_of("0", "1")),
    _query("page", "From 1.", 1, _number(1_000_000)),
    _query("page_size", "At most 100.", 20, _number(100)),
]

_FACET = _object(
    {
        "slug": _text("Identifier"),
        "name_ar": _text("Arabic name"),
        "name_en": _text("English name"),
        "count": {"type": "integer"},
    }
)
_HIT = _object(
    {
        "id": {"type": "integer"},
        "url": _text("Page on this site"),
        "title": _text("Title"),
        "publisher": _maybe("string"),
        "published_on": _maybe("string", format="date"),
        "date_precision": _maybe("string"),
        "companies": _list({"type": "string"}),
        "campaigns": _list({"type": "string"}),
        "score": {"type": "number"},
        "snippet_html": _text("Escaped, with <mark> on what matched"),
        "matched_by": _list({"type": "string", "enum": list(REASONS)}),
    }
) | {
    "example": {
        "id": 12,
        "url": "/articles/12/",
        "title": "موظفون في غوغل يعترضون على مشروع نيمبوس",
        "publisher": None,
        "published_on": "2024-04-01",
        "date_precision": "month",
        "companies": ["google"],
        "campaigns": ["project-nimbus"],
        "score": 7.25,
        "snippet_html": "اعترض موظفون على <mark>العقد</mark> …",
    }
}
_ENTITY = _object(
    {
        "slug": _text("Identifier"),
        "name_ar": _text("Arabic name"),
        "name_en": _text("English name"),
        "articles": {"type": "integer"},
        "url": _text("Page on this site"),
    }
)
_QUERY = _object(
    {
        "text": _text("What was searched"),
        "terms": _list({"type": "string"}),
        "matching": {"type": "string", "enum": ["all", "half", "any"]},
        "expanded": {"type": "object", "additionalProperties": _list({"type": "string"})},
        "suggestion": _maybe("string"),
    }
)
_YEAR = _object({"year": _maybe("integer"), "count": {"type": "integer"}})
_RESULTS = _object(
    {
        "count": {"type": "integer"},
        "page": {"type": "integer"},
        "page_size": {"type": "integer"},
        "query": _ref("Query"),
        "results": _list(_ref("Hit")),
        "facets": _object(
            {
                "company": _list(_ref("Facet")),
                "campaign": _list(_ref("Facet")),
                "publisher": _list(_ref("Facet")),
                "year": _list(_ref("Year")),
            }
        ),
    }
)
_MENTION = _object(
    {
        "kind": {"type": "string", "enum": ["company", "campaign"]},
        "slug": _text("Identifier"),
        "surface": _text("As written"),
        "in_title": {"type": "boolean"},
        "start": {"type": "integer", "description": "Code points from 0 in the title or the body"},
        "end": {"type": "integer", "description": "Exclusive"},
        "brand": _maybe("string"),
        "state": {"type": "string", "enum": ["asserted", "confirmed"]},
        "rule": _text("What found it"),
    }
)
_ARTICLE = _object(
    {
        "id": {"type": "integer"},
        "url": _text("Page on this site"),
        "title": _text("Title"),
        "body": _text("The cleaned text, or its beginning where `rights` is `excerpt`"),
        "rights": {"type": "string", "enum": ["full", "excerpt"]},
        "redacted": {"type": "boolean", "description": "Whether passages are hidden (█████)"},
        "publisher": _maybe("string"),
        "author": _maybe("string"),
        "published_on": _maybe("string", format="date"),
        "date_precision": _maybe("string"),
        "date_evidence": _maybe("object"),
        "source_url": _maybe("string"),
        "companies": _list({"type": "string"}),
        "campaigns": _list({"type": "string"}),
        "captures": _list({"type": "object"}),
        "mentions": _list(_ref("Mention")),
        "figures": _list({"type": "object"}),
    }
)
_ERROR = _object({"error": _object({"field": _text("Parameter"), "message": _text("What is wrong")})}) | {
    "example": {"error": {"field": "sort", "message": "'best' is not one of the known values"}}
}

_WITHDRAWN = _object(
    {
        "error": _object(
            {
                "field": _text("Parameter"),
                "message": _text("What happened, in a sentence"),
                "reason": _maybe("string"),
                "note": _maybe("string"),
            }
        )
    }
)


def _answer(description: str, schema: JSON) -> JSON:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _get(summary: str, answer: JSON, parameters: list[JSON] | None = None, **errors: JSON) -> JSON:
    many = _answer("Too many requests a minute from this address", _ref("Error"))
    many["headers"] = {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}}
    responses = {
        "200": _answer(summary, answer),
        "304": {"description": "Not modified"},
        "429": many,
        **errors,
    }
    return {"get": {"summary": summary, "parameters": parameters or [], "responses": responses}}


SCHEMAS: JSON = {
    "Results": _RESULTS,
    "Query": _QUERY,
    "Hit": _HIT,
    "Facet": _FACET,
    "Year": _YEAR,
    "Article": _ARTICLE,
    "Mention": _MENTION,
    "Entity": _ENTITY,
    "Error": _ERROR,
    "Withdrawn": _WITHDRAWN,
}
"""Every shape that an answer may have, by the name it is referred to."""


def document() -> JSON:
    """The whole description."""
    bad = _answer("A parameter that cannot be used", _ref("Error"))
    missing = _answer("No such article", _ref("Error"))
    gone = _answer("The article was withdrawn", _ref("Withdrawn"))
    article_id = {
        "name": "id",
        "in": "path",
        "required": True,
        "schema": {"type": "integer", "minimum": 1, "maximum": 9223372036854775807},
    }
    entities = _object({"results": _list(_ref("Entity"))})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sijil",
            "version": "1",
            "description": "Read-only access to the Arabic archive of tech activism.",
        },
        "paths": {
            "/api/v1/articles": _get("Search articles", _ref("Results"), PARAMETERS, **{"400": bad}),
            "/api/v1/articles/{id}": _get(
                "One article", _ref("Article"), [article_id], **{"404": missing, "410": gone}
            ),
            "/api/v1/companies": _get("Companies", entities),
            "/api/v1/campaigns": _get("Campaigns", entities),
        },
        "components": {"schemas": SCHEMAS},
    }
