"""The shape of the worked example (SPEC §3.11), small: its lines reach the organisations that they should."""

from tests.linking.build import network_of, reached, the_entry

_VAULT = {
    "Organisations/Civic Labs.md": """
        ---
        type: organisation
        power: medium
        interest: high
        ---
        - 2026-04-06 task excellent 5h: demo day
        - 2026-06-15 event 2h £20: showcase
        """,
    "People/Ines Okafor.md": """
        ---
        type: person
        organisation: "[[Civic Labs]]"
        influence: medium
        ---
        - 2026-03-02 trust++: told me of the reorganisation
        - 2026-05-11 call 20m: catch-up
        """,
}
_CIVIC = "Organisations/Civic Labs.md"
_INES = "People/Ines Okafor.md"


def test_lines_of_the_worked_example_reach_their_organisation() -> None:
    network = network_of(_VAULT)
    assert [(entry.path, entry.type) for entry in network.entries] == [
        (_INES, "trust++"),
        (_CIVIC, "task"),
        (_INES, "call"),
        (_CIVIC, "event"),
    ]
    assert reached(the_entry(network, "task")) == {_CIVIC: (1.0, True)}
    assert reached(the_entry(network, "call")) == {_CIVIC: (0.7, False)}
    assert the_entry(network, "call").people == (_INES,)
    assert the_entry(network, "task").people == ()
    assert network.faults == ()
    assert network.targets == {_CIVIC: "Civic Labs", _INES: "Ines Okafor"}
    assert (network.organisations[_CIVIC].power, network.organisations[_CIVIC].interest) == ("medium", "high")
