"""The fields of a project (SPEC §2.2)."""

from collections.abc import Iterator

from netlead_md.linking.fields import Sheet
from netlead_md.linking.names import base_name
from netlead_md.linking.needs import help_kind, help_size
from netlead_md.linking.values import text_of
from netlead_md.model.config import Config
from netlead_md.model.network import Need, Project
from netlead_md.model.note import Note
from netlead_md.model.place import Trouble


def read_project(note: Note, sheet: Sheet, config: Config) -> Project:
    return Project(
        key=note.path,
        name=base_name(note.path),
        path=note.path,
        seeks=tuple(_needs(sheet, config)),
        start=sheet.date("start"),
        due=sheet.date("due"),
        status=sheet.text("status"),
    )


def _needs(sheet: Sheet, config: Config) -> Iterator[Need]:
    for value in sheet.listed("seeks"):
        mapping = value.value if isinstance(value.value, dict) else {"kind": value.value}
        if mapping.get("kind") is None:
            sheet.fault(Trouble.WRONG_TYPE, value, "seeks", "a kind of help, or {kind, size}", "a mapping")
            continue
        inside = isinstance(value.value, dict)
        kind_at = value.at("kind", mapping["kind"]) if inside else value
        size = config.size
        if mapping.get("size") is not None:
            size = help_size(sheet, value.at("size", mapping["size"]), "seeks", text_of(mapping["size"]), config)
        for word in text_of(mapping["kind"]).split(","):
            if word.strip() and (kind := help_kind(sheet, kind_at, "seeks", word, config)):
                yield Need(kind, size)
