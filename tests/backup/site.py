"""An archive in a folder of its own, worked on by `manage.py` in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Site:
    """A data folder and the environment that names it."""

    def __init__(self, folder: Path) -> None:
        self.data = folder
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("SIJIL_")
        }
        for name in ("DATABASE_URL", "SEARCH_URL"):
            self.environment.pop(name, None)
        self.environment |= {
            "SIJIL_DATA_DIR": str(folder),
            "SIJIL_SECRET_KEY": "signs nothing but a test",
            "SIJIL_HTTPS": "False",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONWARNINGS": "ignore",
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """`manage.py` with these arguments, running."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> tuple[int, str]:
        """Its exit code and everything it said."""
        process = self.start(*arguments)
        out, error = process.communicate(timeout=300)
        return process.returncode, out + error
