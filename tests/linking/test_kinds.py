"""The order in which a note's kind is found (SPEC §2.1)."""

import pytest

from netlead_md.model.config import Config
from netlead_md.model.diagnostics import FaultKind
from tests.linking.build import faults_of, network_of


@pytest.mark.parametrize(
    ("path", "front", "kind"),
    [
        ("Companies/Ada.md", "type: person\ntags: [project]", "person"),  # property before tag
        ("Companies/Ada.md", "tags: [crm/person]\ncategories: ['[[Projects]]']", "person"),  # tag before category
        ("Companies/Ada.md", "categories: ['[[People]]']", "person"),  # category before folder
        ("Companies/People/Old/Ada.md", "", "person"),  # the nearest folder
        ("People/Soup.md", "type: recipe", "other"),  # a foreign type before a folder
        ("People/Soup.md", "type: recipe\ntags: [company]", "organisation"),  # but not before a tag
        ("People/Ada.md", "type: persn", "person"),  # a slip decides nothing
        ("Daily/2026-03-01.md", "type: person\ntags: [meeting]", "daily"),
        ("03 - People/Ada.md", "", "person"),
        ("Me.md", "type: me", "me"),
        ("Self/Thoughts.md", "", "other"),
        ("Ada.md", "type: [friend, Person]", "person"),
        ("Ada.md", "type:", "other"),
        ("Ada.md", "tags: [people/family]", "person"),
        ("Ada.md", "tags: 'crm, person'", "person"),
        ("Ada.md", "tags: ['#Person', null]", "person"),
        ("Endeavours/House.md", "", "project"),
    ],
)
def test_kind(path: str, front: str, kind: str) -> None:
    assert network_of({path: f"---\n{front}\n---\n" if front else ""}).kinds == {path: kind}


@pytest.mark.parametrize(
    ("front", "kind"),
    [
        ("art: person", "person"),
        ("art: recipe\ntype: person", "person"),
        ("art: recipe", "other"),
        ("sort: person", ""),
    ],
)
def test_a_name_of_ones_own_for_the_property_says_the_kind_too(front: str, kind: str) -> None:
    network = network_of({"Companies/Ada.md": f"---\n{front}\n---\n"}, Config(fields={"art": "type"}))
    assert network.kinds == {"Companies/Ada.md": kind or "organisation"}


def test_only_near_misses_of_a_kind_are_faulted() -> None:
    written = ["persn", "orgnisation", "meetng", "recipe", "contract", "book", "persona", "deal", "location", "person"]
    vault = {f"{word}.md": f"---\ntype: {word}\n---\n" for word in written}
    assert faults_of(network_of(vault), FaultKind.UNKNOWN_KIND) == [
        ("meetng.md", ("meetng", "meeting")),
        ("orgnisation.md", ("orgnisation", "organisation")),
        ("persn.md", ("persn", "person")),
    ]


def test_a_template_and_a_page_of_ours_are_no_people() -> None:
    page = "---\ngenerated-by: netlead\nformat: 1\ntype: person\n---\n- 2026-01-01 call: x\n"
    network = network_of({"T.md": "---\ntype: person\ndate: {{date}}\n---\n", "Netlead/P.md": page})
    assert (network.people, network.entries) == ({}, ())
    assert "Netlead/P.md" not in network.kinds
