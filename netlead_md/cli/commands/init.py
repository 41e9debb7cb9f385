"""`netlead init`: what the vault holds, and the config that fits it. No note of the user's is touched."""

from pathlib import Path

import click

from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.exits import DONE
from netlead_md.cli.formats import printable
from netlead_md.cli.vault import quoted
from netlead_md.cli.work import session, state
from netlead_md.shell import disk
from netlead_md.shell.config import NAME
from netlead_md.shell.misuse import Misuse, system_words
from netlead_md.shell.session import State
from netlead_md.shell.setup import Survey, first_notes, note_templates, proposal, sentences, survey


@click.command(epilog="Example: netlead init ~/Notes --templates --dry-run")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--templates", is_flag=True, help="Also write note templates and one-tap lines for Obsidian.")
@vault
@options
def command(common: Common, *, dry_run: bool, templates: bool) -> int:
    """Look at the vault, say what was found and how, and write a short netlead.toml.

    A netlead.toml that is there keeps its words, comments and order; it only gains what it lacks. In a vault without
    people and organisations a first note of each is written. Notes that are there are never touched.
    """
    opened = session(common)
    made = state(common, opened)
    found = survey(made.book.network, made.notes, made.config)
    for line in sentences(found):
        click.echo(printable(line))
    config = common.config or opened.vault / NAME
    before = _before(config)
    text = proposal(before, found)
    new = _new(made, found, templates=templates)
    if text == before:
        click.echo(f"{config.name} stays as it is.")
    elif dry_run:
        click.echo(f"\n{config.name} would be:\n")
        for line in text.splitlines():
            click.echo(printable(f"    {line}"))
    else:
        _write(config, text, config.name)
        click.echo(f"{'Completed' if before else 'Wrote'} {config.name}.")
    for path, body in new:
        if not dry_run:
            _write(disk.inside(opened.vault, path), body, path)
        click.echo(printable(f"{'Would write' if dry_run else 'Wrote'} {path}"))
    if dry_run:
        common.say("Nothing was written: this was a dry run.")
    named = f" {quoted(common.given)}" if common.given else ""
    click.echo(f"Next: netlead {'init' if dry_run and (new or text != before) else 'regenerate'}{named}")
    return DONE


def _before(config: Path) -> str:
    try:
        return config.read_bytes().decode("utf-8-sig")
    except OSError:
        return ""


def _new(made: State, found: Survey, *, templates: bool) -> list[tuple[str, str]]:
    somebody = found.marks["person"] or found.marks["organisation"] or found.named
    new = [] if somebody else list(first_notes(made.book.network.files))
    if templates:
        new += note_templates(made.vault)
    return [(path, text) for path, text in new if not (made.vault / path).exists()]


def _write(file: Path, text: str, name: str) -> None:
    try:
        disk.replace(file.resolve(), text.encode(), keep_mode=file.exists())
    except OSError as error:
        raise Misuse(f"cannot write: {system_words(error)}", cure="make the folder writable", path=name) from None
