"""Asks an OpenSearch cluster and never waits for it longer than it was told, whatever answers there.

What a page asks has one deadline for all of its tries. A cluster that failed is left alone for a moment, so
that the next pages are answered from the database at once; then it is asked again: nothing needs a restart.
"""

from __future__ import annotations

import ssl
import time
from base64 import b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from opensearchpy import OpenSearch, Urllib3HttpConnection
from opensearchpy.exceptions import ConnectionError as NotConnected
from opensearchpy.exceptions import ConnectionTimeout, SerializationError, TransportError
from urllib3 import BaseHTTPResponse, Retry, Timeout
from urllib3.exceptions import HTTPError, ReadTimeoutError

from search.backends.base import IndexUnavailable
from search.backends.opensearch_names import NamedConnection, NamedTLSConnection

CONNECT_SECONDS = 0.3
"""For one host to accept; one that does not is passed over for the next."""
FIRST_REST, LONGEST_REST = 1.0, 4.0
"""Seconds that a failed cluster is left alone, doubling while it fails."""
DEAD_SECONDS = 10.0
"""How long a host that failed is passed over while others answer."""
POOL = 8
"""Connections to a host that are kept open."""
LARGEST_ANSWER = 256_000_000
"""Bytes of an answer; a larger one is not ours."""
BUSY = 429
"""The status of an answer that means: not now."""
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Address:
    """Where a cluster is and how to speak to it. `seconds`: what a page may wait for one answer."""

    hosts: tuple[tuple[str, int], ...]
    tls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""
    seconds: float = 0.5


class Refused(IndexUnavailable):
    """The cluster is well but does not do what it was asked. `kind`: its own word for why."""

    def __init__(self, status: int, kind: str) -> None:
        super().__init__(f"the search cluster refused a request ({status} {kind})")
        self.status = status
        self.kind = kind


class Missing(Refused):
    """There is no such index or alias."""


class Busy(IndexUnavailable):
    """The cluster has too much to do, or too little memory just now; later it may."""


class BoundedConnection(Urllib3HttpConnection):
    """A connection whose whole answer must come in time. It logs nothing: requests hold readers' words."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.pool.ConnectionCls = NamedTLSConnection if self.use_ssl else NamedConnection

    def perform_request(
        self,
        method: str,
        url: str,
        params: Mapping[str, Any] | None = None,
        body: bytes | None = None,
        timeout: float | None = None,
        ignore: Collection[int] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """Status, headers and text of the answer. Raises opensearchpy's TransportError and its kinds."""
        seconds = timeout or self.timeout
        deadline = time.monotonic() + seconds
        query = "&".join(f"{name}={value}" for name, value in (params or {}).items())
        try:
            response = self.pool.urlopen(
                method,
                f"{self.url_prefix}{url}?{query}" if query else self.url_prefix + url,
                body,
                headers={**self.headers, **(headers or {})},
                retries=Retry(False),
                timeout=Timeout(connect=min(CONNECT_SECONDS, seconds), total=seconds),
                preload_content=False,
            )
            text = _whole(response, deadline).decode("utf-8", "replace")
        except ReadTimeoutError as error:
            raise ConnectionTimeout("TIMEOUT", type(error).__name__, error) from error
        except (HTTPError, OSError) as error:
            raise NotConnected("N/A", type(error).__name__, error) from error
        if not 200 <= response.status < 300 and response.status not in ignore:
            self._raise_error(response.status, text, response.headers.get("content-type"))
        return response.status, response.headers, text


def _whole(response: BaseHTTPResponse, deadline: float) -> bytes:
    """The body. Raises urllib3's errors, a ReadTimeoutError where it is late however slowly it drips."""
    parts: list[bytes] = []
    size = 0
    connection = response.connection
    sock = getattr(connection, "sock", None)
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or size > LARGEST_ANSWER:
            response.close()
            raise ReadTimeoutError(None, None, "late") if left <= 0 else HTTPError("endless")  # type: ignore[arg-type]  # no pool to name
        if sock is not None:
            sock.settimeout(left)
        part = response.read1(_CHUNK)
        if not part:
            response.release_conn()
            return b"".join(parts)
        parts.append(part)
        size += len(part)


