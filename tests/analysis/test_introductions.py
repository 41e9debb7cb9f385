import datetime as dt
from typing import Any

import pytest

from netlead_md.analysis.introductions import build_introductions
from netlead_md.model.book import HopEvidence, IntroductionHop
from netlead_md.model.network import Network, Role
from netlead_md.model.words import Level, TieStrength, Unsaid
from tests.analysis.build import AS_OF, ago, day, entry, network, organisation, person


def found(built: Network, target: str, limit: int = 9, **levels: int) -> list[tuple[tuple[str, ...], float]]:
    return [(path.people, path.score) for path in build_introductions(built, levels, AS_OF).paths_to(target, limit)]


@pytest.mark.parametrize(("level", "edge"), [(0, 0.05), (1, 0.2), (2, 0.4), (3, 0.6), (4, 0.8), (5, 0.9)])
def test_my_edge_is_their_trust(level: int, edge: float) -> None:
    assert found(network(person("Ada")), "Ada", Ada=level) == [(("Ada",), edge)]


@pytest.mark.parametrize(("influence", "score"), [("high", 0.2), ("medium", 0.14), ("low", 0.08), ("", 0.14)])
def test_an_organisation_is_reached_through_a_person_there_times_influence(
    influence: Level | Unsaid, score: float
) -> None:
    assert found(network(person("Ada", "Acme", influence=influence)), "Acme", Ada=1) == [(("Ada",), score)]


@pytest.mark.parametrize(
    ("outcome", "days", "level", "edge"),
    [
        ("made", 730, 0, 0.6),
        ("met", 730, 2, 0.6),
        ("met", 731, 0, 0.05),
        ("met", -1, 0, 0.05),
        ("declined", 1, 0, 0.05),
        ("met", 5, 5, 0.9),
        ("asked", 90, 4, 0.4),
        ("", 0, 4, 0.4),
        ("asked", 91, 4, 0.8),
        ("asked", 90, 0, 0.025),
    ],
)
def test_who_introduced_me_weighs_more_and_whom_i_just_asked_half(
    outcome: str, days: int, level: int, edge: float
) -> None:
    built = network(person("Ada"), entry(ago(days), "intro", people=["Ada"], outcome=outcome))
    assert found(built, "Ada", Ada=level) == [(("Ada",), edge)]


def test_the_half_counts_only_for_the_first_person() -> None:
    built = network(
        person("Ada", knows={"Bob": "strong"}), person("Bob", "Acme"), entry(ago(9), "intro", people=["Bob"])
    )
    assert found(built, "Bob", Ada=4, Bob=4) == [(("Ada", "Bob"), 0.56), (("Bob",), 0.4)]


@pytest.mark.parametrize(("strength", "score"), [("strong", 0.63), ("medium", 0.45), ("weak", 0.27), ("", 0.18)])
def test_acquaintance_counts_both_ways(strength: TieStrength | Unsaid, score: float) -> None:
    built = network(person("Ada", knows={"Bob": strength}), person("Bob"))
    assert found(built, "Bob", 1, Ada=5) == [(("Ada", "Bob"), score)]
    assert found(built, "Ada", 1, Bob=5) == [(("Bob", "Ada"), score)]


def test_of_two_words_the_stronger_counts_and_colleagues_are_worth_at_least_a_weak_one() -> None:
    built = network(person("Ada", knows={"Bob": "weak"}), person("Bob", knows={"Ada": "strong"}))
    assert found(built, "Bob", 1, Ada=5) == [(("Ada", "Bob"), 0.63)]
    built = network(person("Ada", "Acme", knows={"Bob": ""}), person("Bob", "Acme"))
    assert found(built, "Bob", 1, Ada=5) == [(("Ada", "Bob"), 0.27)]


def test_colleagues_are_those_with_a_role_there_on_the_day() -> None:
    was = Role("Acme", until=day(ago(1)))
    today = Role("Acme", since=AS_OF, until=AS_OF)
    soon = Role("Acme", since=day(ago(-1)))
    built = network(*(person(name, roles=(role,)) for name, role in (("Ada", was), ("Bob", today), ("Cleo", soon))))
    assert found(built, "Acme", Ada=5, Cleo=5) == [(("Bob",), 0.035)]


def test_of_two_roles_at_one_place_the_weightier_counts() -> None:
    roles = (Role("Acme", influence="low"), Role("Acme", influence="high"))
    assert found(network(person("Ada", roles=roles)), "Acme", Ada=5) == [(("Ada",), 0.9)]


def test_at_most_three_hops() -> None:
    chain = {"Ada": "Bob", "Bob": "Cleo", "Cleo": "Dan"}
    built = network(*(person(name, knows={other: "strong"}) for name, other in chain.items()), person("Dan", "Acme"))
    paths = found(built, "Acme", Ada=5, Bob=0, Cleo=0, Dan=0)
    assert paths[0] == (("Dan",), 0.035)
    assert all("Ada" not in people for people, _ in paths)
    assert (("Ada", "Bob", "Cleo"), 0.441) in found(built, "Cleo", Ada=5)


