"""Seeded random vaults in the structured form, crowded around the boundary days of SPEC §3."""

import datetime as dt
import random
from collections.abc import Sequence

from tests.reference.entries import Entry, make_book
from tests.reference.notes import Line, Note, Organisation, Person, Project, Role, Vault
from tests.reference.vocabulary import HARD, LIVE, RUNGS, SIZES, SOFT

BOUNDARIES = [
    0, 1, 7, 8, 14, 15, 28, 29, 30, 31, 59, 60, 61, 89, 90, 91, 119, 120, 121, 151, 179, 180, 181, 210, 211, 300, 364,
    365, 366, 395, 396, 485, 486, 729, 730, 731,
]  # fmt: skip
FIRST = ["Ada", "Bram", "Cleo", "Dario", "Edda", "Faye", "Goran", "Hedda"]
LAST = ["Quill", "Rook", "Sorrel", "Tarn", "Umber", "Vane", "Wren", "Yarrow"]
HOUSES = ["Alder Hall", "Birch Works", "Cedar Union", "Dune College", "Elm Foundation", "Fjord Group"]
NAMED_ONLY = "Granite Guild"
WORDS = ["copper", "lantern", "granite", "meadow", "harbour", "velvet", "timber", "saffron", "pebble", "orchard"]
ROLES = ["founder", "manager", "engineer", "teacher"]
CHANNELS = ["newsletter", "Monthly supper", "dinner", "call", "social"]
LOG_TYPES = {
    "meeting": 8, "call": 5, "dinner": 3, "event": 2, "visit": 2, "message": 4, "note": 3, "social": 2, "trust++": 9,
    "trust+": 6, "trust-": 1, "trust--": 1, "task": 7, "offer": 2, "give": 3, "thanks": 4, "kept": 2, "broken": 1,
    "ask": 9, "answer": 7, "pledge": 9, "released": 1, "evidence": 4, "support": 5, "intro": 4, "connect": 3,
    "seen-as": 1, "review": 1, "box": 2, "plan": 1,
}  # fmt: skip
THEMES: list[dict[str, float]] = [
    {},
    {},
    {
        "trust++": 40,
        "trust+": 20,
        "task": 20,
        "ask": 0,
        "pledge": 0,
        "support": 0,
        "intro": 0,
        "evidence": 0,
        "broken": 0,
    },
    {
        "trust++": 40,
        "ask": 18,
        "pledge": 18,
        "support": 0,
        "evidence": 0,
        "intro": 0,
        "answer": 1,
        "task": 10,
        "trust-": 0,
    },
    {"trust++": 30, "ask": 10, "answer": 10, "pledge": 1, "support": 0, "evidence": 0, "intro": 1, "task": 8},
    {"trust++": 20, "task": 12, "ask": 8, "intro": 5, "evidence": 3, "support": 1, "pledge": 1},
]
"""Weights of types that make a character: mixed, friend who was never asked, talker, asked in vain, asked of late."""
CANONICAL = {"dinner": "meal", "lunch": "meal"}


