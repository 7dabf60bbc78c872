"""Runs `manage.py ingest` inside the test and gives back its exit code, report and words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command


@dataclass
class Ran:
    """`rows`: the report's lines; `said`: stdout and stderr together."""

    code: int
    rows: list[dict[str, Any]]
    said: str

    @property
    def statuses(self) -> list[str]:
        return [row["status"] for row in self.rows]


Ingest = Callable[..., Ran]

PAGE = """{title}

15 فبراير/شباط 2025

{body}

شارك المقال
"""
BODY = (
    "أعلن موظفون في شركة أمازون اليوم أنهم سيوقعون عريضة تطالب الإدارة بوقف عقد مشروع نيمبوس.\n\n"
    "وقال المنظمون إن أكثر من 300 موظف وقعوا العريضة خلال يومين، وإنهم ينتظرون ردا من الشركة."
)


@pytest.fixture
def page(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small scraped page and returns its path."""

    def write(
        name: str = "a.txt", title: str = "موظفو أمازون يوقعون عريضة ضد نيمبوس", body: str = BODY
    ) -> Path:
        path = tmp_path / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(title=title, body=body), encoding="utf-8")
        return path

    return write


@pytest.fixture
def ingest(gazetteer_loaded: None, data_dir: Path, tmp_path: Path) -> Ingest:
    """`ingest(path, …, dry_run=True)`."""

    def run(*paths: Path, **options: Any) -> Ran:
        report, said = tmp_path / "report.jsonl", StringIO()
        try:
            call_command("ingest", *map(str, paths), report=report, stdout=said, stderr=said, **options)
            code = 0
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        lines = report.read_text(encoding="utf-8").splitlines() if report.exists() else []
        return Ran(code, [json.loads(line) for line in lines], said.getvalue())

    return run
