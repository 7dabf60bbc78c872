"""Settings from the environment: exact, and a wrong one stops the start with its name and the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.environment import Environment, WrongSetting, haystack_connection, secret_key


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


@pytest.mark.parametrize("url", ["solr://x/y", "whoosh://", "whoosh://relative/path", "nonsense"])
def test_a_wrong_search_url_says_why(url: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=r"^SEARCH_URL: "):
        haystack_connection(Environment({"SEARCH_URL": url}), tmp_path)
