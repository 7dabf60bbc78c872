"""A curator at a real server: logs in and saves articles through the forms of the admin."""

from __future__ import annotations

import http.client
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from lxml import html

from tests.backup.site import Site
from tests.resilience.server import Server

NAME, PASSWORD = "curator", "a long phrase for a test"


def employ(site: Site) -> None:
    """Make the account that `Curator` logs in with."""
    site.environment["DJANGO_SUPERUSER_PASSWORD"] = PASSWORD
    code, said = site.run("createsuperuser", "--noinput", "--username", NAME, "--email", "c@example.org")
    assert code == 0, said


class Curator:
    """One session. Logs in when made."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.cookies: dict[str, str] = {}
        assert self._submit("/admin/login/", username=NAME, password=PASSWORD) == 302

    def save(self, article: int, author: str) -> int:
        """Save an article's page under another author; the status of the answer, 302 where it was saved."""
        return self._submit(f"/admin/archive/article/{article}/change/", author=author)

    def _submit(self, address: str, **changes: str) -> int:
        """Ask for a page, fill in its form and send it."""
        status, page = self._ask("GET", address)
        assert status == 200, (address, status)
        form = next(
            one
            for one in html.fromstring(page.decode()).forms
            if one.method == "POST" and changes.keys() <= set(one.fields)
        )
        # A line break that begins a text area is markup, as browsers have it.
        said = {name: value.removeprefix("\n") for name, value in form.form_values()} | changes
        return self._ask("POST", address, urlencode(said))[0]

    def _ask(self, method: str, address: str, body: str | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=120)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or []:
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            return answer.status, answer.read()
        finally:
            connection.close()
