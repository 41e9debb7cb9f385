"""`netlead regenerate`: the main job."""

from collections.abc import Iterator

import click

from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.exits import DONE, FINDINGS, STALE
from netlead_md.cli.severity import at_least
from netlead_md.cli.summary import (
    first_to_read,
    plural,
    told_at_once,
    what_is_not_read,
    what_was_kept,
    what_was_read,
    what_was_written,
)
from netlead_md.cli.work import count, held, recalled, session, state
from netlead_md.shell import writer
from netlead_md.shell.lock import one_at_a_time
from netlead_md.shell.look import Snapshot
from netlead_md.shell.privacy.redaction import redacted
from netlead_md.shell.publish import Published, publish
from netlead_md.shell.record import Record, Told, keep
from netlead_md.shell.session import State


@click.command(epilog="Example: netlead regenerate ~/Notes")
@click.option("--check", is_flag=True, help="Write nothing; say which pages are stale or edited (exit status 3).")
@click.option("--remove", is_flag=True, help="Take all our pages away again; pages that you edited are kept as yours.")
@click.option("--strict", is_flag=True, help="Exit with status 1 if the notes have findings at or above fail_on.")
@click.option("--redact", is_flag=True, help="Show initials and quote nothing: pages to share. The next run undoes it.")
@vault
@options
def command(common: Common, *, check: bool, remove: bool, strict: bool, redact: bool) -> int:
    """Read the notes, derive what they say, and write the pages that differ.

    Writes only into the output folder, and there only files of its own. Notes that cannot be read are named; the rest
    of the vault is not harmed by them.
    """
    if remove:
        return _remove(common, check=check)
    if check:
        return _check(common, redact=redact)
    with one_at_a_time(common.vault(), "regenerate"):
        seen, record = recalled(common)
        if redact or record is None or record.told is None:
            told, failing = _made(common, seen, redact=redact)
        else:
            told, failing = record.told, at_least(record.diagnostics, seen.loaded.config.fail_on)
    for line in told.errors:
        click.echo(line, err=True)
    for line in told.asides:
        common.say(line)
    if not common.quiet:
        for line in told.lines:
            click.echo(line)
    return FINDINGS if strict and failing else DONE


def _made(common: Common, seen: Snapshot, *, redact: bool) -> tuple[Told, bool]:
    """Make the pages; what is to be said, and whether there are findings at or above fail_on."""
    opened = session(common)
    made = state(common, opened, seen)
    made = redacted(made) if redact else made
    published = held(publish(made))
    output = made.config.output
    todo = held(writer.plan(opened.vault, output, published.pages))
    writer.apply(opened.vault, output, todo)
    if common.cache and not published.broken and not redact:
        told = _told(made, published, todo.settled())
        record = Record(published.diagnostics, count(made), told)
        keep(opened.vault, seen, made, record, published.pages)
    return _told(made, published, todo), at_least(published.diagnostics, made.config.fail_on)


def _check(common: Common, *, redact: bool) -> int:
    opened = session(common)
    made = state(common, opened, opened.look())
    made = redacted(made) if redact else made
    published = publish(made)
    return _stale(writer.plan(opened.vault, made.config.output, published.pages), made.config.output)


def _told(made: State, published: Published, todo: writer.Plan) -> Told:
    output, newer = made.config.output, len(todo.newer)
    return Told(
        errors=(*told_at_once(published.diagnostics), *_kept(todo, output)),
        asides=(*_newer(newer), *_left_behind(made), *what_is_not_read(todo, output)),
        lines=(
            what_was_read(made, published.diagnostics),
            what_was_written(todo, output),
            first_to_read(published.pages, output),
        ),
    )


def _newer(count: int) -> Iterator[str]:
    if count:
        yield f"{plural(count, 'page')} left alone: a newer netlead wrote {'it' if count == 1 else 'them'}"


def _left_behind(made: State) -> Iterator[str]:
    """Pages outside the output folder may be copies that somebody keeps: they are named, never removed."""
    if left := sum(bool(note.ours) for note in made.notes.values()):
        where = f"outside {made.config.output}/ and grow old: `netlead doctor` says which to delete"
        yield f"{left} of our pages stand {where}"


def _kept(todo: writer.Plan, output: str) -> Iterator[str]:
    yield from what_was_kept(todo, output)
    for page in todo.blocked:
        yield f"{output}/{page} is a file of yours: rename it, and the page of that name will be written."


def _stale(todo: writer.Plan, output: str) -> int:
    edited = set(todo.edited)
    for path, _ in todo.writes:
        click.echo(f"{'edited' if path in edited else 'stale'}: {output}/{path}")
    for path, _ in todo.removals:
        click.echo(f"no longer due: {output}/{path}")
    if not todo.stale:
        click.echo(f"All {len(todo.same)} pages in {output}/ are up to date.")
        return DONE
    return STALE


def _remove(common: Common, *, check: bool) -> int:
    opened = session(common)
    output = opened.look().loaded.config.output
    with one_at_a_time(opened.vault, "regenerate"):
        todo = writer.plan(opened.vault, output, ())
        if check:
            return _stale(todo, output)
        writer.apply(opened.vault, output, todo)
    for line in _kept(todo, output):
        click.echo(line.replace("written anew", "removed"), err=True)
    if not common.quiet:
        click.echo(f"Removed {len(todo.removals)} pages from {output}/. Your notes are as they were.")
    return DONE
