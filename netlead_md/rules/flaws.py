"""Findings made from what lower floors recorded, and from entries."""

from collections.abc import Iterable

from netlead_md.model.network import Entry, Organisation, Person
from netlead_md.model.page import Fix, Related
from netlead_md.model.place import Fault, Place
from netlead_md.rules.places import TOP, field_place, place, word_place
from netlead_md.rules.rule import Finding
from netlead_md.rules.scene import OneOrganisation, Sight


def flaw(  # noqa: PLR0913 a finding has as many parts
    sight: Sight,
    fault: Fault,
    message: str,
    help: str = "",  # noqa: A002 the word of SPEC §5.1
    *,
    fix: Fix | None = None,
    related: tuple[Related, ...] = (),
    subject: str = "",
    at: str = "",
) -> Finding:
    """Say what a fault means, at its exact place, or at a word of it within a longer value."""
    subject = subject or "|".join((*map(str, fault.field), *fault.words))
    where = word_place(sight, fault, at) if at else place(sight, fault)
    return Finding(message, fault.path, where, help, related, fix, subject)


def entry_place(entry: Entry) -> Place:
    """Cover the type word of an entry."""
    return Place(entry.line.line, entry.line.column, entry.line.line, entry.line.column + max(1, len(entry.line.word)))


def _entry_subject(entry: Entry) -> str:
    """Tell an entry from others by its day and words, not by its line."""
    return f"{entry.date} {entry.type} {entry.line.kind} {entry.line.text}"


def at_entry(
    entry: Entry,
    message: str,
    help: str,  # noqa: A002 the word of SPEC §5.1
    *,
    related: tuple[Related, ...] = (),
    word: str = "",
) -> Finding:
    """Say what is odd about an entry, at its type word, or behind its qualifier `word`."""
    column = dict(entry.line.columns).get(word)
    place = Place(entry.line.line, column) if column else entry_place(entry)
    return Finding(message, entry.path, place, help, related, subject=_entry_subject(entry))


def evidence(entry: Entry, words: str = "") -> Related:
    """Point at an entry that speaks for a finding."""
    told = words or f"{entry.line.word or entry.type}: {entry.line.text}"
    return Related(entry.path, entry_place(entry), f"{entry.date} {told}".rstrip(": "))


def lately(entries: Iterable[Entry]) -> tuple[Related, ...]:
    """Point at the latest three entries, oldest first."""
    chosen = sorted(entries, key=lambda entry: (entry.date, entry.path, entry.line.line))[-3:]
    return tuple(evidence(entry) for entry in chosen)


def _home(sight: Sight, card: Person | Organisation, field: str) -> tuple[str, Place] | None:
    """Where a finding about somebody stands: at a field of the note, or at the first entry of one without a note."""
    if card.path:
        return card.path, field_place(sight, card.path, field) if field else TOP
    entries = sight.entries if isinstance(sight, OneOrganisation) else ()
    direct = [entry for entry in entries if any(each.organisation == card.key and each.direct for each in entry.reach)]
    first = next(iter(direct or entries), None)
    return (first.path, entry_place(first)) if first else None


def about(  # noqa: PLR0913 a finding has as many parts
    sight: Sight,
    card: Person | Organisation,
    message: str,
    help: str = "",  # noqa: A002 the word of SPEC §5.1
    *,
    field: str = "",
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
) -> list[Finding]:
    """Say something about a person or an organisation where it can be mended; nothing if it stands nowhere."""
    where = _home(sight, card, field)
    return [Finding(message, *where, help, related, fix, card.name)] if where else []
