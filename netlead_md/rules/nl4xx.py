"""NL4xx, first part: what asks, pledges and support leave open."""

from collections.abc import Iterator
from itertools import chain

from netlead_md.model.book import Book
from netlead_md.model.network import Entry
from netlead_md.model.page import Fix
from netlead_md.model.place import Trouble
from netlead_md.rules.fixes import insert
from netlead_md.rules.flaws import at_entry, evidence, flaw
from netlead_md.rules.nl4xx_days import said_later
from netlead_md.rules.places import words
from netlead_md.rules.rule import INFO, WARNING, Finding, rule
from netlead_md.rules.scene import SomeNotes, WholeVault


@rule("NL401", "no-kind", WARNING, SomeNotes)
def no_kind(scene: SomeNotes) -> Iterator[Finding]:
    """An ask, a pledge or support that does not say of what.

    It counts as hard and unnamed, and nothing can be matched with it.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 ask small: would they help?
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 ask facilities small: would they lend a room?
    ```
    """
    kinds = "manpower, finance, legal, facilities or equipment; or a soft kind such as advice"
    for type_ in ("ask", "pledge", "support"):
        for entry in scene.entries.get(type_, ()):
            read = (entry.path, entry.line.line) not in scene.unread
            if not entry.line.kind and not entry.line.re and read:
                yield at_entry(entry, f"this {type_} does not say of what", f"add {kinds}")


@rule("NL402", "pledge-open-ended", INFO, SomeNotes)
def pledge_open_ended(scene: SomeNotes) -> Iterator[Finding]:
    """A pledge without a day, or without the rung on which it stands.

    Without a day it is due in 90 days; without a rung it counts as a spoken word.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 pledge facilities: a room
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 pledge facilities email by 2026-09-01: a room
    ```
    """
    for entry in scene.entries.get("pledge", ()):
        line = entry.line
        spoken = not line.rung or "rung" in line.assumed
        dated = line.by or said_later(entry)
        gaps = [*(["by when"] if not dated else []), *(["on which rung"] if spoken else [])]
        if gaps and not line.re and line.rung != "delivered" and (entry.path, line.line) not in scene.unread:
            help_ = "add `by YYYY-MM-DD`" if not dated else "add verbal, informal, email, letter or agreement"
            yield at_entry(entry, f"this pledge does not say {' or '.join(gaps)}", help_)


@rule("NL403", "due-before-made", WARNING, SomeNotes)
def due_before_made(scene: SomeNotes) -> Iterator[Finding]:
    """A day due, or an end, before the line's own day.

    Most often a slip in the year: it makes a promise overdue at once.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 pledge facilities email by 2025-09-01: a room
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 pledge facilities email by 2026-09-01: a room
    ```
    """
    for type_ in ("ask", "answer", "pledge", "evidence", "support", "review"):
        for entry in scene.entries.get(type_, ()):
            line = entry.line
            for word, day in (("by", line.by), ("until", line.until)) if line.by or line.until else ():
                if day is not None and day < entry.date:
                    yield at_entry(entry, f"`{word} {day}` is before {entry.date}", "check the year", word=word)


@rule("NL404", "support-before-pledge", WARNING, SomeNotes)
def support_before_pledge(scene: SomeNotes) -> Iterator[Finding]:
    """Support that came before the pledge that it is said to keep.

    One of the two days is wrong, or it answers another pledge.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-05-03 support facilities re room: the room
    - 2026-06-03 pledge facilities email by 2026-09-01: a room ^room
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-05-03 pledge facilities email by 2026-09-01: a room ^room
    - 2026-06-03 support facilities re room: the room
    ```
    """
    for fault in scene.faults.get(Trouble.SUPPORT_BEFORE_PLEDGE, ()):
        (day,) = words(fault, 1)
        yield flaw(scene, fault, f"came before its pledge, which is of {day}", "check the days, or the `re`")


@rule("NL405", "two-could-match", WARNING, WholeVault)
def two_could_match(scene: WholeVault) -> Iterator[Finding]:
    """A line that could keep or raise either of two pledges of its kind.

    The oldest is taken; the wrong one may stay open.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-04-03 pledge facilities email by 2026-09-01: a room ^room
    - 2026-04-10 pledge facilities email by 2026-09-01: a hall ^hall
    - 2026-06-03 support facilities: the keys
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-04-03 pledge facilities email by 2026-09-01: a room ^room
    - 2026-04-10 pledge facilities email by 2026-09-01: a hall ^hall
    - 2026-06-03 support facilities re hall: the keys
    ```
    """
    for fault in scene.book.faults:
        if fault.trouble != Trouble.TWO_MATCHES:
            continue
        kind, days = words(fault, 2)
        pair = _taken(scene.book, fault.path, fault.place.line if fault.place else 0)
        related = (evidence(pair[1]),) if pair else ()
        yield flaw(
            scene,
            fault,
            f"could belong to any {kind or 'pledge'} of {days.replace(', ', ' or ')}; the oldest is taken",
            "write `re` and the id of the one that is meant",
            fix=_name_it(*pair) if pair else None,
            related=related,
        )


@rule("NL406", "answer-without-ask", WARNING, SomeNotes)
def answer_without_ask(scene: SomeNotes) -> Iterator[Finding]:
    """An answer to nothing that was asked.

    Without an ask it counts nothing: nobody knows to what they said yes.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 answer yes: they like it
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-05-03 ask facilities small: a room
    - 2026-06-03 answer no: not this year
    ```
    """
    for fault in scene.faults.get(Trouble.ANSWER_WITHOUT_ASK, ()):
        help_ = "write the ask on the day on which it was made, or `re` and its id"
        yield flaw(scene, fault, "answers no open ask", help_)


def _taken(book: Book, path: str, line: int) -> tuple[Entry, Entry] | None:
    """The entry of a fault and the pledge that it was matched with: of an organisation that it concerns, or by `re`."""
    said = (entry for entry in book.network.by_note.get(path, ()) if entry.line.line == line)
    likely = (book.ledgers[reach.organisation] for entry in said for reach in entry.reach)
    for ledger in chain(likely, book.ledgers.values()):
        for item in ledger.support.items:
            for entry in item.lines[1:]:
                if entry.line.line == line and entry.path == path:
                    return entry, item.lines[0]
    return None


def _name_it(entry: Entry, pledge: Entry) -> Fix | None:
    """Write the `re` right behind the type word, where any qualifier may stand."""
    id_ = pledge.line.id
    if not id_ or not entry.line.word:
        return None
    column = entry.line.column + len(entry.line.word)
    return insert(entry.line.line, column, f" re {id_}", f"write `re {id_}`", safe=False)
