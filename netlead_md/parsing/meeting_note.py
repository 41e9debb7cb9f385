"""What minutes say in labels and in their first lines: who was there, and when (SPEC §2.5)."""

import re
from functools import lru_cache
from typing import Final

from netlead_md.model.note import Label, Link
from netlead_md.parsing.dates import DateOrder
from netlead_md.parsing.lexicons import merge_words
from netlead_md.parsing.links import find_links
from netlead_md.parsing.minutes import read_minutes_labels

_FIRST: Final = 12
"""Lines in which a title and a first paragraph stand."""


@lru_cache(maxsize=1)
def _perhaps() -> re.Pattern[str]:
    """Where a label may stand: most notes have none."""
    words = {word for key in ("attendees", "date", "apologies") for word in merge_words("labels", key)}
    choices = "|".join(sorted(map(re.escape, words)))
    return re.compile(
        rf"^[ \t>#*_+-]*(?:{choices})[*_]{{0,2}}[ \t\u00a0]{{0,2}}(?:\([^()\n]{{0,20}}\))?(?::|$)",
        re.IGNORECASE | re.MULTILINE,
    )


def labels_in(visible: str, first: int, order: DateOrder | None) -> tuple[Label, ...]:
    """The labels of a body that begins on line `first`: `Present: …`, `**Date**: …`."""
    if not _perhaps().search(visible):
        return ()
    found = read_minutes_labels(visible, date_order=order)
    labels = [Label("people", each.name, first + each.line) for each in found.attendees]
    if found.date is not None:
        labels.append(Label("date", found.date.isoformat(), first + found.date_line))
    return tuple(labels)


def opening_links(visible: str) -> tuple[Link, ...]:
    """Links in the title of a body and in its first paragraph."""
    found: list[Link] = []
    began = False
    for text in visible.split("\n", _FIRST)[:_FIRST]:
        if text.startswith("#"):
            if began:
                break
            found += find_links(text)
        elif text.strip():
            if text.lstrip()[:1] in "-*+|>" and not began:
                break
            began = True
            found += find_links(text)
        elif began:
            break
    return tuple(found)
