"""`netlead init`: what the vault holds, and the config that fits it. No note of the user's is touched."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from netlead_md.cli.exit_codes import DONE
from netlead_md.cli.formats import escape_controls
from netlead_md.cli.load import load_state, open_session
from netlead_md.cli.options import CommonOptions, common_options, vault_argument
from netlead_md.cli.output import TextConsole
from netlead_md.cli.vault_path import quote_path
from netlead_md.reports.account_words import account_sentence, meetings_sentence
from netlead_md.setup import (
    VaultSurvey,
    build_note_templates,
    build_starter_notes,
    describe_left_out,
    describe_obsidian_offers,
    describe_survey,
    list_proposals,
    propose_config,
    survey_vault,
    written_keys,
)
from netlead_md.vault import atomic_write as disk
from netlead_md.vault.config import CONFIG_NAME, OBSIDIAN_FOLDER
from netlead_md.vault.errors import UserError, system_message
from netlead_md.vault.real_path import resolve_links
from netlead_md.vault.session import VaultState

_MOST_BYTES: Final = 200_000
"""Bytes of a note in which days are looked for."""
_MOST_TEXTS: Final = 2_000
"""Notes beside which more would say the same."""
_SOME_NAMES: Final = 3
"""Notes called like people, from which on a vault needs no first note of ours."""


@click.command(epilog="Example: netlead init ~/Notes --templates --dry-run")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--templates", is_flag=True, help="Also write note templates and one-tap lines for Obsidian.")
@vault_argument
@common_options
def command(common: CommonOptions, *, dry_run: bool, templates: bool) -> int:
    """Look at the vault, say what was found and how, and write a short netlead.toml.

    A netlead.toml that is there keeps its words, comments and order; it only gains what it lacks. In a vault without
    people and organisations a first note of each is written. Notes that are there are never touched.
    """
    opened = open_session(common)
    made = load_state(common, opened)
    config = common.config or opened.vault / CONFIG_NAME
    before = _read_old_config(config)
    found = survey_vault(
        made.book.network, made.notes, made.config, _read_texts(opened.vault, made.notes), written_keys(before)
    )
    _print_survey(made, found)
    inside_obsidian = (opened.vault / OBSIDIAN_FOLDER).is_dir()
    text = propose_config(before, found, obsidian_vault=inside_obsidian)
    new = _list_new_files(made, found, templates=templates)
    if text == before:
        click.echo(f"{config.name} stays as it is.")
    elif dry_run:
        click.echo(f"\n{config.name} would be:\n")
        for line in text.splitlines():
            click.echo(escape_controls(f"    {line}"))
    else:
        _write_file(config, text, config.name)
        click.echo(f"{'Completed' if before else 'Wrote'} {config.name}.")
    for path, body in new:
        if not dry_run:
            _write_file(disk.resolve_page_file(opened.vault, path), body, path)
        click.echo(escape_controls(f"{'Would write' if dry_run else 'Wrote'} {path}"))
    for line in describe_obsidian_offers(made.config.output) if inside_obsidian else ():
        click.echo(escape_controls(line))
    if dry_run:
        common.say("Nothing was written: this was a dry run.")
    named = f" {quote_path(common.given)}" if common.given else ""
    click.echo(f"Next: netlead {'init' if dry_run and (new or text != before) else 'regenerate'}{named}")
    return DONE


def _print_survey(made: VaultState, found: VaultSurvey) -> None:
    for line in describe_survey(found):
        click.echo(escape_controls(line))
    for told in (account_sentence(made.book.coverage), meetings_sentence(made.book.coverage)):
        if told:
            click.echo(f"{told}.")
    rows = [tuple(map(escape_controls, row)) for row in list_proposals(found)]
    if rows:
        click.echo("\nProposed:")
        TextConsole().table(("found", "taken as", "notes", "such as"), rows)
        click.echo()
    for line in describe_left_out(found):
        click.echo(escape_controls(line))


def _read_texts(vault: Path, notes: Iterable[str]) -> Iterator[str]:
    """The texts of the notes, for days and languages; of many some thousands, evenly spread over the vault.

    One that is gone by now, or cannot be read, is passed over.
    """
    paths = sorted(notes)
    for path in paths[:: len(paths) // _MOST_TEXTS + 1]:
        with suppress(OSError):
            yield (vault / path).read_bytes()[:_MOST_BYTES].decode("utf-8", "replace")


def _read_old_config(config: Path) -> str:
    try:
        return config.read_bytes().decode("utf-8-sig")
    except OSError:
        return ""


def _list_new_files(made: VaultState, found: VaultSurvey, *, templates: bool) -> list[tuple[str, str]]:
    people = found.left_out or found.names >= _SOME_NAMES
    somebody = found.marks["person"] or found.marks["organisation"] or found.named or people
    new = [] if somebody else list(build_starter_notes(made.book.network.files))
    if templates:
        new += build_note_templates(made.vault)
    return [(path, text) for path, text in new if not (made.vault / path).exists()]


def _write_file(file: Path, text: str, name: str) -> None:
    try:
        disk.replace_file(resolve_links(file), text.encode(), keep_mode=file.exists())
    except OSError as error:
        raise UserError(f"cannot write: {system_message(error)}", hint="make the folder writable", path=name) from None