def _credentials(address: Address) -> dict[str, str]:
    """The header that signs in. (opensearch-py's own stumbles over a password beyond Latin-1.)"""
    if not address.user:
        return {}
    pair = b64encode(f"{address.user}:{address.password}".encode()).decode()
    return {"authorization": f"Basic {pair}"}


class Cluster:
    """One cluster as the threads of a process share it."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._client = OpenSearch(
            hosts=[{"host": host, "port": port} for host, port in address.hosts],
            connection_class=BoundedConnection,
            # Retrying is done here, under one deadline; with these every host that fails is passed over.
            max_retries=0,
            retry_on_timeout=True,
            dead_timeout=DEAD_SECONDS,
            timeout_cutoff=0,
            pool_maxsize=POOL,
            headers=_credentials(address),
            use_ssl=address.tls,
            ssl_context=ssl.create_default_context(cafile=address.ca or None) if address.tls else None,
        )
        self._rest = 0.0
        self._resting_until = 0.0
        self._why = ""

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        params: Mapping[str, Any] | None = None,
        seconds: float | None = None,
    ) -> dict[str, Any]:
        """The answer, an object. `seconds`: what it may take, None for what a page may wait.

        Raises Refused (Missing for 404) where the cluster says no, else IndexUnavailable; at once while the
        cluster is left alone, unless `seconds` are given.
        """
        if seconds is None and time.monotonic() < self._resting_until:
            raise IndexUnavailable(self._why)
        try:
            answer = self._tried(
                method, path, body, params, self.address.seconds if seconds is None else seconds
            )
        except TransportError as error:
            what = str(error.error) if isinstance(error, NotConnected) else type(error).__name__
            raise self._refused(error) or self._failed(what, error.status_code) from error
        except (SerializationError, ValueError, AttributeError, RecursionError) as error:
            # opensearch-py itself stumbles over errors that are JSON but no objects.
            raise self._failed(type(error).__name__) from error
        if not isinstance(answer, dict):
            raise self._failed(type(answer).__name__)
        self._rest = self._resting_until = 0.0
        return answer

    def _tried(
        self, method: str, path: str, body: Any, params: Mapping[str, Any] | None, seconds: float
    ) -> object:
        """What the first host that can be reached in time says."""
        deadline = time.monotonic() + seconds
        # A host is tried twice if it is the only one: a kept connection may just have been closed.
        for left in reversed(range(max(2, len(self.address.hosts)))):
            try:
                return self._client.transport.perform_request(
                    method, path, params=params, body=body, timeout=max(0.01, deadline - time.monotonic())
                )
            except ConnectionTimeout:
                raise
            except TransportError as error:
                elsewhere = isinstance(error, NotConnected) or error.status_code in (502, 503)
                if not elsewhere or not left or time.monotonic() >= deadline:
                    raise
        raise AssertionError("the last try returns or raises")

    def _refused(self, error: TransportError) -> Refused | None:
        """The cluster's no; None where it is a failure."""
        status = error.status_code
        if not isinstance(status, int) or not 400 <= status < 500 or status in (408, 429):
            return None
        if not isinstance(error.info, dict):  # a proxy's page, not the cluster's word
            return None
        # The rest of what it says may quote the reader's words.
        return (Missing if status == 404 else Refused)(status, str(error.error)[:80])

    def _failed(self, what: str, status: object = "") -> IndexUnavailable:
        """Leave the cluster alone for a while, and say why."""
        self._rest = min(LONGEST_REST, self._rest * 2 or FIRST_REST)
        self._resting_until = time.monotonic() + self._rest
        said = f" {status}" if isinstance(status, int) else ""
        self._why = f"the search cluster gives no usable answer ({what}{said}); it is asked again by itself"
        return (Busy if status == BUSY else IndexUnavailable)(self._why)

    def rubbish(self, error: Exception) -> IndexUnavailable:
        """What to raise for an answer of another shape than OpenSearch gives."""
        return self._failed(f"wrong shape: {type(error).__name__}")
