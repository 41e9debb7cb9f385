"""Shapes that people already use (COMPATIBILITY): kind, name, organisation and last contact, and no fault."""

import datetime as dt

import pytest

from netlead_md.model.config import Config
from tests.linking.build import network_of

_ADA = "Notes/Ada Byron.md"
_SHAPES = {
    "company": "---\ntype: person\ntags: [friend]\ncompany: Acme\nrole: Chair\nlast_contact: 2026-05-03\n---\n",
    "categories": '---\ncategories: ["[[People]]"]\norg: [Acme]\nlast_met: 2026-05-03\ninterests: sailing\n---\n',
    "type tag": (
        "---\ntags: [Type/Person]\nCompany: '[[Acme]]'\n"
        "First Name: Ada\nLast Name: Byron\nlast-contact: 2026-05-03\n---\n"
    ),
    "first met": "---\ntype: Person\norganizations: [Acme]\nfirst_met: 2020-01-02\nlast_met: 2026-05-03\n---\n",
    "name parts": "---\ntype: contact\nname: {first: Ada, last: Byron}\ncompany: Acme\nlast_chat: 2026-05-03\n---\n",
    "vcard": "---\ntype: contact\nN.FN: Byron\nORG: Acme\n\"TEL[CELL]\": '+44 20'\nlast_contact: 2026-05-03\n---\n",
    "kind and work": '---\nkind: Person\nwork: "[[Acme]]"\nlast_contact: "[[2026-05-03]]"\n---\n',
    "prm": "---\ntype: person\nprm-tier: 1\nprm-cadence: 30\nprm-last-contacted: 2026-05-03\ncompany: Acme\n---\n",
    "inline": "---\ntype: person\n---\nCompany:: [[Acme]]\n**Last contact::** 2026-05-03\n",
    "with a time": "---\ntype: person\ncompany: Acme\nlast_contact: 2026-05-03T10:30\n---\n",
    "unquoted link in a list": "---\ntype: person\norganisation:\n  - Acme\nlast_interaction: 2026-05-03 10:30\n---\n",
}


@pytest.mark.parametrize("shape", _SHAPES)
def test_each_shape_of_a_person_is_read_without_an_edit(shape: str) -> None:
    network = network_of({_ADA: _SHAPES[shape]})
    ada = network.people[_ADA]
    assert ada.name == "Ada Byron"
    assert [role.organisation for role in ada.roles] == ["name:acme"]
    assert network.organisations["name:acme"].name == "Acme"
    assert network.organisations["name:acme"].path is None
    assert ada.last_contact == dt.date(2026, 5, 3)
    assert network.faults == ()
    assert [(entry.type, entry.date) for entry in network.entries] == [("last_contact", dt.date(2026, 5, 3))]


def test_a_folder_alone_tells_a_contact() -> None:
    network = network_of({"Contacts/Ada.md": "---\ncompany: Acme\ntitle: Chair\n---\n"})
    assert network.people["Contacts/Ada.md"].roles[0].title == "Chair"


@pytest.mark.parametrize(
    "front",
    [
        "type: company",
        "type: Organization\nrelated_to: '[[Ada]]'",
        "tags: [Type/Company]",
        'categories: ["[[Companies]]"]\npeople: []',
        'type: "[[Organisations]]"',
        "fileClass: org",
    ],
)
def test_each_shape_of_an_organisation(front: str) -> None:
    network = network_of({"Acme.md": f"---\n{front}\n---\n"})
    assert list(network.organisations) == ["Acme.md"]
    assert network.faults == ()


@pytest.mark.parametrize(
    "front",
    [
        'type: interaction\nperson: "[[Ada]]"\ndate: 2026-05-03\nmode: call',
        'type: call\npeople: ["[[Ada]]"]\ndate: 2026-05-03',
        'categories: ["[[Meetings]]"]\nattendees: Ada\ndate: 2026-05-03\norg: "[[Acme]]"\nchannel: call',
    ],
)
def test_each_shape_of_a_meeting_is_one_entry(front: str) -> None:
    network = network_of({"Ada.md": "---\ntype: person\ncompany: Acme\n---\n", "M.md": f"---\n{front}\n---\n"})
    (entry,) = network.entries
    assert (entry.type, entry.date, entry.people) == ("call", dt.date(2026, 5, 3), ("Ada.md",))
    assert [each.organisation for each in entry.reach] == ["name:acme"]
    assert network.faults == ()


def test_date_headings_in_the_note_of_a_person() -> None:
    network = network_of({"People/Ada.md": "### 2026-03-01 | lunch\n\nAbout the room.\n"})
    (entry,) = network.entries
    assert (entry.date, entry.people) == (dt.date(2026, 3, 1), ("People/Ada.md",))
    assert network.faults == ()


def test_names_in_parts_are_names_for_the_command_line() -> None:
    vault = {
        "People/A.md": "---\nname: {first: Ada, last: Byron}\n---\n",
        "People/B.md": "---\naliases: 'Bob, Rob'\n---\n",
    }
    people = network_of(vault).people
    assert people["People/A.md"].aliases == ("Ada Byron",)
    assert people["People/B.md"].aliases == ("Bob", "Rob")


def test_other_notes_are_left_in_peace() -> None:
    vault = {
        "Soup.md": "---\ntype: recipe\nserves: 4\ninfluense: none\n---\n- 2026-01-01 released: version 2\n",
        "Changes.md": "---\ntags: [software]\n---\n- 2026-02-30 meting: x\n- 2026-01-02 note: tidied\n",
        "Contract.md": "---\ntype: contract\n---\n",
        "People/Book.md": "---\ntype: book\n---\n- 2026-01-01 call: the publisher\n",
    }
    network = network_of(vault)
    assert network.faults == ()
    assert network.entries == ()
    assert set(network.kinds.values()) == {"other"}


def test_the_users_own_words_for_kinds_folders_and_fields() -> None:
    config = Config(
        kinds={"kontakt": "person"}, folders={"firmen": "organisation"}, fields={"arbeitgeber": "organisation"}
    )
    vault = {"Ada.md": "---\ntype: Kontakt\nArbeitgeber: '[[Acme]]'\n---\n", "Firmen/Acme.md": ""}
    network = network_of(vault, config)
    assert network.people["Ada.md"].roles[0].organisation == "Firmen/Acme.md"
