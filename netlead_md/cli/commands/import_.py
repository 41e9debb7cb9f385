"""`netlead import`: contacts in (SPEC §5; COMPATIBILITY, contact formats)."""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from netlead_md.cli.exit_codes import DONE
from netlead_md.cli.formats import escape_controls
from netlead_md.cli.load import load_state, open_session
from netlead_md.cli.messages import format_count
from netlead_md.cli.note_commands import tell_undo
from netlead_md.cli.options import CommonOptions, common_options, vault_argument
from netlead_md.cli.suggestions import SuggestingChoice
from netlead_md.cli.vault_path import is_folder
from netlead_md.contacts import (
    FORMATS,
    Contact,
    Doubt,
    ImportContext,
    ImportPlan,
    ImportResult,
    ParsedContacts,
    apply_import,
    load_note_templates,
    plan_import,
    read_contacts,
)
from netlead_md.linking.link_resolver import normalise_name
from netlead_md.vault.errors import UserError, system_message

_LIMIT = 200_000_000
"""Bytes; no address book is so large."""

_HELP = f"""Write a note for everybody in FILE who has none yet.

FORMAT is {", ".join(list(FORMATS)[:-1])} or {list(FORMATS)[-1]}; FILE may be - for standard input. Who is in the vault
already (by UID, by e-mail and name, by name and organisation) is left alone: what differs is listed. Who may be
somebody known is a question, and left out until it is answered.
"""


@click.command("import", help=_HELP, epilog="Example: netlead import linkedin Connections.csv ~/Notes --dry-run")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@click.option("--update", is_flag=True, help="Fill fields that are empty in the notes of people who are there.")
@click.option(
    "--organisations",
    "--organizations",
    "organisations",
    is_flag=True,
    help="Write a note for each organisation that has none, too.",
)
@click.option("--tags", is_flag=True, help="Make tags of categories and groups.")
@click.option("--same", multiple=True, metavar="A=B", help="The contact A is B, of the vault or of the file.")
@click.option("--different", multiple=True, metavar="A=B", help="The contact A is somebody else than B.")
@click.option("--review", is_flag=True, help="Ask about each contact that may be somebody who is known.")
@click.option("--encoding", default="", metavar="NAME", help="Of the file, where it is not UTF-8: cp1252, cp1250, …")
@click.argument("format_", metavar="FORMAT", type=SuggestingChoice(list(FORMATS)))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@vault_argument
@common_options
def command(
    common: CommonOptions,
    *,
    format_: str,
    file: Path,
    dry_run: bool,
    update: bool,
    organisations: bool,
    tags: bool,
    same: tuple[str, ...],
    different: tuple[str, ...],
    review: bool,
    encoding: str,
) -> int:
    if is_folder(file):
        raise UserError("this is a folder", hint="name the exported file, then the vault", path=str(file))
    opened = open_session(common)
    made = load_state(common, opened)
    batch = _read_contacts(format_, file, made.config.fields, encoding)
    network = made.book.network
    templates = load_note_templates(opened.vault, network, made.config)
    known = ImportContext(network, made.notes, made.config, made.book.as_of, templates)
    decisions = {**_parse_pairs(same, said=True), **_parse_pairs(different, said=False)}
    plan = partial(plan_import, known, batch, with_organisations=organisations, with_tags=tags)
    todo = _review(plan, decisions) if review else plan(decisions=decisions)
    done = ImportResult() if dry_run else apply_import(opened.vault, todo, update=update)
    for line in _describe_plan(todo, update=update):
        click.echo(escape_controls(line))
    for line in _describe_doubts(todo.doubts):
        click.echo(escape_controls(line))
    for slip in todo.slips:
        click.echo(escape_controls(f"{file}:{slip.line}: {slip.message}"), err=True)
    for path, why in done.refused:
        click.echo(escape_controls(f"{path}: left as it is: {why}"), err=True)
    for remark in todo.remarks:
        common.say(escape_controls(f"{file}: {remark}"))
    common.say(_summarise_plan(todo, dry_run=dry_run, update=update))
    tell_undo(common, done.not_undoable)
    return DONE


