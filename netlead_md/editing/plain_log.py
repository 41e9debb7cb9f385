"""What a line in plain words would count as, before `log` writes it (SPEC §2.5, §5)."""

import msgspec

from netlead_md.editing.log_entry import EntryAddition
from netlead_md.editing.targets import Target
from netlead_md.model.config import Config
from netlead_md.parsing import build_keywords, read_note
from netlead_md.parsing.plain_line import proposal_line


class Heard(msgspec.Struct, frozen=True):
    """How a line is heard that the grammar does not know."""

    counts_as: str
    """`call`, `note` …; empty: it counts as nothing."""
    reason: str = ""
    """Why it counts as nothing."""
    proposals: tuple[str, ...] = ()
    """What it sounds like, as lines without bullet, likeliest first."""


def hear(added: EntryAddition, target: Target, config: Config) -> Heard | None:
    """How the new line is heard; None where the grammar reads it and it says no more than that."""
    note = read_note(added.path, added.after, day=target.note.day, words=build_keywords(config))
    line = next((each for each in note.lines if each.line == added.line), None)
    if line is None or line.reading is None:
        return Heard("note") if line is not None and line.form == "plain" else None
    reading = line.reading
    if reading.not_counted:
        return Heard("", reading.not_counted)
    text = reading.text if line.form in {"read", "plain"} else line.text
    date = line.date
    lines = (
        () if date is None else tuple(proposal_line(each, date, text).removeprefix("- ") for each in reading.proposals)
    )
    return Heard(line.type, proposals=lines)
