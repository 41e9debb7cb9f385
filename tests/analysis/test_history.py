"""The same figures on earlier days (SPEC §4): what a chart shows is what that day's ledger showed."""

import datetime as dt

import pytest

from netlead_md.analysis import monthly_history, on_days
from tests.analysis.scene import DAY, ago, book

NOTE = "---\ntype: organisation\n---\n" + "".join(
    f"- {line}\n"
    for line in (
        f"{ago(300)} trust++: a",
        f"{ago(250)} task good: b",
        f"{ago(200)} ask room medium: c",
        f"{ago(199)} pledge room email medium by {ago(100)}: d ^r",
        f"{ago(90)} support re r: e",
        f"{ago(40)} support advice: f",
        f"[ ] {ago(80)} write",
        f"[x] {ago(150)} send ✅ {ago(60)}",
    )
)


def test_twelve_month_ends_and_the_day_itself() -> None:
    months = monthly_history(book({"Acme": NOTE}), "Acme.md")
    assert [month.day.isoformat() for month in months][::11] == ["2025-07-31", "2026-06-30"]
    assert len(months) == 12


@pytest.mark.parametrize("days", [0, 31, 59, 61, 89, 95, 120, 198, 230, 299, 301])
def test_an_earlier_day_is_as_it_was_derived_then(days: int) -> None:
    then = DAY - dt.timedelta(days)
    (month,) = on_days(book({"Acme": NOTE}), "Acme.md", (then,))
    ledger = book({"Acme": NOTE}, as_of=then).ledgers["Acme.md"]
    assert month.trust == pytest.approx(ledger.trust.score)
    assert month.hard == pytest.approx(ledger.support.hard)
    assert month.score == pytest.approx(ledger.support.score)
