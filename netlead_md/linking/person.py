"""The fields of a person (SPEC §2.2)."""

from collections.abc import Iterator
from typing import Any, Final

from netlead_md.linking.directory import Directory
from netlead_md.linking.fields import Sheet
from netlead_md.linking.lost import kept_text
from netlead_md.linking.names import base_name
from netlead_md.linking.values import Value, cadence_in, items, text_of
from netlead_md.model.network import Knows, Person, Role
from netlead_md.model.note import Note
from netlead_md.model.place import Trouble
from netlead_md.model.vocabulary import CHOICES

_CONTACT: Final = ("email", "phone", "linkedin", "website", "birthday", "address", "location")
CADENCE: Final = "14d, 2w, 3m, 1y, a number of days, weekly, monthly, quarterly or yearly"
_PARTS: Final = {
    "organisation": ("organisation", "organization", "org", "company", "employer", "work"),
    "title": ("title", "role", "position", "job_title"),
    "influence": ("influence",),
    "decision_role": ("decision_role",),
    "since": ("from", "since", "start"),
    "until": ("until", "to", "end"),
}
"""What an item of `roles` may hold."""


def read_person(note: Note, sheet: Sheet, directory: Directory, aliases: tuple[str, ...]) -> Person:
    return Person(
        key=note.path,
        name=base_name(note.path),
        path=note.path,
        aliases=aliases,
        roles=_roles(sheet, directory),
        responsibility=sheet.choice("responsibility") or "none",
        circle=sheet.choice("circle"),
        cadence=cadence(sheet, "cadence"),
        trust=sheet.level("trust"),
        trust_on=sheet.date("trust_on"),
        seen_as=sheet.texts("seen_as"),
        seen_as_on=sheet.date("seen_as_on"),
        knows=_knows(note.path, sheet, directory),
        met=sheet.date("met"),
        met_through=next(_through(sheet, directory), ""),
        ask_policy=sheet.choice("ask_policy") or "ok",
        status=sheet.choice("status") or "active",
        sensitive=sheet.flag("sensitive"),
        last_contact=sheet.date("last_contact"),
        contact=_contact(note, sheet),
    )


def cadence(sheet: Sheet, name: str) -> int | None:
    for value in sheet.listed(name):
        days = cadence_in(value.value)
        if days is None:
            sheet.fault(Trouble.BAD_VALUE, value, name, text_of(value.value), "", CADENCE)
        return days
    return None


def _through(sheet: Sheet, directory: Directory) -> Iterator[str]:
    for value in sheet.listed("met_through"):
        yield from directory.people(sheet, value, "met_through")


def _roles(sheet: Sheet, directory: Directory) -> tuple[Role, ...]:
    if sheet.has("roles") and (roles := tuple(_each_role(sheet, directory))):
        return roles
    keys = [
        key for value in sheet.listed("organisation") if (key := directory.organisation(sheet, value, "organisation"))
    ]
    title, influence, decision = sheet.text("title"), sheet.choice("influence"), sheet.choice("decision_role")
    return tuple(
        Role(key) if at else Role(key, title, influence, decision) for at, key in enumerate(dict.fromkeys(keys))
    )


def _each_role(sheet: Sheet, directory: Directory) -> Iterator[Role]:
    for value in sheet.listed("roles"):
        if isinstance(value.value, dict):
            parts = dict(_parts(value, value.value))
            if role := _role(sheet, directory, value, parts):
                yield role
        elif "[[" in str(value.value):
            if key := directory.organisation(sheet, value, "roles"):
                yield Role(key)
        else:
            expected = "a list of {organisation, title, influence, from, until}"
            sheet.fault(Trouble.WRONG_TYPE, value, "roles", expected, f"'{text_of(value.value)}'")


def _parts(value: Value, mapping: dict[Any, Any]) -> Iterator[tuple[str, Value]]:
    plain = {str(key).strip().lower().replace("-", "_").replace(" ", "_"): key for key in mapping}
    for name, synonyms in _PARTS.items():
        for synonym in synonyms:
            if synonym in plain and mapping[plain[synonym]] is not None:
                yield name, value.at(plain[synonym], mapping[plain[synonym]])
                break


def _role(sheet: Sheet, directory: Directory, value: Value, parts: dict[str, Value]) -> Role | None:
    stated = next(items(parts["organisation"]), None) if "organisation" in parts else None
    if stated is None:
        sheet.fault(Trouble.WRONG_TYPE, value, "roles", "an organisation in each role", "none")
        return None
    key = directory.organisation(sheet, stated, "roles")
    if not key:
        return None
    since = sheet.day("from", parts["since"], year=True) if "since" in parts else None
    until = sheet.day("until", parts["until"], end=True, year=True) if "until" in parts else None
    if since and until and until < since:
        name = text_of(stated.value)
        sheet.fault(Trouble.ROLE_ORDER, value, name, since.isoformat(), until.isoformat())
    title = text_of(parts["title"].value) if "title" in parts else ""
    chosen = [sheet.choose(name, parts[name]) if name in parts else "" for name in ("influence", "decision_role")]
    return Role(key, title, chosen[0], chosen[1], since, until)


def _knows(path: str, sheet: Sheet, directory: Directory) -> tuple[Knows, ...]:
    found: dict[str, str] = {}
    for value in sheet.listed("knows"):
        strength = ""
        whom = value
        if isinstance(value.value, dict):
            if value.value.get("person") is None:
                sheet.fault(Trouble.WRONG_TYPE, value, "knows", "a link, or {person, strength}", "a mapping")
                continue
            if value.value.get("strength") is not None:
                strength = sheet.choose("strength", value.at("strength", value.value["strength"]), CHOICES["strength"])
            whom = value.at("person", value.value["person"])
        for item in items(whom):
            for key in directory.people(sheet, item, "knows"):
                if key != path and not found.get(key):
                    found[key] = strength
    return tuple(Knows(key, strength) for key, strength in found.items())


def _contact(note: Note, sheet: Sheet) -> tuple[tuple[str, str], ...]:
    stated = [name for name in _CONTACT if sheet.has(name)]
    found = [(name, kept_text(note, sheet, value, name)) for name in stated for value in sheet.every(name)]
    return tuple(dict.fromkeys((name, text) for name, text in found if text))
