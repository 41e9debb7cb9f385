"""The Markdown of a structured vault, as SPEC §2.1–2.3 has it."""

from pathlib import Path

from tests.reference.notes import Line, Note, Organisation, Person, Vault

CURRENCIES = {"GBP": "£", "EUR": "€"}


def write_vault(vault: Vault, folder: Path) -> None:
    for path, text in render_vault(vault).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def render_vault(vault: Vault) -> dict[str, str]:
    """Text by path."""
    me = ["type: me", f"roles_now: [{', '.join(vault.roles_now)}]"]
    me += [f"currency: {vault.currency}"] if vault.currency else []
    texts = {"Me.md": _page(me, [])}
    for project in vault.projects.values():
        seeks = [f"  - {{kind: {kind}, size: {size}}}" for kind, size in project.seeks]
        texts[f"Projects/{project.name}.md"] = _page(["type: project", "seeks:", *seeks], [])
    for note in vault.notes:
        texts[note.path] = _note(vault, note)
    return texts


def _page(front: list[str], body: list[str]) -> str:
    return "\n".join(["---", *front, "---", *body, ""])


def _note(vault: Vault, note: Note) -> str:
    if note.kind == "daily":
        return "\n".join([*(f"- {_entry(line)}" for line in note.lines), ""])
    if note.kind == "interaction":
        head, *rest = note.lines
        return _page(_interaction(note, head), [f"- {_entry(line)}" for line in rest])
    person = note.kind == "person"
    front = _person(vault.people[note.name]) if person else _organisation(vault.organisations[note.name])
    return _page(front, [_dated(line) for line in note.lines])


def _link(name: str) -> str:
    return f'"[[{name}]]"'


def _pairs(**fields: object) -> list[str]:
    return [f"{name}: {value}" for name, value in fields.items() if value is not None]


def _person(person: Person) -> list[str]:
    front = ["type: person"]
    if person.has_role_list:
        front.append("roles:")
        for role in person.roles:
            fields = {"influence": role.influence, "from": role.since, "until": role.until}
            front.append(f"  - organisation: {_link(role.organisation)}")
            front += [f"    {name}: {value}" for name, value in fields.items() if value is not None]
    elif person.roles:
        front.append(f"organisation: [{', '.join(_link(role.organisation) for role in person.roles)}]")
    front += _pairs(
        influence=person.influence, responsibility=person.responsibility, circle=person.circle,
        cadence=f"{person.cadence}d" if person.cadence else None,
        seen_as=f"[{', '.join(person.seen_as)}]" if person.seen_as else None, seen_as_on=person.seen_as_on,
        met_through=_link(person.met_through) if person.met_through else None, ask_policy=person.ask_policy,
        status=person.status, trust=person.stated,
        trust_on="2026-01-01" if person.stated is not None else None, last_contact=person.last_contact,
    )  # fmt: skip
    if person.knows:
        front.append("knows:")
        for name, strength in person.knows:
            front.append(f"  - {{person: {_link(name)}, strength: {strength}}}" if strength else f"  - {_link(name)}")
    return front


def _organisation(organisation: Organisation) -> list[str]:
    fields = _pairs(
        power=organisation.power, interest=organisation.interest, status=organisation.status,
        trust=organisation.stated, trust_on="2026-01-01" if organisation.stated is not None else None,
        last_contact=organisation.last_contact,
    )  # fmt: skip
    return ["type: organisation", *fields]


def _interaction(note: Note, head: Line) -> list[str]:
    return [
        f"type: {head.spelt}",
        *_pairs(
            date=note.day,
            people=f"[{', '.join(map(_link, note.people))}]" if note.people else None,
            organisation=_link(note.organisations[0]) if note.organisations else None,
            duration=_hours(head.hours) if head.hours is not None else None,
            cost=f"{CURRENCIES[head.money[1]]}{head.money[0]:g}" if head.money else None,
        ),
    ]


def _dated(line: Line) -> str:
    if line.type == "box":
        tick = f" ✅ {line.ticked_on}" if line.ticked_on else ""
        return f"- [{'x' if line.ticked else ' '}] {line.day} {line.text}{_links(line)}{tick}"
    if line.nested is not None:
        return f"  - {_entry(line)}"
    return f"- {'[ ] ' if line.plan else ''}{line.day} {_entry(line)}"


def _entry(line: Line) -> str:
    words = [line.spelt or line.type]
    words += [word for word in (line.word, line.kind, line.rung, line.size) if word]
    words += [_hours(line.hours)] if line.hours is not None else []
    words += [f"{CURRENCIES[line.money[1]]}{line.money[0]:g}"] if line.money else []
    words += [f"by {line.by}"] if line.by else []
    words += [f"until {line.until}"] if line.until else []
    words += ["ongoing"] if line.ongoing else []
    words += [f"re {line.re}"] if line.re else []
    words += [f"via {_channel(line.via)}"] if line.via else []
    words += [f"for [[{line.project}]]"] if line.project else []
    mark = f" ^{line.id}" if line.id else ""
    return f"{' '.join(words)}: {line.text}{_links(line)}{mark}"


def _links(line: Line) -> str:
    links = line.links if line.nested is None else line.nested
    return "".join(f" [[{name}]]" for name in links)


def _channel(via: str) -> str:
    return f"[[{via}]]" if " " in via else via


def _hours(hours: float) -> str:
    minutes = round(hours * 60)
    return f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}m"
