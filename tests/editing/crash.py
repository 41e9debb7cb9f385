"""Run something in a child that dies, or whose disk refuses, at its n-th call that writes."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any, Final

WRITES: Final = frozenset({"os.rename", "os.remove", "os.link", "os.symlink", "os.mkdir", "os.rmdir", "os.chmod"})
_FLAGS: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_ENDED: Final = 9


def run_until(step: int, what: Callable[[], object], *, kill: bool) -> bool:
    """Run `what` in a child to its `step`-th write; whether it came to its end without.

    There the child is killed (`kill`), or that write and all after it fail, as on a full disk.
    """
    child = os.fork()
    if not child:
        _run(step, what, kill=kill)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) in {0, _ENDED}
    return not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status) == 0


def _run(step: int, what: Callable[[], object], *, kill: bool) -> None:
    count = 0

    def call() -> None:
        nonlocal count
        count += 1
        if count >= step and kill:
            os.kill(os.getpid(), signal.SIGKILL)
        elif count >= step:
            raise OSError(28, os.strerror(28))

    def hook(event: str, args: tuple[object, ...]) -> None:
        writes = event in WRITES or (event == "open" and isinstance(args[2], int) and args[2] & _FLAGS)
        if writes and not str(args[0]).startswith(("/dev/", "/proc/")):
            call()

    forced = os.fsync

    def fsync(fd: Any) -> None:  # noqa: ANN401 (as the system's own)
        call()
        forced(fd)

    os.fsync = fsync
    sys.addaudithook(hook)
    try:
        what()
    except BaseException:  # noqa: BLE001  (the child must end here, whatever happens)
        os._exit(1)
    os._exit(_ENDED if count >= step else 0)
