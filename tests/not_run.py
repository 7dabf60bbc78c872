"""A pytest plugin that says at the end which tests were left out and what runs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

COMMANDS = {
    "browser": "make test-browser",
    "postgres": "make test-postgres",
    "opensearch": "make test-opensearch",
    "slow": "make test-resilience",
}
LEFT_OUT: pytest.StashKey[Counter[str]] = pytest.StashKey()


def pytest_configure(config: pytest.Config) -> None:
    """Start counting."""
    config.stash[LEFT_OUT] = Counter()


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Count the deselected tests by the marker that names what they need."""
    for item in items:
        marker = next((name for name in COMMANDS if item.get_closest_marker(name)), "")
        if marker:
            item.config.stash[LEFT_OUT][marker] += 1


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist hands its counts to the process that prints."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left_out"] = dict(session.config.stash[LEFT_OUT])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Every worker collects, and leaves out, the same tests: one worker's counts are the counts."""
    node.config.stash[LEFT_OUT] = Counter(getattr(node, "workeroutput", {}).get("left_out", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """One line for each kind of test that did not run."""
    for marker, count in sorted(config.stash[LEFT_OUT].items()):
        tests = "1 test" if count == 1 else f"{count} tests"
        terminalreporter.write_line(f"not run here: {tests} marked {marker}; run `{COMMANDS[marker]}`")
