"""What `new`, `log`, `review` and `forget` share: the vault as option or argument, names to complete, and the end."""

import datetime as dt
import difflib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click
import msgspec

from netlead_md.cli.completion import complete_names
from netlead_md.cli.exit_codes import DONE, FINDINGS
from netlead_md.cli.formats import Report, escape_controls, load_format
from netlead_md.cli.options import CommonOptions, VaultFolder
from netlead_md.cli.options import vault_argument as common_vault
from netlead_md.editing.plain_log import Heard
from netlead_md.editing.targets import Target, VaultListing
from netlead_md.editing.undo_journal import NoteChange
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Diagnostic
from netlead_md.vault.config import load_config
from netlead_md.vault.errors import UserError


def vault_parameter(function: Callable[..., int]) -> Callable[..., int]:
    """Add the vault as the last argument, or as `--vault`."""
    words = "The vault; the same as to name it last."
    function = click.option("--vault", "at", type=VaultFolder(), metavar="FOLDER", help=words)(function)
    return common_vault(function)


def dry_run_option(function: Callable[..., int]) -> Callable[..., int]:
    return click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")(function)


def name_argument(function: Callable[..., int]) -> Callable[..., int]:
    return click.argument("name", shell_complete=complete_names)(function)


def open_vault(common: CommonOptions, at: Path | None) -> tuple[Path, Config]:
    """The vault and its config. Raises Misuse."""
    if at is not None and common.given is not None and at != common.given:
        raise UserError("two vaults are named", hint="name one of them")
    folder = msgspec.structs.replace(common, given=at or common.given).vault()
    return folder, load_config(folder, common.config).config


def print_diff(path: str, before: str, after: str) -> None:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), path if before else "/dev/null", path, "", "", 1, ""
    )
    for each in lines:
        click.echo(escape_controls(each))


def write_line(
    common: CommonOptions,
    command: str,
    name_: str,
    written: str,
    *,
    at: Path | None,
    daily: bool = False,
    dry_run: bool = False,
    yes: bool = False,
) -> int:
    """Add one line to the note of a name, or to a daily note, as the work of `command`."""
    from netlead_md.editing import log_entry as line
    from netlead_md.editing import plain_log as plain
    from netlead_md.editing.targets import list_vault

    folder, config = open_vault(common, at)
    today = common.day(config)
    said = line.resolve_request_date(line.parse_request(written), today, config)
    listed = list_vault(folder, config)
    target, link = _resolve_note(folder, listed, config, name_, written), ""
    if daily:
        target, link = _resolve_daily_note(folder, listed, config, said.day(today), target)
    added = line.add_entry(target, said, today, config, link=link)
    if added.faults:
        return _refused(line.find_entry_errors(added, target.note, config, today), added.after)
    choice = _choose(heard, yes=yes or dry_run) if (heard := plain.hear(added, target, config)) else ""
    if choice is None:
        return FINDINGS
    if choice:
        added = line.add_entry(target, line.parse_request(choice), today, config, link=link)
    if dry_run:
        print_diff(added.path, added.before, added.after)
        return DONE
    before = target.data if target.kind else None  # without a kind: a daily note that is yet to be made
    write(common, folder, NoteChange(added.path, before, added.after.encode("utf-8")), command)
    common.say(escape_controls(f"{added.path}:{added.line}: {_line_of(added.after, added.line)}"))
    if not common.quiet:
        _print_diagnostics(line.find_entry_remarks(added, target.note, config, today), added.after)
    return DONE


def _refused(found: Iterable[Diagnostic], text: str) -> int:
    _print_diagnostics(found, text)
    click.echo("Nothing was written: the line would not say what it should.", err=True)
    return FINDINGS


def _line_of(text: str, number: int) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[number - 1]


def _choose(heard: Heard, *, yes: bool) -> str | None:
    """Which line to write in the place of one in plain words; empty: that one; None: nothing.

    Where it may bind somebody it is a question: without a terminal only `yes` answers it.
    """
    if not heard.proposals:
        counted = f"counts as a {heard.counts_as}" if heard.counts_as else f"does not count: {heard.reason}"
        click.echo(f"This line {counted}.", err=True)
        return ""
    click.echo(f"This line counts as a {heard.counts_as}, and sounds like more:", err=True)
    for number, each in enumerate(heard.proposals, 1):
        click.echo(escape_controls(f"  {number}  - {each}"), err=True)
    if yes:
        return heard.proposals[0]
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        click.echo("Nothing was written. `--yes` writes the first; or write the line as it stands there.", err=True)
        return None
    click.echo("  0  as you wrote it", err=True)
    answer = click.prompt("Which", default="1", err=True, show_default=True).strip()
    if answer == "0":
        return ""
    return heard.proposals[int(answer) - 1] if answer.isdigit() and int(answer) <= len(heard.proposals) else None


def _print_diagnostics(found: Iterable[Diagnostic], text: str) -> None:
    """Print findings about the new line, without fixes, for as a rule there is no such line for --fix to mend."""
    bare = tuple(msgspec.structs.replace(each, fix=None) for each in found)
    for each in load_format("full")(Report(bare, 1, lambda _: text)):
        click.echo(each)


def _resolve_note(folder: Path, listed: VaultListing, config: Config, name_: str, written: str) -> Target:
    """The note of a name; Misuse says so where the line stands in the place of the name."""
    from netlead_md.cli.names import resolve_in_vault
    from netlead_md.editing import log_entry as line
    from netlead_md.editing.targets import resolve_target

    try:
        return resolve_target(folder, listed, config, resolve_in_vault(folder, name_))
    except UserError:
        if not line.has_entry_type(name_, config):
            raise
        raise UserError(
            f"'{name_}' is a line, and no name", hint=f'the name comes first: "{written}" "{name_}"'
        ) from None


def _resolve_daily_note(
    folder: Path, listed: VaultListing, config: Config, day: dt.date, target: Target
) -> tuple[Target, str]:
    """The daily note in the place of somebody's own, and the link by which it names them; no kind: yet to be made."""
    from netlead_md.analysis.labels import link_markup
    from netlead_md.editing import targets as who
    from netlead_md.editing.targets import find_daily_note
    from netlead_md.linking.link_resolver import LinkResolver, link_name
    from netlead_md.model.note import Note

    bare, whole = link_name(target.path), target.path.removesuffix(".md")
    link = link_markup(bare if LinkResolver.of(listed.files).bare_enough(target.path) else whole, bare)
    path, there = find_daily_note(listed, config, day)
    return who.read_target(folder, path, config) if there else who.Target(path, Note(path, day=day), b""), link


def write(common: CommonOptions, folder: Path, change: NoteChange, command: str) -> None:
    """Make one change to a note. Raises Misuse where that is refused."""
    from netlead_md.editing.note_edits import apply_note_changes, single

    applied = apply_note_changes(folder, (change,), command)
    single(applied)
    tell_undo(common, applied.not_undoable)


def tell_undo(common: CommonOptions, not_undoable: str) -> None:
    """Say that what was written cannot be taken back, if so."""
    if not_undoable:
        common.say(escape_controls(f"`netlead undo` cannot take this back: {not_undoable}"))
