"""Everything that rules have to say about a vault, sorted, silenced where asked, and told apart (SPEC §5.1)."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import msgspec

from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.note import Note
from netlead_md.model.page import Diagnosed, Diagnostic
from netlead_md.model.place import Fault
from netlead_md.rules.ignores import Ignore, ignores_of, silence, unused, unused_ignore
from netlead_md.rules.looking import Looked, coded, look
from netlead_md.rules.scene import Seen
from netlead_md.rules.table import RULES


class _Told(msgspec.Struct, frozen=True):
    """What is said of one note, and of what it was made, besides the note."""

    found: list[Diagnostic]
    diagnostics: list[Diagnostic]


class _Basis(msgspec.Struct, frozen=True):
    """What the next time needs of this one."""

    looked: Looked
    told: dict[str, _Told]
    """By path."""
    ignores: dict[str, tuple[Ignore, ...]]
    """By path, where there are any."""


def diagnose(
    book: Book, notes: Mapping[str, Note], faults: Sequence[Fault], config: Config, last: Diagnosed | None = None
) -> Diagnosed:
    """Find everything; `faults` are the shell's, those of the book are known.

    `last`: what was found the last time; only what may differ from it is looked for again. In-note ignores are obeyed
    first and then `select` and `ignore` of the configuration, so that an ignore is not called unused because its rule
    was not asked for.
    """
    known = last.basis if last is not None and isinstance(last.basis, _Basis) else None
    if known is not None and (known.looked.seen.config, known.looked.seen.book.as_of) != (config, book.as_of):
        known = None
    looked = look(Seen(book, notes, _by_path((*faults, *book.faults)), config), known.looked if known else None)
    ignores = {path: asked for path, asked in known.ignores.items() if path not in looked.changed} if known else {}
    ignores |= {path: asked for path in looked.changed if path in notes and (asked := ignores_of(notes[path]))}
    found: dict[str, list[Diagnostic]] = {}
    for each in looked.diagnostics():
        found.setdefault(each.path, []).append(each)
    wanted = frozenset(rule.code for rule in RULES if chosen(rule.code, config.select, config.ignore))
    told: dict[str, _Told] = {}
    for path in sorted(found.keys() | ignores.keys()):
        here = found.get(path, [])
        before = known.told.get(path) if known is not None and path not in looked.changed else None
        if before is None or before.found != here:
            left = _unsilenced(here, ignores[path], notes[path]) if path in ignores else _once(here)
            before = _Told(here, _told_apart([each for each in left if each.code in wanted]))
        told[path] = before
    diagnostics = tuple(chain.from_iterable(each.diagnostics for each in told.values()))
    if last is not None and diagnostics == last.diagnostics:
        diagnostics = last.diagnostics  # the very same, so that who is handed them sees at a glance
    return Diagnosed(diagnostics, _Basis(looked, told, ignores))


def chosen(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Whether a code is asked for: the longest prefix that fits decides, `ignore` where both are as long."""
    wanted = max((len(prefix) for prefix in select or ("",) if code.startswith(prefix.upper())), default=-1)
    refused = max((len(prefix) for prefix in ignore if prefix and code.startswith(prefix.upper())), default=-1)
    return wanted > refused


def fingerprint(diagnostic: Diagnostic) -> str:
    """Name a diagnostic by its rule, note and subject: the same wherever in the note its line moves."""
    told = f"{diagnostic.code}\n{diagnostic.path}\n{diagnostic.subject}"
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def _by_path(faults: Iterable[Fault]) -> dict[str, list[Fault]]:
    found: dict[str, list[Fault]] = {}
    for fault in faults:
        found.setdefault(fault.path, []).append(fault)
    return found


def _once(found: list[Diagnostic]) -> list[Diagnostic]:
    return list(dict.fromkeys(found)) if len(found) > 1 else found


def _unsilenced(found: list[Diagnostic], ignores: Sequence[Ignore], note: Note) -> list[Diagnostic]:
    """What is left of a note's diagnostics, and its ignores of what is not found."""
    left, idle = silence(_once(found), ignores)
    return [*left, *(coded(unused_ignore, finding) for finding in unused(note, idle))]


def _told_apart(found: list[Diagnostic]) -> list[Diagnostic]:
    """Sort those of one note, and number the second and later ones of the same code and subject."""
    if len(found) == 1:
        return found
    told: list[Diagnostic] = []
    seen: Counter[tuple[str, str]] = Counter()
    for each in sorted(found, key=lambda each: (each.place, each.code, each.message)):
        same = (each.code, each.subject)
        seen[same] += 1
        subject = f"{each.subject} ({seen[same]})"
        told.append(each if seen[same] == 1 else msgspec.structs.replace(each, subject=subject))
    return told
