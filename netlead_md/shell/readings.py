"""From files to parsed notes, one by one or, where there are many, on two cores (SPEC §7)."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import msgspec

from netlead_md.model.config import Config
from netlead_md.model.note import Note
from netlead_md.model.place import Fault
from netlead_md.shell.scan import Found
from netlead_md.shell.second_core import shared

MANY: Final = 2_000
"""Notes from which on a second process pays: to start one and to hand its notes over takes a tenth of a second."""


class Reading(msgspec.Struct, frozen=True, omit_defaults=True):
    """What came of one file: a note, or the fault that says why not."""

    note: Note | None = None
    fault: Fault | None = None


Reader = Callable[[Sequence[Found], Config], Iterator[Reading]]
"""Reads files in the order given. A cache of parsed notes stands here, in front of `fresh`."""


def fresh(found: Sequence[Found], config: Config) -> Iterator[Reading]:
    """Read and parse every file."""
    with shared(found, lambda files: plain(files, config), Reading, MANY) as readings:
        if len(found) >= MANY:
            import netlead_md.shell.bookmaker  # noqa: F401  (what comes next is loaded while the other one already reads)
        yield from readings()


def plain(found: Sequence[Found], config: Config) -> Iterator[Reading]:
    """Likewise, in this process."""
    from netlead_md.reading import day_of, read_note, words_of
    from netlead_md.shell.files import read

    words = words_of(config)
    for file in found:
        text = read(file)
        if text.text is None:
            yield Reading(None, text.fault)
        else:
            day = day_of(file.path, config.dailies)
            yield Reading(read_note(file.path, text.text, day=day, words=words))
