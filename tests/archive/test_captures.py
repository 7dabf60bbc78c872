"""The capture store and `verify_archive`."""

from __future__ import annotations

import hashlib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from archive import captures
from archive.models import Capture
from tests.factory import article


def test_bytes_come_back_under_their_hash(data_dir: Path) -> None:
    sha256 = captures.keep(b"\x00\xff text")
    assert sha256 == hashlib.sha256(b"\x00\xff text").hexdigest()
    assert captures.read(sha256) == b"\x00\xff text"
    assert captures.keep(b"\x00\xff text") == sha256
    assert [p.name for p in (data_dir / "captures").rglob("*") if p.is_file()] == [sha256]


def test_a_failed_write_leaves_nothing(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(captures.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        captures.keep(b"data")
    assert not [p for p in (data_dir / "captures").rglob("*") if p.is_file()]


def test_a_disk_that_takes_a_few_bytes_at_a_time_gets_all(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = captures.os.write
    monkeypatch.setattr(captures.os, "write", lambda handle, data: write(handle, data[:3]))
    assert captures.read(captures.keep(b"more than three bytes")) == b"more than three bytes"


@pytest.mark.django_db
def test_verify_names_what_is_missing_and_what_changed(data_dir: Path) -> None:
    hashes = [captures.keep(f"text {n}".encode()) for n in range(4)]
    for sha256 in hashes:
        Capture.objects.create(article=article(sha256), sha256=sha256, size=6, encoding="utf-8", origins=[])
    said = StringIO()
    call_command("verify_archive", stdout=said)
    assert "4 captures checked, 0 failed" in said.getvalue()
    captures.path_of(hashes[1]).unlink()
    captures.path_of(hashes[2]).write_bytes(b"text X")
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_archive", stdout=said)
    assert stopped.value.code == 1
    assert f"missing: {hashes[1]}" in said.getvalue()
    assert f"changed: {hashes[2]}" in said.getvalue()
    assert hashes[3] not in said.getvalue()
