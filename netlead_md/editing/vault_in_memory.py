"""The vault as it would be with other texts in some notes: what a fix would bring is seen before it is written."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Diagnostic, DiagnosticRun
from netlead_md.model.note import Note
from netlead_md.parsing import build_keywords, daily_note_date, read_note
from netlead_md.vault.scanner import NoteFile
from netlead_md.vault.session import NoteOrFault, NoteReader, Session
from netlead_md.vault.snapshot import Snapshot


class VaultInMemory:
    """A vault as a look has shown it; only what differs is read, linked and diagnosed again."""

    def __init__(self, vault: Path, seen: Snapshot, day: dt.date, config: Path | None, reader: NoteReader) -> None:
        asked = msgspec.structs.replace(seen.loaded.config, select=(), ignore=())
        self._seen = msgspec.structs.replace(seen, loaded=msgspec.structs.replace(seen.loaded, config=asked))
        self._day = day
        self._config = asked
        self._words = build_keywords(asked)
        self._session = Session(vault, config=config, reader=self._overlay_reader(reader))
        self._texts: Mapping[str, str] = {}
        self._count = 0
        self._last: DiagnosticRun | None = None

    def read(self, path: str, text: str) -> Note:
        return read_note(path, text, day=daily_note_date(path, self._config.dailies), words=self._words)

    def diagnose(self, texts: Mapping[str, str]) -> Mapping[str, Sequence[Diagnostic]]:
        """What is found in each note, whatever was asked for, with these texts in place of their files."""
        from netlead_md.vault.publish import check_notes

        self._texts = texts
        self._count += 1
        scan = self._seen.scan
        notes = tuple(self._laid_over(each) if each.path in texts else each for each in scan.notes)
        seen = msgspec.structs.replace(self._seen, scan=msgspec.structs.replace(scan, notes=notes))
        self._last = check_notes(self._session.refresh(seen, self._day), (), self._last)
        found: dict[str, list[Diagnostic]] = {}
        for each in self._last.diagnostics:
            found.setdefault(each.path, []).append(each)
        return found

    def _laid_over(self, file: NoteFile) -> NoteFile:
        return msgspec.structs.replace(file, signature=(0, self._count, len(self._texts[file.path]), -1))

    def _overlay_reader(self, reader: NoteReader) -> NoteReader:
        def read(found: Sequence[NoteFile], config: Config) -> Iterator[NoteOrFault]:
            rest = reader([each for each in found if each.path not in self._texts], config)
            for each in found:
                text = self._texts.get(each.path)
                yield next(rest) if text is None else NoteOrFault(self.read(each.path, text))

        return read
