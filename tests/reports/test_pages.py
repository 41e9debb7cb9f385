"""What holds for every page (SPEC §4), tried on the worked example and on small vaults."""

import datetime as dt
import re
from pathlib import Path

import pytest

from netlead_md.model.config import Config
from tests.reports.press import DAY, pages

ORACLE = Path(__file__).parent.parent / "oracle" / "vault"
VAULT = {path.relative_to(ORACLE).as_posix(): path.read_text(encoding="utf-8") for path in sorted(ORACLE.rglob("*.md"))}
NORTHGATE = "Ledgers/Northgate College ledger.md"
LINK = re.compile(r"\[\[([^\]|]*?)\\?(?:\|[^\]]*)?\]\]")
PRIVATE = {
    "Organisations/Acme.md": "- 2026-06-01 trust++: [[Ada Secret]] told me of her illness\n"
    "- 2026-06-02 task excellent: the fair\n"
    "- 2026-05-01 trust++: shared the plan\n- 2026-05-02 trust++: and the rest\n",
    "People/Ada Secret.md": '---\norganisation: "[[Acme]]"\nsensitive: true\nresponsibility: for\n'
    "title: the only vicar\n---\n"
    "- 2026-01-05 call: about her sorrow\n",
}


def _prose(page: str) -> str:
    """The page without code and front matter."""
    return re.sub(r"(?ms)^(> |   )?```.*?^(> |   )?```", "", page.split("---\n", 2)[2])


@pytest.mark.parametrize("vault", [{}, VAULT, PRIVATE], ids=["empty", "oracle", "private"])
def test_every_page_keeps_the_form(vault: dict[str, str]) -> None:
    made = pages(vault)
    assert {"This week.md", "Trust without support.md", "Notes health.md"} <= set(made)
    bases = {path.rpartition("/")[2].removesuffix(".md") for path in made}
    for path, page in made.items():
        front, body = page.split("---\n", 2)[1:]
        assert front.startswith("generated-by: netlead\nformat: 2\ncontent-hash: "), path
        title, _, answer, _, links = body.split("\n")[:5]
        assert title.startswith("# "), path
        assert answer.endswith(" ^answer"), path
        assert len(answer) <= 300, path
        assert set(LINK.findall(links)) <= bases, path
        assert "- [ ]" not in page, path
        assert page == page.rstrip("\n") + "\n", path
        found = LINK.findall(_prose(page))
        assert len(found) == len(set(found)), path


def test_the_same_notes_and_day_give_the_same_bytes_whatever_the_order() -> None:
    assert pages(VAULT) == pages(dict(reversed(VAULT.items())))


def test_a_quiet_day_rewrites_only_the_pages_that_name_it() -> None:
    today, tomorrow = pages(VAULT), pages(VAULT, day=DAY + dt.timedelta(1))
    changed = {path for path in today if today[path] != tomorrow.get(path)}
    assert {"This week.md", "Notes health.md"} <= changed
    # 245 days are 8 months and so are 246; 50 days are 7 weeks and so are 51. Month ends move with the month.
    assert "Trust without support.md" not in changed
    assert "30 Jun 2026" not in today["Trust without support.md"]


def test_every_figure_of_trust_without_support_recurs_in_a_ledger() -> None:
    made = pages(VAULT)
    waiting = made["Trust without support.md"].partition("[!warning] Northgate College")[2]
    card = waiting.partition("[!warning]")[0]
    figures = re.findall(
        r"\d[\w½]*(?: (?:of \d+|months|weeks|\w{3} \d{4}))?", re.sub(r"```.*?```", "", card, flags=re.DOTALL)
    )
    assert {"8 months", "0 of 3", "31 Dec 2025", "2 months"} <= set(figures)
    # a ledger tells days where the other page tells durations
    assert [figure for figure in figures if figure not in made[NORTHGATE] and "month" not in figure] == []


def test_the_rows_of_a_ledger_add_up() -> None:
    for path, page in pages(VAULT).items():
        if not path.startswith("Ledgers/"):
            continue
        trust, _, help_ = page.partition("as of the last entry: trust ")[2].partition(
            "as of the last entry: hard support "
        )
        rows = [row.split("|")[-2].strip().replace("−", "-") for row in trust.split("\n") if row.startswith("> | ")]
        assert sum(map(int, rows[1:-1])) == int(trust.split(" ", 1)[0]) == int(rows[-1].strip("*")), path
        if help_:
            hard, soft = map(int, re.findall(r"\d+", help_.split("\n")[0]))
            cells = [int(row.split("|")[-2]) for row in help_.split("\n")[3:] if row.startswith("> | ")]
            assert sum(cells) == hard + soft, path


