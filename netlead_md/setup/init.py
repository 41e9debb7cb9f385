"""What a vault holds, and by what it was told: the ground of `init`'s words and of its proposal."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final, cast

import msgspec
import tomlkit
from tomlkit.items import Table

from netlead_md.linking import link
from netlead_md.linking.fields import field_names
from netlead_md.linking.link_resolver import link_name, normalise_name
from netlead_md.linking.note_names import find_twins
from netlead_md.linking.symbol_table import MEETING_TYPES, KindWords, find_kind_folder, kind_of, kind_words
from netlead_md.model.config import Config
from netlead_md.model.network import Network
from netlead_md.model.note import Note
from netlead_md.model.words import NoteKind
from netlead_md.setup.evidence import doubt_folder, gather_evidence
from netlead_md.setup.field_proposals import count_field_words, propose_fields, propose_settings, rank_counts
from netlead_md.setup.proposals import LABELS, ConfigProposal, find_field_words, left_out, propose_kinds
from netlead_md.vault import config as obsidian
from netlead_md.vault.config import normalise_key
from netlead_md.wording.phrases import pluralise

KINDS: Final = ("person", "organisation", "project", "interaction")
_REPORTED_FIELDS: Final = ("organisation", "last_contact")
_KIND_TABLES: Final = ("kinds", "folders")


class VaultSurvey(msgspec.Struct, frozen=True):
    marks: dict[str, tuple[tuple[str, int], ...]]
    """Kind to the marks that tell it (`tag person`), the commonest first."""
    fields: dict[str, tuple[str, ...]]
    """`organisation` and `last_contact` to the names that people's notes have for them, the commonest first."""
    daily: int
    others: int
    named: int
    """Organisations without a note."""
    proposals: tuple[ConfigProposal, ...]
    me: bool = False
    unreadable: int = 0
    left_out: dict[str, int] = {}
    """Folders with notes that look like people or organisations, and that no line takes in; with how many."""
    names: int = 0
    """Notes of no kind that are called as people are."""


def survey_vault(
    network: Network, notes: Mapping[str, Note], config: Config, texts: Iterable[str] = (), written: Iterable[str] = ()
) -> VaultSurvey:
    """Look at all notes. Counts are of notes, those among them that only a proposal tells.

    `texts` are those of the files, for days and languages; `written` are the keys that the config has.
    """
    known = kind_words(config)
    others = _list_undecided(network, notes, known)
    evidence = gather_evidence(others, notes, field_names(config))
    evidence |= {path: doubt_folder(each) for path, each in evidence.items() if network.kinds[path] != "other"}
    proposed = propose_kinds(others, evidence, known.words.keys() | MEETING_TYPES.keys())
    if proposed:
        config = _apply_proposals(config, proposed)
        network = link(tuple(notes.values()), config, network.files, network.unreadable)
    kinds = {path: kind for path, kind in network.kinds.items() if path in notes}
    people = [notes[path] for path in sorted(kinds) if kinds[path] == "person"]
    proposed += propose_fields(people, network, config)
    proposed += propose_settings(notes.values(), texts, frozenset(written))
    counts = Counter(kinds.values())
    return VaultSurvey(
        _count_marks(notes, kinds, config),
        {
            name: tuple(word for word, _ in rank_counts(count_field_words(people, name, config)))
            for name in _REPORTED_FIELDS
        },
        counts["daily"],
        counts["other"],
        sum(one.path is None for one in network.organisations.values()),
        tuple(proposed),
        me=counts["me"] > 0,
        unreadable=len(network.unreadable),
        left_out=left_out(others, evidence, (path for path, kind in kinds.items() if kind != "other")),
        names=sum(evidence[note.path].named for note in others),
    )


def _list_undecided(network: Network, notes: Mapping[str, Note], known: KindWords) -> list[Note]:
    """Notes of no kind, and those that only the bare name of a folder makes a meeting or a project."""
    twins = frozenset(find_twins(network.kinds))
    weak = ("interaction", "project")
    return [
        notes[path]
        for path, kind in sorted(network.kinds.items())
        if path in notes
        and (kind == "other" or (kind in weak and kind_of(notes[path], known).weak))
        and not notes[path].template
        and path not in twins
    ]


