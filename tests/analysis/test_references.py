"""What `re ID` points at (SPEC §2.3)."""

from netlead_md.model.diagnostics import FaultKind
from tests.analysis.scene import ago, book

ORG = "---\ntype: organisation\n---\n"
PLEDGE = f"- {ago(50)} pledge finance by {ago(20)}: seed ^seed\n"
ADA = '---\ntype: person\norganisation: "[[Acme]]"\n---\n'


def states(notes: dict[str, str], key: str = "Acme.md") -> list[str]:
    return [item.state for item in book(notes).ledgers[key].support.items]


def test_the_same_note_comes_first() -> None:
    here = f"{PLEDGE}- {ago(10)} support re seed: x\n"
    both = {"Acme": ORG + here, "Bell": ORG + PLEDGE}
    assert (states(both), states(both, "Bell.md")) == (["kept"], ["overdue"])


def test_then_the_same_organisation() -> None:
    notes = {"Acme": ORG + PLEDGE, "Bell": ORG + PLEDGE, "Ada": f"{ADA}- {ago(10)} support re seed: x\n"}
    assert (states(notes), states(notes, "Bell.md")) == (["kept"], ["overdue"])


def test_then_the_vault_if_it_is_unique() -> None:
    stray = f"---\ntype: person\n---\n- {ago(10)} support re seed: x\n"
    assert states({"Acme": ORG + PLEDGE, "Zoe": stray}) == ["kept"]
    two = book({"Acme": ORG + PLEDGE, "Bell": ORG + PLEDGE, "Zoe": stray})
    assert [fault.trouble for fault in two.faults if fault.path == "Zoe.md"] == [FaultKind.RE_WITHOUT_LINE]
    assert [item.state for item in two.ledgers["Acme.md"].support.items] == ["overdue"]


def test_an_id_is_found_in_any_case_and_a_missing_one_is_said() -> None:
    assert states({"Acme": f"{ORG}{PLEDGE}- {ago(10)} support re SEED: x\n"}) == ["kept"]
    lost = book({"Acme": f"{ORG}{PLEDGE}- {ago(10)} support legal re sead: x\n"})
    assert [fault.words[0] for fault in lost.faults if fault.trouble == FaultKind.RE_WITHOUT_LINE] == ["sead"]


def test_help_goes_where_its_pledge_stands_but_a_contact_stays_with_those_who_were_there() -> None:
    bob = '---\ntype: person\norganisation: "[[Bell]]"\n---\n'
    notes = {
        "Acme": ORG + PLEDGE,
        "Bell": ORG,
        "Bob": f"{bob}- {ago(10)} support re seed: x\n- {ago(9)} call re seed: y\n",
    }
    assert (states(notes), states(notes, "Bell.md")) == (["kept"], [])
    ledgers = book(notes).ledgers
    assert [entry.type for entry in ledgers["Bell.md"].entries] == ["call"]
