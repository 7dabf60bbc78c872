"""Settings from the environment: exact, and a wrong one stops the start with its name and the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.environment import Environment, WrongSetting, secret_key
from config.search_url import haystack_connection


@pytest.mark.parametrize(("value", "expected"), [("", True), ("True", True), ("False", False)])
def test_a_flag(value: str, expected: bool) -> None:
    assert Environment({"X": value}).flag("X", default=True) is expected


@pytest.mark.parametrize("value", ["true", "1", "yes", "FALSE"])
def test_a_flag_is_exactly_true_or_false(value: str) -> None:
    with pytest.raises(WrongSetting, match=r"^X: must be True or False"):
        Environment({"X": value}).flag("X", default=True)


@pytest.mark.parametrize("value", ["0", "-1", "ten", "1.5", "١٠"])
def test_a_number_is_a_whole_number_in_range(value: str) -> None:
    with pytest.raises(WrongSetting, match=r"^X: must be a whole number of at least 1"):
        Environment({"X": value}).number("X", 10, smallest=1)


def test_a_list() -> None:
    assert Environment({"X": " a, b ,,c"}).items("X") == ["a", "b", "c"]


def test_the_secret_key_comes_from_the_environment_then_from_the_file(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match="SIJIL_SECRET_KEY"):
        secret_key(Environment({}), tmp_path)
    (tmp_path / "secret_key").write_text("from the file\n", encoding="utf-8")
    assert secret_key(Environment({}), tmp_path) == "from the file"
    assert secret_key(Environment({"SIJIL_SECRET_KEY": "mine"}), tmp_path) == "mine"


def test_whoosh_is_the_default_engine(tmp_path: Path) -> None:
    connection = haystack_connection(Environment({}), tmp_path)
    assert connection["PATH"] == str(tmp_path / "index")
    assert connection["SILENTLY_FAIL"] is False


@pytest.mark.parametrize(
    "url", ["solr://x/y", "whoosh://", "whoosh://relative/path", "nonsense", "whoosh+https:///x"]
)
def test_a_wrong_search_url_says_why(url: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=r"^SEARCH_URL: "):
        haystack_connection(Environment({"SEARCH_URL": url}), tmp_path)


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("from a file\n", encoding="utf-8")
    assert Environment({"X_FILE": str(file)}).secret("X") == "from a file"
    assert Environment({"X": "here"}).secret("X") == "here"
    assert Environment({}).secret("X", "default") == "default"
    assert secret_key(Environment({"SIJIL_SECRET_KEY_FILE": str(file)}), tmp_path) == "from a file"


@pytest.mark.parametrize(
    ("text", "why"), [(None, "cannot be read"), (b"", "is empty"), (b"\xff", "cannot be read")]
)
def test_a_secret_file_that_holds_none_stops_the_start(tmp_path: Path, text: bytes | None, why: str) -> None:
    if text is not None:
        (tmp_path / "key").write_bytes(text)
    with pytest.raises(WrongSetting, match=rf"^X_FILE: .*{why}"):
        Environment({"X_FILE": str(tmp_path / "key")}).secret("X")


def test_a_secret_given_twice_stops_the_start() -> None:
    with pytest.raises(WrongSetting, match=r"^X: is set, and so is X_FILE"):
        Environment({"X": "a", "X_FILE": "b"}).secret("X")


def test_networks_and_choices() -> None:
    env = Environment({"X": "10.0.0.0/8, ::1", "Y": "json"})
    assert [str(network) for network in env.networks("X")] == ["10.0.0.0/8", "::1/128"]
    assert env.networks("Z") == []
    assert env.choice("Y", "text", ("json", "text")) == "json"
    with pytest.raises(WrongSetting, match=r"^X: '10.0.0.1/8' is no address"):
        Environment({"X": "10.0.0.1/8"}).networks("X")
    with pytest.raises(WrongSetting, match=r"^Y: must be json or text, not 'xml'"):
        Environment({"Y": "xml"}).choice("Y", "text", ("json", "text"))


def test_a_cluster_has_hosts_and_a_name(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("öpen sesame\n", encoding="utf-8")
    values = {
        "SEARCH_URL": "opensearch+https://one.example,[::1]:9201/press-archive",
        "SIJIL_OPENSEARCH_USER": "sijil",
        "SIJIL_OPENSEARCH_PASSWORD_FILE": str(secret),
    }
    connection = haystack_connection(Environment(values), tmp_path)
    assert connection["HOSTS"] == (("one.example", 9200), ("::1", 9201))
    assert connection["NAME"] == "press-archive"
    assert (connection["TLS"], connection["USER"], connection["PASSWORD"]) == (True, "sijil", "öpen sesame")


@pytest.mark.parametrize(
    ("url", "extra"),
    [
        ("opensearch://", {}),
        ("opensearch:///name", {}),
        ("opensearch://host:9200", {}),
        ("opensearch://host:9200/Name", {}),
        ("opensearch://host:9200/a,b", {}),
        ("opensearch://host:9200/*", {}),
        ("opensearch+http://host:9200/name", {}),
        ("opensearch://host/name", {"SIJIL_OPENSEARCH_USER": "a", "SIJIL_OPENSEARCH_PASSWORD": "b"}),
        ("opensearch+https://host/name", {"SIJIL_OPENSEARCH_USER": "a"}),
        ("opensearch+https://host/name", {"SIJIL_OPENSEARCH_CA": "/no/such/file"}),
        ("opensearch://host/name", {"SIJIL_OPENSEARCH_SHARDS": "0"}),
    ],
)
def test_a_wrong_cluster_stops_the_start(url: str, extra: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=r"^(SEARCH_URL|SIJIL_OPENSEARCH_[A-Z]+): "):
        haystack_connection(Environment({"SEARCH_URL": url, **extra}), tmp_path)


def test_a_password_in_the_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting) as refused:
        haystack_connection(Environment({"SEARCH_URL": "opensearch://a:sesame@host:9200/name"}), tmp_path)
    assert "sesame" not in str(refused.value)
