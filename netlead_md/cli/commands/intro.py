"""`netlead intro`: who can open which door."""

import json

import click

from netlead_md.analysis import find_paths
from netlead_md.analysis.labels import entity_name as name_of
from netlead_md.cli.completion import complete_names
from netlead_md.cli.exit_codes import DONE
from netlead_md.cli.load import load_state, open_session
from netlead_md.cli.names import resolve_entity, resolve_in_vault
from netlead_md.cli.options import CommonOptions, common_options, vault_argument
from netlead_md.cli.output import TextConsole
from netlead_md.contacts.json_export import round_figure
from netlead_md.model.book import Book, IntroductionPath
from netlead_md.wording.hop_sentences import hop_words

_NO_PATH = "No path: everybody there is paused, let go or not to be asked, by your own notes."
_NO_DATA = "No data: your notes name nobody who works there. A note about one of them would be the first step."


@click.command(epilog='Example: netlead intro "Acme" ~/Notes')
@click.option("--json", "as_json", is_flag=True, help="Print the paths as JSON.")
@click.argument("target", shell_complete=complete_names)
@vault_argument
@common_options
def command(common: CommonOptions, *, target: str, as_json: bool) -> int:
    """Show who can introduce you to TARGET, best path first, with what speaks for each step."""
    opened = open_session(common)
    book = load_state(common, opened).book
    key = resolve_entity(book.network, resolve_in_vault(opened.vault, target))
    paths, found = find_paths(book, key)
    if as_json:
        click.echo(json.dumps(_build_json(book, key, paths, found), ensure_ascii=False, indent=2))
    else:
        _print_paths(book, key, paths, found)
    return DONE


def _build_json(book: Book, key: str, paths: tuple[IntroductionPath, ...], found: str) -> object:
    return {
        "target": name_of(book.network, key),
        "state": found,
        "paths": [
            {
                "path": [name_of(book.network, each) for each in path.people],
                "score": round_figure(path.score, 3),
                "evidence": [hop_words(hop.evidence, book.network) for hop in path.hops],
            }
            for path in paths
        ],
    }


def _print_paths(book: Book, key: str, paths: tuple[IntroductionPath, ...], found: str) -> None:
    sheet = TextConsole()
    sheet.title(f"Ways to {name_of(book.network, key)}")
    if not paths:
        sheet.text(_NO_PATH if found == "no path" else _NO_DATA)
    elif len(paths[0].people) == 1:
        known = name_of(book.network, paths[0].people[0])
        sheet.text(f"You know {known} yourself: no introduction is needed.")
    for path in paths:
        sheet.text()
        sheet.title(" → ".join(("you", *(name_of(book.network, each) for each in path.people))))
        for hop in path.hops:
            source = name_of(book.network, hop.source) if hop.source else "you"
            sheet.text(f"  {source} → {name_of(book.network, hop.target)}: {hop_words(hop.evidence, book.network)}")
    if any(len(path.people) > 1 for path in paths):
        sheet.text()
        sheet.text("Ask for a double opt-in introduction: both sides may say no.")
