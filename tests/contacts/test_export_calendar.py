"""`netlead export ics`: what is due, and when, with UIDs that stay."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.contacts.build import run
from tests.contacts.exporting_build import everything

AS_OF = ("--as-of", "2026-06-30")


def calendar(folder: Path, *options: str) -> str:
    return run("export", "ics", folder, *(options or AS_OF)).out


def events(text: str) -> dict[str, tuple[str, str]]:
    """Title to (day, uid), with nothing but a pattern."""
    whole = text.replace("\r\n ", "").replace("\r\n", "\n")
    found = re.findall(r"UID:(.*)\n(?:.*\n)*?DTSTART;VALUE=DATE:(\d{8})\n(?:.*\n)*?SUMMARY:(.*)\n", whole)
    return {title: (day, uid) for uid, day, title in found}


def test_reviews_promises_pledges_and_care(tmp_path: Path) -> None:
    found = events(calendar(everything(tmp_path)))
    assert {title: day for title, (day, _) in found.items()} == {
        "Get in touch: Z. Ü.": "20260615",  # 1 June and 14 days for somebody I am responsible for
        "My promise: send the drawings\\, plans\\; and more": "20260703",
        "My promise: to Z. Ü.": "20260704",
        "Due from Acme: a room": "20260715",
        "Get in touch: Ada Lovelace": "20260720",  # 20 June and 30 days for the circle `close`
        "Review: Acme": "20260901",
        "Get in touch: Acme": "20260918",  # 20 June, through Ada, and 90 days from stage 2 on
    }


def test_a_moved_day_keeps_its_uid(tmp_path: Path) -> None:
    folder = everything(tmp_path)
    before = events(calendar(folder))
    acme, ada = folder / "Organisations/Acme.md", folder / "People/Ada Lovelace.md"
    acme.write_text(acme.read_text("utf-8").replace("2026-07-15", "2026-07-31").replace("09-01", "10-01"), "utf-8")
    ada.write_text(ada.read_text("utf-8").replace("2026-07-03 send", "2026-07-08 send"), "utf-8")
    after = events(calendar(folder))
    moved = {title for title in before if before[title][0] != after[title][0]}
    assert len(moved) == 3
    assert {title: uid for title, (_, uid) in before.items()} == {title: uid for title, (_, uid) in after.items()}


def test_the_same_notes_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    folder = everything(tmp_path)
    assert calendar(folder) == calendar(folder)
    assert set(re.findall("DTSTAMP:[^\r]*", calendar(folder))) == {"DTSTAMP:20260630T000000Z"}
    stamped = calendar(folder, "--as-of", "2026-07-01")
    assert "DTSTAMP:20260701T000000Z" in stamped


def test_two_promises_of_the_same_words_are_two(tmp_path: Path) -> None:
    note = "---\ntype: person\n---\n- [ ] 2026-07-03 send it\n- [ ] 2026-08-03 send it\n"
    (tmp_path / "Ada.md").write_text(note, "utf-8")
    uids = re.findall("UID:(.*)", calendar(tmp_path))
    assert len(uids) == len(set(uids)) == 2


def test_a_calendar_library_reads_it(tmp_path: Path) -> None:
    library: Any = pytest.importorskip("icalendar", reason="icalendar is in the extra `test`")
    text = calendar(everything(tmp_path))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    read = library.Calendar.from_ical(text)
    found = {str(event["SUMMARY"]): event for event in read.walk("VEVENT")}
    assert len(found) == 7
    promise = found["My promise: send the drawings, plans; and more"]
    assert promise["DTSTART"].dt.isoformat() == "2026-07-03"
    assert promise["DTEND"].dt.isoformat() == "2026-07-04"
    assert not [error for event in read.walk() for error in event.errors]


def test_an_empty_vault_has_an_empty_calendar(tmp_path: Path) -> None:
    assert calendar(tmp_path).splitlines()[0] == "BEGIN:VCALENDAR"
    assert "VEVENT" not in calendar(tmp_path)


def test_nobody_is_reminded_of_whom_they_let_go_or_of_a_day_beyond_the_calendar(tmp_path: Path) -> None:
    note = "---\ntype: person\ncadence: {}\nstatus: {}\n---\n- 2026-06-01 call: hi\n"
    for name, cadence, status in (("Ada", "30d", "let-go"), ("Bo", "9999999999", "active"), ("Cy", "30d", "paused")):
        (tmp_path / f"{name}.md").write_text(note.format(cadence, status), "utf-8")
    assert {title: day for title, (day, _) in events(calendar(tmp_path)).items()} == {"Get in touch: Cy": "20260701"}
