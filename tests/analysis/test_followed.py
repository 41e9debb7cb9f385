"""A book that follows the one before is the book of a fresh look, and what nothing new stands behind is kept."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.analysis import analyse, analyse_incremental
from netlead_md.linking import link, link_incremental
from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.note import Note
from tests.linking.build import notes_of
from tests.linking.edits import EDITS, VAULT, edit, read

DAY = dt.date(2026, 6, 30)


def _told(book: Book) -> list[object]:
    """Everything but the network, the order of dicts included."""
    values = [(name, getattr(book, name)) for name in book.__struct_fields__ if name != "network"]
    return [*values, *((name, list(value.items())) for name, value in values if isinstance(value, dict))]


@settings(max_examples=60, deadline=None)
@given(edits=st.lists(st.tuples(EDITS, st.sampled_from([0, 0, 0, 30])), min_size=1, max_size=8))
def test_what_is_followed_is_what_is_fresh(edits: list[tuple[tuple[str, str, str], int]]) -> None:
    config, day, texts = Config(), DAY, dict(VAULT)
    known: dict[str, tuple[str, Note]] = {}
    network = link_incremental(read(texts, known, config), config)
    last = analyse_incremental(network.network, day, config)
    for (deed, path, what), days in edits:
        edit(texts, deed, path, what)
        day += dt.timedelta(days)
        notes = read(texts, known, config)
        network = link_incremental(notes, config, last=network)
        last = analyse_incremental(network.network, day, config, last)
        assert _told(last.book) == _told(analyse(link(notes, config), day, config))


def test_a_new_line_leaves_all_whom_it_does_not_concern_as_they_were() -> None:
    config = Config()
    notes = {note.path: note for note in notes_of(VAULT)}
    before = link_incremental(notes.values(), config)
    last = analyse_incremental(before.network, DAY, config)
    notes["People/Bob.md"] = notes_of({"People/Bob.md": f"{VAULT['People/Bob.md']}- 2026-06-01 call: again\n"})[0]
    book = analyse_incremental(link_incremental(notes.values(), config, last=before).network, DAY, config, last).book
    assert [key for key in book.people if book.people[key] is not last.book.people[key]] == ["People/Bob.md"]
    assert [key for key in book.ledgers if book.ledgers[key] is not last.book.ledgers[key]] == ["name:volta"]
