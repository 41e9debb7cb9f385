"""Attacks every pattern of the project with long strings, and tells those whose time grows faster than the string.

    python -m tests.benchmarks.patterns

Patterns are the values of modules, and the literals in calls of `re`; each is asked as the code asks it (`match`,
`fullmatch`, or a search). The strings come from the pattern itself: the beginnings of a text that it matches, then a
piece many thousand times, then what fits nothing.
"""

import ast
import importlib
import math
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import netlead_md

_PIECES: Final = tuple(
    part.replace("¬", "\n").replace("·", " ")
    for part in [
        "·",
        "\t",
        "¬",
        "a",
        "A",
        "1",
        "-",
        "_",
        "[",
        "[[",
        "]",
        "]]",
        "(",
        ")",
        "`",
        '"',
        "'",
        "\\",
        ":",
        "::",
        "|",
        "#",
        "*",
        "=",
        ",",
        ".",
        "/",
        "%",
        "%%",
        "<",
        ">",
        "{",
        "{{",
        "+",
        "!",
        "&",
        "@",
        "^",
        "~",
        "é",
        "é·",
        "a·",
        "1·",
        "1,",
        "1-",
        "1.",
        "a,",
        "a-",
        "a.",
        "a/",
        "a_",
        "-·",
        "¬-·",
        "¬>",
        ">·",
        "¬·",
        "·¬",
        "[a](",
        "[a|",
        "``a",
        "a:",
        ":·",
        "''",
        '""',
        "1:",
        "·-",
        "✅",
        "2026-01-01",
    ]
)
_SUFFIXES: Final = ("\x00",)
_SHORT: Final = 1_200
_LONG: Final = 48_000
_SUSPECT: Final = 0.02
"""Seconds that a string of the short length may take."""
_QUICK: Final = 0.0015
"""Seconds within which the short length is no sign of anything."""
_SHARE: Final = 6.0
"""Of the time of half the length or less, before a pattern counts as not linear: twice four times is sixteen."""
_LIMIT: Final = 2.0
"""Seconds after which a pattern is ended: it counts as not linear."""
_METHODS: Final = {"match", "fullmatch", "search", "sub", "subn", "finditer", "findall", "split"}


class Used(NamedTuple):
    """A pattern, where it stands, and how it is asked."""

    where: str
    pattern: re.Pattern[str]
    methods: frozenset[str]


def find_patterns() -> Iterator[Used]:
    """Every pattern of the package, each once."""
    named: dict[tuple[str, str], re.Pattern[str]] = {}
    literals: list[Used] = []
    calls: dict[str, set[str]] = {}
    for module in _modules():
        for name, value in vars(module).items():
            for number, each in enumerate(_patterns_in(value)):
                named.setdefault((each.pattern, str(each.flags)), each)
                calls.setdefault(f"{each.pattern}\n{each.flags}", set())
                literals += [Used(f"{module.__name__}.{name}[{number}]", each, frozenset())]
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS:
                literals += _literal(module.__name__, node)
                if isinstance(node.func.value, ast.Name):
                    held = getattr(module, node.func.value.id, None)
                    if isinstance(held, re.Pattern):
                        calls.setdefault(f"{held.pattern}\n{held.flags}", set()).add(node.func.attr)
    seen: set[str] = set()
    for used in literals:
        key = f"{used.pattern.pattern}\n{used.pattern.flags}"
        if key not in seen:
            seen.add(key)
            yield Used(used.where, used.pattern, used.methods or frozenset(calls.get(key) or {"match"}))