def test_the_worked_example_reads_as_in_the_mock_up() -> None:
    made = pages(VAULT)
    waiting, ledger = made["Trust without support.md"], made[NORTHGATE]
    assert (
        "\nYou are waiting for Loom House and three more. Your turn: Heron Rowing. Help is on the way or your ask is "
        "open: Brook Legal and one more. Cobalt Air said no. Alder Hall has helped before or in other ways. "
        "Early days: Grove Clinic and one more. Harbour Trust and one more help. ^answer\n"
    ) in waiting
    assert (
        "> `▰▰▰▰▰▰▰▰▱▱▱▱` trusts you for 8 months · asked 3 times · 0 of 3 promises kept · best word: letter\n"
        in waiting
    )
    assert r"| 30 Apr 2026 | [[Northgate College#^interns\|2 months late]] |" in waiting
    assert (
        "\nThey trust you; so far they have given a letter and three promises; no help is on record. ^answer\n"
        in ledger
    )
    assert (
        'netlead_organisation: "[[Northgate College]]"\nnetlead_class: serious\nnetlead_stage: 4\nnetlead_trust: 45\n'
        "netlead_support: 10\nnetlead_waiting_since: 2025-10-28\nnetlead_next: late-pledge\n"
    ) in ledger
    assert "    line [18, 17, 19, 30, 39, 37, 35, 36, 34, 44, 42, 43]\n" in ledger
    assert "> | 10 Mar 2026 connect met: Dean with Volta | 10 | 9 |\n> | **Together** | | **43** |\n" in ledger
    assert "> - If nothing comes by 28 Oct 2026: time to decide.\n" in ledger


def test_of_somebody_sensitive_pages_show_initials_and_no_words() -> None:
    made = pages(PRIVATE)
    text = "\n".join([*made, *made.values()])
    assert "Secret" not in text
    assert "illness" not in text
    assert "sorrow" not in text
    assert "vicar" not in text
    assert "| A. S. | for them |" in made["This week.md"]
    assert "shared the plan" in made["Ledgers/Acme ledger.md"]


def test_our_pages_take_nobodys_name() -> None:
    made = pages({**VAULT, "Journal/this week.md": "mine", "Ideas/Civic Labs ledger.md": "mine too"})
    assert "This week (Netlead).md" in made
    assert "Ledgers/Civic Labs ledger (Netlead).md" in made
    assert "[[This week (Netlead)|This week]]" in made["Notes health.md"]
    assert "[[Civic Labs ledger (Netlead)|Why?]]" in made["Trust without support.md"]


def test_unreadable_notes_and_changed_constants_are_told_on_every_page() -> None:
    made = pages(VAULT, unreadable=("Organisations/Lost.md",), config=Config(size=2, changed=("size = 2",)))
    for page in made.values():
        assert "1 note could not be read and may be missing from this page" in page
        assert r"Constants that you changed: size = 2." in page
    assert "Unreadable notes: 1." in made["Trust without support.md"]
    assert "- Organisations/Lost.md\n" in made["Notes health.md"]


def test_a_quotation_cannot_break_a_page() -> None:
    line = (
        '- 2026-06-01 trust++: <script>alert("1")</script> | `x` [[Ghost]] ^^ # - [ ] 2026-01-01 ask: **all** %% gone\n'
    )
    made = pages({"Organisations/A | B [C] #1.md": line + "- 2026-06-02 ask finance: a | b\n"})
    ledger = made["Ledgers/A - B -C- -1 ledger.md"]
    assert "<script" not in ledger
    assert "%% gone" not in ledger.replace(r"\%\%", "")
    rows = [row for row in ledger.split("\n") if "alert" in row and row.startswith("> |")]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [4]


def test_a_name_that_ends_in_a_full_stop_ends_its_sentence() -> None:
    made = pages({"Organisations/Acme Inc..md": "- 2026-06-01 support finance: a grant, towards [[Acme Inc.]]\n"})
    assert "\nGoodwill has become help at Acme Inc. ^answer\n" in made["Trust and support map.md"]
    assert "\nAcme Inc. helped on 1 Jun 2026: a grant, towards Acme Inc.\n" in made["This week.md"]


def test_a_promise_of_mine_older_than_sixty_days_moves_to_notes_health() -> None:
    made = pages({"Organisations/Acme.md": "- [ ] 2026-05-01 send the plan\n- [ ] 2026-04-30 send the list\n"})
    # 1 May is 60 days before 30 June, 30 April 61.
    assert "| send the plan | " in made["This week.md"]
    assert "send the list" not in made["This week.md"]
    assert "One promise older than two months stands in Notes health." in made["This week.md"]
    assert "| send the list | [[Acme]] | 30 Apr 2026 | 2 months |" in made["Notes health.md"]


def test_this_week_names_one_step_owed_one_asked_and_one_given() -> None:
    made = pages(
        {
            "Organisations/Owed.md": "- 2026-05-01 support finance: paid\n",
            "Organisations/Owed too.md": "---\npower: high\n---\n- 2026-05-01 support finance: paid\n",
            "Organisations/Given.md": "---\ncadence: 7d\n---\n- 2026-06-01 call: hello\n",
            "Organisations/Northgate College.md": VAULT["Organisations/Northgate College.md"],
        }
    )["This week.md"]
    assert re.findall(r"(?m)^\d\. \[\[(.*?)\]\]", made) == ["Owed too", "Northgate College", "Given"]
