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


def test_who_is_there_by_organisation_which_doors_open_and_three_of_their_own_people_to_write_about() -> None:
    vault = {**_VAULT, "People/P0.md": _VAULT["People/P0.md"].replace("---\nlast", '---\nknows: "[[P4]]"\nlast')}
    page = pages(vault)["This week.md"]
    there = page.split("## Who is there")[1].split("##")[0].replace("[[", "").replace("]]", "")
    rows = [row for row in there.splitlines() if row.startswith("|")][2:]
    assert rows == [
        "| Firm 1 | P1, P4, P7 |",
        "| Firm 0 | P3, P6 |",
        "| Firm 2 | P2, P5 |",
        "| no organisation written down | P0 |",
    ]
    assert "P3, then P6" in page.split("## Who can open which door")[1].replace("[[", "").replace("]]", "")
    lines = page.split("```text\n")[1].split("```")[0].splitlines()
    assert [line[line.index("[[") : line.index("]]") + 2] for line in lines] == ["[[P1]]", "[[P2]]", "[[P3]]"]
    assert "Lovelace" not in "".join(pages(vault).values())


def test_an_empty_vault_names_nobody() -> None:
    every = "".join(pages({}).values())
    assert "[[NAME]]" in every
    assert "Lovelace" not in every


def test_nobody_who_is_sensitive_is_named_in_a_line() -> None:
    vault = {"People/Ada.md": "---\nsensitive: true\n---\n", "People/Bo.md": ""}
    assert "with [[Bo]], how they are" in pages(vault)["This week.md"]
    assert "Ada" not in pages(vault)["This week.md"]


def test_the_first_line_of_a_log_makes_the_page_no_poorer() -> None:
    before = pages(_VAULT)["This week.md"]
    after = pages({**_VAULT, "People/P0.md": "---\nlast_met: 2026-05-01\n---\n- 2026-06-01 call: about the room\n"})
    heads = [line for line in before.splitlines() if line.startswith("## ")]
    assert [head for head in heads if head not in after["This week.md"]] in ([], ["## Where to begin"])


def test_a_vault_of_people_without_organisations_has_a_full_page_whatever_it_holds() -> None:
    lines = "".join(f"- 2026-05-{day:02} call: hello\n" for day in range(1, 29))
    page = pages({f"People/P{n}.md": lines if n else "" for n in range(4)})["This week.md"]
    assert "## Not seen for longest" in page
    assert "## Who is there" in page


def test_twelve_lines_and_the_page_says_what_it_always_says() -> None:
    lines = "".join(f"- 2026-06-{day:02} call: about the room\n" for day in range(1, 13))
    page = pages({**_VAULT, "People/P0.md": lines})["This week.md"]
    assert "Not seen for longest" not in page
    assert "By your own word" not in page
