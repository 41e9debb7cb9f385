"""Ticked boxes of the page of questions are answers: they are written into the notes (SPEC §2.5)."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.editing.note_edits import apply_note_changes
from netlead_md.editing.undo_journal import NoteChange
from netlead_md.model.account import Telling
from netlead_md.model.diagnostics import OF_LINES, TextEdit
from netlead_md.model.note import LogLine, Note
from netlead_md.parsing import build_keywords, daily_note_date, read_note
from netlead_md.vault.marker import parse_marker
from netlead_md.vault.real_path import find_file
from netlead_md.vault.session import VaultState

_TITLE: Final = "Questions"
_HEADING: Final = re.compile(r"## (?P<note>.+)")
_QUOTE: Final = re.compile(r"> ?(?P<quote>[^\[\s].*|\[(?!!).*)")
_BOX: Final = re.compile(
    r"[-*+] \[(?P<tick>.?)\] (?P<says>[^`]*?)(?::[ ]*(?P<code>`+)(?P<line>.*?)(?P=code)|: .*)?[ \t]*"
)
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_BULLET: Final = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]+")


Write = Callable[[Path, Sequence[NoteChange]], Mapping[str, str]]
"""Changes notes of a vault; gives the paths of those that were refused, each with the reason."""


def write_each(vault: Path, changes: Sequence[NoteChange]) -> Mapping[str, str]:
    """Change notes one by one, each only if it still is what was read; `netlead undo` takes all of them back."""
    return {refusal.path: refusal.why for refusal in apply_note_changes(vault, changes, "answers").refused}


class Asked(msgspec.Struct):
    """A question as it stands on the page, with its boxes."""

    note: str
    """As the heading links it."""
    quote: str
    boxes: list[tuple[bool, str | None]]
    """Ticked or not, and the line to write; None: leave it as it is."""

    @property
    def ticked(self) -> list[str | None]:
        return [line for tick, line in self.boxes if tick]


class Answered(msgspec.Struct, frozen=True):
    written: tuple[str, ...] = ()
    """What was written, a line each: `Organisations/Acme.md: - 2026-06-09 ask facilities: a room`."""
    refused: tuple[str, ...] = ()
    """What was not, and why."""


NO_ANSWERS: Final = Answered()


def apply_answers(state: VaultState, write: Write = write_each) -> Answered:
    """Write what the ticked boxes of the page say into the notes; each note in one step, if it is what was read.

    `write` is called once, with all changes: the one place where answers reach the disk, and where a journal for
    `undo` belongs.
    """
    if not state.config.questions:
        return NO_ANSWERS
    asked = [each for each in _on_page(state) if each.ticked]
    if not asked:
        return NO_ANSWERS
    return _Answering(state, write).all(asked)


class _Answering:
    def __init__(self, state: VaultState, write: Write) -> None:
        self.state = state
        self.write = write
        self.written: list[str] = []
        self.refused: list[str] = []
        self.changes: list[NoteChange] = []
        self.done: dict[str, list[str]] = {}
        self.tellings = self._by_heading()

    def all(self, asked: Sequence[Asked]) -> Answered:
        by_note: dict[str, list[tuple[Asked, Telling]]] = {}
        for each in asked:
            telling = self._meant(each)
            if telling is not None and len(each.ticked) > 1:
                self._refuse(each, "two boxes are ticked: tick one")
            elif telling is not None:
                by_note.setdefault(telling.path, []).append((each, telling))
        for path, answers in by_note.items():
            self._add_note(path, answers)
        wrong = self.write(self.state.vault, self.changes) if self.changes else {}
        self.refused += [f"{path}: {why}" for path, why in wrong.items()]
        self.written += [line for path, lines in self.done.items() if path not in wrong for line in lines]
        return Answered(tuple(self.written), tuple(self.refused))

    def _by_heading(self) -> dict[tuple[str, str], list[Telling]]:
        from netlead_md.rendering.escaping import escape_markdown, link_markdown
        from netlead_md.reports import build_redactor
        from netlead_md.reports.questions import link_to_note

        book = self.state.book
        people = build_redactor(book)
        found: dict[tuple[str, str], list[Telling]] = {}
        for telling in book.network.tellings:
            if telling.suggestions:
                name = link_to_note(book, people, telling.path)
                heading = link_markdown(name) if name.target else escape_markdown(name.text)
                found.setdefault((heading, _plain(escape_markdown(telling.text))), []).append(telling)
        return found

    def _meant(self, asked: Asked) -> Telling | None:
        fitting = [each for each in self.tellings.get((asked.note, asked.quote), ()) if each.open]
        if len(fitting) == 1:
            return fitting[0]
        why = "it stands there more than once" if fitting else "the line is no longer there, or was answered"
        self._refuse(asked, why)
        return None

    def _add_note(self, path: str, answers: Sequence[tuple[Asked, Telling]]) -> None:
        """Write the answers to all questions about one note, as far as each reads well."""
        try:
            before = find_file(self.state.vault, path).read_bytes()
            text = before.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            for asked, _ in answers:
                self._refuse(asked, "the note cannot be read")
            return
        edits: list[TextEdit] = []
        done: list[str] = []
        for asked, telling in answers:
            (line,) = asked.ticked
            new, why = self._edits(path, text, telling, line)
            if why:
                self._refuse(asked, why)
            else:
                edits += new
                done.append(f"{path}: {f'- {_bare(line)}' if line is not None else f'“{asked.quote}” stays as it is'}")
        if not edits:
            return
        from netlead_md.rules import apply_edits

        try:
            self.changes.append(NoteChange(path, before, apply_edits(text, edits).encode("utf-8")))
            self.done[path] = done
        except ValueError as error:
            self.refused.append(f"{path}: {error}")

    def _edits(self, path: str, text: str, telling: Telling, line: str | None) -> tuple[tuple[TextEdit, ...], str]:
        """The edits of one answer, or why there are none."""
        from netlead_md.rules import apply_edits
        from netlead_md.rules.answers import edits_for_no, edits_for_yes

        bare = None if line is None else _bare(line)
        if bare == "":
            return (), "the line to write is empty"
        edits = edits_for_no(telling) if bare is None else edits_for_yes(telling, bare)
        try:
            after = apply_edits(text, edits)
        except ValueError:
            return (), "the line was changed meanwhile"
        old, new = self._read(path, text), self._read(path, after)
        if bare is not None and not _reads_well(old, new, bare):
            return (), f"'{bare}' does not read as a line that counts"
        return edits, ""

    def _read(self, path: str, text: str) -> Note:
        config = self.state.config
        return read_note(path, text, day=daily_note_date(path, config.dailies), words=build_keywords(config))

    def _refuse(self, asked: Asked, why: str) -> None:
        self.refused.append(f"{_TITLE}: “{asked.quote}” was not answered: {why}")


def _reads_well(old: Note, new: Note, written: str) -> bool:
    """Whether the new line is one of the grammar, and no other line of that kind became another."""
    known = [_said(line) for line in old.lines if line.reading is None]
    come = [line for line in new.lines if line.reading is None or line.form not in {"read", "plain"}]
    fresh = [line for line in come if _said(line) not in known]
    if len(fresh) < 1 or not all(said in [_said(line) for line in come] for said in known):
        return False
    rows = {line.line for line in fresh}
    wrong = [each for each in new.faults if each.place and each.place.line in rows and each.trouble in OF_LINES]
    return not wrong and any(line.form in {"dated", "nested", "daily"} for line in fresh) and bool(written)


def _said(line: LogLine) -> tuple[object, ...]:
    return line.type, line.date, line.text, line.form, line.kind, line.rung, line.box


def _bare(line: str) -> str:
    return _BULLET.sub("", line.strip(), count=1).strip()


def _plain(text: str) -> str:
    return " ".join(unescape(_ESCAPED.sub(r"\1", text)).split())


def _on_page(state: VaultState) -> Iterator[Asked]:
    """The questions of the page that stands in the output folder, each with all of its boxes."""
    folder = state.vault / state.config.output
    for name in (f"{_TITLE}.md", f"{_TITLE} (Netlead).md"):
        try:
            data = (folder / name).read_bytes()
        except OSError:
            continue
        if (found := parse_marker(data)) is not None:
            yield from read_questions(found.body)


def read_questions(body: str) -> Iterator[Asked]:
    """The questions of a page; one that ends before its last box, as half a copy may, is left out."""
    note, asked = "", None
    for text in body.split("\n"):
        line = text.rstrip()
        if heading := _HEADING.fullmatch(line):
            note, asked = heading["note"], None
        elif (box := _BOX.fullmatch(line)) and asked is not None:
            ticked, says = box["tick"] in {"x", "X"}, box["says"].strip().lower()
            if box["line"] is not None:
                asked.boxes.append((ticked, box["line"].strip()))
            elif says.startswith("no"):
                asked.boxes.append((ticked, None))
                yield asked
                asked = None
        elif (quote := _QUOTE.fullmatch(line)) and note:
            asked = Asked(note, _plain(quote["quote"]), [])
