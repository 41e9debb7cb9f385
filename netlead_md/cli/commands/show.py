"""`netlead show`: the working of one person or organisation."""

import json

import click

from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.completion import names
from netlead_md.cli.exits import DONE
from netlead_md.cli.named import in_vault, one
from netlead_md.cli.sheet import Sheet
from netlead_md.cli.work import session, state
from netlead_md.deriving import grounds, working
from netlead_md.deriving.wording import day, plain
from netlead_md.linking.ties import in_force
from netlead_md.model.book import Book
from netlead_md.model.network import Person, Role
from netlead_md.reports import Setting, discretion, ledger
from netlead_md.reports.care import ANSWER
from netlead_md.reports.words import sentence
from netlead_md.shell.export import export


@click.command(epilog='Example: netlead show "Acme" ~/Notes')
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON, as `netlead export json` does.")
@click.argument("name", shell_complete=names)
@vault
@options
def command(common: Common, *, name: str, as_json: bool) -> int:
    """Show how the figures of NAME come about, line by line, and what would change them."""
    opened = session(common)
    book = state(common, opened).book
    key = one(book.network, in_vault(opened.vault, name))
    if as_json:
        click.echo(json.dumps(_figures(book, key), ensure_ascii=False, indent=2))
    elif key in book.ledgers:
        _organisation(book, key)
    else:
        _person(book, key)
    return DONE


def _figures(book: Book, key: str) -> object:
    made = export(book)
    if key in book.ledgers:
        return made["organisations"][list(book.ledgers).index(key)]
    return made["people"][list(book.people).index(key)]


def _organisation(book: Book, key: str) -> None:
    view, sheet = ledger.build(book, Setting(discretion(book)), key), Sheet()
    sheet.title(view.organisation.text)
    sheet.text(view.head.answer)
    sheet.text(view.standing)
    sheet.text()
    sheet.title(f"Trust {view.working.trust} of 100 ({view.working.word})")
    sheet.table(("Line", "New", "Now"), [(row.line, row.new, row.now) for row in view.working.rows], right=2)
    sheet.text()
    sheet.title(f"Hard support {view.working.hard}, soft {view.working.soft}")
    rows = [(item.item.text, item.note, item.working, item.now) for item in view.working.items]
    sheet.table(("Item", "What became of it", "Size × word × age", "Now"), rows, right=1)
    sheet.text()
    sheet.title("Next")
    sheet.text(sentence(view.step.text))
    sheet.text(f"Why this: {view.step.reason}")
    for line in view.step.lines:
        sheet.text(f"  {line}")
    for rule, why in book.ledgers[key].step.passed:
        sheet.text(f"Passed over: {rule}, for {why}.")
    sheet.text()
    sheet.title("What would change this?")
    for change in view.changes:
        sheet.text(f"- {change}")


def _who(book: Book, person: Person) -> str:
    """What somebody is today, what they were, and whether I answer for or to them."""
    today = [role for role in person.roles if in_force(role, book.as_of)]
    before = [role for role in person.roles if role.until is not None and role.until < book.as_of]
    parts = [_role(book, role) for role in today] or [
        "no organisation noted for today" if before else "no organisation noted"
    ]
    parts += [f"until {day(role.until)} {_role(book, role)}" for role in before if role.until]
    if person.responsibility in ANSWER:
        parts.append(f"you answer {ANSWER[person.responsibility]}")
    return "; ".join(parts)


def _role(book: Book, role: Role) -> str:
    name = book.network.organisations[role.organisation].name
    return f"{role.title} at {name}" if role.title else f"at {name}"


def _person(book: Book, key: str) -> None:
    person, regard, sheet = book.network.people[key], book.people[key], Sheet()
    sheet.title(person.name)
    last = day(regard.last_contact) if regard.last_contact else "none on record"
    sheet.text(f"{sentence(_who(book, person))} Last contact: {last}.")
    if regard.care is not None:
        sheet.text(f"Care: {regard.care.state} (hoped for every {regard.care.cadence} days)")
    if regard.perception is not None:
        sheet.text(f"Sees you as {', '.join(regard.perception.seen_as)}: {regard.perception.state}")
    sheet.text()
    sheet.title(f"Their trust in you: {regard.trust.word}")
    rows = [
        (
            f"{row.date.isoformat()} {row.entry.line.word or row.entry.type}: {plain(row.entry.line.text)}",
            f"{row.points:.0f}",
            f"{row.now:.1f}",
        )
        for row in working(grounds(book.people[key]), book.as_of)
    ]
    sheet.table(("Line", "New", "Now"), rows, right=2)
