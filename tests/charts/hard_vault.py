"""Write a vault of hard names: 300 organisations and 60 people whose names try to break a chart, a table or a link.

    python3 -m tests.charts.hard_vault FOLDER

Each organisation lives one of a few stories, so that every class, stage and page of SPEC §4 has something to say.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

from tests.charts.hard_names import ORGANISATION_NAMES, PERSON_NAMES

AS_OF = date(2026, 6, 30)
ORGANISATIONS = 300

_PLACES = ("North", "South", "East", "West", "Old", "New", "Upper", "Lower", "Great", "Little")
_THINGS = ("Harbour", "Mill", "College", "Library", "Theatre", "Orchard", "Bank", "Clinic", "Museum")
_KINDS = ("finance", "facilities", "manpower", "equipment", "legal")
_GROWN = ("meeting 1h: a good talk", "task excellent 3h: their open day", "trust++: showed me the draft plan")


def _lines(*dated: tuple[int, str]) -> tuple[tuple[int, str], ...]:
    """Entries by their age in days, oldest first."""
    return tuple(sorted(dated, reverse=True))


def _trusting(days: int) -> tuple[tuple[int, str], ...]:
    signs = tuple((days - 2 * number, line) for number, line in enumerate(_GROWN))
    later = ((max(days - 30, 3), "trust+: vouched for me"), (max(days - 60, 5), "dinner 2h £40: with the board"))
    return (*signs, *later, (days - 8, "connect met: their dean and ours"), (days - 9, "give: a book"))


def _story(number: int, kind: str) -> tuple[tuple[int, str], ...]:
    """One of twelve courses of events; SPEC §3.3 and §3.5 name the ends that they lead to."""
    stories = (
        _lines(*_trusting(60)),
        _lines(*_trusting(300)),
        _lines(*_trusting(280), (100, f"ask {kind} medium by 2026-05-01: for the hall")),
        _lines(
            *_trusting(400),
            (390, f"ask {kind}: once"),
            (380, f"pledge {kind} email by 2025-09-01: yes"),
            (90, f"ask {kind}: twice"),
        ),
        _lines(
            *_trusting(500),
            *((480 - 80 * turn, f"ask {word} large: again") for turn, word in enumerate(_KINDS[:3])),
            *(
                (475 - 80 * turn, f"pledge {word} verbal by 2025-12-31: of course")
                for turn, word in enumerate(_KINDS[:3])
            ),
            (10, "dinner £60: still friends"),
            (40, "trust+: told me first"),
        ),
        _lines(
            *_trusting(350),
            (200, f"ask {kind}: in writing"),
            (60, f"support {kind} large £2,500: it came"),
            (8, "meeting: to show what it made"),
        ),
        _lines(
            *_trusting(350),
            (90, f"pledge {kind} agreement large by 2026-09-30: signed"),
            (20, "thanks: for the papers"),
        ),
        _lines(
            *_trusting(200),
            (50, f"support {kind} medium ongoing: every week"),
            (9, "thanks: and cake"),
            (30, "intro met: their neighbour"),
        ),
        _lines(
            (40, "meeting: first"),
            (30, "message: sent the plan"),
            (20, "post: about them"),
            (6, "offer 15m: a small task"),
        ),
        _lines((300, "event 3h £25: at the fair"), (250, "call: short"), (20, "review pause until 2026-12-31: later")),
        _lines((90, "task poor: late"), (80, "trust--: rightly cross"), (10, "kept: put it right")),
        _lines(
            (70, "evidence letter: conceptual support"), (65, f"pledge {kind} letter medium by 2026-12-01: next year")
        ),
    )
    return stories[number % len(stories)]


def names() -> list[str]:
    """The names of all organisations, hard ones first; the others are plain."""
    plain = (f"{place} {thing} {number}" for number in range(1, 9) for place in _PLACES for thing in _THINGS)
    return [*ORGANISATION_NAMES, *islice(plain, ORGANISATIONS - len(ORGANISATION_NAMES))]


def people() -> list[str]:
    """The names of all people."""
    return [*PERSON_NAMES, *(f"Person {number} of {thing}" for number in range(1, 6) for thing in _THINGS)]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _note(fields: Sequence[tuple[str, str]], body: Sequence[str]) -> str:
    head = "".join(f"{name}: {value}\n" for name, value in fields)
    return f"---\n{head}---\n\n" + "".join(f"{line}\n" for line in body)


def _organisation(number: int) -> str:
    level = ("high", "medium", "low")[number % 3]
    fields = [("type", "organisation"), ("power", level), ("interest", "high")]
    if number % 4 == 0:
        fields.append(("benefit_to_them", _quoted('seen | as "generous": [yes]; #1')))
    if number % 5 == 0:
        fields.append(("trust", "4"))
        fields.append(("trust_on", "2026-05-01"))
    entries = _story(number, _KINDS[number % len(_KINDS)])
    return _note(fields, [f"- {AS_OF - timedelta(days=age)} {line}" for age, line in entries])


def _person(number: int, name: str, organisation: str, known: Sequence[str]) -> str:
    seen = ("founder", "engineer", "student")[number % 3]
    fields = [
        ("type", "person"),
        ("organisation", _quoted(f"[[{organisation}]]")),
        ("title", _quoted('Head of "Everything": A | B')),
        ("influence", ("high", "medium", "low")[number % 3]),
        ("decision_role", ("decides", "influences")[number % 2]),
        ("responsibility", ("none", "for", "to", "both")[number % 4]),
        ("circle", ("inner", "close", "active", "wider")[number % 4]),
        ("seen_as", seen),
        ("seen_as_on", "2026-03-01"),
        ("met", f"{2024 + number % 3}-0{1 + number % 6}-11"),
        ("knows", "[" + ", ".join(_quoted(f"[[{one}]]") for one in known) + "]"),
    ]
    turn = ("give", "thanks", "intro asked", "intro met")[number % 4]
    if number % 5 == 0:
        fields.append(("met_through", _quoted(f"[[{known[0]}]]")))
    ages = (200 - 3 * number, 95 - number, 12 + number)
    body = [
        f"- {AS_OF - timedelta(days=ages[0])} meeting 45m £12: about {name}",
        f"- {AS_OF - timedelta(days=ages[1])} trust+: spoke openly",
        f"- {AS_OF - timedelta(days=ages[2])} {('call 20m', 'coffee', 'message', 'event')[number % 4]}: caught up",
        f"- {AS_OF - timedelta(days=ages[2] - 2)} {turn}: and so on",
        f"- [{' x'[number % 2]}] {AS_OF - timedelta(days=15)} send the “list”; [it] is | long",
    ]
    return _note(fields, body)


def notes() -> Iterator[tuple[str, str]]:
    """Path and text of every note."""
    roles = [("type", "me"), ("roles_now", "[founder]"), ("roles_before", "[engineer, student]"), ("currency", "GBP")]
    yield "Me.md", _note(roles, ["The owner of a vault that nobody would wish for."])
    organisations, persons = names(), people()
    for number, name in enumerate(organisations):
        yield f"Organisations/{name}.md", _organisation(number)
    linkable = [name for name in organisations if not set(name) & set("[]|#^\\{")]
    friends = [name for name in persons if not set(name) & set("[]|#^\\{")]
    for number, (name, organisation) in enumerate(zip(persons, cycle(linkable), strict=False)):
        known = [one for one in islice(cycle(friends), number + 1, number + 4) if one != name]
        yield f"People/{name}.md", _person(number, name, organisation, known)
    for number, name in enumerate(('Hall "A": [new]', "end", "大厅 🏛")):
        seeks = "[{kind: facilities, size: large}, {kind: finance, size: large}, manpower]"
        fields = [("type", "project"), ("seeks", seeks), ("due", "2026-12-31"), ("status", "active")]
        yield f"Projects/{name if name != 'end' else 'end of it'}.md", _note(fields, [f"Project {number}."])
    yield (
        "Daily/2026-06-20.md",
        f"- meeting 1h: with [[{friends[0]}]]\n- call 10m: [[{friends[3]}]] about [[{linkable[7]}]]\n",
    )


def write(folder: Path) -> None:
    """Write the vault, with its day, into a folder that need not exist."""
    for path, text in notes():
        note = folder / path
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(text, encoding="utf-8", newline="\n")
    (folder / "netlead.toml").write_text(f"as_of = {AS_OF}\nrules = 1\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
