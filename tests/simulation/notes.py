"""The notes of the simulated user: which share of what happens he writes, how precisely, and where (SPEC §2.3)."""

import datetime as dt
from pathlib import Path
from typing import Final

from tests.simulation.organisations import Organisation, Person, Promise
from tests.simulation.parameters import Parameters, random_stream
from tests.simulation.reactions import Event, Events

_KINDS_OF_LINE: Final = {
    "trust+": "sign",
    "trust++": "sign",
    "trust-": "sign",
    "task": "task",
    "ask": "ask",
    "answer": "answer",
    "pledge": "pledge",
    "evidence": "evidence",
    "support": "support",
    "thanks": "thanks",
    "meeting": "contact",
    "call": "contact",
    "meal": "contact",
    "visit": "contact",
    "message": "contact",
}
"""Under which name the style says how likely a line of this type is written; all others are `other`."""
_CONTACTS: Final = frozenset({"meeting", "call", "meal", "visit", "message", "connect", "intro"})
_PROJECTS: Final = {
    "Old Mill": "seeks: [facilities, {kind: finance, size: medium}]",
    "Open Door": "seeks: [manpower, equipment]",
    "Safe Harbour": "seeks: [legal]",
}


class Notebook:
    """One vault that grows. What was not written stays known to the user, who may write it later."""

    def __init__(self, vault: Path, parameters: Parameters, style: str, seed: int) -> None:
        self.vault, self.style, self._places = vault, parameters.styles[style], parameters.places
        self._chance = random_stream(seed, "notes")
        self.unwritten: dict[str, Events] = {}
        self._ids: set[str] = set()

    def begin(self, organisations: list[Organisation]) -> None:
        """Write the notes that stand when it begins: me, projects, organisations, and the people whom I know."""
        (self.vault / ".obsidian").mkdir(parents=True)
        for folder in ("Organisations", "People", "Projects", "Daily"):
            (self.vault / folder).mkdir()
        self._append("Me.md", "---\ntype: me\nroles_now: [founder]\nhours_per_week: 30\ncapacity_orgs: 40\n---\n")
        for name, seeks in _PROJECTS.items():
            self._append(f"Projects/{name}.md", f"---\ntype: project\nstatus: active\n{seeks}\n---\n")
        for each in organisations:
            self._append(f"Organisations/{each.name}.md", self._organisation(each))
        known = [each.known[0] for each in organisations if each.known]
        for each in organisations:
            for person in each.known:
                self.meet(each, person, [])
            if not each.known:  # somebody whom I know knows somebody there
                friend = self._chance.choice(known)
                self.meet(each, each.people[0], [friend])

    def meet(self, one: Organisation, person: Person, friends: list[Person]) -> None:
        """Write the note of a person, if there is none yet."""
        if (self.vault / f"People/{person.name}.md").exists():
            return
        head = [f'organisation: "[[{one.name}]]"']
        head += self._field(f"influence: {'high' if person.decides else 'medium'}")
        head += self._field("decision_role: decides") if person.decides else []
        if friends:
            links = ", ".join(f'"[[{each.name}]]"' for each in friends)
            head.append(f"knows: [{links}]")
        self._append(f"People/{person.name}.md", "---\ntype: person\n" + "\n".join(head) + "\n---\n")

    def write(self, events: Events, *, pasted: bool = False) -> None:
        """Write each line with the chance of its type; a pasted one (the first of a step) with that of a step."""
        for event in events:
            likely = self.style.step if pasted else getattr(self.style, _KINDS_OF_LINE.get(event.type, "other"))
            if self._chance.random() < likely:
                self._put(event)
            else:
                self.unwritten.setdefault(event.organisation, []).append(event)

    def catch_up(self, organisation: str, *types: str) -> bool:
        """Write what of these types was left unwritten about them; whether there was anything."""
        missing = [each for each in self.unwritten.get(organisation, []) if each.type in types]
        for each in missing:
            self.unwritten[organisation].remove(each)
            self._put(each)
        return bool(missing)

    def write_promise(self, one: Organisation, promise: Promise) -> None:
        self._append(f"Organisations/{one.name}.md", f"- [ ] {promise.due} {promise.text}\n")

    def tick_promise(self, one: Organisation, promise: Promise, day: dt.date) -> None:
        path = self.vault / f"Organisations/{one.name}.md"
        open_, done = f"- [ ] {promise.due} {promise.text}\n", f"- [x] {promise.due} {promise.text} ✅ {day}\n"
        path.write_text(path.read_text(encoding="utf-8").replace(open_, done), encoding="utf-8")

    def _put(self, event: Event) -> None:
        place = self._place(event)
        daily = place.startswith("Daily/")
        who = [f"[[{event.person}]]"] if event.person and (daily or event.type in _CONTACTS) else []
        if daily and event.type not in _CONTACTS:
            who = [f"[[{event.organisation}]]"]
        text = " ".join([*who, *(f"with [[{each}]]" for each in event.others), event.text]).strip() or "talked"
        words = [event.type, *self._qualifiers(event)]
        code = ""
        if event.code and self._precise():
            self._ids.add(event.code)
            code = f" ^{event.code}"
        stamp = "" if daily else f"{event.day} "
        self._append(place, f"- {stamp}{' '.join(words)}: {text}{code}\n")

    def _place(self, event: Event) -> str:
        drawn = self._chance.random()
        if event.type == "review" or not event.person or drawn < self._places.organisation:
            return f"Organisations/{event.organisation}.md"
        if drawn < self._places.organisation + self._places.person:
            return f"People/{event.person}.md"
        return f"Daily/{event.day}.md"

    def _qualifiers(self, event: Event) -> list[str]:
        words = [event.outcome] if event.outcome else []
        if event.hours and self._precise():
            words.append(f"{round(event.hours * 60)}m")
        if event.kind and self._chance.random() < self.style.kind:
            words.append(event.kind)
        if event.rung and (event.type == "evidence" or self._precise()):
            words.append(event.rung)
        if event.size and self._precise():
            words.append(event.size)
        if event.by is not None and self._precise():
            words.append(f"by {event.by}")
        if event.re in self._ids and self._precise():
            words.append(f"re {event.re}")
        return words

    def _precise(self) -> bool:
        return self._chance.random() < self.style.precise

    def _field(self, line: str) -> list[str]:
        return [line] if self._chance.random() < self.style.fields else []

    def _organisation(self, one: Organisation) -> str:
        head = [
            *self._field(f"power: {one.power}"),
            *self._field(f"interest: {one.interest}"),
            *self._field(f"could_give: [{', '.join(one.could_give)}]"),
            *self._field("benefit_to_them: their people are proud of it"),
        ]
        return "\n".join(["---", "type: organisation", *head, "---", "", ""])

    def _append(self, path: str, text: str) -> None:
        with (self.vault / path).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
