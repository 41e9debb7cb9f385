"""Everybody and everything of ours by name, and what stands above an organisation's note."""

import re
from typing import Final

import msgspec

from netlead_md.lsp.index import Entity, WorkspaceIndex, list_entities
from netlead_md.model.network import Organisation, Person
from netlead_md.parsing.plain_text import as_plain_text
from netlead_md.wording.step_sentences import step_words

MAX_SYMBOLS: Final = 200
"""Names handed over at once: of so many an editor asks again at the next letter."""


class Symbol(msgspec.Struct, frozen=True):
    name: str
    kind: str
    """`person`, `organisation` or `project`."""
    path: str


def find_symbols(sight: WorkspaceIndex, query: str) -> tuple[Symbol, ...]:
    """Notes whose name or alias holds the letters of the query in their order; those that begin with it first."""
    wanted = query.casefold().replace(" ", "")
    holds = re.compile(".*?".join(map(re.escape, wanted)), re.DOTALL).search
    found = []
    for entity in list_entities(sight.network):
        names = [name.casefold() for name in (entity.name, *_aliases(entity))]
        if entity.path and any(map(holds, names)):
            begins = any(name.replace(" ", "").startswith(wanted) for name in names)
            found.append((not begins, names[0], entity))
    chosen = sorted(found, key=lambda each: each[:2])[:MAX_SYMBOLS]
    return tuple(Symbol(entity.name, _kind(entity), entity.path or "") for _, _, entity in chosen)


def _aliases(entity: Entity) -> tuple[str, ...]:
    return tuple(getattr(entity, "aliases", ()))


def _kind(entity: Entity) -> str:
    return "person" if isinstance(entity, Person) else "organisation" if isinstance(entity, Organisation) else "project"


def describe_standing(sight: WorkspaceIndex, path: str) -> tuple[str, ...]:
    """Class, clock and next step of the organisation, or individual, whose note this is: one short text each."""
    ledger = sight.state.book.ledgers.get(path)
    if ledger is None or not ledger.entries:
        return ()
    clock = f", trusts you since {ledger.clock.since.isoformat()}" if ledger.clock is not None else ""
    step = as_plain_text(step_words(ledger, sight.state.book.as_of).text)
    return f"{ledger.class_}{clock}", f"Next: {step.rstrip('.')}"
