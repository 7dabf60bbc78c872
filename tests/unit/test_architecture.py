"""The arrows between our modules: who may import whom. Read from the sources, nothing is imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("archive", "search")
FRAMEWORKS = {"django", "haystack", "whoosh"}

# Pure by place: these two folders hold data and rules, but for the modules that meet the database.
PURE_FOLDERS = ("archive.ingest", "archive.gazetteer")
MEETS_DATABASE = {
    "archive.gazetteer.export",
    "archive.gazetteer.sync",
    "archive.ingest.findings",
    "archive.ingest.known",
    "archive.ingest.learning",
    "archive.ingest.outcomes",
    "archive.ingest.reparse",
    "archive.ingest.report",
    "archive.ingest.retag",
    "archive.ingest.run",
    "archive.ingest.site_lines",
    "archive.ingest.store",
}
PURE_IN_ARCHIVE = {"archive.processes", "archive.web_address"}
# Pure by name; these are also all that `archive` may import of `search`.
PURE_IN_SEARCH = {
    f"search.{name}"
    for name in (
        "arabic",
        "clauses",
        "clitics",
        "codes",
        "concordance",
        "forms",
        "guards",
        "highlight",
        "keyboard",
        "lexemes",
        "names",
        "normalize",
        "passages",
        "plan",
        "query",
        "reading",
        "root",
        "stem",
        "stopwords",
        "suggest",
        "tokens",
        "vocabulary",
        "wanted",
    )
}
# What answers a request asks search.engine, whatever engine is behind it.
ANSWERS_REQUESTS = ("views", "api", "urls", "forms", "params", "results", "templatetags")


def module_name(path: Path) -> str:
    """`search/backends/__init__.py` → `search.backends`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.AST, package: str) -> Iterator[str]:
    """Every module that a source may import; `from a import b` gives both `a` and `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                up = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*up, *filter(None, [base])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


@cache
def graph() -> dict[str, frozenset[str]]:
    """The imports of each of our modules, migrations left out."""
    found = {}
    for app in (*APPS, "config"):
        for path in (ROOT / app).rglob("*.py"):
            name = module_name(path)
            if ".migrations" in name:
                continue
            package = name if path.name == "__init__.py" else name.rpartition(".")[0]
            found[name] = frozenset(imported(ast.parse(path.read_text(encoding="utf-8")), package))
    return found


def is_pure(module: str) -> bool:
    """Whether the module promises to need no framework."""
    if module in MEETS_DATABASE:
        return False
    return module in PURE_IN_SEARCH | PURE_IN_ARCHIVE or any(
        module.startswith(f"{folder}.") for folder in PURE_FOLDERS
    )


def top(module: str) -> str:
    return module.partition(".")[0]


PURE = sorted(filter(is_pure, graph()))
OURS = sorted(graph())


def test_the_graph_sees_absolute_and_relative_imports() -> None:
    tree = ast.parse("import a.b\nfrom c import d\nfrom . import e\nfrom ..f import g\n")
    assert set(imported(tree, "x.y")) == {"a.b", "c", "c.d", "x.y", "x.y.e", "x.f", "x.f.g"}
    assert {"search.arabic", "archive.ingest.draft", "config.settings"} <= set(OURS)


@pytest.mark.parametrize("module", PURE)
def test_pure_modules_need_no_framework_and_only_pure_modules(module: str) -> None:
    ours = {name for name in graph()[module] if name in graph()}
    assert not {top(name) for name in graph()[module]} & FRAMEWORKS
    assert all(is_pure(name) or name.count(".") == 0 or name in PURE_FOLDERS for name in ours), ours


@pytest.mark.parametrize("module", [name for name in OURS if top(name) == "archive"])
def test_archive_imports_only_pure_modules_of_search(module: str) -> None:
    of_search = {name for name in graph()[module] if name.startswith("search.") and name in graph()}
    assert of_search <= PURE_IN_SEARCH
    assert not {top(name) for name in graph()[module]} & {"haystack", "whoosh"}


@pytest.mark.parametrize("module", [name for name in OURS if top(name) in APPS])
def test_no_app_imports_config(module: str) -> None:
    assert "config" not in {top(name) for name in graph()[module]}


@pytest.mark.parametrize("module", [name for name in OURS if set(name.split(".")) & set(ANSWERS_REQUESTS)])
def test_what_answers_requests_never_touches_an_engine(module: str) -> None:
    assert not {top(name) for name in graph()[module]} & {"haystack", "whoosh", "tantivy", "opensearchpy"}
    assert not [name for name in graph()[module] if name.startswith("search.backends")]
