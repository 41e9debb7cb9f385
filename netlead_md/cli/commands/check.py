"""`netlead check`: diagnostics only."""

from pathlib import Path

import click
import msgspec

from netlead_md.cli.choice import Choice
from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.exits import DONE, FINDINGS
from netlead_md.cli.findings import Asked, Found, mended, mending_of, tell, told, told_of_fixes
from netlead_md.cli.formats import FORMATS
from netlead_md.cli.severity import ORDER, at_least
from netlead_md.model.config import Config
from netlead_md.shell.mending import difference, load_known, save_known
from netlead_md.shell.misuse import Misuse


@click.command(epilog="Example: netlead check ~/Notes --select NL2,NL3 --fail-on warning")
@click.option("--output-format", type=Choice(list(FORMATS)), default=next(iter(FORMATS)), show_default=True)
@click.option("--select", multiple=True, metavar="CODES", help="Only these codes, names, or beginnings such as NL7.")
@click.option("--ignore", multiple=True, metavar="CODES", help="All but these.")
@click.option("--fail-on", type=Choice(ORDER), help="The least severity that gives exit status 1.")
@click.option("--fix", is_flag=True, help="Mend in your notes what can be mended without doubt.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend also where the cure may not be what you meant.")
@click.option("--diff", is_flag=True, help="Print what the fixes would change, and write nothing.")
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Leave out what it knows.")
@click.option("--write-baseline", is_flag=True, help="Write the baseline anew; a missing one is written anyway.")
@vault
@options
def command(
    common: Common,
    *,
    output_format: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    baseline: Path | None,
    write_baseline: bool,
) -> int:
    """Say what the notes hold that cannot be read, that had to be guessed, or that deserves a look.

    Only --fix and --unsafe-fixes change notes, and only the words that are mended.
    """
    asked = Asked(_codes("--select", select), _codes("--ignore", ignore), fail_on)
    if write_baseline and (baseline is None or diff):
        raise Misuse(
            "--write-baseline needs --baseline FILE, and no --diff", cure="name the file that is to be written"
        )
    known = load_known(baseline) if baseline and not write_baseline else None
    found = told(common, asked, known)
    if diff:
        return _difference(common, found, unsafe=unsafe_fixes)
    if fix or unsafe_fixes:
        found = mended(common, asked, found, known, unsafe=unsafe_fixes)
    if baseline and known is None:
        save_known(baseline, found.diagnostics)
        click.echo(f"{baseline}: written, with {len(found.diagnostics):,} findings that are not told again", err=True)
        found = msgspec.structs.replace(found, diagnostics=(), known=len(found.diagnostics))
    tell(common, found, output_format)
    return _status(found)


def _difference(common: Common, found: Found, *, unsafe: bool) -> int:
    todo = mending_of(common, found, unsafe=unsafe)
    for change in todo.changes:
        click.echo("".join(difference(change)), nl=False)
    told_of_fixes(common, todo, "would be made")
    return _status(found)


def _status(found: Found) -> int:
    config: Config = found.seen.loaded.config
    return FINDINGS if at_least(found.diagnostics, config.fail_on) else DONE


def _codes(option: str, written: tuple[str, ...]) -> tuple[str, ...]:
    if not written:
        return ()
    from netlead_md.rules import codes_of

    try:
        return codes_of(written)
    except ValueError as error:
        raise Misuse(f"{option}: {error}", cure="`netlead explain NL201` explains a code") from None
