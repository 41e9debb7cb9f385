"""Words and deeds (SPEC §3.4, §4), as of 30 June 2026."""

import pytest

from tests.reports.press import pages

PAGE = "Promises.md"
NOTE = (
    "- 2026-01-05 meeting: with the dean\n"
    "- 2026-01-10 pledge facilities email by 2026-03-01: a room ^room\n"
    "- 2026-01-10 pledge finance by 2026-02-01: seed: money\n"
    "- 2026-02-20 support facilities: the room\n"
    "- 2026-06-01 pledge manpower agreement by 2026-08-01: two interns\n"
    "- 2026-01-02 pledge legal by 2026-05-20: a lawyer's hour\n"
)


def test_kept_late_and_open_promises_stand_in_words() -> None:
    page = pages({"Organisations/Acme.md": NOTE})[PAGE]
    # Due and judged: the room (kept), the money (149 days late: lapsed), the lawyer (41 days late).
    assert "1 of 3 that fell due were kept. ^answer" in page
    # k/n = 1/3 with n = 3 is red (SPEC §3.4).
    assert "| 1 of 3 | new words followed 1 of 1 meeting within two weeks | many words, few deeds so far |" in page
    # It expires when it is more than 120 days late.
    assert "| Two interns, small | agreement |  | 1 Aug 2026 | expires 30 Nov 2026 |" in page
    assert "- released legal: [[Acme]] let them off, gladly\n" in page
    assert "We look forward to people's time by 1 Aug 2026." in page


def test_the_timeline_has_six_months_at_most_and_no_bare_colon_in_an_event() -> None:
    note = "".join(f"- 2026-01-10 pledge finance by 2026-{month:02}-01: a: b {month}\n" for month in range(3, 13))
    page = pages({"Organisations/Ac: me.md": note, "Organisations/北京北京北京北京北京北京北京北京北京北京.md": NOTE})[
        PAGE
    ]
    chart = page.partition("```mermaid\ntimeline\n")[2].partition("```")[0].rstrip("\n").split("\n")
    assert len(chart) == 6
    assert all(len(event) > 1 for line in chart for event in line.split(" : "))
    assert all(":" not in event.replace("#58;", "") for line in chart for event in line.split(" : "))


def test_without_a_promise_there_is_no_page_and_of_somebody_sensitive_no_words() -> None:
    assert PAGE not in pages({"Organisations/Acme.md": "- 2026-01-05 meeting: hello\n"})
    ada = '---\norganisation: "[[Acme]]"\nsensitive: true\n---\n- 2026-06-01 pledge finance: her inheritance\n'
    page = pages({"Organisations/Acme.md": "", "People/Ada Secret.md": ada})[PAGE]
    assert "Secret" not in page
    assert "inheritance" not in page
    assert "| A. S. |" in page


@pytest.mark.parametrize(
    ("deed", "answer", "standing"),
    [
        ("", "the one that fell due was not kept", "one promise, not kept"),
        ("- 2026-02-03 support facilities: it\n", "the one that fell due was kept", "one promise, kept"),
        (
            "- 2026-05-03 support facilities: it\n",
            "the one that fell due came late or in part",
            "one promise, kept late or in part",
        ),
    ],
)
def test_one_promise_is_told_in_words(deed: str, answer: str, standing: str) -> None:
    made = pages({"Organisations/Acme.md": f"- 2026-01-03 pledge facilities by 2026-02-01: a room\n{deed}"})
    assert f"{answer}. ^answer" in made[PAGE]
    assert f" · {standing}.\n" in made["Ledgers/Acme ledger.md"]


@pytest.mark.parametrize("words", ["keys from Ada M. Secret", "a desk in St. Mary's hall", "chairs, e.g. five"])
def test_what_was_promised_is_not_cut_at_an_initial(words: str) -> None:
    page = pages({"Organisations/Acme.md": f"- 2026-06-03 pledge facilities by 2026-08-01: {words}. More words\n"})[
        PAGE
    ]
    assert f"One promise has not come yet: {words} from Acme, due 1 Aug 2026" in page
