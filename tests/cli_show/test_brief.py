"""`netlead brief` over the sample vault, as of its own day, and over small vaults (SPEC §5)."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from netlead_md.cli.main import netlead

VAULT = Path(__file__).parents[2] / "sample_vault"


def run(*args: str, vault: Path = VAULT) -> Result:
    shown = CliRunner().invoke(netlead, ["brief", *args, "--vault", str(vault), "--no-cache", "--as-of", "2026-06-30"])
    assert "Traceback" not in shown.output
    return shown


def test_an_organisation_on_one_screen() -> None:
    shown = run("Thornmouth College").stdout
    assert shown.startswith("Thornmouth College\nLast contact: ")
    assert "\nThey owe: The bench vices they are throwing out since 20 Apr 2026 (e-mail).\n" in shown
    assert "\nYou owe: Nothing on record.\n" in shown
    assert "\nPeople: Priya Raman (Vice-principal) and Colin Strake (Estates manager).\n" in shown
    assert "\n  - released equipment: [[Thornmouth College]] let them off, gladly\n" in shown
    assert shown.count("\n") <= 24


def test_a_person_with_the_step_where_they_work() -> None:
    shown = run("Gwen Rowan").stdout
    assert shown.startswith("Gwen Rowan\nLast contact: She rang about something else, 14 May 2026.\n")
    assert "\nWorks at: Rowan Freight.\nThey owe: None open.\nNext step there: " in shown


def test_several_names_each_with_its_own_and_each_once() -> None:
    shown = run("Gwen Rowan", "Thornmouth College", "Gwen Rowan").stdout
    assert [line for line in shown.splitlines() if line in {"Gwen Rowan", "Thornmouth College"}] == [
        "Gwen Rowan",
        "Thornmouth College",
    ]


def test_the_digest_of_the_next_days() -> None:
    week, fortnight = run("--days", "7").stdout, run("--days", "14").stdout
    assert run().stdout == week
    assert week.startswith("The next 7 days\n3 Jul 2026, Tom Lowther: Call: ")
    assert "9 Jul 2026" not in week
    assert "\n9 Jul 2026, Gwen Rowan: Lunch: " in fortnight
    assert "\nYour promises past their day\n12 Jun 2026: Mend the brakes of the tea trolley" in week
    assert week.count("\n") <= 40


def test_markdown_links_and_escapes() -> None:
    shown = run("Thornmouth College", "--output-format", "markdown").stdout
    assert shown.startswith("## [[Thornmouth College]]\n\n- **Last contact**: ")
    assert "```markdown\n- support equipment small: [[Thornmouth College]] it came\n" in shown


def test_an_empty_vault_and_a_name_without_a_line(tmp_path: Path) -> None:
    (tmp_path / "Ada.md").write_text("---\ntype: person\n---\n", "utf-8")
    (tmp_path / "Acme.md").write_text("---\ntype: organisation\n---\n", "utf-8")
    assert run(vault=tmp_path).stdout.startswith("This week\n")
    assert "Last contact: No dated line about them yet." in run("Acme", vault=tmp_path).stdout
    assert "Last contact: No note of contact." in run("Ada", vault=tmp_path).stdout


def test_who_is_sensitive_is_shown_by_initials(tmp_path: Path) -> None:
    note = "---\ntype: person\nsensitive: true\n---\n\n- 2026-06-01 call 10m: told me a secret\n"
    (tmp_path / "Ada Lovelace.md").write_text(note, "utf-8")
    shown = run("Ada Lovelace", vault=tmp_path).stdout
    assert "secret" not in shown
    assert shown.splitlines()[0] != "Ada Lovelace"


@pytest.mark.parametrize(
    ("words", "said"),
    [(("Nobody At All",), "nobody is named"), (("--days", "0"), "--days"), (("",), "the name is empty")],
)
def test_wrong_usage_is_said(words: tuple[str, ...], said: str) -> None:
    shown = run(*words)
    assert shown.exit_code == 2
    assert said in shown.stderr
