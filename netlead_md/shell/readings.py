"""From files to parsed notes, one by one or, where there are many, on two cores (SPEC §7)."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import msgspec

from netlead_md.model.config import Config
from netlead_md.model.note import Note
from netlead_md.model.place import Fault
from netlead_md.shell.scan import Found
from netlead_md.shell.second_core import beside, usable

MANY: Final = 2_000
"""Notes from which on a second process pays: to start one and to hand its notes over takes a tenth of a second."""


_HERE: Final = 0.46
"""The part read in this process, which has to unpack the rest as well."""


class Reading(msgspec.Struct, frozen=True, omit_defaults=True):
    """What came of one file: a note, or the fault that says why not."""

    note: Note | None = None
    fault: Fault | None = None


Reader = Callable[[Sequence[Found], Config], Iterator[Reading]]
"""Reads files in the order given. A cache of parsed notes stands here, in front of `fresh`."""


def fresh(found: Sequence[Found], config: Config) -> Iterator[Reading]:
    """Read and parse every file."""
    if len(found) < MANY or not usable():
        yield from plain(found, config)
        return
    half = int(len(found) * _HERE)
    with beside(lambda: _packed(plain(found[half:], config))) as rest:
        yield from plain(found[:half], config)
        import netlead_md.shell.bookmaker  # noqa: F401  (what comes next is loaded while the other one still reads)

        packed = rest()
        yield from _unpacked(packed, found[half:], config) if packed else plain(found[half:], config)


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


def _unpacked(packed: bytes, found: Sequence[Found], config: Config) -> Iterator[Reading]:
    decoder = msgspec.msgpack.Decoder(Reading)
    for file, raw in zip(found, msgspec.msgpack.decode(packed, type=list[msgspec.Raw]), strict=True):
        reading = decoder.decode(raw)
        yield reading if reading.note or reading.fault else next(plain([file], config))


def _packed(readings: Iterator[Reading]) -> bytes:
    """All of them; a hole for each that msgpack cannot hold, such as one with a number beyond 64 bits."""
    encoder = msgspec.msgpack.Encoder()
    raws = []
    for reading in readings:
        try:
            raws.append(msgspec.Raw(encoder.encode(reading)))
        except (ValueError, TypeError, OverflowError, RecursionError):
            raws.append(msgspec.Raw(encoder.encode(Reading())))
    return encoder.encode(raws)
