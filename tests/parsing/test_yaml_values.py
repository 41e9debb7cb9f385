"""YAML by yaml-rs and by PyYAML: the same values (SPEC §2, COMPATIBILITY 2)."""

import math
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as some

from netlead_md.parsing import yaml_values
from netlead_md.parsing.yaml_values import DuplicateKeyError, YamlValueError, load_yaml

NATIVE: Final = yaml_values.native
pytestmark = pytest.mark.skipif(NATIVE is None, reason="there is no yaml-rs to compare with")
ROOT: Final = Path(__file__).parents[2]


@contextmanager
def by_pyyaml() -> Iterator[None]:
    yaml_values.native = None
    try:
        yield
    finally:
        yaml_values.native = NATIVE


def told(text: str, *, first_wins: bool = False) -> Any:  # noqa: ANN401  # whatever YAML holds
    """The value with its types, or what kind of error it is; not-a-number equals itself here."""
    try:
        return _typed(load_yaml(text, first_wins=first_wins))
    except YamlValueError as error:
        return type(error)


def _typed(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return [(_typed(key), _typed(each)) for key, each in value.items()]
    if isinstance(value, list):
        return [_typed(each) for each in value]
    return (type(value), "nan" if isinstance(value, float) and math.isnan(value) else value)


def same(text: str, *, first_wins: bool = False) -> Any:  # noqa: ANN401
    mine = told(text, first_wins=first_wins)
    with by_pyyaml():
        other = told(text, first_wins=first_wins)
    assert mine == other, repr(text)
    return mine


SCALARS: Final = (
    *(
        "1",
        "0o17",
        "017",
        "0x1F",
        "-0x1F",
        "+12",
        "1_000",
        "1e3",
        "1.",
        ".5",
        "-.INF",
        ".nan",
        "~",
        "NULL",
        "nuLL",
        "yes",
    ),
    *(
        "True",
        "TRUE",
        "tRUE",
        "on",
        "off",
        "y",
        "2026-01-01",
        "12:30:45",
        "99999999999999999999",
        "1e400",
        "'1'",
        '"1"',
    ),
    *(
        "!!str 1",
        "!!int '7'",
        "!!float 1",
        "!foo bar",
        "! 1",
        "!",
        "!!int x",
        "!!timestamp 2026-01-01",
        "!!binary aGk=",
    ),
    *(
        "0b11",
        "1_",
        "_1",
        "08",
        "0o8",
        "1e",
        "+0x1",
        ".",
        "-",
        "--",
        "1 2",
        "12e03",
        "=",
        "<<",
        "''",
        "1.5.5",
        "-0",
        "0.1",
    ),
    *(
        "a: b",
        "b #c",
        "b#c",
        "@x",
        "`x`",
        "%x",
        "[1, 2",
        "[a, b]",
        "{x: 1, y}",
        "[x: 1]",
        "*nope",
        "'it''s'",
        "https://a.b/c",
    ),
    *(
        '"\\/"',
        '"\\x41\\u00e9\\U0001F600"',
        '"\\q"',
        "\u2028x",
        "\x85x",
        "\x07",
        "\ufffe",
        "b\tc",
        "1\t",
        "x \t y",
        "[x,\ty]",
    ),
    *(
        "[[Acme]]",
        "'[[Acme]]'",
        '"[[A|b]]"',
        "Ada: Countess",
        "O'Neil",
        "[,]",
        "[a, ]",
        "{? x}",
        "!!set {x}",
        "1,5",
        "£40",
    ),
)


@pytest.mark.parametrize("scalar", SCALARS)
def test_one_value(scalar: str) -> None:
    same(f"a: {scalar}\n")
    same(f"- {scalar}")
    same(f"a: 1\nb:\n  - {scalar}\n  - c")


def test_values_of_the_core_schema_and_not_of_yaml_1_1() -> None:
    with by_pyyaml():
        assert load_yaml("a: yes\nb: 017\nc: 0o17\nd: 12:30:45\ne: 2026-01-01\nf: Null\n") == {
            "a": "yes",
            "b": 17,
            "c": 15,
            "d": "12:30:45",
            "e": "2026-01-01",
            "f": None,
        }


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "# c",
            "plain",
            "- a\n- b",
            "---\na: 1",
            "a: 1\n---\nb: 2",
            "%YAML 1.2\n---\na: 1",
            "1: a\ntrue: b\nnull: c",
        ),
        *(
            "? [a, b]\n: c",
            "? {a: 1}\n: c",
            "x: &x {b: 1}\ny:\n  <<: *x\n  c: 2",
            "a: &a [*a]",
            "&a a: 1",
            "a: 1\r\nb: 2",
        ),
        *(
            "a: |\n  x\n  y\n",
            "a: |\n  x",
            "a: >-\n  x\n  y\n",
            "a: |2\n   x",
            'a: "x\n  y"',
            'a: "x\ny"',
            "a: x\n  y",
            "a: x\n y: z",
        ),
        *(
            "  a: 1\n b: 2",
            "a: 'x",
            "a:\n\t- x",
            "a:\n- x",
            "a:\n  b:\n    - c: 1\n      d: 2\n",
            "a: {b: [c, d}",
            "a: 9" * 2,
        ),
    ],
)
def test_one_text(text: str) -> None:
    same(text)


