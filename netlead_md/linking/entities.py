"""The fields of a person (SPEC §2.2)."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final, cast

import msgspec

from netlead_md.linking.entity_resolver import EntityResolver
from netlead_md.linking.fields import NoteFields, recover_text
from netlead_md.linking.link_resolver import link_name
from netlead_md.linking.note_names import job_title
from netlead_md.linking.symbol_table import MEETING_TYPES, bare_word
from netlead_md.linking.values import (
    Value,
    field_day,
    parse_cadence,
    parse_hours,
    parse_money,
    single_values,
    value_text,
)
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import FaultKind
from netlead_md.model.network import Acquaintance, Need, Organisation, Owner, Person, Project, Role
from netlead_md.model.note import LogLine, Note
from netlead_md.model.vocabulary import CHOICES, CONTACT, CURRENCIES, HARD, KINDS, SIZES, SOFT, TYPES
from netlead_md.model.words import (
    AskPolicy,
    Circle,
    DecisionRole,
    Engagement,
    EntityStatus,
    EntryTypeName,
    HelpKind,
    Level,
    Responsibility,
    SizeName,
    TieStrength,
    Unsaid,
)
from netlead_md.parsing.dates import find_file_name_date, find_line_date
from netlead_md.parsing.lexicons import LANGUAGES
from netlead_md.parsing.suggestions import suggest_choice

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


def read_person(note: Note, sheet: NoteFields, directory: EntityResolver, aliases: tuple[str, ...]) -> Person:
    influence = cast("Level | Unsaid", sheet.choice("influence"))
    return Person(
        key=note.path,
        name=directory.name_of(note.path),
        path=note.path,
        aliases=aliases,
        roles=_read_roles(sheet, directory, influence),
        influence="" if sheet.has("roles") else influence,
        responsibility=cast("Responsibility", sheet.choice("responsibility") or "none"),
        circle=cast("Circle | Unsaid", sheet.choice("circle")),
        cadence=read_cadence(sheet, "cadence"),
        trust=sheet.level("trust"),
        trust_on=sheet.date("trust_on"),
        seen_as=sheet.texts("seen_as"),
        seen_as_on=sheet.date("seen_as_on"),
        knows=_read_acquaintances(note.path, sheet, directory),
        met=sheet.date("met"),
        met_through=next(_read_met_through(sheet, directory), ""),
        ask_policy=cast("AskPolicy", sheet.choice("ask_policy") or "ok"),
        status=cast("EntityStatus", sheet.choice("status") or "active"),
        sensitive=sheet.flag("sensitive"),
        last_contact=sheet.date("last_contact"),
        contact=_read_contact_data(note, sheet),
    )


def read_cadence(sheet: NoteFields, name: str) -> int | None:
    for value in sheet.listed(name):
        days = parse_cadence(value.value)
        if days is None:
            sheet.fault(FaultKind.BAD_VALUE, value, name, value_text(value.value), "", CADENCE)
        return days
    return None


def _read_met_through(sheet: NoteFields, directory: EntityResolver) -> Iterator[str]:
    for value in sheet.listed("met_through"):
        yield from directory.people(sheet, value, "met_through")


def _read_roles(sheet: NoteFields, directory: EntityResolver, influence: Level | Unsaid) -> tuple[Role, ...]:
    if sheet.has("roles") and (roles := tuple(_each_role(sheet, directory))):
        return roles
    keys = [
        key for value in sheet.listed("organisation") if (key := directory.organisation(sheet, value, "organisation"))
    ]
    title, decision = _read_title(sheet, directory), cast("DecisionRole | Unsaid", sheet.choice("decision_role"))
    return tuple(
        Role(key) if at else Role(key, title, influence, decision) for at, key in enumerate(dict.fromkeys(keys))
    )


def _read_title(sheet: NoteFields, directory: EntityResolver) -> str:
    """What somebody does; in the note of a slug `title` may hold the name."""
    title = sheet.text("title")
    name = directory.name_of(sheet.path)
    return job_title(sheet.every("title"), name) if title == name else title


def _each_role(sheet: NoteFields, directory: EntityResolver) -> Iterator[Role]:
    for value in sheet.listed("roles"):
        if isinstance(value.value, dict):
            parts = dict(_role_parts(value, value.value))
            if role := _read_role(sheet, directory, value, parts):
                yield role
        elif "[[" in str(value.value):
            if key := directory.organisation(sheet, value, "roles"):
                yield Role(key)
        else:
            expected = "a list of {organisation, title, influence, from, until}"
            sheet.fault(FaultKind.WRONG_TYPE, value, "roles", expected, f"'{value_text(value.value)}'")


def _role_parts(value: Value, mapping: dict[Any, Any]) -> Iterator[tuple[str, Value]]:
    plain = {str(key).strip().lower().replace("-", "_").replace(" ", "_"): key for key in mapping}
    for name, synonyms in _PARTS.items():
        for synonym in synonyms:
            if synonym in plain and mapping[plain[synonym]] is not None:
                yield name, value.at(plain[synonym], mapping[plain[synonym]])
                break


def _read_role(sheet: NoteFields, directory: EntityResolver, value: Value, parts: dict[str, Value]) -> Role | None:
    stated = next(single_values(parts["organisation"]), None) if "organisation" in parts else None
    if stated is None:
        sheet.fault(FaultKind.WRONG_TYPE, value, "roles", "an organisation in each role", "none")
        return None
    key = directory.organisation(sheet, stated, "roles")
    if not key:
        return None
    since = sheet.day("from", parts["since"], year=True) if "since" in parts else None
    until = sheet.day("until", parts["until"], end=True, year=True) if "until" in parts else None
    if since and until and until < since:
        name = value_text(stated.value)
        sheet.fault(FaultKind.ROLE_ORDER, value, name, since.isoformat(), until.isoformat())
    title = value_text(parts["title"].value) if "title" in parts else ""
    chosen = [sheet.choose(name, parts[name]) if name in parts else "" for name in ("influence", "decision_role")]
    influence, decision = cast("Level | Unsaid", chosen[0]), cast("DecisionRole | Unsaid", chosen[1])
    return Role(key, title, influence, decision, since, until)


def _read_acquaintances(path: str, sheet: NoteFields, directory: EntityResolver) -> tuple[Acquaintance, ...]:
    found: dict[str, TieStrength | Unsaid] = {}
    for value in sheet.listed("knows"):
        strength: TieStrength | Unsaid = ""
        whom = value
        if isinstance(value.value, dict):
            if value.value.get("person") is None:
                sheet.fault(FaultKind.WRONG_TYPE, value, "knows", "a link, or {person, strength}", "a mapping")
                continue
            if value.value.get("strength") is not None:
                at = value.at("strength", value.value["strength"])
                strength = cast("TieStrength", sheet.choose("strength", at, CHOICES["strength"]))
            whom = value.at("person", value.value["person"])
        for item in single_values(whom):
            for key in directory.people(sheet, item, "knows"):
                if key != path and not found.get(key):
                    found[key] = strength
    return tuple(Acquaintance(key, strength) for key, strength in found.items())


def _read_contact_data(note: Note, sheet: NoteFields) -> tuple[tuple[str, str], ...]:
    stated = [name for name in _CONTACT if sheet.has(name)]
    found = [(name, recover_text(note, sheet, value, name)) for name in stated for value in sheet.every(name)]
    return tuple(dict.fromkeys((name, text) for name, text in found if text))


# A meeting note: its fields make one entry, and stand behind the lines in its body (SPEC §2.2, §2.4).


_TYPE_FIELDS: Final = ("channel", "mode", "type", "kind", "fileclass", "tags", "categories")
_CREATED: Final = frozenset({"created", "date_created", "creation_date"})


class MeetingFields(msgspec.Struct, frozen=True):
    people: tuple[str, ...]
    organisations: tuple[str, ...]
    line: LogLine | None
    """The entry that the note makes; None without a day."""
    unsure: tuple[tuple[str, ...], ...] = ()
    """Of each first name among the attendees that several people have: their keys."""


def read_meeting(note: Note, sheet: NoteFields, directory: EntityResolver, config: Config) -> MeetingFields:
    """Who met and when: from fields, labels, the title and the first paragraph (SPEC §2.5)."""
    people = dict.fromkeys(key for value in sheet.listed("people") for key in directory.people(sheet, value, "people"))
    organisations = dict.fromkeys(_meeting_organisations(sheet, directory))
    unsure: list[tuple[str, ...]] = []
    for label in note.labels:
        if label.kind == "people":
            people |= dict.fromkeys(_labelled(label.text, directory, unsure))
    if not people:
        for key in _opening(note, directory):
            (people if directory.kinds.get(key) == "person" else organisations)[key] = None
    day = _day(note, sheet)
    line = _meeting_line(note, sheet, day, config) if day else None
    return MeetingFields(tuple(people), tuple(organisations), line, tuple(unsure))


def _meeting_organisations(sheet: NoteFields, directory: EntityResolver) -> Iterator[str]:
    for value in sheet.listed("organisation"):
        if key := directory.organisation(sheet, value, "organisation"):
            yield key


def _labelled(text: str, directory: EntityResolver, unsure: list[tuple[str, ...]]) -> Iterator[str]:
    """Who stands behind a label: by their name, or by a first name that one person alone has."""
    fitting = directory.called(text)
    if len(fitting) == 1:
        yield fitting[0]
    elif fitting:
        unsure.append(fitting)


def _opening(note: Note, directory: EntityResolver) -> Iterator[str]:
    """People and organisations linked in the title or the first paragraph, or named in full by the file's name."""
    folder = note.path.rpartition("/")[0]
    for link in note.opening:
        path = directory.resolver.match(link.target, folder).path
        if directory.kinds.get(path) in {"person", "organisation"}:
            yield path
    yield from directory.full_names(link_name(note.path)).values()


