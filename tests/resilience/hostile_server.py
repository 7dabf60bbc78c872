"""A server on loopback that says what a test tells it, or passes requests on to a real one."""

from __future__ import annotations

import contextlib
import json
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator

Answer = Iterator[bytes]
Behaviour = Callable[[str], Answer]
"""Takes `METHOD /path` and gives the bytes to send, in as many pieces and as slowly as it likes."""


class HostileServer(socketserver.ThreadingTCPServer):
    """`behaviour` may change at any time; without one, requests are passed on to `behind`, `HOST:PORT`."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(
        self, behaviour: Behaviour | None = None, behind: str = "", tls: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.tls = tls
        self.heads: list[str] = []
        """The head of every request so far."""
        self.body = b""
        """The body of the latest request."""
        self.behaviour = behaviour
        self.behind = behind
        self.closing = threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def get_request(self) -> tuple[socket.socket, object]:
        """A connection, encrypted if the server was told to."""
        plain, address = super().get_request()
        return (self.tls.wrap_socket(plain, server_side=True) if self.tls else plain), address

    @property
    def host(self) -> str:
        """`127.0.0.1:PORT`."""
        return f"127.0.0.1:{self.server_address[1]}"

    def stop(self) -> None:
        """End at once, whoever waits."""
        self.closing.set()
        self.shutdown()
        self.server_close()


class _Handler(socketserver.StreamRequestHandler):
    server: HostileServer

    def handle(self) -> None:
        # Who asked has often gone away before the answer is complete: that is the point.
        with contextlib.suppress(OSError):
            head, body = self._request()
            if head:
                self.server.heads.append(head.decode("latin-1"))
                self.server.body = body
                for piece in self._answer(head, body):
                    self.wfile.write(piece)
                    if self.server.closing.is_set():
                        return

    def _request(self) -> tuple[bytes, bytes]:
        head = b""
        while line := self.rfile.readline():
            head += (
                b"connection: close\r\n\r\n"
                if line == b"\r\n"
                else b""
                if line.lower().startswith(b"connection:")
                else line
            )
            if line == b"\r\n":
                break
        sizes = [
            int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")
        ]
        return head, self.rfile.read(sizes[0]) if sizes else b""

    def _answer(self, head: bytes, body: bytes) -> Answer:
        if self.server.behaviour is not None:
            yield from self.server.behaviour(" ".join(head.decode("latin-1").split(" ", 2)[:2]))
            return
        host, port = self.server.behind.split(":")
        with socket.create_connection((host, int(port)), timeout=30) as real:
            real.sendall(head + body)
            while piece := real.recv(1 << 16):
                yield piece


def http(status: str, body: bytes, kind: str = "application/json") -> bytes:
    """A whole response."""
    head = (
        f"HTTP/1.1 {status}",
        f"content-type: {kind}",
        f"content-length: {len(body)}",
        "connection: close",
    )
    return "\r\n".join((*head, "", "")).encode() + body


def says(status: str, answer: object, kind: str = "application/json") -> Behaviour:
    """Answers everything with this: bytes as they are, anything else as JSON."""
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return lambda _request: iter([http(status, body, kind)])


def sends(*pieces: bytes) -> Behaviour:
    """Sends these bytes and hangs up."""
    return lambda _request: iter(pieces)


def waits(seconds: float) -> Behaviour:
    """Accepts, reads, and says nothing for so long."""

    def wait(_request: str) -> Answer:
        time.sleep(seconds)
        yield http("200 OK", b"{}")

    return wait


def drips(head: bytes, piece: bytes, every: float, times: int) -> Behaviour:
    """Sends a head at once and then a piece again and again, in time for every single read."""

    def drip(_request: str) -> Answer:
        yield head
        for _ in range(times):
            time.sleep(every)
            yield piece

    return drip
