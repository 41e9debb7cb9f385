"""Who is linked here, in words (SPEC §3), and what a code means."""

import re

from netlead_md.linking.names import folded
from netlead_md.lsp.cursor import CODE, kind_at, link_at, our_field, resolve, spot, word_at
from netlead_md.lsp.sight import At, Sight, card
from netlead_md.lsp.texts import lines_of
from netlead_md.model.network import Organisation, Person
from netlead_md.reports.commitments import WORDING
from netlead_md.reports.steps import unmarked
from netlead_md.reports.words import day, duration, sentence
from netlead_md.rules import explain


def hover(at: At) -> str:
    """Markdown about what is under the cursor; empty where there is nothing to say."""
    lines = lines_of(at.text)
    if code := word_at(CODE, lines[at.line - 1], at.column):
        try:
            return explain(code[0])
        except KeyError:
            return ""
    link = link_at(at.text, at.line, at.column)
    key = resolve(at.sight, link, at.path) if link else _named(at, lines)
    return about(at.sight, key) if key else ""


def _named(at: At, lines: list[str]) -> str:
    """An organisation that a field only names."""
    where = spot(lines, at.line, at.column)
    if (
        where is None
        or not where.keys
        or our_field(at.sight, kind_at(at), where.keys[0]) not in {"organisation", "roles"}
    ):
        return ""
    found = re.match(r"[^:]*:\s*[\"']?(.*?)[\"']?\s*$|\s*-\s+[\"']?(.*?)[\"']?\s*$", lines[at.line - 1])
    name = (found[1] or found[2] or "") if found else ""
    held = [each.key for each in at.sight.network.organisations.values() if folded(each.name) == folded(name)]
    return held[0] if held else ""


def about(sight: Sight, key: str) -> str:
    """A person or an organisation in a few lines; of somebody sensitive no more than the name."""
    found = card(sight.network, key)
    if isinstance(found, Organisation):
        return _organisation(sight, found)
    if isinstance(found, Person):
        secret = f"**{_shown(found.name)}** · person\n\nSensitive: no more is shown here."
        return secret if found.sensitive else _person(sight, found)
    return f"**{_shown(found.name)}** · project" if found is not None else ""


def _shown(text: str) -> str:
    """The user's words as Markdown that shows them as they stand."""
    from netlead_md.rendering.markdown import escape  # here, for a server that nobody asks needs no templates

    return escape(text)


def _said(text: str) -> str:
    """What a step says, as pages do."""
    return _shown(unmarked(sentence(text)))


def _organisation(sight: Sight, found: Organisation) -> str:
    ledger = sight.state.book.ledgers[found.key]
    thin = " (too few notes to say)" if ledger.trust.thin else ""
    rows = [
        f"Trust: {ledger.trust.word}{thin}",
        f"Support: {ledger.support.word}",
        f"Class: {ledger.class_}, {WORDING[ledger.class_]}",
    ]
    if ledger.clock is not None:
        rows.append(f"Trusting for {duration(ledger.clock.days)}")
    step = f"Next: {_said(ledger.step.text)} {_said(ledger.step.reason)}"
    return "\n\n".join((f"**{_shown(found.name)}** · organisation", "  \n".join(rows), step))


def _person(sight: Sight, found: Person) -> str:
    regard, role = sight.state.book.people[found.key], found.roles[0] if found.roles else None
    there = sight.network.organisations.get(role.organisation) if role is not None else None
    thin = " (too few notes to say)" if regard.trust.thin else ""
    rows = [f"Trust: {regard.trust.word}{thin}"]
    if regard.last_contact:
        rows.append(f"Last contact: {day(regard.last_contact)}")
    if regard.care is not None:
        rows.append(f"Care: {regard.care.state}")
    if there is not None:
        ledger = sight.state.book.ledgers[there.key]
        rows.append(f"Support of {_shown(there.name)}: {ledger.support.word} ({ledger.class_})")
        rows.append(f"Next there: {_said(ledger.step.text)}")
    place = (role.title if role is not None else "", there.name if there is not None else "")
    what = ", ".join(("person", *(_shown(part) for part in place if part)))
    return f"**{_shown(found.name)}** · {what}\n\n" + "  \n".join(rows)
