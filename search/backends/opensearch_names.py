"""Connections that do not wait long for a host's name: a socket's time-outs begin once its address is known.

Where a name server is gone, or a container was stopped and its name with it, `getaddrinfo` takes ten seconds
and more, and nothing can interrupt it: so it is asked in a thread of its own, which is left behind when late.
"""

from __future__ import annotations

import ipaddress
import socket
import threading

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NameResolutionError, NewConnectionError

SECONDS = 0.3
"""For a name to be found."""


def addresses(host: str, port: int, seconds: float = SECONDS) -> list[str]:
    """The addresses of a host, best first; itself where it is one.

    Raises socket.gaierror where the name is not known, or not within so many seconds.
    """
    try:
        return [str(ipaddress.ip_address(host.strip("[]")))]
    except ValueError:
        pass  # a name
    found: list[str] = []
    problems: list[OSError] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            problems.append(error)
        else:
            found.extend(dict.fromkeys(str(row[4][0]) for row in rows))

    asking = threading.Thread(target=ask, daemon=True, name="name lookup")
    asking.start()
    asking.join(seconds)
    if found:
        return list(found)
    if problems and isinstance(problems[0], socket.gaierror):
        raise problems[0]
    raise socket.gaierror(socket.EAI_AGAIN, f"no address within {seconds} seconds")


class _Named(HTTPConnection):
    """Tries the addresses of its host one after the other. The certificate must still be its name's."""

    def _new_conn(self) -> socket.socket:
        name = self._dns_host
        try:
            found = addresses(name, self.port)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        try:
            for left, self._dns_host in zip(reversed(range(len(found))), found, strict=True):
                try:
                    return super()._new_conn()
                except NewConnectionError:
                    if not left:
                        raise
        finally:
            self._dns_host = name
        raise AssertionError("the last address returns or raises")


class NamedConnection(_Named):
    """Over HTTP."""


class NamedTLSConnection(_Named, HTTPSConnection):
    """Over TLS."""
