"""Long answers in small steps: a key press is answered between two of them, and an editor sees how far they are."""

import asyncio
from collections.abc import Generator
from typing import Final, TypeVar

from lsprotocol import types as lsp

from netlead_md.lsp.server import Server

TURN_S: Final = 0.0005
"""Seconds after which a long answer lets others have their turn."""
PAUSE_S: Final = 0.001
"""Seconds that others have: a message passes through another thread, which a pause of nothing would starve."""
Result = TypeVar("Result")


async def take_turns(
    ls: Server, steps: Generator[object, None, Result], title: str, token: lsp.ProgressToken | None
) -> Result:
    """The result of the steps, with a pause now and then. Whoever cancels the request, or its progress, ends it there.

    `token`: the editor's, where it wants to show progress.
    """
    clock = asyncio.get_running_loop().time
    pause, progress = clock() + TURN_S, ls.work_done_progress
    if token is not None:
        progress.begin(token, lsp.WorkDoneProgressBegin(title=title, cancellable=True))
    try:
        while True:
            try:
                next(steps)
            except StopIteration as end:
                result: Result = end.value
                return result
            if clock() >= pause:
                await asyncio.sleep(PAUSE_S)
                if token is not None and progress.tokens[token].cancelled():
                    raise asyncio.CancelledError
                pause = clock() + TURN_S
    finally:
        steps.close()
        if token is not None:
            progress.end(token, lsp.WorkDoneProgressEnd())
            progress.tokens.pop(token, None)
