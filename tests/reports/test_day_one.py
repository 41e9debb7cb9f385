"""A vault of years that holds none of our lines gets a first page worth reading."""

from tests.reports.press import pages

_VAULT = {
    **{f"Companies/Firm {n}.md": f"---\ntrust: {n + 1}\n---\n" for n in range(3)},
    **{
        f"People/P{n}.md": f'---\ncompany: "[[Firm {n % 3}]]"\nlast_met: 2025-0{n + 1}-10\n'
        'introduced_by: "[[P0]]"\n---\n'
        for n in range(1, 8)
    },
    "People/P0.md": "---\nlast_met: 2026-06-01\n---\n",
    "People/Gone.md": "---\nlast_met: 2020-01-01\nstatus: let-go\n---\n",
}


def test_whom_not_seen_for_longest_whom_to_thank_and_who_trusts_by_my_own_word() -> None:
    page = pages(_VAULT)["This week.md"]
    assert "Not seen for longest: P1, P2, P3" in page.split("^answer")[0]
    unseen = page.split("## Not seen for longest")[1].split("##")[0]
    assert [name for n in range(9) if (name := f"P{n}") in unseen] == ["P1", "P2", "P3", "P4", "P5"]
    assert "| [[P0]] | 7 people |" in page.split("## Whom to thank")[1]
    assert "[[Firm 2]], [[Firm 1]], [[Firm 0]]." in page.split("## By your own word")[1]
    assert "Gone" not in page


def test_one_line_of_a_log_and_the_page_says_what_it_always_says() -> None:
    page = pages({**_VAULT, "People/P0.md": "- 2026-06-01 call: about the room\n"})["This week.md"]
    assert "Not seen for longest" not in page
    assert "By your own word" not in page
