"""What a cluster may answer that is not what OpenSearch answers."""

from __future__ import annotations

import json

from search.backends.opensearch_indexes import made_with
from tests.resilience.hostile_server import Answer, Behaviour, drips, http, says, sends, waits

INDEX = "sijil-g" + "1" * 20
HTML = b"<!DOCTYPE html><html><body><h1>It works</h1></body></html>"
LENGTHLESS = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n"
NO_SHARDS = {
    "error": {"type": "search_phase_execution_exception", "reason": "all shards failed"},
    "status": 503,
}


def mappings(**changes: object) -> dict[str, object]:
    """What a cluster says of our index."""
    meta = made_with() | {"shards": 1, "scale": 2.2} | changes
    return {INDEX: {"mappings": {"_meta": meta}}}


def then(search: Behaviour, **changes: object) -> Behaviour:
    """A cluster whose index looks well, but whose searches end like this."""

    def answer(request: str) -> Answer:
        if "_mapping" in request:
            return iter([http("200 OK", json.dumps(mappings(**changes)).encode())])
        return search(request)

    return answer


def hits(*rows: object, total: object = 10) -> dict[str, object]:
    return {"hits": {"total": {"value": total, "relation": "eq"}, "hits": list(rows)}}


BEHAVIOURS: dict[str, Behaviour] = {
    "says nothing": waits(5),
    "hangs up": sends(),
    "is no web server": sends(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "binary": sends(bytes(range(256)) * 20),
    "half a head": sends(b"HTTP/1.1 200 OK\r\ncontent-le"),
    "drips a body": drips(LENGTHLESS, b" ", 0.2, 30),
    "an endless body": drips(LENGTHLESS, b" " * (1 << 20), 0, 100_000),
    "HTML": says("200 OK", HTML, "text/html"),
    "HTML said to be JSON": says("200 OK", HTML),
    "HTML and 500": says("500 Internal Server Error", HTML, "text/html"),
    "HTML and 502": says("502 Bad Gateway", HTML, "text/html"),
    "HTML and 404": says("404 Not Found", HTML, "text/html"),
    "a redirect": sends(b"HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n"),
    "no content": says("200 OK", b""),
    "JSON cut off": says("200 OK", b'{"hits": {"total": {"val'),
    "fewer bytes than said": sends(http("200 OK", json.dumps(mappings()).encode())[:-30]),
    "not UTF-8": says("200 OK", b'{"a": "\xff\xfe"}'),
    "a list": says("200 OK", []),
    "null": says("200 OK", None),
    "an empty object": says("200 OK", {}),
    "deep JSON": says("200 OK", b"[" * 100_000),
    "401": says("401 Unauthorized", b"Unauthorized", "text/plain"),
    "403": says("403 Forbidden", {"error": {"type": "security_exception"}, "status": 403}),
    "an error that is a list": says("500 Internal Server Error", ["error"]),
    "no index": says("404 Not Found", {"error": {"type": "index_not_found_exception"}, "status": 404}),
    "too many requests": says("429 Too Many Requests", {"error": {"type": "rejected"}, "status": 429}),
    "another schema": then(waits(5), schema=-1),
    "another analyser": then(waits(5), analysis="0"),
    "another engine": then(waits(5), engine="other"),
    "a mapping without meta": says("200 OK", {INDEX: {"mappings": {}}}),
    "two live indexes": says("200 OK", {INDEX: mappings()[INDEX], INDEX[:-1] + "2": mappings()[INDEX]}),
    "somebody's index": says("200 OK", {"sijil": mappings()[INDEX]}),
    "red": then(says("503 Service Unavailable", NO_SHARDS)),
    "searches hang": then(waits(5)),
    "searches are HTML": then(says("200 OK", HTML, "text/html")),
    "no hits at all": then(says("200 OK", {})),
    "hits are a number": then(says("200 OK", {"hits": 5})),
    "the total is a word": then(says("200 OK", hits(total="many"))),
    "fewer hits than it says": then(says("200 OK", hits())),
    "ids are words": then(says("200 OK", hits(*[{"sort": [1.0, "x"]}] * 10))),
    "hits without order": then(says("200 OK", hits(*[{"_id": "1"}] * 10))),
    "no facets": then(says("200 OK", hits(*[{"sort": [1.0, 1]}] * 10))),
    "a refused query": then(says("400 Bad Request", {"error": {"type": "too_many_clauses"}, "status": 400})),
}