def _modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(netlead_md.__path__, "netlead_md."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _patterns_in(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _patterns_in(each)


def _literal(module: str, call: ast.Call) -> list[Used]:
    """The pattern in `re.sub(r"...", ...)`."""
    assert isinstance(call.func, ast.Attribute)
    of_re = isinstance(call.func.value, ast.Name) and call.func.value.id == "re"
    if (
        not of_re
        or not call.args
        or not isinstance(call.args[0], ast.Constant)
        or not isinstance(call.args[0].value, str)
    ):
        return []
    return [Used(f"{module}:{call.lineno}", re.compile(call.args[0].value), frozenset({call.func.attr}))]


def sample(pattern: re.Pattern[str]) -> str:
    """A text that a pattern probably matches."""
    parser = importlib.import_module("re._parser")
    return "".join(_sample(parser.parse(pattern.pattern, pattern.flags)))


def _sample(tree: Iterable[Any]) -> Iterator[str]:
    for what, held in tree:
        match str(what):
            case "LITERAL":
                yield chr(held)
            case "NOT_LITERAL" | "ANY":
                yield "a" if held != ord("a") else "b"
            case "IN":
                yield _member(held)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                for _ in range(max(1, min(held[0], 4))):
                    yield from _sample(held[2])
            case "SUBPATTERN":
                yield from _sample(held[3])
            case "ATOMIC_GROUP":
                yield from _sample(held)
            case "BRANCH":
                yield from _sample(held[1][0])
            case _:
                yield ""


def _member(choices: list[tuple[Any, Any]]) -> str:
    what, held = choices[0]
    match str(what):
        case "LITERAL":
            return chr(held)
        case "RANGE":
            return chr(held[0])
        case "CATEGORY":
            return {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_NOT_WORD": "-"}.get(str(held), "a")
        case _:
            taken = re.compile("".join(chr(part) for name, part in choices if str(name) == "LITERAL") and "[a]")
            return next(char for char in "a1 -" if not taken.match(char) or char != "a")


def attack(used: Used) -> tuple[float, str] | None:
    """The exponent and the string by which a pattern is not linear; None if there is none."""
    if not re.search(r"[*+}]", used.pattern.pattern):
        return None
    signal.signal(signal.SIGVTALRM, _end)
    text = sample(used.pattern)
    heads = list(dict.fromkeys([text[:at] for at in range(min(len(text), 6) + 1)] + [text, f"\n{text}"]))
    pieces = list(
        dict.fromkeys([*_PIECES, *text, *(text[at : at + 2] for at in range(len(text) - 1)), text, f"{text} "])
    )
    for head in heads:
        for piece in pieces:
            for suffix in _SUFFIXES if piece.strip() == piece else _SUFFIXES[:1]:
                if piece and (worst := _grows(used, head, piece, suffix)):
                    return worst
    return None


def _grows(used: Used, head: str, piece: str, suffix: str) -> tuple[float, str] | None:
    short = _time(used, head + piece * (_SHORT // len(piece)) + suffix)
    if short < _QUICK:
        return None
    if math.isinf(short):
        return math.inf, repr((head, piece, suffix))
    half = _time(used, head + piece * (_LONG // 4 // len(piece)) + suffix)
    whole = _time(used, head + piece * (_LONG // len(piece)) + suffix) if half < 2 else math.inf
    if math.isinf(whole):
        return math.inf, repr((head, piece, suffix))
    if whole < _SUSPECT or whole < _SHARE * half:
        return None
    return math.log(whole / half, 4), repr((head, piece, suffix))


def _time(used: Used, text: str) -> float:
    start = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, _LIMIT)
    try:
        for method in used.methods:
            if method in {"match", "fullmatch"}:
                getattr(used.pattern, method)(text)
            else:
                for _found in used.pattern.finditer(text):
                    pass
    except TimeoutError:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def _end(_number: int, _frame: object) -> None:
    raise TimeoutError


def main() -> int:
    """Print each pattern that is not linear; the exit status is 1 if there is one."""
    every = list(find_patterns())
    bad = 0
    for used in every:
        if worst := attack(used):
            bad += 1
            told = f"n^{worst[0]:.1f} with {worst[1]}, {', '.join(sorted(used.methods))}"
            print(f"{used.where}: {told}: {used.pattern.pattern[:100]!r}", flush=True)
    print(f"{len(every)} patterns, {bad} not linear")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
