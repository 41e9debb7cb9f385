"""Lines that would be entries if they began with a proper bullet or box."""

import re
from typing import Final

from netlead_md.model.place import Trouble
from netlead_md.reading.dates import plain_or_linked, read_day
from netlead_md.reading.known_heads import head_of
from netlead_md.reading.log import Log
from netlead_md.reading.skim import Item

_DATE: Final = plain_or_linked("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_BARE: Final = re.compile(
    rf"\n(?![-*+] |[A-Za-z\n#|])[ \t]*+(?P<all>(?P<mark>[-*+–—•·‣◦]?)[ \t]*+"
    rf"(?P<box>(?<=[-*+–—•·‣◦])\[[ xX]?\][ \t]*+)?{_DATE})"
    r"(?:[ \t]|[:,–—-](?=[ \t]))[ \t:,–—-]*+(?P<rest>[^\n]+)"
)
_FEW: Final = re.compile(r"\n(?:[ \t]++|[-*+])?[0-9\[–—•·‣◦]")
"""What few notes hold, and found in a third of the time."""
_BOX: Final = re.compile(rf"\[[ \t]*(?P<box>[xX]?)[ \t]*\][ \t]*(?P<day>{_DATE})(?=[ \t:]|$)")


def loose_bullets(log: Log, visible: str) -> None:
    """Report lines that begin with a date and a type, and not with a bullet: `-2026-06-03 call: …`, `• …`."""
    text = f"\n{visible}"
    if not _FEW.search(text):
        return
    line, before = log.first, 0
    for found in _BARE.finditer(text):
        line += visible.count("\n", before, found.start())
        before = found.start()
        day = read_day(found["plain"] or found["linked"]).date
        head = None if found["box"] else head_of(found["rest"], log.words)
        if day is None or not (found["box"] or (head and head.colon and not head.unknown)):
            continue
        written = found["all"]
        bare = written.removeprefix(found["mark"]).lstrip()
        right = f"- {bare.replace(found['box'], _box(found['box'].strip()[1:-1]), 1) if found['box'] else bare}"
        column = found.start("all") - found.start()
        linked = ("linked",) if "[[" in found["rest"] else ()
        log.fault(Trouble.LOOSE_BULLET, line, column, (written, right, *linked))


def loose_box(log: Log, item: Item) -> None:
    """Report a box that is none: `- [] 2026-07-03 …`, `- [x]2026-07-03 …`."""
    if found := _BOX.match(item.text):
        right = f"{_box(found['box'])}{found['day']}"
        log.fault(Trouble.LOOSE_BULLET, log.first + item.line, item.column, (found[0], right))


def _box(ticked: str) -> str:
    return f"[{ticked.strip().lower() or ' '}] "
