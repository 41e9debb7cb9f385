"""`netlead import`: contacts in (SPEC §5; COMPATIBILITY, contact formats)."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from netlead_md.cli.choice import Choice
from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.exits import DONE
from netlead_md.cli.formats import printable
from netlead_md.cli.summary import plural
from netlead_md.cli.vault import is_folder
from netlead_md.cli.work import session, state
from netlead_md.shell.importing import FORMATS, Batch, Done, Plan, Vault, carry_out, note_templates, plan, read
from netlead_md.shell.misuse import Misuse, system_words

_LIMIT = 200_000_000
"""Bytes; no address book is so large."""


@click.command("import", epilog="Example: netlead import linkedin Connections.csv ~/Notes --dry-run")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@click.option("--update", is_flag=True, help="Fill fields that are empty in the notes of people who are there.")
@click.option(
    "--organisations",
    "--organizations",
    "organisations",
    is_flag=True,
    help="Write a note for each organisation that has none, too.",
)
@click.option("--encoding", default="", metavar="NAME", help="Of the file, where it is not UTF-8: cp1252, cp1250, …")
@click.argument("format_", metavar="FORMAT", type=Choice(list(FORMATS)))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@vault
@options
def command(
    common: Common,
    *,
    format_: str,
    file: Path,
    dry_run: bool,
    update: bool,
    organisations: bool,
    encoding: str,
) -> int:
    """Write a note for everybody in FILE who has none yet.

    FORMAT is linkedin, google, outlook, vcard or csv; FILE may be - for standard input. Who is in the vault already
    (by e-mail, then by name and organisation) is left alone: what differs is listed.
    """
    if is_folder(file):
        raise Misuse("this is a folder", cure="name the exported file, then the vault", path=str(file))
    opened = session(common)
    made = state(common, opened)
    batch = _read(format_, file, made.config.fields, encoding)
    network = made.book.network
    templates = note_templates(opened.vault, network, made.config)
    known = Vault(network, made.notes, made.config, made.book.as_of, templates)
    todo = plan(known, batch, with_organisations=organisations)
    done = Done() if dry_run else carry_out(opened.vault, todo, update=update)
    for line in _lines(todo, update=update):
        click.echo(printable(line))
    for slip in todo.slips:
        click.echo(printable(f"{file}:{slip.line}: {slip.message}"), err=True)
    for path, why in done.refused:
        click.echo(printable(f"{path}: left as it is: {why}"), err=True)
    for remark in todo.remarks if common.verbose or not batch.contacts else todo.remarks[:1]:
        common.say(printable(f"{file}: {remark}"))
    common.say(_summary(todo, dry_run=dry_run, update=update))
    return DONE


def _read(format_: str, file: Path, own: dict[str, str], encoding: str) -> Batch:
    try:
        data = sys.stdin.buffer.read(_LIMIT + 1) if str(file) == "-" else _bytes(file)
    except OSError as error:
        raise Misuse(f"cannot be read: {system_words(error)}", cure="name the exported file", path=str(file)) from None
    if len(data) > _LIMIT:
        raise Misuse("this is too large for an address book", cure="split it", path=str(file))
    try:
        return read(format_, data, own, encoding)
    except Misuse as misuse:
        raise Misuse(misuse.message, cure=misuse.cure, path=str(file)) from None


def _bytes(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_LIMIT + 1)


def _lines(todo: Plan, *, update: bool) -> Iterator[str]:
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


def _summary(todo: Plan, *, dry_run: bool, update: bool) -> str:
    people = sum(note.kind == "person" for note in todo.new)
    parts = [f"{plural(people, 'new person', 'new people')}", f"{todo.there:,} already there"]
    if len(todo.new) > people:
        parts.insert(1, plural(len(todo.new) - people, "new organisation"))
    if todo.differences:
        parts.append(f"{plural(len({found.path for found in todo.differences}), 'note')} with differences")
    if todo.slips:
        parts.append(f"{plural(len(todo.slips), 'row')} left out")
    said = ", ".join(parts) + "."
    if todo.fills and not update:
        said += " `--update` fills the empty fields."
    if todo.companies:
        said += f" {plural(todo.companies, 'card')} of organisations left out: `--organisations` takes them in."
    return f"{said} Nothing was written: this was a dry run." if dry_run else said
