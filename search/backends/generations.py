"""Index folders: generations beside each other, one live; one writer at a time; damage noticed.

The folder holds generations (`g` and when each was begun) and `CURRENT`, a file naming the live one. A
rebuild fills a new generation beside the live one and swaps `CURRENT` by rename. Engines whose index is
files build on this.
"""

from __future__ import annotations

import json
import shutil
import threading
import time
import weakref
from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from search.analysis import analyzer
from search.backends import seal
from search.backends.base import IndexUnavailable, SijilBackend
from search.backends.turns import FileTurns
from search.documents import Document

T = TypeVar("T")
LOCK_SECONDS = 10.0
SWAPS = 5
"""Rebuilds that may end, one after the other, while a reader opens the index."""
REBUILD = "run: manage.py rebuild_index --noinput"


class FolderState:
    """What the threads of a process share about one index folder: lock, open view, what was checked."""

    def __init__(self, folder: Path) -> None:
        self.turns = FileTurns(folder / "write.lock")
        self.opening = threading.Lock()
        self.opened: tuple[object, Any] | None = None
        self.checked: dict[Path, tuple[object, dict[str, tuple[int, int]], seal.Seen]] = {}


_states: weakref.WeakValueDictionary[Path, FolderState] = weakref.WeakValueDictionary()
_states_lock = threading.Lock()


def state_of(folder: Path) -> FolderState:
    """This process's state of a folder."""
    with _states_lock:
        state = _states.get(folder)
        if state is None:
            _states[folder] = state = FolderState(folder)
        return state


