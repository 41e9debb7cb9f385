"""The measurements of costs that grow can fail, and see what they should. Run in full by hand: see README.md."""

import re

from tests.benchmarks.dimensions import DIMENSIONS, edited
from tests.benchmarks.patterns import Used, attack, find_patterns, sample
from tests.benchmarks.scaling import Growth


def test_a_pattern_that_is_not_linear_is_found() -> None:
    assert attack(Used("here", re.compile(r"\s+$"), frozenset({"search"}))) is not None
    assert attack(Used("here", re.compile(r"(a+)+b"), frozenset({"match"}))) is not None
    assert attack(Used("here", re.compile(r"\s+$"), frozenset({"match"}))) is None


def test_patterns_of_every_package_are_attacked() -> None:
    packages = {used.where.split(".")[1] for used in find_patterns()}
    assert {"parsing", "linking", "analysis", "rules", "reports", "rendering", "vault", "cli", "lsp"} <= packages
    assert sum(1 for _ in find_patterns()) > 150


def test_a_sample_is_what_a_pattern_matches() -> None:
    for written in (r"\[\[([^\]]+)\]\]", r"- [0-9]{4}-[0-9]{2}: (?:a|b)+", r"(?P<x>\w+)\s*="):
        assert re.fullmatch(written, sample(re.compile(written)))


def test_growth_is_judged_by_its_last_three_doublings() -> None:
    sizes = (125, 250, 500, 1000)
    assert Growth("x", "check", sizes, (0.1, 0.2, 0.4, 0.8)).linear
    assert not Growth("x", "check", sizes, (0.1, 0.4, 1.6, 6.4)).linear
    assert not Growth("x", "check", sizes, (0.1, 0.2, 0.4, float("inf"))).linear
    assert Growth("x", "check", sizes, (0.0, 0.0, 0.0, 0.1)).linear, "too short to tell"


def test_each_dimension_grows() -> None:
    assert len(DIMENSIONS) >= 30
    for name, made in DIMENSIONS.items():
        small, large = (sum(map(len, made(size).values())) for size in (8, 16))
        assert large > small, name
        assert edited(made(8)) != made(8)
