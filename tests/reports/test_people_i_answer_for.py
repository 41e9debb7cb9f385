"""People first (SPEC §3.8, §4), as of Tuesday 30 June 2026; the latest line is of Monday the 29th."""

from tests.reports.press import pages

PAGE = "People first.md"
VAULT = {
    "People/Ann.md": "---\nresponsibility: for\n---\n"
    "- 2026-06-29 call 1h: this week\n- 2026-06-28 call 1h: last week, and its last day\n"
    "- 2026-06-22 meeting 1h: the same week, and its first\n"
    "- 2026-04-13 message 1h: the first of the twelve weeks\n- 2026-04-12 meeting 1h: the week before\n"
    "- 2026-06-10 note: is no contact\n",
    "People/Ben.md": "---\nresponsibility: to\n---\n- 2026-05-01 call 1h: hello\n",
    "People/Zoe.md": "---\ncircle: inner\nsensitive: true\n---\n",
    "People/Cy.md": "---\ncircle: close\n---\n- 2026-06-29 dinner 2h: with [[Ann]]\n",
    "People/Dot.md": "---\ncircle: wider\n---\n- 2026-06-01 visit 12h: far away\n",
}


def test_each_stands_with_care_in_words_and_the_bars_of_twelve_calendar_weeks() -> None:
    page = pages(VAULT)[PAGE]
    table = page.partition("## How it stands")[2].partition("##")[0]
    # In all 5 + 1 + 2 + 12 = 20 hours. The dinner is Ann's too: 7 of 20 are 35 %.
    assert "| [[Ann]] | for them | 29 Jun 2026 | every 2 weeks | 13 Jul 2026 | ▂▁▁▁▁▁▁▁▁▁▃▃ | 35 % |" in table
    # 30 days hoped for: by 31 May. 1 May is nine weeks back.
    assert "| to them | 1 May 2026 | every 4 weeks | 31 May 2026 | ▁▁▂▁▁▁▁▁▁▁▁▁ | 5 % |" in table
    assert "| Z. | inner circle | no note of contact | every week |  | ▁▁▁▁▁▁▁▁▁▁▁▁ | — |" in table
    assert [table.index(who) for who in ("Ann", "Ben", "Z.", "Cy")] == sorted(
        table.index(who) for who in ("Ann", "Ben", "Z.", "Cy")
    )
    assert "Dot" not in page
    assert "Zoe" not in page


def test_a_shared_hour_counts_once_in_the_shares_of_all_hours() -> None:
    page = pages(VAULT)[PAGE]
    # Ann and Ben: 5 + 2 + 1 = 8 of 20; the dinner is counted with Ann, and nothing is left for the close circle.
    assert "| those you answer for and to | 2 | 40 % |" in page
    assert "| the close circle | 1 | — |" in page


def test_the_answer_is_kind_and_lines_to_paste_name_nobody_sensitive() -> None:
    page = pages(VAULT)[PAGE]
    assert (
        "\nOf four people you answer for or hold close, the next word is for Ben by 31 May 2026 "
        "and Ann by 13 Jul 2026; of one no contact is noted. ^answer\n"
    ) in page
    assert "```text\n- call: [[Ben]] DETAIL\n```" in page
    assert (
        "- [[Ben]]: last contact 1 May 2026, hoped for every 4 weeks, so by 31 May 2026; a short call is enough."
        in page
    )


def test_the_table_ends_at_thirty_with_those_who_wait_and_without_anybody_there_is_no_page() -> None:
    fine = {f"People/P{number:02}.md": "---\ncircle: close\n---\n- 2026-06-29 call: hi\n" for number in range(31)}
    page = pages(fine | {"People/Q.md": "---\ncircle: close\n---\n- 2026-01-01 call: hi\n"})[PAGE]
    assert page.count("| close circle |") == 30
    assert "| Q | close circle | 1 Jan 2026 | every 4 weeks | 31 Jan 2026 |" in page  # 30 days hoped for
    assert "\n2 more stand in your notes.\n" in page
    assert "\n1 more stands in your notes.\n" in pages(fine)[PAGE]
    assert PAGE not in pages({"People/Dot.md": VAULT["People/Dot.md"]})
