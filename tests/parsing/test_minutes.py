"""Labels of minutes (SPEC §2.5, "Meeting notes as people write them")."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.parsing.minutes import read_minutes_labels


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Present: [[Ada Lark]], Tom Reed, myself (chair)", ["Ada Lark", "Tom Reed", "myself"]),
        ("**Attendees**: Ada and Tom", ["Ada", "Tom"]),
        ("**Attendees:** Ada; Tom", ["Ada", "Tom"]),
        ("- With: [[people/Ada Lark|Ada]]", ["Ada Lark"]),
        ("Anwesend: Ada Lark und Tom Reed", ["Ada Lark", "Tom Reed"]),
        ("Présents : Ada Lark et Tom Reed", ["Ada Lark", "Tom Reed"]),
        ("Asistentes: Ada Lark y Tom Reed", ["Ada Lark", "Tom Reed"]),
        ("## Attendees\n\n- [[Ada Lark]]\n- Tom Reed (Acme)\n\nNotes", ["Ada Lark", "Tom Reed"]),
        ("Participants:\n* Ada Lark <ada@acme.example>\n* Tom", ["Ada Lark", "Tom"]),
        ("attendees:: [[Ada Lark]]", ["Ada Lark"]),
        ("With Ada we went home", []),
        ("Presently: Ada", []),
    ],
)
def test_who_was_there(body: str, names: list[str]) -> None:
    assert [attendee.name for attendee in read_minutes_labels(body).attendees] == names


@pytest.mark.parametrize(
    "line",
    [
        "Date: 29 April 2026",
        "**Date**: 2026-04-29",
        "Date:: [[2026-04-29]]",
        "Datum: 29.04.2026",
        "Fecha: 29 de abril de 2026",
        "When: Wednesday 29 April 2026, 10:00",
    ],
)
def test_when_it_was(line: str) -> None:
    found = read_minutes_labels(f"# Board\n{line}\n")
    assert (found.date, found.date_line) == (dt.date(2026, 4, 29), 1)


def test_who_was_not_there() -> None:
    found = read_minutes_labels("Present: Ada\nApologies: [[Tom Reed]]")
    assert ([each.name for each in found.apologies], [each.line for each in found.attendees]) == (["Tom Reed"], [0])


@given(st.text(alphabet="Present:Date 2026-04-29[]|*,;#-\n", max_size=80))
def test_no_body_raises(body: str) -> None:
    read_minutes_labels(body)
