"""The doing: each note replaced whole, in one step, unless it is no longer what the plan was made for."""

from pathlib import Path

from netlead_md.shell import disk
from netlead_md.shell.files import signature_of
from netlead_md.shell.mending.plan import CHANGED, Change, Mending, Refusal
from netlead_md.shell.misuse import system_words


def carry_out(mending: Mending) -> Mending:
    """Change the notes; what was done is given back, with a refusal for each note that was left alone."""
    done: list[Change] = []
    refused = list(mending.refusals)
    for change in mending.changes:
        why = _replace(change)
        if why:
            refused.append(Refusal(change.path, why))
        else:
            done.append(change)
    return Mending(tuple(done), tuple(refused))


def _replace(change: Change) -> str:
    """Why it could not be done; empty if it was."""
    target = Path(change.real)
    try:
        if signature_of(change.real) != change.signature or target.read_bytes() != change.before:
            return CHANGED
        disk.replace(target, change.after, keep_mode=True)
    except OSError as error:
        return f"it cannot be written: {system_words(error)}"
    return ""
