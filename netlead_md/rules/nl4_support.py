"""NL4xx, first part: what asks, pledges and support leave open."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from netlead_md.linking.link_resolver import is_file
from netlead_md.model.book import Book
from netlead_md.model.diagnostics import FaultKind, Fix
from netlead_md.model.entry_types import DAY_WORDS, NEEDS_KIND
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import HARD, PROMISE
from netlead_md.parsing import parse_date_word
from netlead_md.rules.findings import at_entry, fault_args, fault_finding, related_entry, text_range
from netlead_md.rules.fixes import insert_text
from netlead_md.rules.rule import INFO, WARNING, Finding, NotesContext, OrganisationContext, VaultContext, rule

# NL4xx, third part: days that stand where they are no more than words.


_LATER: Final = re.compile(r"(?<!\w)(by|until) (\[\[[^\[\]]+\]\]|[0-9]{4}-[0-9-]+)")


@rule("NL411", "day-after-colon", WARNING, NotesContext)
def day_after_colon(scene: NotesContext) -> Iterator[Finding]:
    """A `by` or `until` with its day that stands among the words, behind the colon.

    There it is read by people only: an ask or a pledge has no day, and support no end.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 pledge facilities email: a room by 2026-09-01
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 pledge facilities email by 2026-09-01: a room
    ```
    """
    for type_ in DAY_WORDS:
        for entry in scene.entries.get(type_, ()):
            if written := said_later(entry):
                told = f"`{written}` behind the colon is no more than words"
                yield at_entry(entry, told, f"write `{written}` before the colon")


def said_later(entry: Entry) -> str:
    """What the words say of a day that the qualifiers do not, if it is still ahead on the day of the entry."""
    line = entry.line
    found = None if line.by or line.until else _LATER.search(line.text)
    if found is None or found[1] != DAY_WORDS[entry.type]:
        return ""
    day = parse_date_word(found[2])
    return found[0] if day is not None and day.date is not None and day.date >= entry.date else ""


@rule("NL412", "day-in-box", WARNING, NotesContext)
def day_in_box(scene: NotesContext) -> Iterator[Finding]:
    """A box in somebody's note whose words say a day: it is no promise, or one of another day.

    A promise of yours begins with its day. Elsewhere the day is read by people only: nothing reminds you of it.

    Bad:

    ```markdown Organisations/Acme.md
    - [ ] send them the report by 2026-09-01
    ```

    Good:

    ```markdown Organisations/Acme.md
    - [ ] 2026-09-01 send them the report
    ```
    """
    for fault in scene.faults.get(FaultKind.DAY_IN_BOX, ()):
        written, day = fault_args(fault, 2)
        if scene.kinds.get(fault.path) in {"person", "organisation"}:
            yield fault_finding(
                scene, fault, f"`{written}` makes no promise of a box", f"write the day first: `- [ ] {day} …`"
            )
    for entry in scene.entries.get(PROMISE, ()):
        found = _LATER.search(entry.line.text) if entry.line.box == " " else None
        later = (
            parse_date_word(found[2]) if found is not None and not entry.line.text[found.end() :].strip(".! ") else None
        )
        if found is not None and later is not None and later.date is not None and later.date > entry.date:
            told = f"this promise is due on {entry.date}, whatever `{found[0]}` says"
            yield at_entry(entry, told, f"write the day first: `- [ ] {later.date} …`")


@rule("NL401", "no-kind", WARNING, NotesContext)
def no_kind(scene: NotesContext) -> Iterator[Finding]:
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
    for type_ in NEEDS_KIND:
        for entry in scene.entries.get(type_, ()):
            read = (entry.path, entry.line.line) not in scene.unread
            if not entry.line.kind and not entry.line.re and read:
                yield at_entry(entry, f"this {type_} does not say of what", f"add {kinds}")


@rule("NL402", "pledge-open-ended", INFO, NotesContext)
def pledge_open_ended(scene: NotesContext) -> Iterator[Finding]:
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


@rule("NL403", "due-before-made", WARNING, NotesContext)
def due_before_made(scene: NotesContext) -> Iterator[Finding]:
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
    for type_ in DAY_WORDS:
        for entry in scene.entries.get(type_, ()):
            line = entry.line
            for word, day in (("by", line.by), ("until", line.until)) if line.by or line.until else ():
                if day is not None and day < entry.date:
                    yield at_entry(entry, f"`{word} {day}` is before {entry.date}", "check the year", word=word)


@rule("NL404", "support-before-pledge", WARNING, NotesContext)
def support_before_pledge(scene: NotesContext) -> Iterator[Finding]:
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
    for fault in scene.faults.get(FaultKind.SUPPORT_BEFORE_PLEDGE, ()):
        (day,) = fault_args(fault, 1)
        yield fault_finding(scene, fault, f"came before its pledge, which is of {day}", "check the days, or the `re`")


@rule("NL405", "two-could-match", WARNING, VaultContext)
def two_could_match(scene: VaultContext) -> Iterator[Finding]:
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
    faults = [fault for fault in scene.book.faults if fault.trouble == FaultKind.TWO_MATCHES]
    matched = _matched_pledges(scene.book) if faults else {}
    for fault in faults:
        kind, days = fault_args(fault, 2)
        pair = matched.get((fault.path, fault.place.line if fault.place else 0))
        related = (related_entry(pair[1]),) if pair else ()
        yield fault_finding(
            scene,
            fault,
            f"could belong to any {kind or 'pledge'} of {days.replace(', ', ' or ')}; the oldest is taken",
            "write `re` and the id of the one that is meant",
            fix=_name_it(*pair) if pair else None,
            related=related,
        )


@rule("NL406", "answer-without-ask", WARNING, NotesContext)
def answer_without_ask(scene: NotesContext) -> Iterator[Finding]:
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
    for fault in scene.faults.get(FaultKind.ANSWER_WITHOUT_ASK, ()):
        help_ = "write the ask on the day on which it was made, or `re` and its id"
        yield fault_finding(scene, fault, "answers no open ask", help_)


def _matched_pledges(book: Book) -> dict[tuple[str, int], tuple[Entry, Entry]]:
    """By path and line: each entry that keeps or raises a pledge, and that pledge."""
    found: dict[tuple[str, int], tuple[Entry, Entry]] = {}
    for ledger in book.ledgers.values():
        for item in ledger.support.items:
            for entry in item.lines[1:]:
                found.setdefault((entry.path, entry.line.line), (entry, item.lines[0]))
    return found


def _name_it(entry: Entry, pledge: Entry) -> Fix | None:
    """Write the `re` right behind the type word, where any qualifier may stand."""
    id_ = pledge.line.id
    if not id_ or not entry.line.word:
        return None
    column = entry.line.column + len(entry.line.word)
    return insert_text(entry.line.line, column, f" re {id_}", f"write `re {id_}`", safe=False)


# NL4xx, second part: what help is worth, and whether anything bears witness to it.


_PRAISE: Final = re.compile(
    r"\b(praised?|compliment(s|ed)?|loved|impressed|enthusias\w*|kind words|so proud|said .*\b(great|wonderful))\b",
    re.IGNORECASE,
)
_YEAR: Final = dt.timedelta(days=365)
_EMBED: Final = re.compile(r"!\[\[([^\[\]|#\n]+)")


@rule("NL407", "praise-as-evidence", INFO, NotesContext)
def praise_as_evidence(scene: NotesContext) -> Iterator[Finding]:
    """Kind words logged as evidence.

    Praise is a sign of trust, not a step towards help; as evidence it makes support look nearer than it is.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 evidence informal: the dean praised our open day
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 trust+: the dean praised our open day
    ```
    """
    for entry in scene.entries.get("evidence", ()):
        line = entry.line
        if not line.kind and not line.re and line.rung in {"", "informal"} and _PRAISE.search(line.text):
            yield at_entry(entry, "praise is no evidence of help", "write `trust+` if it shows trust")


@rule("NL408", "ongoing-unconfirmed", INFO, OrganisationContext)
def ongoing_unconfirmed(scene: OrganisationContext) -> Iterator[Finding]:
    """Ongoing support that nobody has confirmed for a year.

    It counts in full as long as it is said to go on; such things end without a word.

    Bad, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    - 2025-01-10 support facilities ongoing: a desk
    - 2026-01-12 thanks: for the desk
    ```

    Good, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    - 2025-01-10 support facilities until 2026-01-10: a desk
    - 2026-01-12 thanks: for the desk
    ```
    """
    for item in scene.ledger.support.items:
        last = item.lines[-1]
        if item.ongoing and item.ended is None and scene.day - last.date > _YEAR:
            message = f"{item.kind or 'support'} from {scene.card.name} was last confirmed on {last.date}"
            yield at_entry(last, message, "write a new `support … ongoing` line, or when it ended (`until DATE`)")


class _ProjectSearch(NamedTuple):
    """A project by its name and the kinds of help that it seeks."""

    name: str
    kinds: frozenset[str]


def _projects_seeking(vault: VaultContext) -> dict[str, _ProjectSearch]:
    projects = vault.book.network.projects.items()
    return {key: _ProjectSearch(each.name, frozenset(need.kind for need in each.seeks)) for key, each in projects}


def _recent_hard_asks(scene: NotesContext) -> Iterator[Entry]:
    """Asks of the last year for something hard."""
    for entry in scene.entries.get("ask", ()):
        if entry.line.kind in HARD and dt.timedelta(0) <= scene.day - entry.date <= _YEAR:
            yield entry


@rule("NL409", "kind-not-sought", INFO, NotesContext, glean=_recent_hard_asks, beside=_projects_seeking)
def kind_not_sought(asks: Sequence[Entry], projects: dict[str, _ProjectSearch]) -> Iterator[Finding]:
    """An ask, in the last year, for something that no project seeks.

    Either a project's `seeks` is out of date, or the ask spends goodwill on what nobody needs.

    Bad:

    ```markdown Projects/Fair.md
    ---
    type: project
    seeks: [finance]
    ---
    ```

    ```markdown Organisations/Acme.md
    - 2026-06-03 ask equipment small: a printer
    ```

    Good, otherwise the same:

    ```markdown Projects/Fair.md
    ---
    type: project
    seeks: [finance, equipment]
    ---
    ```
    """
    sought = {kind for project in projects.values() for kind in project.kinds}
    for entry in asks:
        own = projects.get(entry.project)
        wanted = own.kinds if own else sought
        if wanted and entry.line.kind not in wanted:
            who = own.name if own else "no project"
            does = "does not seek" if own else "seeks"
            yield at_entry(entry, f"{who} {does} {entry.line.kind}", "add it to `seeks`, or ask for what is needed")


class _CitedFile(NamedTuple):
    path: str
    entry: Entry
    file: str
    column: int
    """Of the name, or 0: of an embed nobody has kept it."""


def _cited_files(scene: NotesContext) -> Iterator[_CitedFile]:
    """Files that evidence points at."""
    for entry in scene.entries.get("evidence", ()):
        for link in entry.line.links:
            if is_file(link.target):
                yield _CitedFile(entry.path, entry, link.target, link.column + 2 if not link.markdown else link.column)
        for name in _EMBED.findall(entry.line.text):
            if is_file(name):
                yield _CitedFile(entry.path, entry, name.strip(), 0)


@rule(
    "NL410",
    "evidence-file-missing",
    WARNING,
    NotesContext,
    glean=_cited_files,
    beside=lambda vault: vault.book.network.files,
)
def evidence_file_missing(cited: Sequence[_CitedFile], files: tuple[str, ...]) -> Iterator[Finding]:
    """Evidence that points to a file which is not in the vault.

    The letter is what makes it more than a word: find it while you still can.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 evidence letter facilities: [[acme letter.pdf]]
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 evidence letter facilities: [[acme letter.pdf]]
    ```

    ```bytes acme letter.pdf
    %PDF-1.4
    ```
    """
    known = {path.casefold().rpartition("/")[2] for path in files} if cited else set[str]()
    for _, entry, file, column in cited:
        if file.casefold().rpartition("/")[2] not in known:
            found = at_entry(entry, f"no file '{file}' in the vault", "put the file back, or mend its name")
            where = text_range(entry.line.line, column, file) if column else found.place
            yield msgspec.structs.replace(found, place=where, subject=f"{found.subject} {file}")
