"""Time and money (SPEC §3.10), as of 30 June 2026: who helps, channels, what to do more and what to drop."""

from tests.reports.press import pages

PAGE = "Time and money.md"
ORGANISATION = "---\ntype: organisation\n---\n"
VAULT = {
    "Alder.md": ORGANISATION + "- 2026-06-01 meeting 2h £30: a talk\n- 2026-06-02 support finance large: seed money\n",
    "Birch.md": ORGANISATION + "- 2026-06-01 call 6h: many talks\n- 2026-06-02 support facilities small: a room\n",
    "Cedar.md": ORGANISATION
    + "- 2026-06-01 event 8h: a fair\n- 2026-06-03 task good 20h: a study\n- 2026-06-04 call: x\n",
}


def part(page: str, heading: str) -> str:
    return page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def test_the_chart_sets_firm_help_beside_hours() -> None:
    helps = part(pages(VAULT)[PAGE], "Who helps, and where hours went")
    assert "help come from: Alder.\n" in helps  # 40 of 50 units are 80 %
    assert '    x-axis ["1", "2", "3"]\n' in helps
    assert "    bar [80, 20, 0]\n    line [5, 16, 78]\n" in helps  # 2, 6 and 28.5 of 36.5 hours
    assert "| 3 | [[Cedar]] | 0 | 0 % | 28.5 hours | 78 % |" in helps


def test_channels_show_assumed_hours_money_and_a_rate_only_where_it_can_be_judged() -> None:
    channels = part(pages(VAULT)[PAGE], "Channels, in twelve months")
    assert "| meeting | 2 hours |  | £30 | as much as four small pieces of help | about 1 hour for each |" in channels
    assert (
        "| call | 6.5 hours | half an hour |  | as much as one small piece of help | about 7 hours for each |"
        in channels
    )
    assert "| event | 8 hours |  |  | no help | too little to judge |" in channels


def test_one_to_do_more_and_one_to_drop_but_never_a_task() -> None:
    experiment = part(pages(VAULT)[PAGE], "As an experiment")
    assert "one to do more: meetings, about 1 hour for each." in experiment
    assert "One to drop: events, 8 hours with no help after them." in experiment  # the task took 20
    idle = {**VAULT, "Cedar.md": VAULT["Cedar.md"].replace("event 8h", "event 1h")}
    assert "One to drop: calls, 6.5 hours" in part(pages(idle)[PAGE], "As an experiment")


def test_little_is_not_judged_and_one_organisation_is_not_drawn() -> None:
    page = pages({"Alder.md": VAULT["Alder.md"]})[PAGE]
    assert "Too little is on record to judge" in part(page, "As an experiment")
    assert "mermaid" not in page
    assert "It is no proof" in page
    assert "ROI" not in page


def test_one_hour_is_one() -> None:
    page = pages({"Alder.md": ORGANISATION + "- 2026-06-01 meeting 1h: a talk\n"})[PAGE]
    assert "\nAbout 1 hour in twelve months is on record, and no firm help yet;" in page
    assert "| 1 hour |" in page


def test_without_hours_there_is_no_page() -> None:
    assert PAGE not in pages({"Alder.md": ORGANISATION + "- 2026-06-02 support finance large: seed money\n"})
