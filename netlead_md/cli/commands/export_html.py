"""`netlead export html`: the pages as one file for a browser (SPEC §5)."""

from collections.abc import Sequence
from pathlib import Path

import click

from netlead_md.cli.exit_codes import DONE
from netlead_md.cli.load import load_state, open_session
from netlead_md.cli.options import CommonOptions, common_options, vault_argument
from netlead_md.cli.output import output_option, write_output
from netlead_md.editing.forget import redact_state
from netlead_md.model.diagnostics import Page
from netlead_md.rendering.html import render_html_report
from netlead_md.rendering.html.report import page_name
from netlead_md.vault.errors import UserError
from netlead_md.vault.publish import build_pages
from netlead_md.vault.real_path import resolve_links


@click.command("html", epilog="Example: netlead export html ~/Notes --output report.html")
@output_option
@click.option("--pages", "names", multiple=True, metavar="NAME", help="Only this page; may be given several times.")
@click.option("--ledgers", is_flag=True, help="Put all ledgers in, even if the file grows past 10 MB.")
@click.option("--redact", is_flag=True, help="Show initials and quote nothing: a file to share.")
@click.option("--open", "show", is_flag=True, help="Open the file in the browser.")
@vault_argument
@common_options
def command(
    common: CommonOptions, *, output: Path | None, names: tuple[str, ...], ledgers: bool, redact: bool, show: bool
) -> int:
    """Print all pages as one HTML file that needs no network."""
    if show and (output is None or str(output) == "-"):
        raise UserError("--open needs a file", hint="add --output report.html")
    made = load_state(common, open_session(common))
    published = build_pages(redact_state(made) if redact else made)
    report = render_html_report(choose_pages(published.pages, names), all_ledgers=ledgers)
    write_output(report.html, output)
    if report.left_out:
        common.say(f"{report.left_out:,} ledgers are left out: with them the file is over 10 MB. Add --ledgers.")
    if show and output is not None:
        click.launch(resolve_links(output).as_uri())
    return DONE


def choose_pages(pages: Sequence[Page], names: Sequence[str]) -> list[Page]:
    """The pages of these names, or all where none is named. Raises UserError for a name that no page has."""
    by_name = {page_name(page).casefold(): page for page in pages if page.path.endswith(".md")}
    if not names:
        return list(by_name.values())
    for name in names:
        if name.casefold() not in by_name:
            hint = f"pages are {', '.join(page_name(page) for page in by_name.values() if '/' not in page.path)}"
            raise UserError(f"no page is named '{name}'", hint=hint)
    return [by_name[key] for key in dict.fromkeys(name.casefold() for name in names)]
