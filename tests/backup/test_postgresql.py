"""An archive on PostgreSQL, saved and restored by the commands into an empty database: identical by hash."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.backup.manifest import Manifest, read
from benchmarks.ingest_command import page
from tests.backup.site import Site
from tests.postgres import new_database

pytestmark = pytest.mark.postgres
FILES = 12


def site_on(url: str, folder: Path) -> Site:
    site = Site(folder)
    site.environment["DATABASE_URL"] = url
    return site


def done(site: Site, *arguments: str) -> str:
    code, said = site.run(*arguments)
    assert code == 0, said
    return said


def captures(backup: Manifest) -> dict[str, str]:
    return {name: digest for name, digest in backup.files.items() if name.startswith("captures/")}


def test_restored_into_another_database_it_is_the_same(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(FILES):
        (pages / f"{number}.txt").write_bytes(page(number, words=60))
    with new_database("sijil_kept") as kept, new_database("sijil_restored") as restored:
        site = site_on(kept, tmp_path / "data")
        done(site, "migrate", "-v0")
        done(site, "load_gazetteer")
        done(site, "ingest", str(pages), "-v0")
        done(site, "backup", str(tmp_path / "backup"))

        place = site_on(restored, tmp_path / "place")
        done(place, "restore", str(tmp_path / "backup"))
        done(place, "verify_archive")
        done(place, "check_index")
        done(place, "backup", str(tmp_path / "again"))
        first, second = read(tmp_path / "backup"), read(tmp_path / "again")
        assert first.tables == second.tables
        assert captures(first) == captures(second) != {}
        code, said = place.run("restore", str(tmp_path / "backup"))
        assert code == 1
        assert "nothing was restored" in said


def test_a_damaged_dump_restores_nothing(tmp_path: Path) -> None:
    with new_database("sijil_damaged") as kept, new_database("sijil_empty") as empty:
        site = site_on(kept, tmp_path / "data")
        done(site, "migrate", "-v0")
        done(site, "backup", str(tmp_path / "backup"))
        dump = tmp_path / "backup" / "database.pgdump"
        data = bytearray(dump.read_bytes())
        data[len(data) // 2] ^= 0xFF
        dump.write_bytes(data)
        place = site_on(empty, tmp_path / "place")
        code, said = place.run("restore", str(tmp_path / "backup"))
        assert code == 1
        assert "database.pgdump" in said
        done(place, "migrate", "-v0")  # the database is as empty as before
