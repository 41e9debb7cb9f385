"""Which file a link means (COMPATIBILITY 8 to 12), a test for each tie-break."""

import unicodedata

import pytest

from netlead_md.linking import LinkResolver, find_entities, suggest_entity_names
from netlead_md.model.diagnostics import FaultKind
from tests.linking.build import faults_of, network_of, the_fault

_PATHS = ["Ada.md", "People/Ada.md", "People/Bob.md", "Old/Bob.md", "Archive/2019/Cleo.md", "Archive/Cleo.md"]


@pytest.mark.parametrize(
    ("target", "source", "path"),
    [
        ("Ada", "People/Bob.md", "Ada.md"),  # the exact path in the vault, even before one's own folder
        ("People/Ada", "Ada.md", "People/Ada.md"),
        ("Bob", "People/Ada.md", "People/Bob.md"),  # one's own folder, before a shorter path
        ("Bob", "Ada.md", "Old/Bob.md"),  # the shortest path
        ("Cleo", "Ada.md", "Archive/Cleo.md"),
        ("Cleo", "Archive/2019/Notes.md", "Archive/2019/Cleo.md"),
        ("2019/Cleo", "Ada.md", "Archive/2019/Cleo.md"),  # the end of a path
        ("019/Cleo", "Ada.md", None),
        ("ADA", "Ada.md", "Ada.md"),
        ("People//bob.md", "Ada.md", "People/Bob.md"),
        ("/People/Bob", "Old/Bob.md", "People/Bob.md"),
        ("../People/Bob.md", "Old/Bob.md", "People/Bob.md"),
        ("./Bob", "People/Ada.md", "People/Bob.md"),
        ("Dora", "Ada.md", None),
        ("", "Ada.md", None),
    ],
)
def test_resolution(target: str, source: str, path: str | None) -> None:
    for paths in (_PATHS, _PATHS[::-1]):
        assert LinkResolver.of(paths).resolve(target, source) == path


def test_of_equally_short_paths_the_first_by_alphabet() -> None:
    assert LinkResolver.of(["B/Ada.md", "A/Ada.md"]).resolve("Ada", "x.md") == "A/Ada.md"


def test_the_answer_for_one_folder_is_not_that_for_another() -> None:
    resolver = LinkResolver.of(_PATHS)
    assert resolver.resolve("Bob", "Ada.md") == "Old/Bob.md"
    assert resolver.resolve("Bob", "People/Ada.md") == "People/Bob.md"
    assert resolver.resolve("Bob", "Ada.md") == "Old/Bob.md"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        (unicodedata.normalize("NFD", "Zoë.md"), "Zoë"),
        ("Zoë.md", unicodedata.normalize("NFD", "zoë")),
        ("Ada\u00a0Byron.md", "Ada Byron"),
        ("Ada Byron.md", "Ada\u202fByron"),
        ("Acme Inc..md", "Acme Inc."),
        ("St. John.md", "St. John"),
        ("letter.pdf", "letter.pdf"),
        ("Ada.MD", "ada"),
    ],
)
def test_spellings_of_one_name(path: str, target: str) -> None:
    assert LinkResolver.of([path]).resolve(target, "x.md") == path


def test_other_extensions_are_not_optional() -> None:
    assert LinkResolver.of(["letter.pdf"]).resolve("letter", "x.md") is None


def test_bare_names_are_written_only_where_they_are_enough() -> None:
    person = "---\ntype: person\n---\n"
    network = network_of({"A/Ada.md": person, "B/Ada.md": person, "B/Bob.md": person}, files=("Bob.pdf",))
    assert network.targets == {"A/Ada.md": "A/Ada", "B/Ada.md": "B/Ada", "B/Bob.md": "Bob"}
    assert faults_of(network, FaultKind.DUPLICATE_NAME) == [("B/Ada.md", ("Ada", "A/Ada.md"))]


