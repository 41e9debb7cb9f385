"""Part of a long task on the second core, where that is safe: by fork, so that nothing is copied on the way there."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeVar

import msgspec

T = TypeVar("T")

_LENGTH: Final = 8
"""Bytes before what the other process hands over that say how long it is: less means that something went wrong."""


def usable() -> bool:
    """Whether there is a second core, and a fork that does no harm: on Linux, in a process without threads."""
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


@contextmanager
def shared(
    keys: Sequence[str], work: Callable[[Sequence[str]], Iterable[T]], kind: type[T], part: float
) -> Iterator[Callable[[], dict[str, T]]]:
    """Work for each of the keys, a value of this kind for each; the first part of them is done beside this process.

    What is yielded does the rest and waits. Where the other process fails, its part is done here.
    """
    share = int(len(keys) * part) if usable() else 0
    if not share:
        yield lambda: dict(zip(keys, work(keys), strict=True))
        return
    with beside(lambda: msgspec.msgpack.encode(list(work(keys[:share])))) as packed:

        def rest() -> dict[str, T]:
            mine, data = list(work(keys[share:])), packed()
            theirs = work(keys[:share]) if data is None else msgspec.msgpack.decode(data, type=list[kind])  # type: ignore[valid-type]
            return dict(zip(keys, (*theirs, *mine), strict=True))

        yield rest


@contextmanager
def beside(work: Callable[[], bytes]) -> Iterator[Callable[[], bytes | None]]:
    """Do the work in a process beside this one. What is yielded waits for its result; None: do it yourself.

    On the way out the other process is ended, whatever happened.
    """
    reader, writer = os.pipe()
    try:
        child = os.fork()
    except OSError:
        os.close(reader)
        os.close(writer)
        yield lambda: None
        return
    if child == 0:
        _hand_over(work, reader, writer)
    os.close(writer)
    with open(reader, "rb") as pipe:  # noqa: PTH123  (a pipe has no path)

        def result() -> bytes | None:
            length = int.from_bytes(pipe.read(_LENGTH), "big")
            data = pipe.read(length)
            return data if data and len(data) == length else None

        try:
            yield result
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _hand_over(work: Callable[[], bytes], reader: int, writer: int) -> None:
    """Never returns: neither buffers nor handlers of the first process may run in this one."""
    try:
        os.close(reader)
        with open(writer, "wb") as pipe:
            data = work()
            pipe.write(len(data).to_bytes(_LENGTH, "big"))
            pipe.write(data)
    except BaseException:  # noqa: BLE001  (the first process does the work itself, and says what is wrong with it)
        os._exit(1)
    os._exit(0)
