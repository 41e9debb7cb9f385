"""A network that follows the one before is the network that a fresh look makes, and what did not change is not made."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.linking import link, link_incremental
from netlead_md.model.config import Config
from netlead_md.model.network import Network
from netlead_md.model.note import Note
from tests.linking.build import notes_of
from tests.linking.edits import EDITS, VAULT, edit, read


def _told(network: Network) -> list[object]:
    """Everything, the order of dicts included where they have one."""
    values = [(name, getattr(network, name)) for name in network.__struct_fields__]
    ordered = [(name, list(value.items())) for name, value in values if isinstance(value, dict) and name != "by_note"]
    return [*values, *ordered]


@settings(max_examples=60, deadline=None)
@given(edits=st.lists(EDITS, min_size=1, max_size=6), shuffle=st.randoms(use_true_random=False), mentions=st.booleans())
def test_what_is_followed_is_what_is_fresh(
    edits: list[tuple[str, str, str]], shuffle: random.Random, *, mentions: bool
) -> None:
    config = Config(mentions="note") if mentions else Config()
    texts = dict(VAULT)
    known: dict[str, tuple[str, Note]] = {}
    last, unreadable = link_incremental(read(texts, known, config), config), set[str]()
    for deed, path, what in edits:
        edit(texts, deed, path, what)
        unreadable = (unreadable | {path} if deed == "unreadable" else unreadable) - texts.keys()
        notes = read(texts, known, config)
        shuffle.shuffle(notes)
        last = link_incremental(notes, config, ("picture.png",), sorted(unreadable), last)
        fresh = link(notes, config, ("picture.png",), sorted(unreadable))
        assert _told(last.network) == _told(fresh)


def test_a_new_line_leaves_everything_else_the_same_object() -> None:
    config = Config()
    notes = {note.path: note for note in notes_of(VAULT)}
    before = link_incremental(notes.values(), config)
    notes["People/Bob.md"] = notes_of({"People/Bob.md": f"{VAULT['People/Bob.md']}- 2026-06-01 call: again\n"})[0]
    after = link_incremental(notes.values(), config, last=before)
    old, new = before.network, after.network
    assert [entry.line.text for entry in new.entries if all(entry is not each for each in old.entries)] == ["again"]
    for name in ("people", "organisations", "projects", "kinds", "targets", "files"):
        assert getattr(new, name) is getattr(old, name)
    assert [path for path in new.by_note if new.by_note[path] is not old.by_note.get(path)] == ["People/Bob.md"]


@pytest.mark.parametrize("many", [10, 400])
def test_near_names_do_not_depend_on_what_was_looked_up_before(many: int) -> None:
    config = Config()
    texts = {f"People/Person Number{at}.md": "---\ntype: person\n---\n" for at in range(3)}
    texts |= {f"Log {at}.md": f"- 2026-05-02 call: [[Person Numer{at}x]] [[Person Number1]]\n" for at in range(many)}
    notes = {note.path: note for note in notes_of(texts)}
    last = link_incremental(notes.values(), config)
    for at in range(0, many, many // 5):
        path = f"Log {at}.md"
        notes[path] = notes_of({path: f"- 2026-05-02 call: [[Person Nmber{at}]] [[Person Number1]]\n"})[0]
        last = link_incremental(notes.values(), config, last=last)
        assert last.network.faults == link(notes.values(), config).faults
