from typing import Any

import pytest

from netlead_md.analysis.metrics import contact_status, last_contact, organisation_cadence, person_cadence
from netlead_md.model.ledger import ContactStatus
from netlead_md.model.words import ContactState, EntryTypeName
from tests.analysis.build import AS_OF, ago, day, entry, organisation, person


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, None),
        ({"responsibility": "for"}, (14, True)),
        ({"responsibility": "to"}, (30, True)),
        ({"responsibility": "both"}, (14, True)),
        ({"circle": "inner"}, (7, True)),
        ({"circle": "close"}, (30, True)),
        ({"circle": "active"}, (182, True)),
        ({"circle": "wider"}, (365, True)),
        ({"circle": "inner", "responsibility": "to"}, (30, True)),
        ({"circle": "inner", "responsibility": "for", "cadence": 60}, (60, False)),
    ],
)
def test_the_written_cadence_wins_over_responsibility_and_that_over_the_circle(
    fields: dict[str, Any], expected: tuple[int, bool] | None
) -> None:
    assert person_cadence(person("Ada", **fields)) == expected


@pytest.mark.parametrize(("stage", "expected"), [(0, None), (1, None), (2, (90, True)), (7, (90, True))])
def test_an_organisation_is_due_care_from_stage_two_on(stage: int, expected: tuple[int, bool] | None) -> None:
    assert organisation_cadence(organisation("Acme"), stage) == expected
    assert organisation_cadence(organisation("Acme", cadence=45), stage) == (45, False)


@pytest.mark.parametrize(
    ("days", "state"), [(0, "fine"), (30, "fine"), (31, "due"), (60, "due"), (61, "overdue"), (400, "overdue")]
)
def test_more_than_one_cadence_is_due_and_more_than_two_overdue(days: int, state: ContactState) -> None:
    last = day(ago(days))
    assert contact_status((30, True), last, AS_OF) == ContactStatus(30, days, state, last, default=True)


def test_nobody_is_late_where_no_contact_is_on_record() -> None:
    assert contact_status((14, False), None, AS_OF) == ContactStatus(
        14, None, "no note of contact", None, default=False
    )


@pytest.mark.parametrize("kind", ["meeting", "call", "meal", "event", "visit", "message", "last_contact"])
def test_contact_types_messages_and_the_field_are_contact(kind: EntryTypeName) -> None:
    assert last_contact([entry(ago(9), kind)], AS_OF) == day(ago(9))


@pytest.mark.parametrize("kind", ["note", "social", "task", "ask", "promise", "todo", "connect", "thanks", "intro"])
def test_nothing_else_is_contact(kind: EntryTypeName) -> None:
    assert last_contact([entry(ago(9), kind)], AS_OF) is None


def test_the_latest_counts_and_neither_plans_nor_the_future_do() -> None:
    entries = [entry(ago(40), "call"), entry(ago(20), "meal"), entry(ago(3), "call", plan=True), entry(ago(-1), "call")]
    assert last_contact(entries, AS_OF) == day(ago(20))
    assert last_contact([entry(ago(0), "call")], AS_OF) == AS_OF


def test_a_stated_last_contact_counts_even_where_only_a_note_stands_on_that_day() -> None:
    assert last_contact([entry(ago(5), "note"), entry(ago(9), "call")], AS_OF, day(ago(5))) == day(ago(5))
    assert last_contact([entry(ago(9), "call")], AS_OF, day(ago(12))) == day(ago(9))
    assert last_contact([], AS_OF, day(ago(-1))) is None
