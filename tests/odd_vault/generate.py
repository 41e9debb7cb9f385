"""A vault with the oddities of real ones, at the rates of a scan of 29,281 notes, and the list of what was put in."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

MEASURED: Final = 29_281
"""Notes of the scan; so many of them held each oddity:"""
YAML_ERRORS: Final = 44
DUPLICATE_KEYS: Final = 36
CRLF: Final = 1_234
MIXED: Final = 19


class Odd(msgspec.Struct, frozen=True):
    """What the vault holds. `faults`: (path, line, code)."""

    people: tuple[str, ...]
    organisations: tuple[str, ...]
    faults: tuple[tuple[str, int, str], ...]


_PEOPLE: Final[tuple[Callable[[str], str], ...]] = (
    lambda firm: f"---\ntype: person\ntags: [friend]\ncompany: {firm}\nrole: Chair\n---\n",
    lambda firm: f'---\ncategories: ["[[People]]"]\norg: ["[[{firm}]]"]\nlast_met: 2026-05-03\n---\n',
    lambda firm: f'---\ntags: [Type/Person]\nCompany: "[[{firm}]]"\nFirst Name: A\nLast Name: B\n---\n',
    lambda firm: f"---\ntype: Person\norganizations: [{firm}]\nfirst_met: 2020-01-02\nlast_met: 2026-05-03\n---\n",
    lambda firm: f"---\ntype: contact\nname: {{first: A, last: B}}\nlast_chat: 2026-05-03\nORG: {firm}\n---\n",
    lambda firm: f'---\nkind: Person\nwork: "[[{firm}]]"\naliases: [null]\ntags:\n---\n',
    lambda firm: f"---\ntype: person\n---\nCompany:: [[{firm}]]\n**Last contact::** 2026-05-03\n",
)
_FIRMS: Final = (
    "---\ntype: company\n---\n",
    "---\ntype: Organization\nrelated_to: []\n---\n",
    "---\ntags: [Type/Company]\n---\n",
    '---\ncategories: ["[[Companies]]"]\npeople: []\n---\n',
)
_OTHERS: Final = (
    "---\ntype: recipe\nserves: 4\nrole: starter\n---\n- 2026-01-01 cooked\n",
    "---\ntype: book\nauthor: '[[Nobody]]'\n---\n[[Somewhere]] and [[Else]]\n",
    "---\ntags: 'a, b'\naliases:\ntime: 10:30\nzip: 0681924019\n---\n> - 2026-01-01 call: quoted\n",
    "No properties.\n\n---\n\n```\n- 2026-02-30 ask: code\n```\n",
    "---\nkey.with.dots: 1\nSome Key: {a: [b, {c: d}]}\n--- \nText ends without a newline",
)


def generate(vault: Path, notes: int, seed: int = 1) -> Odd:
    """Write a vault of so many notes: a fifth people, a tenth organisations, the rest anything else."""
    chance = random.Random(seed)  # noqa: S311  (nothing to guess here)
    firms = [f"Firm {n}" for n in range(notes // 10)]
    texts = {f"Work/{name}.md": chance.choice(_FIRMS) for name in firms}
    organisations = tuple(sorted(texts))
    people = {f"Notes/Person {n}.md": chance.choice(_PEOPLE)(chance.choice(firms)) for n in range(notes // 5)}
    texts |= people
    texts |= {f"Misc/Other {n}.md": chance.choice(_OTHERS) for n in range(notes - len(texts))}
    others = [path for path in sorted(texts) if path.startswith("Misc/")]
    faults = _plant(texts, others, list(organisations), notes, chance)
    for path, text in texts.items():
        file = vault / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return Odd(tuple(sorted(people)), organisations, tuple(sorted(faults)))


def _plant(
    texts: dict[str, str], others: list[str], with_firms: list[str], notes: int, chance: random.Random
) -> list[tuple[str, int, str]]:
    """Spoil some notes, so that nobody is lost, and end the lines of others as Windows does.

    What is odd in a note about nobody is told where nothing of it can be read, and else left in peace (SPEC §5.1).
    """
    odd = iter(chance.sample(others, len(others)))
    firms = iter(chance.sample(with_firms, len(with_firms)))
    faults = []
    for _ in range(_share(YAML_ERRORS, notes)):
        path = next(odd)
        texts[path] = "---\ntitle: x\nlinks: [[A], [[B]]\n---\nText\n"
        faults.append((path, 3, "NL118"))
    for _ in range(_share(DUPLICATE_KEYS, notes)):
        path = next(odd)
        texts[path] = "---\nyear: 2025\nplace: here\nyear: 2026\n---\n"
        path = next(firms)
        texts[path] = "---\ntype: company\nyear: 2025\nplace: here\nyear: 2026\n---\n"
        faults.append((path, 5, "NL104"))
    windows = chance.sample(sorted(texts), _share(CRLF, notes) + _share(MIXED, notes))
    for count, path in enumerate(windows):
        whole = count >= _share(MIXED, notes)
        texts[path] = texts[path].replace("\n", "\r\n", -1 if whole else 2)
    return faults


def _share(measured: int, notes: int) -> int:
    """At least one, so that a small vault holds each oddity too."""
    return max(1, round(measured * notes / MEASURED))
