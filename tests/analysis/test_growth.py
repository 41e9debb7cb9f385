from netlead_md.analysis import analyse
from netlead_md.model.book import Quarter
from netlead_md.model.config import Config
from netlead_md.model.network import Network
from tests.analysis.build import AS_OF, day, entry, network, organisation, person


def growth(built: Network) -> tuple[Quarter, ...]:
    return analyse(built, AS_OF, Config()).growth


def test_an_empty_vault_has_no_quarters() -> None:
    assert growth(network()) == ()
    assert growth(network(person("Ada"), entry("2026-07-01", "call", people=["Ada"]))) == ()


def test_each_counts_in_the_quarter_of_the_first_contact_and_quiet_quarters_stand_too() -> None:
    met = network(
        organisation("Acme"),
        person("Ada", "Acme"),
        person("Bob", "Acme"),
        entry("2025-12-31", "call", "Acme", people=["Ada"]),
        entry("2026-06-30", "call", "Acme", people=["Ada", "Bob"]),
        entry("2026-06-30", "call", "Soon", people=["Cleo"], plan=True),
        entry("2026-02-01", "ask", "Asked"),
        entry("2026-02-01", "social", "Liked"),
    )
    assert growth(met) == (
        Quarter("2025 Q4", 1, 1, 0, 0, 0, 0),
        Quarter("2026 Q1", 0, 0, 0, 0, 0, 0),
        Quarter("2026 Q2", 1, 0, 0, 0, 0, 0),
    )


def test_whoever_was_met_before_the_log_began_is_not_new_when_it_begins() -> None:
    known = network(
        person("Ada", met=day("2025-09-30")),
        person("Bob", met=day("2026-06-01")),
        person("Cleo", met=day("2026-07-01")),
        entry("2026-04-01", "call", people=["Ada", "Bob", "Cleo"]),
    )
    assert [(each.quarter, each.people) for each in growth(known)] == [
        ("2025 Q3", 1),
        ("2025 Q4", 0),
        ("2026 Q1", 0),
        ("2026 Q2", 2),
    ]


def test_the_share_through_introductions_comes_by_the_field_or_by_an_intro_that_met_them() -> None:
    met = network(
        organisation("Volta"),
        organisation("Acme"),
        person("Ada", met_through="Eve"),
        person("Bob"),
        person("Cleo"),
        entry("2026-05-01", "meeting", "Volta", "Acme", people=["Ada", "Bob", "Cleo"]),
        entry("2026-05-01", "intro", "Acme", people=["Eve"], towards=["Bob", "Volta"], outcome="met"),
        entry("2026-05-01", "intro", "Acme", people=["Eve"], towards=["Cleo"], outcome="made"),
    )
    (quarter,) = growth(met)
    assert quarter == Quarter("2026 Q2", 3, 2, through_introductions=3, asked=0, made=1, met=1)


def test_introductions_are_counted_as_asked_made_and_met_in_their_quarters() -> None:
    lines = [
        entry("2026-03-31", "call", people=["Ada"]),
        entry("2026-03-31", "intro", outcome="asked"),
        entry("2026-04-01", "intro"),
        entry("2026-04-01", "intro", outcome="made"),
        entry("2026-04-02", "intro", outcome="made"),
        entry("2026-04-03", "intro", outcome="met"),
        entry("2026-04-03", "intro", outcome="declined"),
        entry("2026-07-01", "intro", outcome="met"),
    ]
    first, second = growth(network(person("Ada"), *lines))
    assert (first.asked, first.made, first.met) == (1, 0, 0)
    assert (second.asked, second.made, second.met) == (1, 2, 1)