class Maker:
    """One vault; `vault` and `as_of` are what a seed gives."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.as_of = dt.date(2026, 6, 30) + dt.timedelta(self.random.choice([0, 0, 0, -45, 100]))
        self.vault = Vault(roles_now=self.random.sample(ROLES, 2), currency=self.random.choice([None, "GBP"]))
        self.ids = 0
        self._make_organisations()
        self._make_people()
        self.vault.projects["Orchard Plan"] = Project("Orchard Plan", [("finance", "small"), ("facilities", "large")])
        self._make_notes()
        self._twins()
        self._meetings()
        self._daily_notes()
        _number(self.vault)
        self._keep_sound_references()

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def maybe(self, share: float, values: Sequence[str]) -> str | None:
        return self.random.choice(values) if self.chance(share) else None

    def past(self) -> dt.date:
        age = self.random.choice(BOUNDARIES) if self.chance(0.5) else self.random.randrange(900)
        return self.as_of - dt.timedelta(age)

    # Who

    def _make_organisations(self) -> None:
        degrees = ["high", "medium", "low"]
        for name in self.random.sample(HOUSES, self.random.randint(1, 5)):
            self.vault.organisations[name] = Organisation(
                name,
                power=self.maybe(0.8, degrees),
                interest=self.maybe(0.8, degrees),
                status=self.maybe(0.12, ["active", "paused", "let-go"]),
                stated=self.random.randrange(6) if self.chance(0.15) else None,
                last_contact=self.past() if self.chance(0.12) else None,
            )

    def _make_people(self) -> None:
        for first, last in zip(self.random.sample(FIRST, self.random.randint(1, 7)), LAST, strict=False):
            person = Person(f"{first} {last}", influence=self.maybe(0.7, ["high", "medium", "low"]))
            self._give_roles(person)
            person.responsibility = self.maybe(0.1, ["for", "to", "both", "none"])
            person.circle = self.maybe(0.2, ["inner", "close", "active", "wider"])
            person.cadence = self.random.choice([7, 30, 90]) if self.chance(0.2) else None
            if self.chance(0.4):
                person.seen_as = self.random.sample(ROLES, self.random.randint(1, 2))
                person.seen_as_on = self.past() if self.chance(0.8) else None
            person.ask_policy = self.maybe(0.15, ["ok", "not-now", "never"])
            person.status = self.maybe(0.1, ["active", "paused", "let-go"])
            person.stated = self.random.randrange(6) if self.chance(0.15) else None
            person.last_contact = self.past() if self.chance(0.15) else None
            self.vault.people[person.name] = person
        names = list(self.vault.people)
        for person in self.vault.people.values():
            others = [name for name in names if name != person.name]
            for other in self.random.sample(others, min(len(others), self.random.choice([0, 0, 1, 2]))):
                person.knows.append((other, self.maybe(0.6, ["strong", "medium", "weak"])))
            if others and self.chance(0.15):
                person.met_through = self.random.choice(others)

    def _give_roles(self, person: Person) -> None:
        houses = list(self.vault.organisations)
        draw = self.random.random()
        if draw < 0.25:
            return
        if draw < 0.65:
            names = (
                self.random.sample(houses, 2) if len(houses) > 1 and self.chance(0.15) else [self.random.choice(houses)]
            )
            if self.chance(0.08):
                names = [NAMED_ONLY]
                self.vault.organisations[NAMED_ONLY] = Organisation(NAMED_ONLY, has_note=False)
            person.roles = [Role(name, person.influence if i == 0 else None) for i, name in enumerate(names)]
            return
        person.has_role_list = True
        for name in self.random.sample(houses, min(len(houses), self.random.randint(1, 3))):
            role = Role(name, self.maybe(0.8, ["high", "medium", "low"]))
            if self.chance(0.5):
                role.since = self.past() - dt.timedelta(self.random.choice([0, 200]))
            if self.chance(0.5):
                role.until = self.past()
                if role.since and role.since > role.until:
                    role.since, role.until = role.until, role.since
            person.roles.append(role)

    # Notes

    def _make_notes(self) -> None:
        for person in self.vault.people.values():
            self.vault.notes.append(Note(f"People/{person.name}.md", "person", person.name))
        for organisation in self.vault.organisations.values():
            if organisation.has_note:
                path = f"Organisations/{organisation.name}.md"
                self.vault.notes.append(Note(path, "organisation", organisation.name))
        for note in self.vault.notes:
            weights = LOG_TYPES | self.random.choice(THEMES)
            temper = {name: weight * self.random.choice([0.2, 1, 1, 2]) for name, weight in weights.items()}
            days = sorted(self.past() for _ in range(self.random.choice([0, 2, 5, 9, 14, 20, 26])))
            for day in days:
                note.lines.append(self._line(note, day, temper))
                if note.lines[-1].type in LIVE and not note.lines[-1].plan and self.chance(0.15):
                    note.lines.append(self._nested(note, note.lines[-1]))
            plain = [line for line in note.lines if not line.id and not line.re and line.nested is None]
            if plain and self.chance(0.1):
                note.lines.append(Line(**vars(self.random.choice(plain))))

    def _line(self, note: Note, day: dt.date, temper: dict[str, float]) -> Line:
        name = self.random.choices(list(temper), list(temper.values()))[0]
        line = Line(note.path, 0, day, CANONICAL.get(name, name), self.random.choice(WORDS), spelt=name)
        line.links = self._links(note, line.type)
        if line.type == "intro" and note.kind == "organisation":
            line.links = self._introducer_first(note, line)
        self._fill(note, line)
        return line

    def _links(self, note: Note, kind: str) -> tuple[str, ...]:
        people = [name for name in self.vault.people if name != note.name]
        houses = [name for name, one in self.vault.organisations.items() if one.has_note and name != note.name]
        many = 0.9 if kind in {"intro", "connect"} else 0.5 if note.kind == "organisation" else 0.15
        links = self.random.sample(people, min(len(people), self.random.choice([1, 1, 2]))) if self.chance(many) else []
        if houses and self.chance(0.3 if kind in {"intro", "connect"} else 0.12):
            links.insert(self.random.randint(0, len(links)), self.random.choice(houses))
        return tuple(links)

    def _introducer_first(self, note: Note, line: Line) -> tuple[str, ...]:
        """In an organisation's note somebody who works there introduces; the contract leaves open who else would."""
        inside = [
            name for name, person in self.vault.people.items()
            if any(role.organisation == note.name for role in person.roles_on(line.day))
        ]  # fmt: skip
        if not inside:
            return tuple(name for name in line.links if name in self.vault.organisations)
        speaker = self.random.choice(inside)
        return speaker, *(name for name in line.links if name != speaker)

    def _fill(self, note: Note, line: Line) -> None:
        if line.type in LIVE | {"message", "note", "social"}:
            self._fill_effort(line, 0.5)
            line.via = self.maybe(0.1, CHANNELS)
            line.project = self.maybe(0.1, ["Orchard Plan"])
        elif line.type in {"task", "offer", "give", "thanks", "connect"}:
            self._fill_effort(line, 0.4)
            if line.type == "task":
                line.word = self.maybe(0.9, ["excellent", "excellent", "good", "fair", "poor", "dropped"])
            if line.type == "connect":
                line.word = self.random.choice(["made", "met"])
        elif line.type == "box":
            line.ticked = self.chance(0.5)
            if line.ticked and self.chance(0.6):
                line.ticked_on = line.day + dt.timedelta(self.random.choice([-3, 0, 29, 30, 31, 100]))
        elif line.type == "plan":
            line.type, line.spelt, line.plan = "meeting", "meeting", True
        else:
            self._fill_commitment(note, line)

    def _fill_effort(self, line: Line, share: float) -> None:
        if self.chance(share):
            line.hours = self.random.choice([15, 20, 30, 45, 60, 90, 120, 180]) / 60
        if self.chance(0.15) and line.type != "connect":
            line.money = self.random.choice([10, 40, 125]), self.random.choice(["GBP", "GBP", "EUR"])

    def _fill_commitment(self, note: Note, line: Line) -> None:
        words = {
            "answer": ["yes", "yes", "no", "no", "maybe", "later"],
            "intro": ["asked", "made", "met", "declined"],
            "seen-as": ROLES,
            "review": ["grow", "maintain", "ask", "pause", "let-go"],
        }
        line.word = self.random.choice(words[line.type]) if line.type in words else None
        if line.type in {"ask", "pledge", "support"}:
            line.kind = self._kind() if self.chance(0.96) else None
            line.size = self.maybe(0.6, list(SIZES))
        if line.type == "evidence":
            line.rung = self.random.choice(["informal", "email", "email", "letter", "letter", "agreement"])
            line.kind = self._kind() if self.chance(0.5) else None
        if line.type == "pledge":
            line.rung = self.maybe(0.6, [rung for rung in RUNGS if rung != "delivered"])
        if line.type == "answer" and self.chance(0.2):
            line.kind = self._kind()
        if line.type == "released":
            line.kind = self._kind()
        self._fill_days(line)
        self._refer(note, line)
        if line.type in {"ask", "pledge", "evidence"} and self.chance(0.75):
            self.ids += 1
            line.id = f"i{self.ids}"

    def _kind(self) -> str:
        return self.random.choice([*sorted(HARD) * 3, "finance", "finance", *sorted(SOFT)])

    def _fill_days(self, line: Line) -> None:
        wants = {"ask": 0.5, "pledge": 0.7}.get(line.type, 0.0)
        if line.type == "answer" and line.word in {"yes", "later"}:
            wants = 0.4
        if self.chance(wants):
            near = self.as_of - dt.timedelta(self.random.choice([-366, -365, -60, -1, 0, 1, 30, 31, 60, 120, 121, 150]))
            line.by = (
                near if near > line.day and self.chance(0.6) else line.day + dt.timedelta(self.random.randrange(1, 200))
            )
        if line.type == "review" and self.chance(0.4):
            line.until = line.day + dt.timedelta(self.random.choice([30, 90, 180, 365]))
        if line.type == "support":
            draw = self.random.random()
            line.ongoing = draw < 0.15
            if 0.15 < draw < 0.3:
                line.until = line.day + dt.timedelta(self.random.choice([10, 60, 180, 365, 500]))
            line.via = self.maybe(0.1, CHANNELS)
            line.project = self.maybe(0.15, ["Orchard Plan"])
            line.money = (500, "GBP") if self.chance(0.15) else None

    def _refer(self, note: Note, line: Line) -> None:
        wanted = {
            "answer": (0.35, {"ask": 6, "pledge": 2, "evidence": 1}),
            "pledge": (0.35, {"pledge": 5, "ask": 2, "evidence": 3}),
            "evidence": (0.7, {"pledge": 1}),
            "support": (0.6, {"pledge": 1}),
            "released": (0.8, {"pledge": 1}),
        }
        share, kinds = wanted.get(line.type, (0.0, {}))
        if not self.chance(share):
            return
        kind = self.random.choices(list(kinds), list(kinds.values()))[0]
        notes = self.vault.notes if self.chance(0.3) else [note]
        ids = [one.id for n in notes for one in n.lines if one.id and one.type == kind and one.day <= line.day]
        line.re = self.maybe(1.0 if ids else 0.0, [one for one in ids if one])
        if line.re and line.type == "released":
            line.kind = None
        if line.re and line.type in {"pledge", "support", "evidence"}:
            same = next(one for n in notes for one in n.lines if one.id == line.re)
            if same.type == "pledge" or self.chance(0.4):
                line.kind = same.kind

    def _twins(self) -> None:
        """The same contact again, in the note of somebody on the line."""
        for note in [n for n in self.vault.notes if n.kind == "person"]:
            for other in [n for n in self.vault.notes if n.kind == "person" and n is not note]:
                fit = [li for li in note.lines if li.links == (other.name,) and li.type in LIVE and not li.plan]
                fit = [li for li in fit if li.note == note.path]
                if fit and self.chance(0.5):
                    line = Line(**vars(self.random.choice(fit)))
                    line.note, line.links = other.path, (note.name,) if self.chance(0.5) else ()
                    line.hours, line.money = self.random.choice([None, 0.25, 2.0]), None
                    other.lines.append(line)

    def _meetings(self) -> None:
        for number in range(self.random.choice([0, 1, 3])):
            people = tuple(
                self.random.sample(list(self.vault.people), min(len(self.vault.people), self.random.randint(0, 2)))
            )
            houses = [name for name, one in self.vault.organisations.items() if one.has_note]
            note = Note(f"Meetings/Kappa {number}.md", "interaction", f"Kappa {number}", people=people)
            note.organisations = (self.random.choice(houses),) if self.chance(0.5) else ()
            note.day = self.past()
            name = self.random.choice(["meeting", "call", "meal", "event", "visit"])
            head = Line(note.path, 0, note.day, CANONICAL.get(name, name), spelt=name)
            self._fill_effort(head, 0.6)
            note.lines.append(head)
            self.vault.notes.append(note)
            if people or note.organisations:
                note.lines += [
                    self._line_of_type(note, kind) for kind in ["pledge", "task", "trust+"] if self.chance(0.5)
                ]

    def _line_of_type(self, note: Note, kind: str) -> Line:
        return self._bind(self._line(note, note.day or self.past(), {kind: 1}))

    def _nested(self, note: Note, parent: Line) -> Line:
        """A line under an entry: its day and its participants, and links of its own besides."""
        kind = self.random.choice(["pledge", "ask", "trust+", "task", "support"])
        line = self._bind(self._line(note, parent.day, {kind: 1}))
        line.nested = line.links
        line.links = tuple(dict.fromkeys([*line.links, *parent.links]))
        return line

    def _bind(self, line: Line) -> Line:
        """Without a day of its own, a line that commits counts only with a qualifier that belongs to it (§2.3)."""
        if line.type == "task":
            line.word = line.word or "good"
        if line.type == "offer":
            line.hours = line.hours or 0.5
        if line.type in {"ask", "pledge", "support"}:
            line.kind = line.kind or self._kind()
        return line

    def _daily_notes(self) -> None:
        everybody = [*self.vault.people, *(n for n, one in self.vault.organisations.items() if one.has_note)]
        for day in sorted({self.past() for _ in range(self.random.choice([0, 2, 6]))}):
            note = Note(f"Daily/{day}.md", "daily", str(day), day=day)
            for _ in range(self.random.randint(1, 3)):
                line = self._line(note, day, {k: v for k, v in LOG_TYPES.items() if k not in {"box", "plan", "review"}})
                line.links = line.links or (self.random.choice(everybody),)
                note.lines.append(self._bind(line))
            self.vault.notes.append(note)

    def _keep_sound_references(self) -> None:
        """A `re` to a line of somebody else, or of a later day, is a fault that the contract leaves open: drop it."""
        book = make_book(self.vault, dt.date(9999, 1, 1))
        by_id = {e.line.id: e for e in book.entries if e.line.id}
        rest = {name: SIZES[e.line.size or "small"] for name, e in by_id.items()}
        for entry in book.entries:
            if entry.line.re is None:
                continue
            target = by_id.get(entry.line.re)
            if entry.type == "support" and target is not None:
                first = target.line.re if target.line.re in rest else entry.line.re
                before = rest[first]
                rest[first] -= SIZES[entry.line.size] if entry.line.size else before
                target = target if before > 0 else None  # delivered already
            if target is None or _whom(target) != _whom(entry) or target.day > entry.day:
                entry.line.re = None
                if entry.type == "released":
                    entry.line.kind = "finance"


def _whom(entry: Entry) -> set[str]:
    return entry.reach.keys() | entry.alone


def _number(vault: Vault) -> None:
    for note in vault.notes:
        for number, line in enumerate(note.lines, 1):
            line.number = number


def make_vault(seed: int) -> tuple[Vault, dt.date]:
    """The vault of a seed and its as-of day."""
    made = Maker(seed)
    return made.vault, made.as_of