def _count_marks(
    notes: Mapping[str, Note], kinds: Mapping[str, NoteKind], config: Config
) -> dict[str, tuple[tuple[str, int], ...]]:
    """By kind, what tells it in how many notes, the commonest first."""
    known = kind_words(config)
    marks: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for path in sorted(kinds):
        if (kind := kinds[path]) in marks:
            marks[kind][_find_mark(notes[path], kind, known)] += 1
    return {kind: tuple(rank_counts(found)) for kind, found in marks.items()}


def _apply_proposals(config: Config, proposed: Iterable[ConfigProposal]) -> Config:
    rows = {table: {each.word.lower(): each.ours for each in proposed if each.table == table} for table in _KIND_TABLES}
    kinds, folders = (cast("dict[str, NoteKind]", rows[table]) for table in _KIND_TABLES)
    return msgspec.structs.replace(config, kinds=config.kinds | kinds, folders=config.folders | folders)


def _find_mark(note: Note, kind: str, known: KindWords) -> str:
    for name, keys in LABELS:
        for word, _ in find_field_words(note, keys):
            if known.words.get(word) == kind:
                return f"{name} {word}"
    if folder := find_kind_folder(note.path, kind, known):
        return f"folder {folder}"
    return "by being named" if kind == "organisation" else "tag in the text"


# A first person and a first organisation, for a vault that has neither.


_FIRST: Final = {
    "People/Somebody who trusts me.md": """\
---
type: person
organisation: "[[Where they work]]"
title:
---
# Somebody who trusts me

Rename this note to their name. Then write one line each time that you meet, call or help, such as
`- 2026-06-30 call 20m: about the room`. The line begins with a bullet and stands below this sentence.
""",
    "Organisations/Where they work.md": """\
---
type: organisation
---
# Where they work

Rename this note to its name. Whatever you ask of them and they give is one line each, such as
`- 2026-06-30 ask facilities by 2026-07-15: a room for the evening`.
""",
}


