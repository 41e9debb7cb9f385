"""NL4xx, second part: what help is worth, and whether anything bears witness to it."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from netlead_md.linking.names import is_file
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import HARD
from netlead_md.rules.flaws import at_entry
from netlead_md.rules.places import span
from netlead_md.rules.rule import INFO, WARNING, Finding, rule
from netlead_md.rules.scene import OneOrganisation, SomeNotes, WholeVault

_PRAISE: Final = re.compile(
    r"\b(praised?|compliment(s|ed)?|loved|impressed|enthusias\w*|kind words|so proud|said .*\b(great|wonderful))\b",
    re.IGNORECASE,
)
_YEAR: Final = dt.timedelta(days=365)
_EMBED: Final = re.compile(r"!\[\[([^\[\]|#\n]+)")


@rule("NL407", "praise-as-evidence", INFO, SomeNotes)
def praise_as_evidence(scene: SomeNotes) -> Iterator[Finding]:
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


@rule("NL408", "ongoing-unconfirmed", INFO, OneOrganisation)
def ongoing_unconfirmed(scene: OneOrganisation) -> Iterator[Finding]:
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


class _Seeking(NamedTuple):
    """A project by its name and the kinds of help that it seeks."""

    name: str
    kinds: frozenset[str]


def _seeking(vault: WholeVault) -> dict[str, _Seeking]:
    projects = vault.book.network.projects.items()
    return {key: _Seeking(each.name, frozenset(need.kind for need in each.seeks)) for key, each in projects}


def _asked(scene: SomeNotes) -> Iterator[Entry]:
    """Asks of the last year for something hard."""
    for entry in scene.entries.get("ask", ()):
        if entry.line.kind in HARD and dt.timedelta(0) <= scene.day - entry.date <= _YEAR:
            yield entry


@rule("NL409", "kind-not-sought", INFO, SomeNotes, glean=_asked, beside=_seeking)
def kind_not_sought(asks: Sequence[Entry], projects: dict[str, _Seeking]) -> Iterator[Finding]:
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


class _Cited(NamedTuple):
    path: str
    entry: Entry
    file: str
    column: int
    """Of the name, or 0: of an embed nobody has kept it."""


def _cited(scene: SomeNotes) -> Iterator[_Cited]:
    """Files that evidence points at."""
    for entry in scene.entries.get("evidence", ()):
        for link in entry.line.links:
            if is_file(link.target):
                yield _Cited(entry.path, entry, link.target, link.column + 2 if not link.markdown else link.column)
        for name in _EMBED.findall(entry.line.text):
            if is_file(name):
                yield _Cited(entry.path, entry, name.strip(), 0)


@rule(
    "NL410",
    "evidence-file-missing",
    WARNING,
    SomeNotes,
    glean=_cited,
    beside=lambda vault: vault.book.network.files,
)
def evidence_file_missing(cited: Sequence[_Cited], files: tuple[str, ...]) -> Iterator[Finding]:
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
            where = span(entry.line.line, column, file) if column else found.place
            yield msgspec.structs.replace(found, place=where, subject=f"{found.subject} {file}")
