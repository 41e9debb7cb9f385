"""`netlead check`: diagnostics only."""

import itertools
from pathlib import Path
from typing import Final

import click
import msgspec

from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.exits import DONE, FINDINGS
from netlead_md.cli.formats import FORMATS, Report, lines_of
from netlead_md.cli.severity import ORDER, at_least
from netlead_md.cli.summary import plural
from netlead_md.cli.work import count, recalled, session, state
from netlead_md.model.config import Config
from netlead_md.shell.misuse import Misuse
from netlead_md.shell.publish import examine
from netlead_md.shell.record import Record, keep
from netlead_md.shell.values import Expected, codes

_AT_ONCE: Final = 1_000
"""Lines: to print each by itself takes longer than to find them."""


@click.command(epilog="Example: netlead check --select NL2,NL3 --fail-on warning")
@click.option("--output-format", type=click.Choice(list(FORMATS)), default=next(iter(FORMATS)), show_default=True)
@click.option("--select", multiple=True, metavar="CODES", help="Only these codes, or beginnings such as NL7.")
@click.option("--ignore", multiple=True, metavar="CODES", help="All but these.")
@click.option("--fail-on", type=click.Choice(ORDER), help="The least severity that gives exit status 1.")
@vault
@options
def command(
    common: Common, *, output_format: str, select: tuple[str, ...], ignore: tuple[str, ...], fail_on: str | None
) -> int:
    """Say what the notes hold that cannot be read, that had to be guessed, or that deserves a look."""

    def change(config: Config) -> Config:
        return msgspec.structs.replace(
            config,
            select=_codes("--select", select) or config.select,
            ignore=(*config.ignore, *_codes("--ignore", ignore)),
            fail_on=fail_on or config.fail_on,
        )

    seen, record = recalled(common, change)
    if record is None:
        opened = session(common)
        made = state(common, opened, seen)
        record = Record(examine(made), count(made))
        if common.cache and not (select or ignore):
            keep(opened.vault, seen, made, record)
    diagnostics, folder = record.diagnostics, common.vault()
    report = Report(diagnostics, record.notes, lambda path: _text(folder, path))
    lines = lines_of(output_format)(report)
    while some := list(itertools.islice(lines, _AT_ONCE)):
        click.echo("\n".join(some))
    found = [plural(report.count(severity), severity) for severity in ORDER[:3] if report.count(severity)]
    common.say(f"{plural(report.notes, 'note')} checked: {', '.join(found) or 'nothing found'}")
    return FINDINGS if at_least(diagnostics, seen.loaded.config.fail_on) else DONE


def _codes(option: str, written: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return codes([code.strip() for part in written for code in part.split(",") if code.strip()])
    except Expected as expected:
        raise Misuse(f"{option} takes {expected}", cure="`netlead explain NL201` explains a code") from None


def _text(folder: Path, path: str) -> str:
    try:
        return (folder / path).read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""