def build_starter_notes(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(path, text) of each; one whose base name is in use is left out (COMPATIBILITY 12)."""
    taken = {normalise_name(link_name(path)) for path in files}
    for path, text in _FIRST.items():
        if normalise_name(link_name(path)) not in taken:
            yield path, text


# Note templates and one-tap lines for Obsidian, in the syntax of the plugin that the vault has.


TEMPLATE_FOLDER: Final = "Templates"
"""Where Obsidian's settings name none."""
_DATE: Final = re.compile(r"\{\{date:([^}]*)\}\}")


def build_note_templates(vault: Path) -> Iterator[tuple[str, str]]:
    """(path, text) of each. Templater's folder wins: who has set one writes with it."""
    folder, templater = obsidian.find_template_folder(vault)
    for file in sorted(_find_template_folder().glob("*.md")):
        text = file.read_text(encoding="utf-8")
        yield f"{folder or TEMPLATE_FOLDER}/netlead {file.name}", _to_templater(text) if templater else text


def _find_template_folder() -> Path:
    """In a wheel beside the package's modules, in a checkout beside the package."""
    package = Path(str(files("netlead_md")))
    inside = package / "templates" / "notes"
    return inside if inside.is_dir() else package.parent / "templates" / "notes"


def _to_templater(text: str) -> str:
    text = _DATE.sub(r'<% tp.date.now("\1") %>', text)
    return text.replace("{{title}}", "<% tp.file.title %>")


# The `netlead.toml` that fits a vault. Comments and order of one that is there survive.


_HEAD: Final = """\
# How netlead reads this vault. Everything has a default: delete what you do not need.
rules = 1 # the constants of trust and support that hold; a later netlead keeps them

# output = "Netlead" # the folder that the pages go to
# as_of = 2026-06-30 # compute everything for this day; today if left out
# capacity_orgs = 20 # organisations that you have room for

# Words of yours for kinds of note and for fields, for example:
# [kinds]
# kontakt = "person"
# [fields]
# arbeitgeber = "organisation"
"""


_TABLE_HEAD: Final = re.compile(r"^[ \t]*\[", re.MULTILINE)
_LONGEST_COMMENT: Final = 120


def written_keys(text: str) -> frozenset[str]:
    """The keys that a config has, `daily.folder` for one in a table; of a broken one none."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return frozenset()
    within = (f"{table}.{key}" for table, rows in tree.items() if isinstance(rows, dict) for key in rows)
    return frozenset({*tree, *within})


def propose_config(text: str, found: VaultSurvey, *, obsidian_vault: bool = False) -> str:
    """The config with what it lacks. `text`: the one that is there, sound TOML, or empty.

    What the user has said is never changed, and nothing is added a second time. `obsidian_vault`: one of Obsidian's.
    """
    lines = [(each.word, _setting_line(each)) for each in found.proposals if not each.table]
    if obsidian_vault:
        lines.append(("bases", "bases = true # tables of people, organisations and ledgers for Obsidian Bases\n"))
    text = _add_settings(text or _HEAD, lines)
    document = tomlkit.parse(text)
    for each in found.proposals:
        if not each.table:
            continue
        if each.table not in document:
            document.add(tomlkit.nl())
            document.add(each.table, tomlkit.table())
        table = document[each.table]
        if isinstance(table, Table) and not any(_is_same_key(each.table, key, each.word) for key in table):
            value = tomlkit.string(each.ours)
            value.comment(_comment(each))
            table.add(each.word, value)
    return tomlkit.dumps(document)


def _setting_line(each: ConfigProposal) -> str:
    value = f"[{_quoted(each.ours.split(','))}]" if each.word == "languages" else _quoted([each.ours])
    return f"{'' if each.certain else '# '}{each.word} = {value} # {_comment(each)}\n"


def _add_settings(text: str, lines: Iterable[tuple[str, str]]) -> str:
    """The text with new keys outside tables, each with its line: before the first table, or at its end.

    One that it has already, be it as a comment, is left out.
    """
    new = [line for key, line in lines if not re.search(rf"^[# \t]*{key}\b", text, re.MULTILINE)]
    if not new:
        return text
    at = next((head.start() for head in _TABLE_HEAD.finditer(text) if _is_whole(text[: head.start()])), len(text))
    before = text[:at] if not text[:at] or text[:at].endswith("\n") else f"{text[:at]}\n"
    return before + "".join(new) + ("\n" if at < len(text) else "") + text[at:]


def _quoted(values: Iterable[str]) -> str:
    return ", ".join(f'"{value}"' for value in values)


def _is_whole(text: str) -> bool:
    """Whether a text is TOML by itself: a line with a bracket may stand within a list or a long text."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _comment(proposal: ConfigProposal) -> str:
    """How many, and why; on one line whatever the names of fields hold."""
    if proposal.word == "date_order":
        told = f"{pluralise(proposal.notes, 'day')} {proposal.why}"
    else:
        told = f"{pluralise(proposal.notes, 'note')}{': ' if proposal.why else ''}{proposal.why}"
    plain = "".join(letter if letter.isprintable() else " " for letter in told)
    return plain if len(plain) <= _LONGEST_COMMENT else f"{plain[: _LONGEST_COMMENT - 1]}…"


def _is_same_key(table: str, one: str, other: str) -> bool:
    return normalise_key(table, one) == normalise_key(table, other)


# What `init` says that it found, in sentences.


_NAMES = {
    "person": ("person", "people"),
    "organisation": ("organisation", "organisations"),
    "project": ("project", "projects"),
    "interaction": ("meeting note", "meeting notes"),
}
_READ = {"organisation": "organisation", "last_contact": "last contact"}
_MOST = 3


def describe_survey(found: VaultSurvey) -> tuple[str, ...]:
    """One line for each kind of note, one for the fields, one for the rest."""
    told = (*_describe_kinds(found), *_describe_fields(found), *_describe_rest(found)) or ("no notes yet",)
    return (*told, *_describe_missing(found))


def _describe_kinds(found: VaultSurvey) -> Iterator[str]:
    for kind in KINDS:
        if marks := found.marks[kind]:
            told = ", ".join(_describe_mark(mark) for mark, _ in marks[:_MOST])
            more = f" and {len(marks) - _MOST:,} other ways" if len(marks) > _MOST else ""
            yield f"{pluralise(sum(count for _, count in marks), *_NAMES[kind])} {told}{more}"
    if found.named:
        yield f"{pluralise(found.named, *_NAMES['organisation'])} without a note, named by people"


def _describe_mark(mark: str) -> str:
    name, _, word = mark.partition(" ")
    return f"in `{word}/`" if name == "folder" else f"by {name} `{word}`" if word != "in the text" else f"by {mark}"


def _describe_fields(found: VaultSurvey) -> Iterator[str]:
    for name, words in found.fields.items():
        if words:
            yield f"{_READ[name]} from {', '.join(f'`{word}`' for word in words[:_MOST])}"


def _describe_rest(found: VaultSurvey) -> Iterator[str]:
    if found.me:
        yield "1 note about yourself"
    if found.daily:
        yield pluralise(found.daily, "daily note")
    if found.others:
        yield pluralise(found.others, "other note")
    if found.unreadable:
        yield f"{pluralise(found.unreadable, 'note')} that cannot be read: `netlead check` says why"


def _describe_missing(found: VaultSurvey) -> Iterator[str]:
    """Whom a vault does not tell of: pages of nobody would say nothing, and why is easily mended."""
    if found.marks["person"]:
        return
    if found.marks["organisation"] or found.named:
        yield 'Nobody who works there is noted yet: `netlead new person "Ada Lovelace"` writes a note.'
    elif found.others:
        yield (
            "None of them says that it is about a person or an organisation. One does if its properties say "
            "`type: person`, or if it lies in a folder `People`; words of your own go into netlead.toml."
        )


def describe_obsidian_offers(output: str) -> tuple[str, ...]:
    """What keeps our pages out of the way in Obsidian: settings that only the user makes."""
    return (
        "In Obsidian, if you like:",
        f'  Graph view, Filters, "Search files": -path:"{output}/" keeps these pages out of the graph.',
        f"  Settings, Files and links, Excluded files: {output}/ ranks them last in search and in link suggestions.",
    )


def list_proposals(found: VaultSurvey) -> list[tuple[str, str, str, str]]:
    """Rows of a table: what was found, what it is taken as, in how many notes, and three of them by name."""
    return [
        (
            f"{_WHERE[each.table]} {_cut(each.word, _LONGEST_WORD)}".strip(),
            each.ours.replace("_", " ") if each.certain else f"{each.ours}?",
            f"{each.notes:,}",
            ", ".join(_cut(name, _LONGEST_NAME) for name in each.examples) or each.why,
        )
        for each in found.proposals
    ]


_WHERE: Final = {"kinds": "marked", "folders": "folder", "fields": "field", "daily": "daily notes:", "": ""}
_LONGEST_WORD: Final = 40
_LONGEST_NAME: Final = 20


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def describe_left_out(found: VaultSurvey) -> Iterator[str]:
    """Notes that look like people or organisations and are none: where they lie, and what takes one in."""
    if found.left_out:
        folders = list(found.left_out.items())
        told = ", ".join(f"`{_cut(folder, _LONGEST_WORD)}/` ({count:,})" for folder, count in folders[:_MOST])
        more = f" and {len(folders) - _MOST:,} other folders" if len(folders) > _MOST else ""
        count = sum(found.left_out.values())
        look = "looks like a person or an organisation" if count == 1 else "look like people or organisations"
        yield f"{pluralise(count, 'note')} {look}, but not surely: {told}{more}. `type: person` in a note takes it in."
