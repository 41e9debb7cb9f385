"""Exit statuses, and what becomes of everything that can end a run (SPEC §5)."""

import errno
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Final, NoReturn

import click

from netlead_md.vault.errors import UserError, system_message

DONE: Final = 0
FINDINGS: Final = 1
USER_ERROR: Final = 2
STALE: Final = 3
BUG: Final = 70
INTERRUPTED: Final = 130
CLOSED: Final = frozenset({errno.EPIPE} | ({errno.EINVAL} if os.name == "nt" else set()))
"""What a write into a pipe gives that nobody reads any more; Windows has another word for it now and then."""
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)})

_CURES: Final = {
    errno.EACCES: "make it readable and writable for you",
    errno.EPERM: "make it readable and writable for you",
    errno.EROFS: "its disk takes no writing: use another place",
    errno.ENOENT: "it was there a moment ago: run the command again",
    errno.EISDIR: "a folder is in the place of a file: move it away",
    errno.ENOTDIR: "a file is in the place of a folder: move it away",
    errno.ELOOP: "links lead round in a circle: take one of them away",
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.EMFILE: "too many files are open: raise the limit with `ulimit -n`",
    errno.ENFILE: "too many files are open on this machine: end other programs",
    errno.ENOMEM: "memory is short: end other programs, or raise the limit with `ulimit -v`",
    errno.EAGAIN: "this machine starts no more processes: end others, or raise the limit with `ulimit -u`",
    errno.ESTALE: "its drive was away: run the command again",
}
"""What a user does about what the system refused, which is no fault of the program."""


class Terminated(BaseException):
    """Somebody sent SIGTERM: an orderly end, with every file whole."""


class ClosedPipe(Exception):  # noqa: N818
    """Nobody reads our output any more: nothing to say."""


def run_command(action: Callable[[], object]) -> int:
    """Run a command to its exit status. A traceback appears only for a bug of ours."""
    try:
        status = action()
    except UserError as error:
        click.echo(f"error: {error}", err=True)
        return USER_ERROR
    except click.UsageError as error:
        _report_usage_error(error)
        return USER_ERROR
    except click.ClickException as error:
        click.echo(f"error: {error.format_message()}", err=True)
        return USER_ERROR
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except ClosedPipe:
        _silence_output()
        return DONE
    except Terminated:
        return DONE
    except OSError as error:
        return _report_os_error(error)
    except Exception:  # noqa: BLE001  (the one place where a bug of ours becomes an exit status)
        return _report_bug()
    return status if isinstance(status, int) else DONE


def _report_bug() -> int:
    traceback.print_exc()
    click.echo("This is a bug in netlead, not a fault of yours.", err=True)
    click.echo("Please report it, with the lines above, where you got netlead from.", err=True)
    return BUG


def _report_os_error(error: OSError) -> int:
    """Whoever opens files says which; what comes here without a file was output: to a pipe, to a full disk."""
    if error.filename is None and error.errno in CLOSED:
        _silence_output()
        return DONE
    if error.errno in _CURES:
        place = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else "netlead"
        click.echo(f"error: {place}: {system_message(error)}\nhelp: {_CURES[error.errno]}", err=True)
        return USER_ERROR
    if error.errno not in _NO_ROOM:
        return _report_bug()
    _silence_output()
    click.echo(f"error: the output cannot be written: {system_message(error)}\nhelp: make room where it goes", err=True)
    return USER_ERROR


def _report_usage_error(error: click.UsageError) -> None:
    """What is wrong, and what would be right: an example where a word too many or too few stands there."""
    command = error.ctx.command_path if error.ctx is not None else "netlead"
    words = error.format_message()
    click.echo(f"error: {words}", err=True)
    hint = f"`{command} --help` shows what it takes"
    example = (error.ctx.command.epilog or "").partition("Example: ")[2] if error.ctx is not None else ""
    if isinstance(error, click.NoSuchOption):
        hint += "; what begins with a dash and is no option stands behind `--`"
    elif "unexpected extra argument" in words and example:
        hint = f"words that belong together stand in quotes: {example}"
    elif example and (
        isinstance(error, click.MissingParameter)
        or (isinstance(error, click.BadParameter) and isinstance(error.param, click.Argument))
    ):
        hint = f"such as {example}"
    click.echo(f"help: {hint}", err=True)


def _silence_output() -> None:
    """Keep Python from complaining when it flushes what nobody reads."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def catch_signals() -> None:
    def end(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
        raise Terminated

    signal.signal(signal.SIGTERM, end)
