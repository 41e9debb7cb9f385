"""Write the reference vault of SPEC §7: the same seed and the same number of notes give the same bytes.

Six notes in ten are people, one is an organisation and three are daily notes, with eleven log lines and 1,400 bytes a
note; at 10,000 notes that is 110,000 log lines and 14 MB. A `Me.md` and four projects come on top.

    python -m tests.benchmarks.generate FOLDER --notes 10000
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate, pairwise
from pathlib import Path

from tests.benchmarks.story import AS_OF, Cast, daily_line, dated_lines
from tests.benchmarks.words import FIRST, LAST, PLACES, SENTENCES, SORTS, TITLES

_LINES = {"person": 10, "organisation": 20, "daily": 10}
"""Mean number of log lines of a note; the sum over a vault is exact."""
_BYTES = {"person": 1450, "organisation": 2300, "daily": 1000}
"""Mean size of a note in bytes; prose makes up for short logs, so the sum over a vault is exact to one paragraph."""

_BLOCKS = (
    "```python\n- 2026-01-01 meeting: this is code, not an entry\nprint('hello')\n```",
    "> - 2025-11-03 call 20m: quoted from an old letter, not an entry\n> and a second line of it",
    "| What | When | Who |\n|---|---|---|\n| room | spring | them |\n| flyer | May | us |",
    "%% to do: sort this out one day %%",
    "> [!note] Remember\n> The side entrance is open until six.",
    "1. first the letter\n2. then the visit\n   - with two of the founders\n   - and time for questions\n3. then rest",
    "- ideas\n  - a shared shelf\n  - a lunch once a quarter\n- not now\n  - anything with a committee",
)


@dataclass(frozen=True)
class World:
    """All names of the vault, and who works where."""

    people: Sequence[str]
    organisations: Sequence[str]
    staff: dict[str, list[str]]
    employer: dict[str, str]


class Filler:
    """Pads notes with prose so that their mean size stays at the target."""

    def __init__(self, rng: random.Random, mean: int) -> None:
        self._rng = rng
        self._mean = mean
        self._owed = 0

    def pad(self, front: str, log: str) -> str:
        """Put prose, and at times a block of another kind, between the front matter and the log."""
        self._owed += self._mean - len((front + log).encode())
        parts = [self._paragraph()]
        self._owed -= len(parts[0].encode()) + 2
        while self._owed > 200:
            part = self._rng.choice(_BLOCKS) if self._rng.random() < 0.12 else self._paragraph()
            if self._rng.random() < 0.2:
                part = f"### {self._rng.choice(['Background', 'Ideas', 'What matters to them', 'Notes'])}\n\n{part}"
            parts.append(part)
            self._owed -= len(part.encode()) + 2
        return front + "\n\n".join(parts) + "\n\n" + log

    def _paragraph(self) -> str:
        return " ".join(self._rng.choice(SENTENCES) for _ in range(self._rng.randrange(1, 5)))


def notes(count: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Yield path and text of each note of a vault of `count` people, organisations and daily notes."""
    rng = random.Random(seed)
    world = _world(rng, count * 6 // 10, count // 10)
    yield "Me.md", _me()
    yield from _projects()
    yield from _people(rng, world)
    yield from _organisations(rng, world)
    yield from _dailies(rng, world, count - len(world.people) - len(world.organisations))


def write(folder: Path, count: int, seed: int = 7) -> int:
    """Write the vault into `folder`, which must not exist yet; return its size in bytes."""
    folder.mkdir(parents=True)
    for name in ("People", "Organisations", "Daily", "Projects", ".obsidian"):
        (folder / name).mkdir()
    (folder / ".obsidian" / "daily-notes.json").write_text('{"folder": "Daily", "format": "YYYY-MM-DD"}\n')
    size = 0
    for path, text in notes(count, seed):
        size += (folder / path).write_bytes(text.encode())
    return size


def _world(rng: random.Random, people: int, organisations: int) -> World:
    pairs = [f"{first} {last}" for first in FIRST for last in LAST]
    rng.shuffle(pairs)
    while len(pairs) < people:
        pairs += [name.replace(" ", f" {chr(65 + len(pairs) // 30_000)}. ", 1) for name in pairs[: people - len(pairs)]]
    firms = [f"{place} {sort}" for place in PLACES for sort in SORTS]
    rng.shuffle(firms)
    firms += [f"{name} {rng.choice(['North', 'South'])} {at}" for at, name in enumerate(firms[:organisations])]
    names, firms = pairs[:people], firms[:organisations]
    staff: dict[str, list[str]] = {firm: [] for firm in firms}
    for name in names:
        staff[firms[int(len(firms) * rng.random() ** 1.3)]].append(name)
    return World(names, firms, staff, {name: firm for firm, members in staff.items() for name in members})


def _shares(rng: random.Random, notes_of_kind: int, mean: int) -> list[int]:
    """Split `notes_of_kind * mean` lines unevenly, as in life: most notes have few, a few have many."""
    weights = [rng.random() ** 2 + 0.05 for _ in range(notes_of_kind)]
    lines_a_weight = notes_of_kind * mean / sum(weights)
    ends = [round(lines_a_weight * end) for end in accumulate(weights)]
    return [end - start for start, end in pairwise([0, *ends])]


def _people(rng: random.Random, world: World) -> Iterator[tuple[str, str]]:
    filler = Filler(rng, _BYTES["person"])
    for name, share in zip(world.people, _shares(rng, len(world.people), _LINES["person"]), strict=True):
        firm = world.employer[name]
        front = ["---", "type: person", f'organisation: "[[{firm}]]"', f"title: {rng.choice(TITLES)}"]
        front += _some(rng, 0.7, f"influence: {rng.choice(['high', 'medium', 'low'])}")
        front += _some(rng, 0.4, f"circle: {rng.choice(['inner', 'close', 'active', 'wider'])}")
        front += _some(rng, 0.1, f"cadence: {rng.choice(['14d', '2w', '3m', 'monthly', 'quarterly', '90'])}")
        front += _some(rng, 0.05, f"responsibility: {rng.choice(['for', 'to'])}")
        front += _some(rng, 0.3, f"seen_as: [{rng.choice(['founder', 'manager', 'student'])}]\nseen_as_on: 2025-11-02")
        front += _some(rng, 0.3, f'knows:\n  - "[[{rng.choice(world.people)}]]"\n  - "[[{rng.choice(world.people)}]]"')
        front += _some(rng, 0.6, f"email: {name.lower().replace(' ', '.')}@example.org")
        front += _some(rng, 0.3, f'phone: "+44 20 7946 {rng.randrange(1000, 9999):04}"')
        front += _some(rng, 0.4, f"tags: [crm, {rng.choice(['north', 'coast', 'alumni', 'press'])}]")
        cast = Cast([rng.choice(world.people), *world.staff[firm][:5]], [firm, rng.choice(world.organisations)])
        head = "\n".join([*front, "---", f"# {name}", "", ""])
        yield f"People/{name}.md", filler.pad(head, _log(dated_lines(rng, cast, share, 0.05)))


def _organisations(rng: random.Random, world: World) -> Iterator[tuple[str, str]]:
    filler = Filler(rng, _BYTES["organisation"])
    shares = _shares(rng, len(world.organisations), _LINES["organisation"])
    for name, share in zip(world.organisations, shares, strict=True):
        front = ["---", "type: organisation"]
        front += _some(rng, 0.8, f"power: {rng.choice(['high', 'medium', 'low'])}")
        front += _some(rng, 0.7, f"interest: {rng.choice(['high', 'medium', 'low'])}")
        front += _some(rng, 0.3, f'decides: "[[{rng.choice(world.staff[name] or world.people)}]]"')
        front += _some(
            rng, 0.4, f"benefit_to_them: {rng.choice(['young people on the coast', 'a story for the press'])}"
        )
        front += _some(rng, 0.3, f"could_give: [{rng.choice(['facilities', 'finance', 'manpower'])}, advice]")
        front += _some(rng, 0.3, f"trust: {rng.randrange(1, 6)}\ntrust_on: 2026-0{rng.randrange(1, 7)}-11")
        front += _some(rng, 0.3, "website: https://example.org")
        cast = Cast(world.staff[name][:8] or [rng.choice(world.people)], [rng.choice(world.organisations), name])
        asking = rng.choice([0.0, 0.05, 0.15, 0.3, 0.4])
        head = "\n".join([*front, "---", f"# {name}", "", ""])
        yield f"Organisations/{name}.md", filler.pad(head, _log(dated_lines(rng, cast, share, asking)))


def _dailies(rng: random.Random, world: World, count: int) -> Iterator[tuple[str, str]]:
    filler = Filler(rng, _BYTES["daily"])
    cast = Cast(world.people, world.organisations)
    for back, share in enumerate(_shares(rng, count, _LINES["daily"])):
        day = AS_OF - timedelta(days=back)
        head = f"---\ntags: [daily]\nmood: {rng.randrange(1, 6)}\n---\n# {day:%A}\n\n"
        yield f"Daily/{day.isoformat()}.md", filler.pad(head, _log([daily_line(rng, cast, day) for _ in range(share)]))


def _projects() -> Iterator[tuple[str, str]]:
    for name, kind in (("Spring course", "facilities"), ("Open workshop", "equipment"), ("Summer fair", "manpower")):
        yield f"Projects/{name}.md", f"---\ntype: project\nseeks: [{kind}]\ndue: 2026-10-01\n---\n# {name}\n"
    yield "Projects/New house.md", "---\ntype: project\nseeks:\n  - kind: finance\n    size: large\n---\n# New house\n"


def _me() -> str:
    return "---\ntype: me\nroles_now: [founder, organiser]\nroles_before: [student]\nhours_per_week: 40\n---\n# Me\n"


def _some(rng: random.Random, chance: float, line: str) -> list[str]:
    return [line] if rng.random() < chance else []


def _log(lines: list[str]) -> str:
    return "\n".join(["## Log", "", *lines, ""])


def main() -> None:
    """Read the command line and write the vault."""
    parser = argparse.ArgumentParser(description="Write the reference vault of SPEC §7.")
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--notes", type=int, default=10_000, help="from 1,000 to 100,000")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    size = write(options.folder, options.notes, options.seed)
    print(
        f"{options.notes} notes, {options.notes * 11} log lines, {size / 1e6:.1f} MB, as of {AS_OF}: {options.folder}"
    )


if __name__ == "__main__":
    main()
