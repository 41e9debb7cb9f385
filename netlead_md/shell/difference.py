"""What is another at one look than at the look before."""

from itertools import compress
from operator import is_not

import msgspec

from netlead_md.shell.look import Snapshot
from netlead_md.shell.scan import Found, Scan


class Difference(msgspec.Struct, frozen=True):
    """Paths, each list sorted. Notes and files by their path in the vault, settings by their whole path."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    """Notes that had changed just before they were looked at: to be read again, to be sure."""
    pages: tuple[str, ...] = ()
    """In the output folder, and not as they should be."""
    notes: tuple[str, ...] = ()
    """Those of `added`, `changed` and `removed` that lie in the vault and are no settings."""

    @property
    def count(self) -> int:
        """Paths that had to be looked into, pages left aside."""
        return len(self.added) + len(self.changed) + len(self.removed) + len(self.doubtful)


def difference(last: Snapshot, now: Snapshot, pages: tuple[str, ...] = ()) -> Difference:
    """Compare two looks; the `pages` are passed on."""
    added, removed, odd = _names(last.scan, now.scan)
    changed = {note.path for before, note in odd if before.signature != note.signature}
    if last.scan.unreadable != now.scan.unreadable or last.scan.faults != now.scan.faults:
        turned = {fault.path for fault in {*last.scan.faults} ^ {*now.scan.faults}}
        changed |= (turned | ({*last.scan.unreadable} ^ {*now.scan.unreadable})) - added - removed
    before, after = dict(last.settings), dict(now.settings)
    settings = {path for path, signature in after.items() if path in before and before[path] != signature}
    if last.loaded != now.loaded and before == after:
        settings.add(now.loaded.path)  # within one tick of the clock
    return Difference(
        added=tuple(sorted(added | (after.keys() - before.keys()))),
        changed=tuple(sorted(changed | settings)),
        removed=tuple(sorted(removed | (before.keys() - after.keys()))),
        doubtful=tuple(sorted(note.path for _, note in odd if note.path not in changed)),
        pages=pages,
        notes=tuple(sorted(added | changed | removed)),
    )


def _names(last: Scan, now: Scan) -> tuple[set[str], set[str], list[tuple[Found, Found]]]:
    """Paths that came, paths that went, and each note that is another value than before, beside that one."""
    if last is now:
        return set(), set(), []
    if last.files is now.files and last.unreadable == now.unreadable:
        pairs = compress(zip(last.notes, now.notes, strict=True), map(is_not, last.notes, now.notes))
        return set(), set(), [(before, note) for before, note in pairs if before != note]
    known = {note.path: note for note in last.notes}
    odd = [(known[note.path], note) for note in now.notes if note.path in known and known[note.path] != note]
    were, are = {*last.files, *last.unreadable}, {*now.files, *now.unreadable}
    return are - were, were - are, odd