def _day(note: Note, sheet: NoteFields) -> dt.date | None:
    """From the property, a label, or the file's name, in any form that is certain."""
    if day := sheet.date("date"):
        return day
    stated = [field.value for field in note.fields if field.key in _CREATED]
    labels = [label.text for label in note.labels if label.kind == "date"]
    for value in (*stated, *labels):
        if day := field_day(value) or (_day_of(value) if isinstance(value, str) else None):
            return day
    return find_file_name_date(link_name(note.path))


def _day_of(text: str) -> dt.date | None:
    found = find_line_date(text, LANGUAGES)
    return None if found is None or found.yearless else found.date


def _meeting_line(note: Note, sheet: NoteFields, day: dt.date, config: Config) -> LogLine:
    word = next((word for word in _type_words(note) if _contact_type(word, config)), "meeting")
    hours = sheet.read("duration", parse_hours, "a duration such as 45m or 1h30")
    cost = sheet.read("cost", parse_money, "an amount such as 40 or £40")
    money, currency = cost or (None, "")
    return LogLine(
        line=1,
        column=1,
        type=_contact_type(word, config) or "meeting",
        form="dated",
        date=day,
        word=word,
        text=link_name(note.path),
        hours=hours,
        money=money,
        currency=currency,
    )


def _contact_type(word: str, config: Config) -> EntryTypeName | Unsaid:
    word = config.words.get(word, word)
    if word in MEETING_TYPES:
        return MEETING_TYPES[word]
    found = TYPES.get(word) or TYPES.get(word.removesuffix("s"))
    return found if found in CONTACT else ""