def test_a_key_written_twice_is_told_or_the_first_one_wins() -> None:
    for text in ("a: 1\na: 2\n", "a: {b: 1, b: 2}", "a: 1\nb: 3\na: 2\n"):
        assert same(text) is DuplicateKeyError
        assert same(text, first_wins=True) is not DuplicateKeyError


def test_aliases_without_end_are_refused_by_both() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for one, other in zip("abcdef", "bcdefg", strict=True):
        bomb += f"{other}: &{other} [{', '.join([f'*{one}'] * 10)}]\n"
    assert same(bomb) is YamlValueError
    assert same("a: &a [x]\n" + "".join(f"b{n}: *a\n" for n in range(50))) is not YamlValueError


WORDS: Final = some.text(some.characters(blacklist_categories=("Cs", "Cc")), max_size=12)
PLAIN: Final = some.one_of(
    some.from_regex(r"[A-Za-z0-9_.+\-~]{1,8}", fullmatch=True),
    some.from_regex(r"[A-Za-zäöü][A-Za-z0-9 äöü:/#@.&()-]{0,15}[a-z]", fullmatch=True),
    some.sampled_from(SCALARS),
)
QUOTED: Final = WORDS.map(lambda text: "'" + text.replace("'", "''") + "'")
DOUBLE: Final = WORDS.map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"')
SCALAR: Final = some.one_of(PLAIN, QUOTED, DOUBLE)
FLOW: Final = some.lists(
    some.one_of(QUOTED, DOUBLE, some.from_regex(r"[a-z0-9]{1,6}", fullmatch=True)), max_size=4
).map(lambda items: f"[{', '.join(items)}]")
KEY: Final = some.from_regex(r"[a-z][a-z_ -]{0,8}[a-z]", fullmatch=True)
COMMENT: Final = some.sampled_from(["", "", " # a remark", "   "])


@some.composite
def front_matters(draw: some.DrawFn) -> str:
    """Front matter as people and plugins write it, and a little worse."""
    lines = []
    for key in draw(some.lists(KEY, min_size=1, max_size=5)):
        kind = draw(some.sampled_from(["scalar", "flow", "list", "mapping", "mappings", "text", "empty"]))
        if kind in {"scalar", "flow"}:
            lines.append(f"{key}: {draw(SCALAR if kind == 'scalar' else FLOW)}{draw(COMMENT)}")
        elif kind == "list":
            indent = draw(some.sampled_from(["", "  "]))
            lines += [f"{key}:", *(f"{indent}- {draw(SCALAR)}" for _ in range(draw(some.integers(1, 3))))]
        elif kind == "mapping":
            lines += [f"{key}:", *(f"  {draw(KEY)}: {draw(SCALAR)}" for _ in range(draw(some.integers(1, 3))))]
        elif kind == "mappings":
            lines += [f"{key}:", f"  - {draw(KEY)}: {draw(SCALAR)}", f"    other one: {draw(SCALAR)}"]
        elif kind == "text":
            lines += [f"{key}: {draw(some.sampled_from(['|', '>', '|-', '>-']))}", "  some words", "  and more"]
        else:
            lines.append(f"{key}:")
    return "\n".join(lines) + draw(some.sampled_from(["", "\n"]))


@given(front_matters())
def test_front_matter_has_the_same_values(text: str) -> None:
    same(text)


def test_the_tests_of_reading_pass_without_yaml_rs() -> None:
    """In a process of its own, in which PyYAML reads everything."""
    tests = [str(one) for one in sorted((ROOT / "tests/parsing").glob("test_*.py")) if one.name != Path(__file__).name]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests],
        env={**os.environ, "NETLEAD_TEST_YAML": "pyyaml", "PYTEST_ADDOPTS": ""},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-1000:]
