"""`netlead show`: the working of one person or organisation."""

import json

import click

from netlead_md.analysis import trust_grounds, trust_working
from netlead_md.cli.completion import complete_names
from netlead_md.cli.exit_codes import DONE
from netlead_md.cli.load import load_state, open_session
from netlead_md.cli.names import resolve_entity, resolve_in_vault
from netlead_md.cli.options import CommonOptions, common_options, vault_argument
from netlead_md.cli.output import TextConsole
from netlead_md.contacts.json_export import export_book
from netlead_md.linking.attribution import is_active
from netlead_md.model.book import Book
from netlead_md.model.network import Person, Role
from netlead_md.parsing.plain_text import as_plain_text
from netlead_md.reports import PageContext, build_redactor, ledger
from netlead_md.reports.formatting import ANSWER, as_sentence
from netlead_md.wording.phrases import format_day
from netlead_md.wording.step_sentences import passed_over


@click.command(epilog='Example: netlead show "Acme" ~/Notes')
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON, as `netlead export json` does.")
@click.argument("name", shell_complete=complete_names)
@vault_argument
@common_options
def command(common: CommonOptions, *, name: str, as_json: bool) -> int:
    """Show how the figures of NAME come about, line by line, and what would change them."""
    opened = open_session(common)
    book = load_state(common, opened).book
    key = resolve_entity(book.network, resolve_in_vault(opened.vault, name))
    if as_json:
        click.echo(json.dumps(_select_figures(book, key), ensure_ascii=False, indent=2))
    elif key in book.ledgers:
        _print_organisation(book, key)
    else:
        _print_person(book, key)
    return DONE


def _select_figures(book: Book, key: str) -> object:
    made = export_book(book)
    if key in book.ledgers:
        return made["organisations"][list(book.ledgers).index(key)]
    return made["people"][list(book.people).index(key)]


def _print_organisation(book: Book, key: str) -> None:
    view, sheet = ledger.build(book, PageContext(build_redactor(book)), key), TextConsole()
    sheet.title(view.organisation.text)
    sheet.text(view.head.answer)
    sheet.text(view.standing)
    sheet.text()
    sheet.title(f"Trust {view.working.trust} of 100 ({view.working.word}), as of the last entry")
    sheet.table(("Line", "New", "Now"), [(row.line, row.new, row.now) for row in view.working.rows], right=2)
    sheet.text()
    sheet.title(f"Hard support {view.working.hard}, soft {view.working.soft}")
    rows = [(item.item.text, item.note, item.working, item.now) for item in view.working.items]
    sheet.table(("Item", "What became of it", "Size × word × age", "Now"), rows, right=1)
    sheet.text()
    sheet.title("Next")
    sheet.text(as_sentence(view.step.text))
    sheet.text(f"Why: {view.step.reason}")
    for line in view.step.lines:
        sheet.text(f"  {line}")
    for rule, why in passed_over(book.ledgers[key].step):
        sheet.text(f"Passed over: {rule}, for {why}.")
    sheet.text()
    sheet.title("What would change this?")
    for change in view.changes:
        sheet.text(f"- {change}")


def _describe_person(book: Book, person: Person) -> str:
    """What somebody is today, what they were, and whether I answer for or to them."""
    today = [role for role in person.roles if is_active(role, book.as_of)]
    before = [role for role in person.roles if role.until is not None and role.until < book.as_of]
    parts = [_describe_role(book, role) for role in today] or [
        "no organisation noted for today" if before else "no organisation noted"
    ]
    parts += [f"until {format_day(role.until)} {_describe_role(book, role)}" for role in before if role.until]
    if person.responsibility in ANSWER:
        parts.append(f"you answer {ANSWER[person.responsibility]}")
    return "; ".join(parts)


def _describe_role(book: Book, role: Role) -> str:
    name = book.organisations[role.organisation].name
    return f"{role.title} at {name}" if role.title else f"at {name}"


def _print_person(book: Book, key: str) -> None:
    person, regard, sheet = book.network.people[key], book.people[key], TextConsole()
    sheet.title(person.name)
    last = format_day(regard.last_contact) if regard.last_contact else "none on record"
    sheet.text(f"{as_sentence(_describe_person(book, person))} Last contact: {last}.")
    if regard.care is not None:
        sheet.text(f"Care: {regard.care.state} (hoped for every {regard.care.cadence} days)")
    if regard.perception is not None:
        sheet.text(f"Sees you as {', '.join(regard.perception.seen_as)}: {regard.perception.state}")
    sheet.text()
    sheet.title(f"Their trust in you: {regard.trust.word}")
    rows = [
        (
            f"{row.date.isoformat()} {row.entry.line.word or row.entry.type}: {as_plain_text(row.entry.line.text)}",
            f"{row.points:.0f}",
            f"{row.now:.1f}",
        )
        for row in trust_working(trust_grounds(book.people[key]), book.as_of)
    ]
    sheet.table(("Line", "New", "Now"), rows, right=2)
