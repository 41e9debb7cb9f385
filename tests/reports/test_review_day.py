"""Review day (SPEC §3.7, §4), as of 30 June 2026."""

from tests.reports.press import pages

PAGE = "Review day.md"


def test_a_review_that_ran_out_shows_the_figures_of_then_and_now() -> None:
    # On 1 December: trust++ of the day is 15. Today: 15 × 0.5^(211/365) + 8 = 18 → 20.
    note = (
        "- 2025-12-01 review maintain: as it is\n"
        "- 2025-12-01 trust++: showed me the plans\n"
        "- 2026-06-30 trust+: again\n"
        "- 2026-06-30 support facilities: a room\n"
    )
    page = pages({"Organisations/Acme.md": note})[PAGE]
    assert "1 review of yours has run out. ^answer" in page
    assert (
        "on 1 Dec 2025 you wrote: keep it as it is. Since then trust went from 15 to 20, support went from 0 to 10"
        in page
    )
    assert "- **For:** they gave a room or space; a sign of their trust is noted.\n" in page
    assert "\n- 2026-06-30 review maintain: [[Acme]]\n" in page


def test_never_reviewed_stands_below_and_a_decision_in_force_is_not_asked_for_again() -> None:
    page = pages(
        {
            "Organisations/Acme.md": "- 2026-06-30 trust++: a\n",
            "Organisations/Beta.md": "- 2026-06-01 trust++: b\n- 2026-06-01 review pause until 2026-09-01: c\n",
        }
    )[PAGE]
    assert "1 relationship was never reviewed; 1 decision stands. ^answer" in page
    assert "## Run out" not in page
    assert "| Beta | pause the asking | 1 Sep 2026 |" in page.replace("[[Beta]]", "Beta")


def test_let_go_stands_beside_staying_in_touch() -> None:
    kinds = ("finance", "legal", "equipment")
    note = "".join(f"- 2025-0{n}-10 trust++: {n}\n- 2025-0{n}-10 task excellent: {n}\n" for n in range(1, 7))
    note += "- 2026-03-01 trust++: more\n"
    note += "".join(f"- 2025-08-01 ask {kind}: x\n- 2025-08-02 pledge {kind} by 2025-10-01: y\n" for kind in kinds)
    page = pages({"Organisations/Acme.md": note})[PAGE]
    assert "Suggested: let go, or simply stay in touch." in page
    assert "0 of 3 promises kept" in page
    assert "review let-go: [[Acme]]" in page


def test_an_ask_that_still_has_time_speaks_against_nobody() -> None:
    note = "- 2026-05-01 trust++: a\n- 2026-06-01 trust+: b\n- 2026-06-20 ask facilities by 2026-08-01: a room\n"
    page = pages({"Organisations/Acme.md": note})[PAGE]
    assert "- **Against:** nothing.\n" in page
    page = pages({"Organisations/Acme.md": note + "- 2026-03-01 ask finance: a grant\n"})[PAGE]
    assert "- **Against:** nothing.\n" in page  # one of the two still has time
    late = note.replace("2026-06-20 ask", "2026-02-20 ask").replace("2026-08-01", "2026-04-01")
    page = pages({"Organisations/Acme.md": late})[PAGE]
    assert "- **Against:** asked once, and nothing came.\n" in page


def test_without_anything_to_review_there_is_no_page() -> None:
    assert PAGE not in pages({"Organisations/Acme.md": ""})
