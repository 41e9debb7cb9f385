"""`netlead check`: diagnostics only."""

from pathlib import Path

import click
import msgspec

from netlead_md.cli.diagnostics import (
    SEVERITY_ORDER,
    CheckOptions,
    CheckResult,
    apply_fixes,
    build_fix_plan,
    print_diagnostics,
    print_fix_summary,
    reaches_severity,
    run_check,
)
from netlead_md.cli.exit_codes import DONE, FINDINGS
from netlead_md.cli.formats import FORMATS
from netlead_md.cli.options import CommonOptions, common_options, vault_argument
from netlead_md.cli.suggestions import SuggestingChoice
from netlead_md.editing import format_diff, load_baseline, save_baseline
from netlead_md.model.config import Config
from netlead_md.vault.errors import UserError


@click.command(epilog="Example: netlead check ~/Notes --select NL2,NL3 --fail-on warning")
@click.option("--output-format", type=SuggestingChoice(list(FORMATS)), default=next(iter(FORMATS)), show_default=True)
@click.option("--select", multiple=True, metavar="CODES", help="Only these codes, names, or beginnings such as NL7.")
@click.option("--ignore", multiple=True, metavar="CODES", help="All but these.")
@click.option("--fail-on", type=SuggestingChoice(SEVERITY_ORDER), help="The least severity that gives exit status 1.")
@click.option("--fix", is_flag=True, help="Mend in your notes what can be mended without doubt.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend also where the cure may not be what you meant.")
@click.option("--diff", is_flag=True, help="Print what the fixes would change, and write nothing.")
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Leave out what it knows.")
@click.option("--write-baseline", is_flag=True, help="Write the baseline anew; a missing one is written anyway.")
@vault_argument
@common_options
def command(
    common: CommonOptions,
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
    asked = CheckOptions(_parse_codes("--select", select), _parse_codes("--ignore", ignore), fail_on)
    if write_baseline and (baseline is None or diff):
        raise UserError(
            "--write-baseline needs --baseline FILE, and no --diff", hint="name the file that is to be written"
        )
    known = load_baseline(baseline) if baseline and not write_baseline else None
    found = run_check(common, asked, known)
    if diff:
        return _print_fix_diff(common, found, known, unsafe=unsafe_fixes)
    if fix or unsafe_fixes:
        found = apply_fixes(common, asked, found, known, unsafe=unsafe_fixes)
    if baseline and known is None:
        save_baseline(baseline, found.diagnostics)
        click.echo(f"{baseline}: written, with {len(found.diagnostics):,} findings that are not told again", err=True)
        found = msgspec.structs.replace(found, diagnostics=(), known=len(found.diagnostics))
    print_diagnostics(common, found, output_format)
    return _choose_exit_code(found)


def _print_fix_diff(common: CommonOptions, found: CheckResult, known: frozenset[str] | None, *, unsafe: bool) -> int:
    todo = build_fix_plan(common, found, known, unsafe=unsafe)
    for change in todo.changes:
        click.echo("".join(format_diff(change)), nl=False)
    print_fix_summary(common, todo, "would be made")
    return _choose_exit_code(found)


def _choose_exit_code(found: CheckResult) -> int:
    config: Config = found.seen.loaded.config
    return FINDINGS if reaches_severity(found.diagnostics, config.fail_on) else DONE


def _parse_codes(option: str, written: tuple[str, ...]) -> tuple[str, ...]:
    if not written:
        return ()
    from netlead_md.rules import codes_of

    try:
        return codes_of(written)
    except ValueError as error:
        raise UserError(f"{option}: {error}", hint="`netlead explain NL201` explains a code") from None
