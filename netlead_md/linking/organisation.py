"""The fields of an organisation (SPEC §2.2)."""

from collections.abc import Iterator

from netlead_md.linking.directory import Directory
from netlead_md.linking.fields import Sheet
from netlead_md.linking.names import base_name
from netlead_md.linking.needs import help_kind
from netlead_md.linking.person import cadence
from netlead_md.linking.values import text_of
from netlead_md.model.config import Config
from netlead_md.model.network import Organisation
from netlead_md.model.note import Note


def read_organisation(
    note: Note, sheet: Sheet, directory: Directory, aliases: tuple[str, ...], config: Config
) -> Organisation:
    return Organisation(
        key=note.path,
        name=base_name(note.path),
        path=note.path,
        aliases=aliases,
        power=sheet.choice("power"),
        interest=sheet.choice("interest"),
        engagement=sheet.choice("engagement"),
        engagement_wanted=sheet.choice("engagement_wanted"),
        decides=next(_deciders(sheet, directory), ""),
        decision_process=sheet.text("decision_process"),
        benefit_to_them=sheet.text("benefit_to_them"),
        could_give=tuple(dict.fromkeys(_help(sheet, config))),
        trust=sheet.level("trust"),
        trust_on=sheet.date("trust_on"),
        cadence=cadence(sheet, "cadence"),
        review_every=cadence(sheet, "review_every"),
        status=sheet.choice("status") or "active",
        parent=next(_parents(note.path, sheet, directory), ""),
        website=sheet.text("website"),
        industry=sheet.text("industry"),
        last_contact=sheet.date("last_contact"),
    )


def _deciders(sheet: Sheet, directory: Directory) -> Iterator[str]:
    for value in sheet.listed("decides"):
        yield from directory.people(sheet, value, "decides")


def _parents(path: str, sheet: Sheet, directory: Directory) -> Iterator[str]:
    for value in sheet.listed("parent"):
        key = directory.organisation(sheet, value, "parent")
        if key and key != path:
            yield key


def _help(sheet: Sheet, config: Config) -> Iterator[str]:
    for value in sheet.listed("could_give"):
        for word in text_of(value.value).split(","):
            if word.strip() and (kind := help_kind(sheet, value, "could_give", word, config)):
                yield kind
