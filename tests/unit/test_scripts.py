"""The checks that `make check` runs find what they are there to find."""

from __future__ import annotations

import importlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
HASH = " \\\n    --hash=sha256:00\n"


@pytest.fixture
def script(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script named by the test's parameter, imported as Python runs it: with its folder first."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module(request.param)


def lock_of(folder: Path, asked: str, locked: str) -> Path:
    (folder / "requirements.in").write_text(asked, encoding="utf-8")
    (folder / "requirements.txt").write_text(locked, encoding="utf-8")
    return folder / "requirements.in"


@pytest.mark.parametrize("script", ["check_locks"], indirect=True)
@pytest.mark.parametrize(
    ("asked", "locked", "fault"),
    [
        ("Foo_Bar==1.0\n", f"foo-bar==1.0{HASH}    # via -r requirements.in\n", ""),
        ("foo[x]~=1.0  # why\n", f"foo[x]==1.4{HASH}    # via -r requirements.in\n", ""),
        ("foo==1.0\n", "", "lacks foo"),
        ("foo==1.1\n", f"foo==1.0{HASH}    # via -r requirements.in\n", "pins foo 1.0"),
        ("", f"foo==1.0{HASH}    # via -r requirements.in\n", "does not name"),
        ("", f"foo==1.0{HASH}    # via bar\n", ""),
        ("foo==1.0\n", "foo==1.0\n    # via -r requirements.in\n", "has no hash"),
        ("", "--index-url https://packages.example/simple\n", "names a host"),
    ],
)
def test_a_lock_out_of_step_is_found(
    script: ModuleType, tmp_path: Path, asked: str, locked: str, fault: str
) -> None:
    found = script.faults(lock_of(tmp_path, asked, locked))
    assert len(found) == bool(fault)
    assert not fault or fault in found[0]


@pytest.mark.parametrize("script", ["check_locks"], indirect=True)
def test_locks_that_disagree_are_found(script: ModuleType, tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text(f"foo==1.0{HASH}bar==2.0{HASH}", encoding="utf-8")
    second.write_text(f"foo==1.1{HASH}bar==2.0{HASH}", encoding="utf-8")
    assert script.disagreements([first, second]) == ["foo is 1.0 in a.txt and 1.1 in b.txt"]


def plural(*forms: str) -> polib.POEntry:
    return polib.POEntry(
        msgid="%(n)s مقال", msgid_plural="%(n)s مقالات", msgstr_plural=dict(enumerate(forms))
    )


@pytest.mark.parametrize("script", ["check_translations"], indirect=True)
@pytest.mark.parametrize(
    ("entry", "language", "faults"),
    [
        (polib.POEntry(msgid="بحث", msgstr="Search"), "en", []),
        (polib.POEntry(msgid="بحث"), "en", ["is not translated"]),
        (polib.POEntry(msgid="بحث", msgstr="بحث"), "en", ["is translated by itself"]),
        (polib.POEntry(msgid="بحث", msgstr="Search", flags=["fuzzy"]), "en", ["is fuzzy"]),
        (polib.POEntry(msgid="بحث"), "ar", []),
        (polib.POEntry(msgid="Search"), "ar", ["is not Arabic and has no Arabic translation"]),
        (polib.POEntry(msgid="Search", msgstr="بحث"), "ar", []),
        (polib.POEntry(msgid="%(n)s"), "ar", []),
        (
            polib.POEntry(msgid="من %(a)s", msgstr="from %(b)s"),
            "en",
            ["uses %(b)s, which its source has not"],
        ),
        (polib.POEntry(msgid="من %(a)s", msgstr="from"), "en", ["loses a placeholder of its source"]),
        (plural("لا مقالات", "مقال", "مقالان", "%(n)s مقالات", "%(n)s مقالًا", "%(n)s مقال"), "ar", []),
        (plural("مقال", "%(n)s مقالات"), "ar", ["lacks one of its 6 plural forms"]),
        (plural("", "مقال", "مقالان", "مقالات", "مقالًا", "مقال"), "ar", ["lacks one of its 6 plural forms"]),
        (plural("one article", "%(n)s articles"), "en", []),
    ],
)
def test_a_faulty_translation_is_found(
    script: ModuleType, entry: polib.POEntry, language: str, faults: list[str]
) -> None:
    assert script.faults_of_entry(entry, language) == faults


@pytest.mark.parametrize("script", ["check_translations"], indirect=True)
def test_a_stale_compiled_catalog_is_found(script: ModuleType, tmp_path: Path) -> None:
    catalog = polib.POFile()
    catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalog.append(polib.POEntry(msgid="بحث", msgstr="Search"))
    path = tmp_path / "django.po"
    catalog.save(str(path))
    assert script.compiled_differs(path)
    catalog.save_as_mofile(str(path.with_suffix(".mo")))
    assert not script.compiled_differs(path)
    catalog[0].msgstr = "Find"
    catalog.save(str(path))
    assert script.compiled_differs(path)


@pytest.fixture
def site() -> Iterator[HTTPServer]:
    """A server that answers /healthz with 200 to the host archive.example, and with 400 otherwise."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            well = self.path == "/healthz" and self.headers["Host"] == "archive.example"
            self.send_response(200 if well else 400)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Keep the tests' output clean."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.parametrize("script", ["healthcheck"], indirect=True)
@pytest.mark.parametrize(
    ("hosts", "status"),
    [(".archive.example,b.example", 0), ("archive.example", 0), ("b.example", 1), ("*", 1)],
)
def test_the_health_check_speaks_to_a_name_the_site_answers_to(
    script: ModuleType, site: HTTPServer, monkeypatch: pytest.MonkeyPatch, hosts: str, status: int
) -> None:
    monkeypatch.setenv("SIJIL_ALLOWED_HOSTS", hosts)
    monkeypatch.setattr(script, "PORT", site.server_port)
    assert script.main() == status


@pytest.mark.parametrize("script", ["healthcheck"], indirect=True)
def test_the_health_check_fails_where_nobody_answers(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(script, "PORT", 1)
    assert script.main() == 1
    assert "no answer from port 1" in capsys.readouterr().out


@pytest.mark.parametrize("script", ["try_image"], indirect=True)
def test_an_image_is_tried_by_its_own_commands(script: ModuleType, tmp_path: Path) -> None:
    config = {"Cmd": ["run", "a b"], "Healthcheck": {"Test": ["CMD", "ask", "it"]}}
    inspected = tmp_path / "inspect.json"
    inspected.write_text(json.dumps({"Docker": {"config": config}}), encoding="utf-8")
    assert script.commands(inspected) == ("run 'a b'", "ask it")
    config["Healthcheck"] = {"Test": ["CMD-SHELL", "ask it"]}
    inspected.write_text(json.dumps({"Docker": {"config": config}}), encoding="utf-8")
    with pytest.raises(ValueError, match="exec form"):
        script.commands(inspected)
