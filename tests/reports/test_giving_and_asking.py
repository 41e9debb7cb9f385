"""Giving and asking (SPEC §3.8): the balance in words, contact free of an ask, small favours."""

from tests.reports.press import pages

ASKS = "".join(f"- 2026-0{month}-03 ask finance: a grant\n" for month in range(1, 6))


def test_five_asks_and_one_gift_are_more_asking_than_giving() -> None:
    # G = 1, K = 5: B = 1/6 < 1/3, shown because G + K = 6.
    page = pages({"Organisations/Acme.md": ASKS + "- 2026-06-01 give: a name\n"})["Giving and asking.md"]
    assert "\nYou asked more often than you gave: 1 gift and 5 asks in twelve months. ^answer\n" in page
    assert "[[Acme]]: in twelve months you asked five times, and gave once." in page
    assert "- give: [[Acme]] DETAIL" in page


def test_below_six_no_balance_is_named() -> None:
    page = pages({"Organisations/Acme.md": ASKS})["Giving and asking.md"]
    assert "Too little is on record in twelve months to speak of a balance" in page


def test_a_task_done_fairly_is_no_gift_and_is_not_called_nothing() -> None:
    page = pages({"Organisations/Acme.md": ASKS + "- 2026-06-01 task fair: their list\n"})["Giving and asking.md"]
    assert "you asked five times, and no favour, introduction or task done well of yours is on record." in page


def test_contact_that_always_had_a_purpose_is_named_kindly() -> None:
    lines = "".join(f"- 2026-0{month}-03 call: hello\n- 2026-0{month}-04 ask finance: more\n" for month in range(1, 6))
    # Five calls from 3 January (178 days ago) on, each a day before an ask: none is free.
    page = pages({"People/Ann.md": lines})["Giving and asking.md"]
    assert "Of 5 contacts with people in half a year, 0 were free" in page
    assert "| [[Ann]] | 5 | 0 |" in page


def test_one_contact_is_one() -> None:
    page = pages({"People/Ann.md": "- 2026-06-02 call: hello\n- 2026-06-20 give: a name\n"})["Giving and asking.md"]
    assert "Of 1 contact with people in half a year, 1 was free" in page


def test_without_gifts_and_asks_there_is_no_page() -> None:
    assert "Giving and asking.md" not in pages({"People/Ann.md": "- 2026-06-02 call: hello\n"})
