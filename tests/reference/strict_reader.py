"""A small strict reader of the vaults that this folder writes, and of the oracle's: SPEC §2.3 lines with a day first.

It raises ValueError at the first thing it does not know: it is no second parser, but a way to the structured form.
"""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import yaml

from tests.reference.notes import Line, Note, Organisation, Person, Role, Vault
from tests.reference.vocabulary import ALIASES, HARD, KIND_WORDS, RUNG_WORDS, RUNGS, SIGNS, SIZES, SOFT

TYPES = {
    "meeting", "call", "meal", "event", "visit", "message", "note", "social", *SIGNS, "task", "offer", "give", "thanks",
    "kept", "broken", "ask", "answer", "pledge", "released", "evidence", "support", "intro", "connect", "seen-as",
    "review",
}  # fmt: skip
WORDS = {
    "excellent", "good", "fair", "poor", "dropped", "yes", "no", "maybe", "later", "asked", "made", "met", "declined",
    "grow", "maintain", "ask", "pause", "let-go",
}  # fmt: skip
LINE = re.compile(r"- (?P<box>\[[ x]\] )?(?P<day>\d{4}-\d\d-\d\d) (?P<rest>.*)")
LINK = re.compile(r"\[\[([^\]]+)\]\]")
DID_NOT_HAPPEN = re.compile(r"no answer\b")


def read_vault(folder: Path) -> Vault:
    vault = Vault()
    for path in sorted(folder.rglob("*.md")):
        _read_note(vault, path, path.relative_to(folder).as_posix())
    return vault


def _read_note(vault: Vault, path: Path, name: str) -> None:
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    fields: dict[str, Any] = yaml.safe_load(front)
    kind = fields["type"]
    note = Note(name, kind, path.stem)
    if kind == "person":
        vault.people[note.name] = _person(note.name, fields)
    elif kind == "organisation":
        power, interest = fields.get("power"), fields.get("interest")
        vault.organisations[note.name] = Organisation(note.name, power=power, interest=interest)
    else:
        raise ValueError(f"{name}: {kind}")
    skipped = front.count("\n") + 2
    for number, text in enumerate(body.splitlines(), skipped + 1):
        if text.startswith("- ") and (line := read_line(text, name, number)):
            note.lines.append(line)
    vault.notes.append(note)


def _person(name: str, fields: dict[str, Any]) -> Person:
    influence = fields.get("influence")
    if "roles" in fields:
        roles = [
            Role(_target(role["organisation"]), role.get("influence"), role.get("from"), role.get("until"))
            for role in fields["roles"]
        ]
    else:
        roles = [Role(_target(fields["organisation"]), influence)] if "organisation" in fields else []
    return Person(name, roles, has_role_list="roles" in fields, influence=influence)


def _target(link: str) -> str:
    return link.removeprefix("[[").removesuffix("]]")


def read_line(text: str, note: str, number: int) -> Line | None:
    """One entry line; None where the contact did not take place."""
    match = LINE.fullmatch(text)
    if match is None:
        raise ValueError(f"{note}:{number}: {text}")
    head, _, rest = match["rest"].partition(": ")
    words = head.split(" ")
    type_ = ALIASES.get(words[0], words[0])
    if type_ not in TYPES:
        raise ValueError(f"{note}:{number}: {words[0]}")
    if DID_NOT_HAPPEN.match(rest):
        return None
    line = Line(note, number, dt.date.fromisoformat(match["day"]), type_, rest, links=tuple(LINK.findall(rest)))
    if found := re.search(r" \^([\w-]+)$", rest):
        line.id = found[1]
    _read_qualifiers(line, words[1:])
    return line


def _read_qualifiers(line: Line, words: list[str]) -> None:
    queue = iter(words)
    for word in queue:
        if word in {"by", "until"}:
            setattr(line, word, dt.date.fromisoformat(next(queue)))
        elif word == "re":
            line.re = next(queue)
        elif word == "ongoing":
            line.ongoing = True
        elif hours := re.fullmatch(r"(\d+)(h|m)", word):
            line.hours = int(hours[1]) / (1 if hours[2] == "h" else 60)
        elif money := re.fullmatch(r"£(\d+)", word):
            line.money = float(money[1]), "£"
        else:
            _read_word(line, word)


def _read_word(line: Line, word: str) -> None:
    kind, rung = KIND_WORDS.get(word, word), RUNG_WORDS.get(word, word)
    if kind in HARD | SOFT:
        line.kind = kind
    elif rung in RUNGS:
        line.rung = rung
    elif word in SIZES:
        line.size = word
    elif word in WORDS:
        line.word = word
    else:
        raise ValueError(f"{line.note}:{line.number}: {word}")
