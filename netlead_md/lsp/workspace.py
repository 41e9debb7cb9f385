"""The open texts over the vault on the disk. The only thing in this package that remembers."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.analysis import analyse
from netlead_md.linking import LinkResolver, link
from netlead_md.linking.link_resolver import link_name
from netlead_md.lsp.diagnostics import CheckedText, check_text, note_diagnostics, reconcile_diagnostics
from netlead_md.lsp.index import WorkspaceIndex, build_workspace_index
from netlead_md.lsp.references import LinkNames
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Diagnostic
from netlead_md.model.note import Note
from netlead_md.parsing import build_keywords, daily_note_date, find_links, read_note
from netlead_md.vault.note_loader import read_notes_serial
from netlead_md.vault.real_path import find_file
from netlead_md.vault.scanner import NoteFile, Signature, find_left_out
from netlead_md.vault.session import NoteOrFault, NoteReader, Session, VaultState
from netlead_md.vault.snapshot import Snapshot

# The first look through a narrow window: an open note and those that it names, long before the whole vault is read.


DayOf = Callable[[Config], dt.date]
"""The as-of day, which a config may set."""
MAX_HOPS: Final = 2
"""A note names people, and their notes name where they work."""


class PartialVault(msgspec.Struct, frozen=True):
    """What lies in the vault, with nothing read of it."""

    vault: Path
    seen: Snapshot
    resolver: LinkResolver


def open_partial(vault: Path, seen: Snapshot) -> PartialVault:
    return PartialVault(vault, seen, LinkResolver.of(seen.scan.files))


def build_partial_index(through: PartialVault, path: str, text: str, day: DayOf) -> WorkspaceIndex:
    """A sight of one note and its neighbours; nobody else is known in it."""
    config = through.seen.loaded.config
    as_of = day(config)
    config = msgspec.structs.replace(config, as_of=as_of)
    note = read_note(path, text, day=daily_note_date(path, config.dailies), words=build_keywords(config))
    notes = {path: note}
    fresh = _find_matching_paths(through, [each.target for each in find_links(text)] + _list_named_notes([note]))
    for _ in range(MAX_HOPS):
        read = _read_note_files(through, config, [each for each in fresh if each not in notes])
        notes |= read
        fresh = _find_matching_paths(through, _list_named_notes(read.values()))
    network = link([*notes.values()], config, sorted(notes))
    book = analyse(network, as_of, config)
    return WorkspaceIndex(VaultState(through.vault, config, book, notes, ()), through.resolver, {}, {}, {})


def _read_note_files(through: PartialVault, config: Config, paths: Sequence[str]) -> dict[str, Note]:
    wanted = set(paths)
    found = [each for each in through.seen.scan.notes if each.path in wanted]
    return {each.note.path: each.note for each in read_notes_serial(found, config) if each.note is not None}


def _find_matching_paths(through: PartialVault, targets: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(path for each in targets for path in through.resolver.fitting(link_name(each))))


def _list_named_notes(notes: Iterable[Note]) -> list[str]:
    """What the fields of notes name: links, and texts that may be names."""
    return [name for note in notes for field in note.fields for name in _extract_names(field.value)]


def _extract_names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        links = find_links(value)
        yield from (each.target for each in links) if links else (value,)
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _extract_names(each)


class _Document(msgspec.Struct, frozen=True):
    text: str
    count: int
    """Its number among all texts since the start, for a signature like no other. 0: the same as on the disk."""


class Workspace:
    """A vault with the texts that editors hold open. Texts come and go in one thread, `look` may run in another."""

    def __init__(self, vault: Path, reader: NoteReader, *, config: Path | None, day: DayOf) -> None:
        self.vault = vault
        self.sight: WorkspaceIndex | None = None
        self._open: dict[str, _Document] = {}
        self._count = 0
        self._overlaid: Mapping[str, _Document] = {}
        self._session = Session(vault, config=config, reader=self._overlay_reader(reader))
        self._day = day
        self._seen: tuple[object, ...] = ()
        self._partial_vault: PartialVault | None = None
        self._baselines: dict[str, tuple[WorkspaceIndex, CheckedText]] = {}
        """By path: what was said of the text that the whole was seen with."""
        self.links = LinkNames()

    def index_links(self) -> None:
        """Learn which note links which, for references and renames: beside everything else, for it takes long."""
        if (sight := self.sight) is not None:
            texts = sight.texts
            self.links.update(sight, lambda path: texts[path] if path in texts else self._read_from_disk(path))

    def put(self, path: str, text: str) -> None:
        """Let an unsaved text stand for the file on the disk."""
        self._count += 1
        self.links.open.add(path)
        self._open[path] = _Document(text, self._count if text != self._read_from_disk(path) else 0)

    def close(self, path: str) -> None:
        self._open.pop(path, None)
        self.links.open.discard(path)

    def text(self, path: str) -> str:
        """A note's text: the unsaved one, else that of the file, else nothing."""
        if path in self._open:
            return self._open[path].text
        return self._read_from_disk(path)

    def look(self) -> bool:
        """See the whole vault anew, if anything in it has changed; say whether. Raises Misuse."""
        texts = {path: each for path, each in list(self._open.items()) if each.count}
        seen = _overlay_documents(self._session.look(), texts)
        day = self._day(seen.loaded.config)
        now = (seen.signatures(), day)
        if now == self._seen:
            return False
        self._overlaid = texts
        state = self._session.refresh(seen, day)
        self._partial_vault = None
        self.sight = build_workspace_index(state, {path: each.text for path, each in texts.items()}, self.sight)
        self._baselines = {}
        self._seen = now
        return True

    def diagnostics(self, path: str) -> Sequence[Diagnostic]:
        """What is to be said of an open note now; nothing of a file that is no note.

        Raises Misuse for a vault that cannot be read, before it was first seen.
        """
        sight = self.sight
        if path not in self._open:
            return ()
        text = self._open[path].text
        if sight is None:
            return self._diagnose_before_index(path, text)
        before = sight.texts.get(path, self._read_from_disk(path))
        if before == text or not self._ours(sight, path):
            return sight.diagnostics.get(path, ())
        known = self._baselines.get(path)
        if known is None or known[0] is not sight:
            known = self._baselines[path] = sight, check_text(sight, path, before)
        return reconcile_diagnostics(sight, path, check_text(sight, path, text), known[1])

    def _diagnose_before_index(self, path: str, text: str) -> Sequence[Diagnostic]:
        """What can be said before the whole vault was seen."""
        through = self._partial_vault or open_partial(self.vault, self._session.look())
        self._partial_vault = through
        scan = through.seen.scan
        if path in scan.files and all(each.path != path for each in scan.notes):
            return ()
        sight = build_partial_index(through, path, text, self._day)
        return note_diagnostics(sight, sight.state.notes[path], text)

    def _read_from_disk(self, path: str) -> str:
        try:
            return find_file(self.vault, path).read_bytes().decode("utf-8", "replace")
        except OSError:
            return ""

    def _ours(self, sight: WorkspaceIndex, path: str) -> bool:
        return path in sight.state.notes or path in sight.network.unreadable or path not in sight.network.files

    def _overlay_reader(self, reader: NoteReader) -> NoteReader:
        def read(found: Sequence[NoteFile], config: Config) -> Iterator[NoteOrFault]:
            shown, words = self._overlaid, build_keywords(config)
            rest = reader([each for each in found if each.path not in shown], config)
            for each in found:
                if each.path in shown:
                    day = daily_note_date(each.path, config.dailies)
                    yield NoteOrFault(read_note(each.path, shown[each.path].text, day=day, words=words))
                else:
                    yield next(rest)

        return read


def _overlay_documents(seen: Snapshot, texts: Mapping[str, _Document]) -> Snapshot:
    """A look at the disk with the open texts in place of their files; new notes count although no file holds them."""
    config, scan = seen.loaded.config, seen.scan
    known = {each.path: each for each in scan.notes}
    left_out = find_left_out(config, texts).paths
    for path, each in texts.items():
        signature: Signature = (0, each.count, len(each.text), -1)
        if path in known:
            known[path] = msgspec.structs.replace(known[path], signature=signature)
        elif path not in scan.files and path not in scan.unreadable and path not in left_out:
            known[path] = NoteFile(path, path, signature)
    notes = tuple(known[path] for path in sorted(known))
    files = tuple(sorted({*scan.files, *known}))
    return msgspec.structs.replace(seen, scan=msgspec.structs.replace(scan, notes=notes, files=files))
