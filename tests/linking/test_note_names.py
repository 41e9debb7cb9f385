"""What a note is called, and what other notes make of it (SPEC §2.1)."""

import pytest

from netlead_md.model.config import Config
from netlead_md.model.diagnostics import FaultKind
from tests.linking.build import faults_of, network_of


@pytest.mark.parametrize(
    ("path", "front", "name"),
    [
        ("People/ann-example/index.md", "name: Ann Example", "Ann Example"),
        ("People/ann-example/_index.md", "title: Ann Example", "Ann Example"),
        ("People/Ann Example/README.md", "role: Chair", "Ann Example"),
        ("People/Ann Example/index.md", "title: Chair", "Ann Example"),
        ("People/ann-example/ann-example.md", "title: Ann Example", "Ann Example"),
        ("People/ann-example.md", "first_name: Ann\nlast_name: Example", "Ann Example"),
        ("People/ann.md", "name: {first: Ann, last: Example}", "Ann Example"),
        ("People/ann.md", "title: Annabel Example", "Annabel Example"),
        ("People/ann.md", "title: Dr Example\nrole: Chair", "Dr Example"),
        ("People/ann.md", "title: Chair", "ann"),
        ("People/Ann.md", "name: Ann Example", "Ann"),
        ("People/ann-example/index.de.md", "role: Chair", "ann-example"),
    ],
)
def test_a_slug_or_folder_note_shows_its_name(path: str, front: str, name: str) -> None:
    people = network_of({path: f"---\n{front}\n---\n"}).people
    assert [(each.name, each.path) for each in people.values()] == [(name, path)]


def test_a_title_that_is_the_name_is_no_job() -> None:
    front = "---\ntitle: Ann Example\nrole: Chair\ncompany: Acme\n---\n"
    (ann,) = network_of({"People/ann-example.md": front}).people.values()
    assert [role.title for role in ann.roles] == ["Chair"]


def test_an_organisation_is_found_by_the_title_of_its_slug() -> None:
    network = network_of(
        {
            "Organisations/mill-trust.md": "---\ntitle: Mill Trust\n---\n",
            "People/Ann.md": "---\ncompany: Mill Trust\n---\n",
        }
    )
    assert [(each.name, each.path) for each in network.organisations.values()] == [
        ("Mill Trust", "Organisations/mill-trust.md")
    ]


def test_languages_of_a_note_are_one_note() -> None:
    front = "---\nname: Ann Example\n---\n- 2026-05-01 call: hello\n"
    paths = (
        "People/ann/_index.md",
        "People/ann/_index.es.md",
        "People/bob.en.md",
        "People/bob.de.md",
        "People/St.io.md",
    )
    network = network_of(dict.fromkeys(paths, front))
    assert sorted(network.people) == ["People/St.io.md", "People/ann/_index.md", "People/bob.en.md"]


@pytest.mark.parametrize(
    "field",
    [
        'company: "[[Brook Fund]]"',
        "company: [[Brook Fund]]",
        'employer: ["[[Other]]", "[[Brook Fund|the fund]]"]',
        'roles: [{organisation: "[[Brook Fund]]", until: 2020}]',
        'company: "[the fund](../Funders/Brook%20Fund.md)"',
        'chef: "[[Brook Fund]]"',
    ],
)
@pytest.mark.parametrize(
    ("folder", "front"), [("Funders", "type: funder"), ("Notes", "tags: [grant]"), ("Contacts", "website: x")]
)
def test_a_note_that_somebody_works_for_is_an_organisation(field: str, folder: str, front: str) -> None:
    notes = {f"{folder}/Brook Fund.md": f"---\n{front}\n---\n", "People/Pat.md": f"---\ntype: person\n{field}\n---\n"}
    notes = {path.replace("Funders", folder): text.replace("Funders", folder) for path, text in notes.items()}
    network = network_of(notes, Config(fields={"chef": "organisation"}))
    assert network.kinds[f"{folder}/Brook Fund.md"] == "organisation"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Brook Fund.md", "---\ntype: person\n---\n"),
        ("Brook Fund.md", "---\ntags: [project]\n---\n"),
        ("People/Brook Fund.md", "---\ncompany: Acme\n---\n"),
    ],
)
def test_a_note_that_says_otherwise_stays_what_it_is(path: str, text: str) -> None:
    network = network_of({path: text, "People/Pat.md": '---\ntype: person\ncompany: "[[Brook Fund]]"\n---\n'})
    assert network.kinds[path] != "organisation"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Larch & Co", "Larch and Co"),
        ("The Larch Trust", "Larch Trust"),
        ("Müller GmbH", "Muller"),
        ("Larch, Inc.", "Larch Inc"),
        ("Brook-Field", "Brookfield"),
        ("Larch Ltd", "Larch Limited"),
        ("Harbour Foundation", "Harbor Foundation"),
    ],
)
def test_two_spellings_of_an_organisation_are_told(one: str, other: str) -> None:
    notes = {f"Organisations/{one}.md": "", "People/Bo.md": f"---\ncompany: {other}\n---\n"}
    assert faults_of(network_of(notes), FaultKind.TWO_SPELLINGS) == [
        ("People/Bo.md", (other, one, f"Organisations/{one}.md"))
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Ltd", "Acme GmbH"),
        ("Mill Trust", "Hill Trust"),
        ("School 12", "School 13"),
        ("Acme", "acme"),
        ("A", "A!"),
    ],
)
def test_two_names_of_two_organisations_are_not(one: str, other: str) -> None:
    notes = {f"Organisations/{one}.md": "", "People/Bo.md": f"---\ncompany: {other}\n---\n"}
    assert faults_of(network_of(notes), FaultKind.TWO_SPELLINGS) == []
