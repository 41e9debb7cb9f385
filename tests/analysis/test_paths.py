"""The search against brute force: SPEC §3.9 in exact fractions, over every order of one to three people."""

from fractions import Fraction
from itertools import pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.analysis.introductions import build_introductions
from netlead_md.model.network import Acquaintance, Person, Role
from tests.analysis.build import AS_OF, ago, entry, network

NAMES = ("Ada", "Bob", "Cleo", "Dan", "Eve")
PLACES = ("Acme", "Volta")
EDGES = [Fraction(each, 100) for each in (5, 20, 40, 60, 80, 90)]
TIES = {"strong": Fraction(7, 10), "medium": Fraction(5, 10), "weak": Fraction(3, 10), "": Fraction(2, 10)}
WEIGHTS = {"high": Fraction(1), "medium": Fraction(7, 10), "low": Fraction(4, 10), "": Fraction(7, 10)}


def somebody(name: str) -> st.SearchStrategy[Person]:
    role = st.builds(Role, st.sampled_from(PLACES), influence=st.sampled_from(sorted(WEIGHTS)))
    knows = st.builds(Acquaintance, st.sampled_from(NAMES), st.sampled_from(sorted(TIES)))
    return st.builds(
        Person,
        st.just(name),
        st.just(name),
        st.just(f"{name}.md"),
        roles=st.lists(role, max_size=2).map(tuple),
        knows=st.lists(knows, max_size=3).map(tuple),
        status=st.sampled_from(["active", "active", "active", "paused"]),
    )


PEOPLE = st.tuples(*map(somebody, NAMES))
LEVELS = st.tuples(*[st.integers(0, 5)] * len(NAMES))


def tie(one: Person, other: Person) -> Fraction:
    known = [TIES[each.strength] for each in one.knows if each.person == other.key]
    known += [TIES[each.strength] for each in other.knows if each.person == one.key]
    together = {role.organisation for role in one.roles} & {role.organisation for role in other.roles}
    return max([*known, Fraction(3, 10) if together else Fraction(0)])


def brute(
    people: tuple[Person, ...], levels: tuple[int, ...], asked: str, target: str
) -> list[tuple[tuple[str, ...], float]]:
    rows = []
    for count in (1, 2, 3):
        for chosen in permutations(people, count):
            through = chosen if target in PLACES else chosen[:-1]
            weights = [WEIGHTS[role.influence] for role in chosen[-1].roles if role.organisation == target]
            score = max(weights, default=Fraction(0)) if target in PLACES else Fraction(chosen[-1].key == target)
            score *= EDGES[levels[people.index(chosen[0])]] * (Fraction(1, 2) if chosen[0].key == asked else 1)
            for one, other in pairwise(chosen):
                score *= tie(one, other)
            if score and all(each.status == "active" for each in through):
                rows.append((-score, count, tuple(each.key for each in chosen)))
    return [(names, float(-score)) for score, _, names in sorted(rows)]


@settings(max_examples=150, deadline=None)
@given(people=PEOPLE, levels=LEVELS, asked=st.sampled_from(NAMES), limit=st.integers(1, 6))
def test_the_search_finds_what_brute_force_finds(
    people: tuple[Person, ...], levels: tuple[int, ...], asked: str, limit: int
) -> None:
    built = network(*people, entry(ago(1), "intro", people=[asked], outcome="asked"))
    paths = build_introductions(built, dict(zip(NAMES, levels, strict=True)), AS_OF)
    for target, rows in ((each, paths.paths_to(each, limit)) for each in (*PLACES, *NAMES)):
        expected = brute(people, levels, asked, target)
        assert [(path.people, path.score) for path in rows] == expected[:limit]
        if target in PLACES:
            always = set.intersection(*(set(names) for names, _ in expected)) if expected else set[str]()
            assert set(paths.bridges(target)) == always


@settings(max_examples=150, deadline=None)
@given(people=PEOPLE, levels=LEVELS, asked=st.sampled_from(NAMES))
def test_the_opening_is_the_best_of_those_that_fit(
    people: tuple[Person, ...], levels: tuple[int, ...], asked: str
) -> None:
    built = network(*people, entry(ago(1), "intro", people=[asked], outcome="asked"))
    level = dict(zip(NAMES, levels, strict=True))
    paths = build_introductions(built, level, AS_OF)
    for target in PLACES:
        inside = {each.key for each in people if any(role.organisation == target for role in each.roles)}
        fitting = [
            row
            for row in brute(people, levels, asked, target)
            if len(row[0]) > 1 and level[row[0][0]] >= 2 and row[0][0] not in inside
        ]
        opening = paths.opening(target)
        assert (None if opening is None else (opening.people, opening.score)) == (fitting[0] if fitting else None)
