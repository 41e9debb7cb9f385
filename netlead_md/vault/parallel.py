"""A long task on two cores, where that is safe: by fork, so that nothing is copied on the way to the second process."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from mmap import mmap
from select import select
from typing import Final, Generic, NoReturn, TypeVar

import msgspec

K = TypeVar("K")
T = TypeVar("T")
Work = Callable[[Sequence[K]], Iterable[T]]
"""Makes a value for each of some keys."""

_BLOCKS: Final = 128
"""Into which a task is cut at most, so that neither process waits long for the other; a ticket is one byte."""
_LENGTH: Final = 8
"""Bytes behind a ticket that say how many bytes the values of its block are."""
_ROOM: Final = 1 << 28
"""Bytes for all values of the second process: enough for 200,000 notes, and only what is written takes memory. What
finds no room is made by the first."""
_UNFIT: Final = (ValueError, TypeError, OverflowError, RecursionError)
"""What msgpack says of a value that it cannot hold."""


def can_fork() -> bool:
    """Whether there is a second core, and a fork that does no harm: on Linux, in a process without threads."""
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


@contextmanager
def parallel_map(keys: Sequence[K], work: Work[K, T], kind: type[T], many: int) -> Iterator[Callable[[], Iterator[T]]]:
    """Make a value of this kind for each of the keys; from `many` keys on a second process begins at once.

    What is yielded gives the values in order of the keys. Each process takes the next block when it is free, so both
    end together, whatever else either has to do. What the second does not hand over is made here. On the way out it is
    ended, whatever happened.
    """
    with ExitStack() as opened:
        size = max(-(-len(keys) // _BLOCKS), 1)
        blocks = [keys[at : at + size] for at in range(0, len(keys), size)]
        second = _start_worker(blocks, work, kind, opened) if len(keys) >= many and can_fork() else None
        yield (lambda: iter(work(keys))) if second is None else (lambda: _merge_values(blocks, work, second))


class _WorkerProcess(Generic[T]):
    """The second process as the first one sees it, and the tickets: each block is taken once, by who comes first."""

    def __init__(self, tickets: int, frames: int, room: mmap, kind: type[T]) -> None:
        self._tickets, self._frames, self._room = tickets, frames, room
        self._decoder = msgspec.msgpack.Decoder(list[kind | None])  # type: ignore[valid-type]
        self._taken = 0

    def take_ticket(self) -> bytes:
        """The next one; nothing if there are no more."""
        return os.read(self._tickets, 1)

    def take(self, done: dict[int, list[T | None]], *, wait: bool = False) -> bool:
        """Put the values of another block of its to those that are done; False: there is none, or none yet."""
        if not wait and not select([self._frames], (), (), 0)[0]:
            return False
        frame = os.read(self._frames, 1 + _LENGTH)  # in one piece, as it was written
        if frame:
            end = self._taken + int.from_bytes(frame[1:], "big")
            done[frame[0]] = self._decoder.decode(self._room[self._taken : end])
            self._taken = end
        return bool(frame)


def _start_worker(
    blocks: Sequence[Sequence[K]], work: Work[K, T], kind: type[T], opened: ExitStack
) -> _WorkerProcess[T] | None:
    """Begin the second process; None where the system has no more files, memory or processes to give."""
    try:
        with ExitStack() as here:
            tickets, box_office = os.pipe()
            opened.callback(os.close, tickets)
            with open(box_office, "wb") as office:  # noqa: PTH123  (a pipe has no path)
                office.write(bytes(range(len(blocks))))
            frames, writer = os.pipe()
            opened.callback(os.close, frames)
            here.callback(os.close, writer)
            room = mmap(-1, _ROOM)
            opened.callback(room.close)
            child = os.fork()
            if child == 0:
                _run_worker(blocks, work, tickets, writer, room)
            opened.callback(_kill_worker, child)
            return _WorkerProcess(tickets, frames, room, kind)
    except OSError:
        return None


def _kill_worker(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _run_worker(blocks: Sequence[Sequence[K]], work: Work[K, T], tickets: int, frames: int, room: mmap) -> NoReturn:
    """Neither buffers nor handlers of the first process may run in this one, so it never returns."""
    try:
        while ticket := os.read(tickets, 1):
            packed = _pack_values(list(work(blocks[ticket[0]])))
            room.write(packed)
            os.write(frames, ticket + len(packed).to_bytes(_LENGTH, "big"))
    except BaseException:  # noqa: BLE001  (the first process does the work itself, and says what is wrong with it)
        os._exit(1)
    os._exit(0)


def _pack_values(values: list[T]) -> bytes:
    """All of them; a hole for each that msgpack cannot hold, such as one with a number beyond 64 bits."""
    try:
        return msgspec.msgpack.encode(values)
    except _UNFIT:
        return msgspec.msgpack.encode([_pack_value(value) for value in values])


def _pack_value(value: T) -> msgspec.Raw:
    try:
        return msgspec.Raw(msgspec.msgpack.encode(value))
    except _UNFIT:
        return msgspec.Raw(msgspec.msgpack.encode(None))


def _merge_values(blocks: Sequence[Sequence[K]], work: Work[K, T], second: _WorkerProcess[T]) -> Iterator[T]:
    done: dict[int, list[T | None]] = {}
    for number, block in enumerate(blocks):
        while number not in done:
            if ticket := second.take_ticket():
                done[ticket[0]] = list(work(blocks[ticket[0]]))
            elif not second.take(done, wait=True):  # it is no more
                done[number] = list(work(block))
            while second.take(done):
                pass
        for key, value in zip(block, done.pop(number), strict=True):
            yield next(iter(work([key]))) if value is None else value