def _type_words(note: Note) -> Iterator[str]:
    for key in _TYPE_FIELDS:
        for field in (*note.fields, *note.inline):
            if field.key == key:
                values = field.value if isinstance(field.value, list) else [field.value]
                yield from (bare_word(value_text(value)) for value in values)


# The fields of the owner's own note (SPEC §2.2).


def read_me(note: Note, sheet: NoteFields, name: str) -> Owner:
    capacity, currency = sheet.number("capacity_orgs"), sheet.text("currency").strip()
    return Owner(
        path=note.path,
        name=name,
        roles_now=sheet.texts("roles_now"),
        roles_before=sheet.texts("roles_before"),
        hours_per_week=sheet.number("hours_per_week"),
        capacity_orgs=None if capacity is None else int(capacity),
        currency=CURRENCIES.get(currency, currency.upper()),
    )


# Kinds and sizes of help in fields: what a project seeks, what an organisation could give.


def help_kind(sheet: NoteFields, value: Value, field: str, written: str, config: Config) -> HelpKind | Unsaid:
    """The kind that a word means, or empty with a fault."""
    word = written.strip().lower()
    word = config.words.get(word, word)
    if kind := KINDS.get(word):
        return kind
    nearest = suggest_choice(word, KINDS)
    sheet.fault(FaultKind.BAD_VALUE, value, field, written.strip(), nearest, ", ".join(sorted(HARD | SOFT)))
    return ""


