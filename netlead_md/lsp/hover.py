"""Who is linked here, in words (SPEC §3), and what a code means."""

from netlead_md.linking.link_resolver import normalise_name
from netlead_md.lsp.cursor import (
    CODE,
    canonical_field,
    find_link_at,
    find_property_position,
    kind_at,
    resolve_link,
    word_at,
)
from netlead_md.lsp.index import NotePosition, WorkspaceIndex, find_entity
from netlead_md.lsp.positions import split_lines
from netlead_md.model.network import Organisation, Person
from netlead_md.reports.formatting import as_sentence
from netlead_md.reports.shared_rows import strip_field_marks
from netlead_md.rules import explain_rule
from netlead_md.wording.absence import state_of
from netlead_md.wording.phrases import format_day, format_duration
from netlead_md.wording.step_sentences import step_words


def hover(at: NotePosition) -> str:
    """Markdown about what is under the cursor; empty where there is nothing to say."""
    lines = split_lines(at.text)
    if code := word_at(CODE, lines[at.line - 1], at.column):
        try:
            return explain_rule(code[0])
        except KeyError:
            return ""
    link = find_link_at(at.text, at.line, at.column)
    key = resolve_link(at.sight, link, at.path) if link else _hover_name_only(at, lines)
    return describe_entity(at.sight, key) if key else ""


def _hover_name_only(at: NotePosition, lines: list[str]) -> str:
    """An organisation that a field only names."""
    where = find_property_position(lines, at.line, at.column)
    if (
        where is None
        or not where.keys
        or canonical_field(at.sight, kind_at(at), where.keys[0]) not in {"organisation", "roles"}
    ):
        return ""
    line = lines[at.line - 1]
    item = line.lstrip()
    name = item[1:] if item[:2] in {"- ", "-\t"} and ":" not in item else line.partition(":")[2]
    name = name.strip().removeprefix('"').removeprefix("'").removesuffix('"').removesuffix("'")
    held = [
        each.key
        for each in at.sight.network.organisations.values()
        if normalise_name(each.name) == normalise_name(name)
    ]
    return held[0] if held else ""


def describe_entity(sight: WorkspaceIndex, key: str) -> str:
    """A person or an organisation in a few lines; of somebody sensitive no more than the name."""
    found = find_entity(sight.network, key)
    if isinstance(found, Organisation):
        return _describe_organisation(sight, found)
    if isinstance(found, Person):
        secret = f"**{_escape_markdown(found.name)}** · person\n\nSensitive: no more is shown here."
        return secret if found.sensitive else _describe_person(sight, found)
    return f"**{_escape_markdown(found.name)}** · project" if found is not None else ""


def _escape_markdown(text: str) -> str:
    """The user's words as Markdown that shows them as they stand."""
    from netlead_md.rendering.escaping import escape_markdown  # here, for a server that nobody asks needs no templates

    return escape_markdown(text)


def _format_step(text: str) -> str:
    """What a step says, as pages do."""
    return _escape_markdown(strip_field_marks(as_sentence(text)))


def _describe_organisation(sight: WorkspaceIndex, found: Organisation) -> str:
    ledger = sight.state.book.ledgers[found.key]
    thin = " (too few notes to say)" if ledger.trust.thin else ""
    rows = [
        f"Trust: {ledger.trust.word}{thin}",
        f"Support: {ledger.support.word}",
        f"Class: {ledger.class_}, {state_of(ledger, sight.state.book.as_of)}",
    ]
    if ledger.clock is not None:
        rows.append(f"Trusting for {format_duration(ledger.clock.days)}")
    words = step_words(ledger, sight.state.book.as_of)
    step = f"Next: {_format_step(words.text)} {_format_step(words.reason)}"
    return "\n\n".join((f"**{_escape_markdown(found.name)}** · organisation", "  \n".join(rows), step))


def _describe_person(sight: WorkspaceIndex, found: Person) -> str:
    regard, role = sight.state.book.people[found.key], found.roles[0] if found.roles else None
    there = sight.network.organisations.get(role.organisation) if role is not None else None
    thin = " (too few notes to say)" if regard.trust.thin else ""
    rows = [f"Trust: {regard.trust.word}{thin}"]
    if regard.last_contact:
        rows.append(f"Last contact: {format_day(regard.last_contact)}")
    if regard.care is not None:
        rows.append(f"Care: {regard.care.state}")
    if there is not None:
        ledger = sight.state.book.ledgers[there.key]
        state = state_of(ledger, sight.state.book.as_of)
        rows.append(f"Support of {_escape_markdown(there.name)}: {ledger.support.word} ({state})")
        rows.append(f"Next there: {_format_step(step_words(ledger, sight.state.book.as_of).text)}")
    place = (role.title if role is not None else "", there.name if there is not None else "")
    what = ", ".join(("person", *(_escape_markdown(part) for part in place if part)))
    if (alone := sight.state.book.ledgers.get(found.key)) is not None:
        rows.append(f"Class: {alone.class_}, {state_of(alone, sight.state.book.as_of)}")
        rows.append(f"Next: {_format_step(step_words(alone, sight.state.book.as_of).text)}")
    return f"**{_escape_markdown(found.name)}** · {what}\n\n" + "  \n".join(rows)
