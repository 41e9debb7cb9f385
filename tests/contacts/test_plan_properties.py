"""Whatever an address book holds: every note is sound, nobody is lost, and a second import finds everybody."""

import csv
import datetime as dt
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.contacts import ImportContext, ImportPlan, plan_import, read_contacts
from netlead_md.linking import link
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import FaultKind
from netlead_md.parsing import build_keywords, read_note
from netlead_md.rendering.file_names import page_link_name

CONFIG = Config()
DAY = dt.date(2026, 6, 30)
NASTY = [
    "[[x]]",
    "{{a}}",
    "<%b%>",
    "a/b",
    "CON",
    "x|y",
    "#t",
    "^z",
    "2026-01-05",
    "- a",
    "a: b",
    "yes",
    "0123",
    "=1",
    "''",
]
WORDS = st.sampled_from([*NASTY, "Ada", "ada", "Acme", "Bo Berg", "Ada 2", "é", "山田", "-"]) | st.text(max_size=12)
ROWS = st.lists(st.tuples(WORDS, WORDS, WORDS, st.sampled_from(["", "a@x.org", "b@x.org"]), WORDS), max_size=8)


def made_of(todo: ImportPlan) -> ImportContext:
    """The vault that a plan makes of an empty one."""
    words = build_keywords(CONFIG)
    notes = {note.path: read_note(note.path, note.text, day=None, words=words) for note in todo.new}
    return ImportContext(link(list(notes.values()), CONFIG, sorted(notes)), notes, CONFIG, DAY)


@settings(max_examples=150)
@given(ROWS, st.booleans())
def test_every_note_is_sound_and_found_again(rows: list[tuple[str, ...]], organisations: bool) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("Name", "Company", "Job Title", "Email", "Notes"), *rows])
    batch = read_contacts("csv", out.getvalue().encode("utf-8", "replace"), {})
    empty = ImportContext(link([], CONFIG), {}, CONFIG, DAY)
    first = plan_import(empty, batch, with_organisations=organisations)
    assert len({page_link_name(note.path) for note in first.new}) == len(first.new)
    vault = made_of(first)
    # two spellings; and an address that a couple shares, or the name of a third row
    expected = {FaultKind.TWO_SPELLINGS, FaultKind.DUPLICATE_EMAIL}
    assert [each for each in vault.network.faults if each.trouble not in expected] == []
    assert {note.path: note.kind for note in first.new} == vault.network.kinds
    again = plan_import(vault, batch, with_organisations=organisations)
    assert again.new == ()
    assert again.fills == ()