def help_size(sheet: NoteFields, value: Value, field: str, written: str, config: Config) -> int:
    """The size that a word means; where it is none, that of a line without one."""
    word = written.strip().lower()
    word = config.words.get(word, word)
    if word not in SIZES:
        sheet.fault(FaultKind.BAD_VALUE, value, field, written, suggest_choice(word, SIZES), ", ".join(SIZES))
    return SIZES.get(cast("SizeName", word), config.size)


# The fields of an organisation (SPEC §2.2).


def read_organisation(
    note: Note, sheet: NoteFields, directory: EntityResolver, aliases: tuple[str, ...], config: Config
) -> Organisation:
    return Organisation(
        key=note.path,
        name=directory.name_of(note.path),
        path=note.path,
        aliases=aliases,
        power=cast("Level | Unsaid", sheet.choice("power")),
        interest=cast("Level | Unsaid", sheet.choice("interest")),
        engagement=cast("Engagement | Unsaid", sheet.choice("engagement")),
        engagement_wanted=cast("Engagement | Unsaid", sheet.choice("engagement_wanted")),
        decides=next(_read_deciders(sheet, directory), ""),
        decision_process=sheet.text("decision_process"),
        benefit_to_them=sheet.text("benefit_to_them"),
        could_give=tuple(dict.fromkeys(_read_could_give(sheet, config))),
        trust=sheet.level("trust"),
        trust_on=sheet.date("trust_on"),
        cadence=read_cadence(sheet, "cadence"),
        review_every=read_cadence(sheet, "review_every"),
        status=cast("EntityStatus", sheet.choice("status") or "active"),
        parent=next(_read_parents(note.path, sheet, directory), ""),
        website=sheet.text("website"),
        industry=sheet.text("industry"),
        last_contact=sheet.date("last_contact"),
    )


def _read_deciders(sheet: NoteFields, directory: EntityResolver) -> Iterator[str]:
    for value in sheet.listed("decides"):
        yield from directory.people(sheet, value, "decides")


def _read_parents(path: str, sheet: NoteFields, directory: EntityResolver) -> Iterator[str]:
    for value in sheet.listed("parent"):
        key = directory.organisation(sheet, value, "parent")
        if key and key != path:
            yield key


def _read_could_give(sheet: NoteFields, config: Config) -> Iterator[HelpKind]:
    for value in sheet.listed("could_give"):
        for word in value_text(value.value).split(","):
            if word.strip() and (kind := help_kind(sheet, value, "could_give", word, config)):
                yield kind


# The fields of a project (SPEC §2.2).


def read_project(note: Note, sheet: NoteFields, config: Config, name: str) -> Project:
    return Project(
        key=note.path,
        name=name,
        path=note.path,
        seeks=tuple(_read_needs(sheet, config)),
        start=sheet.date("start"),
        due=sheet.date("due"),
        status=sheet.text("status"),
    )


def _read_needs(sheet: NoteFields, config: Config) -> Iterator[Need]:
    for value in sheet.listed("seeks"):
        mapping = value.value if isinstance(value.value, dict) else {"kind": value.value}
        if mapping.get("kind") is None:
            sheet.fault(FaultKind.WRONG_TYPE, value, "seeks", "a kind of help, or {kind, size}", "a mapping")
            continue
        inside = isinstance(value.value, dict)
        kind_at = value.at("kind", mapping["kind"]) if inside else value
        size = config.size
        if mapping.get("size") is not None:
            size = help_size(sheet, value.at("size", mapping["size"]), "seeks", value_text(mapping["size"]), config)
        for word in value_text(mapping["kind"]).split(","):
            if word.strip() and (kind := help_kind(sheet, kind_at, "seeks", word, config)):
                yield Need(kind, size)
