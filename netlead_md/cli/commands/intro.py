"""`netlead intro`: who can open which door."""

import json

import click

from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.completion import names
from netlead_md.cli.exits import DONE
from netlead_md.cli.named import in_vault, one
from netlead_md.cli.sheet import Sheet
from netlead_md.cli.work import session, state
from netlead_md.deriving import ways_to
from netlead_md.deriving.wording import name as name_of
from netlead_md.model.book import Book, Path
from netlead_md.shell.export import rounded

_NO_PATH = "No path: everybody there is paused, let go or not to be asked, by your own notes."
_NO_DATA = "No data: your notes name nobody who works there. A note about one of them would be the first step."


@click.command(epilog='Example: netlead intro "Acme" ~/Notes')
@click.option("--json", "as_json", is_flag=True, help="Print the paths as JSON.")
@click.argument("target", shell_complete=names)
@vault
@options
def command(common: Common, *, target: str, as_json: bool) -> int:
    """Show who can introduce you to TARGET, best path first, with what speaks for each step."""
    opened = session(common)
    book = state(common, opened).book
    key = one(book.network, in_vault(opened.vault, target))
    paths, found = ways_to(book, key)
    if as_json:
        click.echo(json.dumps(_json(book, key, paths, found), ensure_ascii=False, indent=2))
    else:
        _tell(book, key, paths, found)
    return DONE


def _json(book: Book, key: str, paths: tuple[Path, ...], found: str) -> object:
    return {
        "target": name_of(book.network, key),
        "state": found,
        "paths": [
            {
                "path": [name_of(book.network, each) for each in path.people],
                "score": rounded(path.score, 3),
                "evidence": [hop.evidence for hop in path.hops],
            }
            for path in paths
        ],
    }


def _tell(book: Book, key: str, paths: tuple[Path, ...], found: str) -> None:
    sheet = Sheet()
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
            sheet.text(f"  {source} → {name_of(book.network, hop.target)}: {hop.evidence}")
    if any(len(path.people) > 1 for path in paths):
        sheet.text()
        sheet.text("Ask for a double opt-in introduction: both sides may say no.")
