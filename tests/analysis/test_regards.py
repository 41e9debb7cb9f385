"""The working of a person's trust adds up to it."""

import datetime as dt
from pathlib import Path

from netlead_md.analysis import trust_grounds, trust_working
from netlead_md.vault.session import Session

ORACLE = Path(__file__).parent.parent / "oracle" / "vault"


def test_rows_of_a_person_add_up_to_their_trust() -> None:
    session = Session(ORACLE)
    book = session.refresh(session.look(), dt.date(2026, 6, 30)).book
    worked = {key: trust_working(trust_grounds(book.people[key]), book.as_of) for key in book.people}
    for key, rows in worked.items():
        trust = book.people[key].trust
        sums = {group: sum(row.now for row in rows if row.group == group) for group in ("contact", "deeds", "signs")}
        assert abs(min(20, sums["contact"]) - trust.contact) < 1e-9
        assert abs(min(30, sums["deeds"]) - trust.deeds) < 1e-9
        assert abs(sums["signs"] - trust.signs) < 1e-9
    assert sum(map(len, worked.values())) == 9
