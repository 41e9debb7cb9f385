"""The open texts over the vault on the disk. `Desk` is the only thing in this room that remembers."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from netlead_md.lsp.glance import Day, Window, glance, window
from netlead_md.lsp.nearby import Told, around, corrected, told
from netlead_md.lsp.sight import Sight, sight_of
from netlead_md.model.config import Config
from netlead_md.model.page import Diagnostic
from netlead_md.reading import day_of, read_note, words_of
from netlead_md.shell.left_out import skips
from netlead_md.shell.look import Snapshot
from netlead_md.shell.scan import Found, Signature
from netlead_md.shell.session import Reader, Reading, Session


class _Text(msgspec.Struct, frozen=True):
    text: str
    count: int
    """Its number among all texts since the start, for a signature like no other. 0: the same as on the disk."""


class Desk:
    """A vault with the texts that editors hold open. Texts come and go in one thread, `look` may run in another."""

    def __init__(self, vault: Path, reader: Reader, *, config: Path | None, day: Day) -> None:
        self.vault = vault
        self.sight: Sight | None = None
        self._open: dict[str, _Text] = {}
        self._count = 0
        self._shown: Mapping[str, _Text] = {}
        self._session = Session(vault, config=config, reader=self._over(reader))
        self._day = day
        self._seen: tuple[object, ...] = ()
        self._window: Window | None = None
        self._then: dict[str, tuple[Sight, Told]] = {}
        """By path: what was said of the text that the whole was seen with."""

    def put(self, path: str, text: str) -> None:
        """Let an unsaved text stand for the file on the disk."""
        self._count += 1
        self._open[path] = _Text(text, self._count if text != self._on_disk(path) else 0)

    def close(self, path: str) -> None:
        self._open.pop(path, None)

    def text(self, path: str) -> str:
        """A note's text: the unsaved one, else that of the file, else nothing."""
        if path in self._open:
            return self._open[path].text
        return self._on_disk(path)

    def look(self) -> bool:
        """See the whole vault anew, if anything in it has changed; say whether. Raises Misuse."""
        texts = {path: each for path, each in list(self._open.items()) if each.count}
        seen = _laid_over(self._session.look(), texts)
        day = self._day(seen.loaded.config)
        now = (seen.signatures(), day)
        if now == self._seen:
            return False
        self._shown = texts
        state = self._session.refresh(seen, day)
        self._window = None
        self.sight = sight_of(state, {path: each.text for path, each in texts.items()}, self.sight)
        self._then = {}
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
            return self._at_first(path, text)
        before = sight.texts.get(path, self._on_disk(path))
        if before == text or not self._ours(sight, path):
            return sight.diagnostics.get(path, ())
        known = self._then.get(path)
        if known is None or known[0] is not sight:
            known = self._then[path] = sight, told(sight, path, before)
        return corrected(sight, path, told(sight, path, text), known[1])

    def _at_first(self, path: str, text: str) -> Sequence[Diagnostic]:
        """What can be said before the whole vault was seen."""
        through = self._window or window(self.vault, self._session.look())
        self._window = through
        scan = through.seen.scan
        if path in scan.files and all(each.path != path for each in scan.notes):
            return ()
        sight = glance(through, path, text, self._day)
        return around(sight, sight.state.notes[path], text)

    def _on_disk(self, path: str) -> str:
        try:
            return (self.vault / path).read_bytes().decode("utf-8", "replace")
        except OSError:
            return ""

    def _ours(self, sight: Sight, path: str) -> bool:
        return path in sight.state.notes or path in sight.network.unreadable or path not in sight.network.files

    def _over(self, reader: Reader) -> Reader:
        def read(found: Sequence[Found], config: Config) -> Iterator[Reading]:
            shown, words = self._shown, words_of(config)
            rest = reader([each for each in found if each.path not in shown], config)
            for each in found:
                if each.path in shown:
                    day = day_of(each.path, config.dailies)
                    yield Reading(read_note(each.path, shown[each.path].text, day=day, words=words))
                else:
                    yield next(rest)

        return read


def _laid_over(seen: Snapshot, texts: Mapping[str, _Text]) -> Snapshot:
    """A look at the disk with the open texts in place of their files; new notes count although no file holds them."""
    config, scan = seen.loaded.config, seen.scan
    known = {each.path: each for each in scan.notes}
    left_out = skips(config)
    for path, each in texts.items():
        signature: Signature = (0, each.count, len(each.text), -1)
        if path in known:
            known[path] = msgspec.structs.replace(known[path], signature=signature)
        elif path not in scan.files and path not in scan.unreadable and not (left_out and left_out.search(path)):
            known[path] = Found(path, path, signature)
    notes = tuple(known[path] for path in sorted(known))
    files = tuple(sorted({*scan.files, *known}))
    return msgspec.structs.replace(seen, scan=msgspec.structs.replace(scan, notes=notes, files=files))
