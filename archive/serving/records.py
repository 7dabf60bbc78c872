"""What was last done for the archive's safety, and when: small files in DATA_DIR/records."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

Name = Literal["backup", "verification"]


def note(name: Name, **values: Any) -> None:
    """Record that it was done now, with these values (JSON). Raises OSError."""
    folder = Path(settings.DATA_DIR) / "records"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = folder / f"{name}.json.new"
    values["at"] = datetime.now(UTC).isoformat(timespec="seconds")
    with new.open("w", encoding="utf-8") as file:
        json.dump(values, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / f"{name}.json")


def last(name: Name) -> dict[str, Any] | None:
    """The last record, `at` as a time; None where there is none, or none that can be read."""
    try:
        values = json.loads(
            (Path(settings.DATA_DIR) / "records" / f"{name}.json").read_text(encoding="utf-8")
        )
        values["at"] = datetime.fromisoformat(values["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return dict(values)