def _parse_pairs(pairs: tuple[str, ...], *, said: bool) -> dict[tuple[str, str], bool]:
    found: dict[tuple[str, str], bool] = {}
    for pair in pairs:
        one, _, other = pair.partition("=")
        if not (one.strip() and other.strip()):
            raise UserError(f"'{pair}' names no two people", hint="write it as 'Bob Beta=Ada Alpha'")
        found[normalise_name(one), normalise_name(other)] = said
    return found


def _review(plan: Callable[..., ImportPlan], decisions: dict[tuple[str, str], bool]) -> ImportPlan:
    """Ask about each doubt until none is left or the user leaves it; an answer may bring another question."""
    left: set[tuple[str, str]] = set()
    while True:
        todo = plan(decisions=decisions)
        fresh = [(each, _pair(each)) for each in todo.doubts if _pair(each) not in left]
        if not fresh:
            return todo
        doubt, pair = fresh[0]
        click.echo(escape_controls(f"{_describe_side(doubt.contact)}\n{_describe_side(doubt.other)}"))
        click.echo(f"They have {doubt.why}.")
        choice = click.prompt("One person?", type=click.Choice(["yes", "no", "later"]), default="later")
        if choice == "later":
            left.add(pair)
        else:
            decisions[pair] = choice == "yes"


def _pair(doubt: Doubt) -> tuple[str, str]:
    return normalise_name(doubt.contact.name), normalise_name(doubt.other.name)


def _describe_side(contact: Contact) -> str:
    parts = (contact.title, *contact.organisation, *contact.email, *contact.phone)
    where = f" (line {contact.line})" if contact.line else " (in the vault)"
    return " · ".join((f"{contact.name}{where}", *filter(None, parts)))


def _read_contacts(format_: str, file: Path, own: dict[str, str], encoding: str) -> ParsedContacts:
    try:
        data = sys.stdin.buffer.read(_LIMIT + 1) if str(file) == "-" else _read_bytes(file)
    except OSError as error:
        raise UserError(
            f"cannot be read: {system_message(error)}", hint="name the exported file", path=str(file)
        ) from None
    if len(data) > _LIMIT:
        raise UserError("this is too large for an address book", hint="split it", path=str(file))
    try:
        return read_contacts(format_, data, own, encoding)
    except UserError as misuse:
        raise UserError(misuse.message, hint=misuse.hint, path=str(file)) from None


def _read_bytes(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_LIMIT + 1)


def _describe_plan(todo: ImportPlan, *, update: bool) -> Iterator[str]:
    for note in todo.new:
        where = f" (line {note.line})" if note.line else ""
        yield f"new {note.kind}: {note.path}{where}"
    for found in todo.differences:
        there = " · ".join(found.there)
        if found.here:
            yield f"differs: {found.path}: {found.field} is '{' · '.join(found.here)}', line {found.line} has '{there}'"
        else:
            word = "fill" if update else "empty"
            yield f"{word}: {found.path}: {found.field}, line {found.line} has '{there}'"


def _describe_doubts(doubts: Sequence[Doubt]) -> Iterator[str]:
    for each in doubts:
        names = f"{each.contact.name}={each.other.name}"
        where = f"line {each.other.line}" if each.other.line else each.key
        yield (
            f"question: line {each.contact.line}: is '{each.contact.name}' the same person as '{each.other.name}' "
            f"({where})? They have {each.why}. Left out: `--same '{names}'` or `--different '{names}'` takes them in."
        )


def _summarise_plan(todo: ImportPlan, *, dry_run: bool, update: bool) -> str:
    people = sum(note.kind == "person" for note in todo.new)
    parts = [f"{format_count(people, 'new person', 'new people')}", f"{todo.there:,} already there"]
    if len(todo.new) > people:
        parts.insert(1, format_count(len(todo.new) - people, "new organisation"))
    if todo.differences:
        parts.append(f"{format_count(len({found.path for found in todo.differences}), 'note')} with differences")
    if todo.doubts:
        parts.append(format_count(len(todo.doubts), "question"))
    if todo.slips:
        parts.append(f"{format_count(len(todo.slips), 'row')} left out")
    said = ", ".join(parts) + "."
    if todo.fills and not update:
        said += " `--update` fills the empty fields."
    if todo.doubts:
        said += " `--review` asks."
    if todo.companies:
        said += f" {format_count(todo.companies, 'card')} of organisations left out: `--organisations` takes them in."
    return f"{said} Nothing was written: this was a dry run." if dry_run else said
