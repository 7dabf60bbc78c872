"""Licences, the bill of materials, and what compose and systemd are told."""

from __future__ import annotations

import importlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CORE = {"django", "whoosh", "pyarabic", "gunicorn", "tantivy", "psycopg"}


@pytest.fixture
def script(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script named by the test's parameter, imported as Python runs it: with its folder first."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module(request.param)


@pytest.mark.parametrize("script", ["licences"], indirect=True)
@pytest.mark.parametrize(
    ("expression", "fine"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("MPL-2.0 AND MIT", True),
        ("MIT AND SSPL-1.0", False),
        ("GPL-2.0-only", False),
        ("Proprietary", False),
        ("", False),
        ("OFL-1.1", False),
    ],
)
def test_which_licences_fit(script: ModuleType, expression: str, fine: bool) -> None:
    found = script.Component("x", "1", expression)
    assert bool(script.faults([found])) is not fine


@pytest.mark.parametrize("script", ["licences"], indirect=True)
def test_a_list_out_of_date_is_a_fault(script: ModuleType, tmp_path: Path) -> None:
    script.main([], tmp_path / "page.md")
    assert "| django | BSD-3-Clause |" in (tmp_path / "page.md").read_text(encoding="utf-8")
    (tmp_path / "page.md").write_text("old", encoding="utf-8")
    assert script.main(["--check"], tmp_path / "page.md") == 1


@pytest.mark.parametrize("script", ["sbom"], indirect=True)
def test_the_bill_of_materials_lists_the_running_site_and_nothing_of_the_tests(script: ModuleType) -> None:
    bill = json.loads(json.dumps(script.document(datetime(2026, 1, 1, tzinfo=UTC))))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["timestamp"] == "2026-01-01T00:00:00Z"
    names = {one["name"] for one in bill["components"]}
    assert names >= CORE
    assert not {"pytest", "playwright", "ruff"} & names
    for one in bill["components"]:
        if one["type"] == "library":
            assert re.fullmatch(r"pkg:pypi/[a-z0-9-]+@[^@]+", one["purl"])
            assert all(re.fullmatch("[0-9a-f]{64}", digest["content"]) for digest in one["hashes"])
            assert one["hashes"]
    refs = [one["bom-ref"] for one in bill["components"] if "bom-ref" in one]
    assert len(refs) == len(set(refs))
    assert bill["dependencies"][0]["dependsOn"] == refs


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


def test_every_service_has_limits_and_says_how_it_is(compose: dict) -> None:
    services = compose["services"]
    assert {"proxy", "web", "worker", "postgres", "opensearch"} <= services.keys()
    for name, service in services.items():
        assert service["mem_limit"], name
        assert "healthcheck" in service or name == "web", name  # the image has web's own
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_only_the_proxy_is_reachable_and_secrets_are_files(compose: dict) -> None:
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["proxy"]
    assert compose["networks"]["back"]["internal"] is True
    assert all(secret["file"].startswith("./secrets/") for secret in compose["secrets"].values())
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|TOKEN|DATABASE_URL", name):
                assert name.endswith("_FILE"), name
                assert str(value).startswith("/run/secrets/")
    trusted = compose["services"]["web"]["environment"]["SIJIL_TRUSTED_PROXIES"]
    assert trusted == compose["networks"]["front"]["ipam"]["config"][0]["subnet"]


def test_what_an_image_copies_is_sent_to_its_build() -> None:
    sent = {
        line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if "!" in line
    }
    for path in (ROOT / "Dockerfile", *(ROOT / "deploy").glob("*.Dockerfile")):
        copied = re.findall(r"^COPY (?!--from)(.+) \S+$", path.read_text(encoding="utf-8"), re.M)
        assert copied, path.name
        for name in " ".join(copied).replace(".\n", "").split():
            assert name == "." or name in sent, (path.name, name)


def test_units_name_files_that_exist_and_are_confined() -> None:
    for path in sorted((ROOT / "deploy" / "systemd").glob("*.service")):
        unit = path.read_text(encoding="utf-8")
        for named in re.findall(r"/opt/sijil/([\w./]+)", unit):
            assert named.startswith(".venv/") or (ROOT / named).exists(), (path.name, named)
        for confined in (
            "NoNewPrivileges=yes",
            "ProtectSystem=strict",
            "CapabilityBoundingSet=\n",
            "User=sijil",
        ):
            assert confined in unit, (path.name, confined)