@pytest.mark.parametrize("closed", [{"ask_policy": "never"}, {"status": "paused"}, {"status": "let-go"}])
def test_no_path_leads_through_somebody_who_is_not_to_be_asked(closed: dict[str, Any]) -> None:
    ada = person("Ada", "Acme", knows={"Bob": "strong"}, **closed)
    built = network(ada, person("Bob", "Volta"), organisation("Acme"), organisation("Volta"), organisation("None"))
    assert found(built, "Acme", Ada=5) == []
    assert found(built, "Bob", Ada=5) == [(("Bob",), 0.05)]
    paths = build_introductions(built, {}, AS_OF)
    assert [paths.state(key) for key in ("Acme", "Volta", "None", "Bob")] == ["no path", "path", "no data", "path"]
    assert found(built, "Ada", 1, Ada=5) == [(("Ada",), 0.9)]


def test_not_now_is_no_never() -> None:
    assert found(network(person("Ada", "Acme", ask_policy="not-now")), "Acme", Ada=5) == [(("Ada",), 0.63)]


def test_equal_scores_are_broken_by_fewer_hops_and_then_by_name() -> None:
    built = network(
        person("Cleo", "Acme", influence="high"),
        person("Bob", "Acme", influence="high"),
        person("Ada", knows={"Dan": "medium"}),
        person("Dan", "Acme", influence="high"),
    )
    # Ada 0.8 × 0.5 = 0.4 = Dan, Bob and Cleo themselves; another product of the same factors must not differ by an ulp.
    expected = [(("Bob",), 0.4), (("Cleo",), 0.4), (("Dan",), 0.4), (("Ada", "Dan"), 0.4)]
    assert found(built, "Acme", 4, Ada=4, Bob=2, Cleo=2, Dan=2) == expected


def test_each_hop_shows_what_speaks_for_it_and_the_strengths_multiply_to_the_score() -> None:
    built = network(
        person("Ada", knows={"Bob": "strong"}),
        person("Bob", "Volta"),
        person("Cleo", "Volta", "Acme", influence="medium"),
        organisation("Volta"),
        organisation("Acme"),
        entry("2026-03-01", "intro", people=["Ada"], outcome="met"),
        entry("2026-06-01", "intro", people=["Ada"], outcome="asked"),
    )
    path = build_introductions(built, {"Ada": 2}, AS_OF).paths_to("Acme", 1)[0]
    assert path.people == ("Ada", "Bob", "Cleo")
    assert path.hops == (
        IntroductionHop(
            "",
            "Ada",
            0.3,
            HopEvidence("trusts-me", level=2, introduced=dt.date(2026, 3, 1), asked=dt.date(2026, 6, 1)),
        ),
        IntroductionHop("Ada", "Bob", 0.7, HopEvidence("acquainted", strength="strong")),
        IntroductionHop("Bob", "Cleo", 0.3, HopEvidence("colleagues", organisation="Volta")),
        IntroductionHop("Cleo", "Acme", 0.7, HopEvidence("works-there", influence="medium")),
    )
    assert path.score == pytest.approx(0.3 * 0.7 * 0.3 * 0.7)


def test_a_bridge_is_somebody_alone_there() -> None:
    built = network(
        person("Ada", "Acme", "Both"), person("Bob", "Both"), person("Cleo", "Acme", status="paused"), person("Dan")
    )
    paths = build_introductions(built, {}, AS_OF)
    assert [paths.bridges(key) for key in ("Acme", "Both", "Nowhere")] == [("Ada",), (), ()]


def test_the_opening_begins_with_an_acquaintance_who_works_elsewhere() -> None:
    built = network(
        person("Inside", "Acme", influence="high"),
        person("Stranger", knows={"Inside": "strong"}),
        person("Friend", knows={"Inside": "weak"}),
        organisation("Acme"),
    )
    paths = build_introductions(built, {"Inside": 5, "Stranger": 1, "Friend": 2}, AS_OF)
    assert paths.paths_to("Acme", 1)[0].people == ("Inside",)
    opening = paths.opening("Acme")
    assert opening is not None
    assert (opening.people, opening.score) == (("Friend", "Inside"), 0.12)
    assert build_introductions(built, {"Inside": 5, "Stranger": 1, "Friend": 1}, AS_OF).opening("Acme") is None


def test_a_big_organisation_is_not_multiplied_out_into_pairs() -> None:
    # 3,000 colleagues are 4.5 million pairs; looked at one by one they would take minutes.
    crowd = [person(f"P{number:04}", "Acme", "Volta", influence="high") for number in range(3000)]
    built = network(*crowd, person("Zoe", "Acme"))
    paths = build_introductions(built, {"Zoe": 5}, AS_OF)
    assert [path.people for path in paths.paths_to("Acme")] == [("Zoe",), ("Zoe", "P0000"), ("Zoe", "P0001")]
    assert [path.people for path in paths.paths_to("Volta")] == [("Zoe", f"P000{last}") for last in range(3)]
    assert paths.opening("Acme") is None
