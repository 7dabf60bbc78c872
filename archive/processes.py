"""Work done by processes of their own and answered in the order in which it was given. Pure.

Not `concurrent.futures`: there every process holds both ends of the pipe for answers, so one that is killed
while it hands over a large answer is waited for without end (seen with Python 3.11). Here each process has a
pipe of its own, whose other end is closed everywhere else: where it dies, the pipe ends.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

Given = TypeVar("Given")
Answer = TypeVar("Answer")


class Died(Exception):
    """A process ended before it answered. The message says what may have ended it."""


class Processes(Generic[Given, Answer]):
    """`jobs` processes that do `work`, each after `start(*args)`; what they get and give must be picklable.

    They inherit nothing (spawned, not forked), are deaf to Ctrl-C, which reaches the whole group and is for
    the one that started them to decide on, and end with that one, however it ends.
    """

    def __init__(
        self, jobs: int, work: Callable[[Given], Answer], start: Callable[..., None], *args: object
    ) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipes: list[Connection] = []
        self._waiting: deque[int] = deque()
        self._given = 0
        self.running: list[multiprocessing.process.BaseProcess] = []
        for _ in range(jobs):
            ours, theirs = multiprocessing.Pipe()
            process = spawn.Process(target=_serve, args=(theirs, work, start, args), daemon=True)
            with theirs, _uninterrupted():
                process.start()
            self._pipes.append(ours)
            self.running.append(process)

    def give(self, item: Given) -> int:
        """Hand over work to the next process; the ticket for its answer. Raises Died where it is no more."""
        ticket = self._given
        with _alive():
            self._pipe(ticket).send(item)
        self._given += 1
        self._waiting.append(ticket)
        return ticket

    def take(self, ticket: int) -> Answer:
        """Wait for the answer to the oldest work, whose ticket it must be: no answer is taken for another.

        Raises what the work raised, Died, and ValueError for another ticket.
        """
        if not self._waiting or self._waiting[0] != ticket:
            raise ValueError(f"the answer to {ticket} is not the next")
        self._waiting.popleft()
        with _alive():
            done, answer = self._pipe(ticket).recv()
        if not done:
            raise answer
        result: Answer = answer
        return result

    def _pipe(self, ticket: int) -> Connection:
        return self._pipes[ticket % len(self._pipes)]

    def close(self) -> None:
        """End the processes, whatever they are at, and wait for their end."""
        for pipe in self._pipes:
            pipe.close()
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.join()


@contextmanager
def _alive() -> Iterator[None]:
    """Raises Died where the pipe's other end is closed."""
    try:
        yield
    except (EOFError, OSError) as error:
        raise Died("a process at work for this one died (killed, or out of memory?)") from error


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C comes after the block here; in processes started inside it never."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    pipe: Connection, work: Callable[[Any], Any], start: Callable[..., None], args: tuple[Any, ...]
) -> None:
    """What a process does until there is no more work."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    start(*args)
    # Work is fetched while other work is done: else both sides could wait for the other to read.
    items: queue.SimpleQueue[tuple[Any] | None] = queue.SimpleQueue()
    threading.Thread(target=_fetch, args=(pipe, items), daemon=True).start()
    while item := items.get():
        try:
            answer = True, work(item[0])
        except Exception as error:
            error.add_note("".join(traceback.format_exception(error)))
            answer = False, error
        pipe.send(answer)


def _fetch(pipe: Connection, items: queue.SimpleQueue[tuple[Any] | None]) -> None:
    try:
        while True:
            items.put((pipe.recv(),))
    except (EOFError, OSError):
        items.put(None)


def _end_with_parent() -> None:
    """Killed, a parent tells nobody: its processes would go on."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