def test_an_ambiguous_name_is_told_where_length_alone_decided() -> None:
    person = "---\ntype: person\n---\n"
    vault = {
        "A, C/Ada.md": person,
        "Bo, D/Ada.md": "",
        "Log.md": "- 2026-01-01 call: [[Ada]]\n- 2026-01-02 call: [[Ada]]\n",
    }
    network = network_of(vault)
    assert the_fault(network).words == ("Ada", "A, C/Ada.md", "Bo, D/Ada.md")
    assert [entry.people for entry in network.entries] == [("A, C/Ada.md",), ("A, C/Ada.md",)]


def test_an_alias_is_no_target() -> None:
    vault = {"Nicholas.md": "---\ntype: person\naliases: [Nick]\n---\n", "Log.md": "- 2026-01-01 call: [[Nick]]\n"}
    network = network_of(vault)
    fault = the_fault(network)
    assert (fault.trouble, fault.words) == (FaultKind.ALIAS_AS_TARGET, ("Nick", "Nicholas", "call"))
    assert fault.place is not None
    assert (fault.place.line, fault.place.column, fault.place.end_column) == (1, 20, 28)
    assert network.entries == ()


def test_unresolved_links_are_told_in_our_fields_and_entries_only() -> None:
    vault = {
        "Charles Babbage.md": "---\ntype: person\n---\nProse on [[Nobody]].\n- 2026-01-01 saw [[Nothing]]\n",
        "Ada.md": "---\ntype: person\nknows: '[[Charles Babage]]'\nfriends: '[[Zed]]'\n---\n"
        "- 2026-01-01 call: with [[Yves]], [[Yves]]\n- 2026-01-02 call: with [[yves]], [[2026-01-01]]\n",
        "Plain.md": "- 2026-01-01 walked with [[Xenia]]\n",
        "News.md": "### 2026-06-11 call\n\nSee [a page](/calls/june/), [[Zoe]].\n\nI rang [[Wu]].\n\n- met [[Vera]]\n",
        "Meetings/Board.md": "---\ndate: 2026-06-01\n---\nWe spoke of [[Ugo]].\n- call: with [Site](/site/)\n",
    }
    assert faults_of(network_of(vault), FaultKind.NO_SUCH_NOTE) == [
        ("Ada.md", ("Charles Babage", "knows", "Charles Babbage")),
        ("Ada.md", ("Yves", "call", "")),
        ("Charles Babbage.md", ("Nothing", "meeting", "")),
    ]


def test_a_name_on_the_command_line_is_a_path_a_name_or_an_alias() -> None:
    vault = {
        "A/Ada.md": "---\ntype: person\naliases: [Countess]\ncompany: Gamma\n---\n",
        "B/Ada.md": "---\ntype: person\naliases: [ada byron]\n---\n",
        "Acme.md": "---\ntype: company\naliases: [Countess]\n---\n",
    }
    network = network_of(vault)
    assert find_entities(network, "ada") == ("A/Ada.md", "B/Ada.md")
    assert find_entities(network, "b/ada.md") == ("B/Ada.md",)
    assert find_entities(network, "[[Ada Byron]]") == ("B/Ada.md",)
    assert find_entities(network, "COUNTESS") == ("A/Ada.md", "Acme.md")
    assert find_entities(network, "gamma") == ("name:gamma",)
    assert find_entities(network, "nobody") == ()
    assert suggest_entity_names(network, "Ada Biron")[0] == "ada byron"


@pytest.mark.parametrize(
    ("target", "told"), [("St. Mary", True), ("letter.md", True), ("letter.pdf", False), ("Scan.JPEG", False)]
)
def test_evidence_may_link_a_file_that_is_not_there_but_no_such_note(target: str, told: bool) -> None:
    vault = {"Acme.md": f"---\ntype: organisation\n---\n- 2026-06-03 evidence letter: [[{target}]]\n"}
    assert (FaultKind.NO_SUCH_NOTE in [fault.trouble for fault in network_of(vault).faults]) == told
