"""This week (SPEC §4): what is to come within two weeks, and the good thing, as of 30 June 2026."""

import pytest

from tests.reports.press import pages

PAGE = "This week.md"


def test_promises_and_tasks_stand_among_the_plans_in_order_of_their_day() -> None:
    note = (
        "- [ ] 2026-07-14 send the report\n"
        "- [ ] 2026-07-15 too far ahead\n"
        "- [x] 2026-07-03 done before its day ✅ 2026-06-29\n"
        "- [ ] ring the porter 📅 2026-07-06\n"
        "- 2026-07-01 meeting: about the keys\n"
    )
    page = pages({"Organisations/Acme.md": note})[PAGE]
    rows = page.partition("## In the next two weeks\n")[2].replace("[[Acme]]", "Acme").splitlines()
    brief = "No note of contact. You promised send the report by 14 Jul 2026."
    assert [row for row in rows if row.startswith("| ")][1:] == [
        f"| 1 Jul 2026 | meeting: about the keys | Acme | {brief} |",
        "| 6 Jul 2026 | ring the porter | Acme |  |",
        "| 14 Jul 2026 | your promise: send the report | Acme |  |",
    ]
    assert "\nOne promise of yours falls due by 14 Jul 2026" in page


def test_a_promise_alone_is_something_that_calls() -> None:
    page = pages({"People/Ann.md": "- [ ] 2026-06-30 send the report\n"})[PAGE]
    assert "\nOne promise of yours falls due by 30 Jun 2026. ^answer\n" in page
    assert "Nothing calls for you" not in page


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ({"Organisations/Acme.md": "- 2026-06-03 trust+: [[Ann]] told me\n"}, "Acme trusted you on 3 Jun 2026"),
        ({"People/Ann.md": "- 2026-06-03 trust+: told me\n"}, "Ann at Acme trusted you on 3 Jun 2026: told me."),
        (
            {"People/Ann.md": "---\norganisation: Acme\nsensitive: true\n---\n- 2026-06-03 trust+: told me\n"},
            "A. at Acme trusted you on 3 Jun 2026.",
        ),
    ],
)
def test_the_good_thing_names_whose_note_tells_it(notes: dict[str, str], said: str) -> None:
    vault = {"Organisations/Acme.md": "", "People/Ann.md": "---\norganisation: Acme\n---\n"} | {
        path: text if text.startswith("---") or "Acme" in path else f"---\norganisation: Acme\n---\n{text}"
        for path, text in notes.items()
    }
    assert f"\n## To be thankful for\n\n{said}" in pages(vault)[PAGE]


@pytest.mark.parametrize("name", ["C# Guild", "A|B [x]", "50%% off"])
def test_a_line_to_paste_links_whatever_the_note_is_called(name: str) -> None:
    vault = {f"Organisations/{name}.md": "---\ncadence: 7d\n---\n- 2026-06-01 call: hello\n"}
    page = pages(vault)[PAGE]
    (line,) = [each.strip() for each in page.splitlines() if each.strip().startswith("- message: ")]
    pasted = pages(vault | {"2026-06-29.md": f"{line}\n"})
    (ledger,) = [text for path, text in pasted.items() if path.startswith("Ledgers/")]
    assert "1 message" in ledger
