"""What `new`, `log`, `review` and `forget` share: the vault as option or argument, names to complete, and the end."""

import datetime as dt
import difflib
from collections.abc import Callable, Iterable
from pathlib import Path

import click
import msgspec

from netlead_md.cli.common import Common, Folder
from netlead_md.cli.common import vault as common_vault
from netlead_md.cli.completion import names
from netlead_md.cli.exits import DONE, FINDINGS
from netlead_md.cli.formats import Report, lines_of, printable
from netlead_md.model.config import Config
from netlead_md.model.page import Diagnostic
from netlead_md.shell.capture.files import Listing
from netlead_md.shell.capture.who import Target
from netlead_md.shell.config import load
from netlead_md.shell.misuse import Misuse


def vault(function: Callable[..., int]) -> Callable[..., int]:
    """Add the vault as the last argument, or as `--vault`."""
    words = "The vault; the same as to name it last."
    function = click.option("--vault", "at", type=Folder(), metavar="FOLDER", help=words)(function)
    return common_vault(function)


def dry(function: Callable[..., int]) -> Callable[..., int]:
    return click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")(function)


def name(function: Callable[..., int]) -> Callable[..., int]:
    return click.argument("name", shell_complete=names)(function)


def opened(common: Common, at: Path | None) -> tuple[Path, Config]:
    """The vault and its config. Raises Misuse."""
    if at is not None and common.given is not None and at != common.given:
        raise Misuse("two vaults are named", cure="name one of them")
    folder = msgspec.structs.replace(common, given=at or common.given).vault()
    return folder, load(folder, common.config).config


def diff(path: str, before: str, after: str) -> None:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), path if before else "/dev/null", path, "", "", 1, ""
    )
    for each in lines:
        click.echo(printable(each))


def write_line(
    common: Common, name_: str, written: str, *, at: Path | None, daily: bool = False, dry_run: bool = False
) -> int:
    """Add one line to the note of a name, or to a daily note."""
    from netlead_md.shell.capture import line
    from netlead_md.shell.capture.exchange import exchange
    from netlead_md.shell.capture.files import listing

    folder, config = opened(common, at)
    today = common.day(config)
    said = line.dated(line.said(written), today, config)
    listed = listing(folder, config)
    target, link = _meant(folder, listed, config, name_, written), ""
    if daily:
        target, link = _in_daily(folder, listed, config, said.day(today), target)
    added = line.add(target, said, today, config, link=link)
    if added.faults:
        _tell(line.findings(added, target.note, config, today), added.after)
        click.echo("Nothing was written: the line would not say what it should.", err=True)
        return FINDINGS
    if dry_run:
        diff(added.path, added.before, added.after)
        return DONE
    if target.kind:
        exchange(folder, added.path, target.data, added.after.encode("utf-8"))
    else:
        make(folder, added.path, added.after)
    text = added.after.replace("\r\n", "\n").replace("\r", "\n").split("\n")[added.line - 1]
    common.say(printable(f"{added.path}:{added.line}: {text}"))
    if not common.quiet:
        _tell(line.remarks(added, target.note, config, today), added.after)
    return DONE


def _tell(found: Iterable[Diagnostic], text: str) -> None:
    """Print findings about the new line, without fixes, for as a rule there is no such line for --fix to mend."""
    bare = tuple(msgspec.structs.replace(each, fix=None) for each in found)
    for each in lines_of("full")(Report(bare, 1, lambda _: text)):
        click.echo(each)


def _meant(folder: Path, listed: Listing, config: Config, name_: str, written: str) -> Target:
    """The note of a name; Misuse says so where the line stands in the place of the name."""
    from netlead_md.cli.named import in_vault
    from netlead_md.shell.capture import line
    from netlead_md.shell.capture.who import who

    try:
        return who(folder, listed, config, in_vault(folder, name_))
    except Misuse:
        if not line.typed(name_, config):
            raise
        raise Misuse(f"'{name_}' is a line, and no name", cure=f'the name comes first: "{written}" "{name_}"') from None


def _in_daily(folder: Path, listed: Listing, config: Config, day: dt.date, target: Target) -> tuple[Target, str]:
    """The daily note in the place of somebody's own, and the link by which it names them; no kind: yet to be made."""
    from netlead_md.deriving.wording import written
    from netlead_md.linking.names import Resolver, base_name
    from netlead_md.model.note import Note
    from netlead_md.shell.capture import who
    from netlead_md.shell.capture.today import daily_note

    bare, whole = base_name(target.path), target.path.removesuffix(".md")
    link = written(bare if Resolver.of(listed.files).bare_enough(target.path) else whole, bare)
    path, there = daily_note(listed, config, day)
    return who.read(folder, path, config) if there else who.Target(path, Note(path, day=day), b""), link


def make(folder: Path, path: str, text: str) -> None:
    """Write a new note; never over another file, and never outside the vault."""
    from netlead_md.shell import disk
    from netlead_md.shell.importing.carry_out import create
    from netlead_md.shell.misuse import system_words

    try:
        if not create(disk.inside(folder, path), text.encode("utf-8")):
            raise Misuse("a file of this name has appeared; nothing was written", cure="try again", path=path)
    except OSError as error:
        raise Misuse(f"cannot be written: {system_words(error)}", cure="make its folder writable", path=path) from None