class FolderBackend(SijilBackend):
    """A backend whose index is a folder. Subclasses say how one generation is made, written and read."""

    engine: ClassVar[str]
    schema_version: ClassVar[int]

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.building: Path | None = None
        self._snapshots: list[Any] | None = None
        self.folder = Path(options["PATH"])

    @property
    def folder(self) -> Path:
        """Where the generations lie."""
        return self._folder

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._folder = folder
        self.state = state_of(folder)

    @classmethod
    @contextmanager
    def temporary(cls, folder: Path) -> Iterator[SijilBackend]:
        """See the contract."""
        yield cls("default", PATH=str(folder / "index"), SILENTLY_FAIL=False)

    # -- what a subclass does -----------------------------------------------------------------------

    @abstractmethod
    def create(self, folder: Path) -> None:
        """Make an empty index in an existing, empty folder."""

    @abstractmethod
    def commit(self, folder: Path, documents: list[Document], gone: list[int]) -> None:
        """Add or replace documents and delete ids in a generation. Raises IndexUnavailable."""

    def finish(self, folder: Path) -> None:
        """Called when the last document of a new generation was committed."""

    def abandon(self) -> None:
        """Called when a new generation is given up, before its files are removed: end what writes there."""

    @abstractmethod
    def open(self) -> Any:
        """What the engine reads the live generation with, as it is now. Raises IndexUnavailable."""

    # -- reading ------------------------------------------------------------------------------------

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See the contract. Also saves looking for changes and damage at every answer."""
        outer = self._snapshots
        self._snapshots = outer or []
        try:
            yield
        finally:
            self._snapshots = outer

    def opened(self) -> Any:
        """What `open` gives, inside a snapshot always the same. Raises IndexUnavailable."""
        if self._snapshots is None:
            return self._steadily(self.open)
        if not self._snapshots:
            self._snapshots.append(self._steadily(self.open))
        return self._snapshots[0]

    def _steadily(self, read: Callable[[], T]) -> T:
        """What `read` gives. A rebuild that ended meanwhile took the old files away: read the new ones."""
        for _ in range(SWAPS):
            before = self._pointer()
            try:
                return read()
            except IndexUnavailable:
                if self._pointer() == before:
                    raise
        return read()

    def _pointer(self) -> bytes | None:
        """What CURRENT says, None where it cannot be read."""
        try:
            return (self.folder / "CURRENT").read_bytes()
        except OSError:
            return None

    # -- where things lie ---------------------------------------------------------------------------

    def meta(self) -> dict[str, object]:
        """What a generation must have been made with."""
        return {"engine": self.engine, "schema": self.schema_version, "analysis": analyzer().version}

    def live(self) -> Path:
        """The live generation's folder, undamaged. Raises IndexUnavailable where there is none."""
        try:
            name = (self.folder / "CURRENT").read_text(encoding="utf-8").strip()
            folder = self.folder / name
            meta = json.loads((folder / "made_with.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise IndexUnavailable(f"there is no search index; {REBUILD}") from None
        except (OSError, ValueError) as error:
            raise IndexUnavailable(f"the search index is damaged ({error}); {REBUILD}") from error
        if meta != self.meta():
            raise IndexUnavailable(f"the search index was made by another version or engine; {REBUILD}")
        self._check(folder)
        return folder

    def absent(self) -> bool:
        """Whether there has never been an index here, or it was removed altogether."""
        return not any(self.folder.glob("g*")) and not (self.folder / "CURRENT").exists()

    def _check(self, folder: Path) -> None:
        """Raise IndexUnavailable if a sealed file changed since. A running commit is no damage."""
        try:
            self._compare(folder)
        except seal.Damaged:
            if not self.state.turns.take(0):
                return
            try:
                self._compare(folder)
            except seal.Damaged as error:
                raise IndexUnavailable(f"the search index is damaged ({error}); {REBUILD}") from error
            finally:
                self.state.turns.give()

    def _compare(self, folder: Path) -> None:
        path = folder / seal.SEAL
        try:
            state = path.stat()
        except OSError as error:
            raise seal.Damaged(f"{path.name} is missing") from error
        key = (state.st_ino, state.st_mtime_ns, state.st_size)
        checked = self.state.checked.get(folder)
        if checked is None or checked[0] != key:
            checked = (key, seal.read(folder), checked[2] if checked else {})
            self.state.checked = {folder: checked}
        seal.check(folder, checked[1], checked[2])

    # -- one writer at a time -----------------------------------------------------------------------

    @contextmanager
    def exclusive(self, seconds: float | None = None) -> Iterator[None]:
        """See the contract."""
        with self.state.turns.taken(LOCK_SECONDS if seconds is None else seconds):
            yield

    # -- writing ------------------------------------------------------------------------------------

    def write(self, documents: list[Document], gone: list[int]) -> None:
        """See the contract."""
        if self.building is not None:
            self.commit(self.building, documents, gone)
            return
        with self.exclusive():
            live = self.live()
            self.commit(live, documents, gone)
            self._seal(live)

    def _seal(self, folder: Path) -> None:
        known = self.state.checked.get(folder)
        try:
            seal.seal(folder, known[1] if known else None)
        except (OSError, seal.Damaged) as error:
            raise IndexUnavailable(f"the search index cannot be written ({error}); {REBUILD}") from error

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """See the contract."""
        with self.exclusive():
            made = self._new_generation()
            self.building = made
            try:
                yield
                self.finish(made)
                self._seal(made)
                self._swap(made)
            except BaseException:
                self.abandon()
                shutil.rmtree(made, ignore_errors=True)
                raise
            finally:
                self.building = None

    def _new_generation(self) -> Path:
        try:
            # The time keeps names unique where generations were deleted: open views go by the name.
            folder = self.folder / f"g{time.time_ns():020}"
            folder.mkdir(parents=True)
            self.create(folder)
            (folder / "made_with.json").write_text(json.dumps(self.meta()), encoding="utf-8")
        except OSError as error:
            raise IndexUnavailable(f"the search index cannot be written ({error})") from error
        return folder

    def _swap(self, folder: Path) -> None:
        """Make a generation the live one and remove the others; readers that hold them keep their files."""
        pointer = self.folder / "CURRENT.new"
        pointer.write_text(folder.name, encoding="utf-8")
        current = self.folder / "CURRENT"
        if current.is_dir():
            shutil.rmtree(current)
        pointer.replace(current)
        for old in self.folder.glob("g*"):
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)

    def problem(self) -> str:
        """See the contract."""
        try:
            self._steadily(self.live)
        except IndexUnavailable as error:
            return str(error)
        return ""
