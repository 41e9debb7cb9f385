"""`netlead regenerate`: the main job."""

from collections.abc import Iterator

import click

from netlead_md.cli.diagnostics import reaches_severity
from netlead_md.cli.exit_codes import DONE, FINDINGS, STALE
from netlead_md.cli.load import count_notes, keep_alive, load_previous_run, load_state, open_session
from netlead_md.cli.messages import (
    choose_first_page,
    describe_notes_read,
    describe_obstacles,
    describe_pages_kept,
    describe_pages_written,
    describe_unread_notes,
    format_count,
    list_urgent_messages,
    what_was_answered,
)
from netlead_md.cli.options import CommonOptions, common_options, vault_argument
from netlead_md.editing.answers import apply_answers
from netlead_md.editing.forget import redact_state
from netlead_md.model.diagnostics import Page
from netlead_md.vault import writer
from netlead_md.vault.lock import vault_lock
from netlead_md.vault.publish import BuildResult, build_pages
from netlead_md.vault.run_record import RunOutput, RunRecord, save_run
from netlead_md.vault.session import VaultState
from netlead_md.vault.snapshot import Snapshot


@click.command(epilog="Example: netlead regenerate ~/Notes")
@click.option("--check", is_flag=True, help="Write nothing; say which pages are stale or edited (exit status 3).")
@click.option("--remove", is_flag=True, help="Take all our pages away again; pages that you edited are kept as yours.")
@click.option("--strict", is_flag=True, help="Exit with status 1 if the notes have findings at or above fail_on.")
@click.option("--redact", is_flag=True, help="Show initials and quote nothing: pages to share. The next run undoes it.")
@vault_argument
@common_options
def command(common: CommonOptions, *, check: bool, remove: bool, strict: bool, redact: bool) -> int:
    """Read the notes, derive what they say, and write the pages that differ.

    Writes only into the output folder, and there only files of its own. Notes that cannot be read are named; the rest
    of the vault is not harmed by them.
    """
    if remove:
        return _remove_pages(common, check=check)
    if check:
        return _check_pages(common, redact=redact)
    with vault_lock(common.vault(), "regenerate"):
        seen, record = load_previous_run(common)
        if redact or record is None or record.told is None:
            told, failing = _make_pages(common, seen, redact=redact)
        else:
            told, failing = record.told, reaches_severity(record.diagnostics, seen.loaded.config.fail_on)
    for line in told.errors:
        click.echo(line, err=True)
    for line in told.notices:
        common.say(line)
    if not common.quiet:
        for line in told.lines:
            click.echo(line)
    return FINDINGS if strict and failing else DONE


def _make_pages(common: CommonOptions, seen: Snapshot, *, redact: bool) -> tuple[RunOutput, bool]:
    """Make the pages; what is to be said, and whether there are findings at or above fail_on."""
    opened = open_session(common)
    made = load_state(common, opened, seen)
    answered = apply_answers(made)
    if answered.written:
        seen = opened.look()
        made = load_state(common, opened, seen)
    made = redact_state(made) if redact else made
    published = keep_alive(build_pages(made))
    output = made.config.output
    todo = keep_alive(writer.plan_writes(opened.vault, output, published.pages))
    writer.write_pages(opened.vault, output, todo)
    if common.cache and not published.broken and not redact:
        told = _build_output(made, published, todo.settled())
        record = RunRecord(published.diagnostics, count_notes(made), told)
        save_run(opened.vault, seen, made, record, tuple(Page(path, text) for path, text in todo.texts.items()))
    for line in what_was_answered(answered):
        click.echo(line, err=True)
    return _build_output(made, published, todo), reaches_severity(published.diagnostics, made.config.fail_on)


def _check_pages(common: CommonOptions, *, redact: bool) -> int:
    opened = open_session(common)
    made = load_state(common, opened, opened.look())
    made = redact_state(made) if redact else made
    published = build_pages(made)
    return _print_stale(writer.plan_writes(opened.vault, made.config.output, published.pages), made.config.output)


def _build_output(made: VaultState, published: BuildResult, todo: writer.WritePlan) -> RunOutput:
    output, newer = made.config.output, len(todo.newer)
    return RunOutput(
        errors=(*list_urgent_messages(published.diagnostics), *_describe_kept(todo, output)),
        notices=(*_describe_newer(newer), *_describe_leftovers(made), *describe_unread_notes(todo, output)),
        lines=(
            describe_notes_read(made, published.diagnostics),
            describe_pages_written(todo, output),
            choose_first_page(published.pages, output),
        ),
    )


def _describe_newer(count: int) -> Iterator[str]:
    if count:
        yield f"{format_count(count, 'page')} left alone: a newer netlead wrote {'it' if count == 1 else 'them'}"


def _describe_leftovers(made: VaultState) -> Iterator[str]:
    """Pages outside the output folder may be copies that somebody keeps: they are named, never removed."""
    if left := sum(bool(note.ours) for note in made.notes.values()):
        where = f"outside {made.config.output}/ and grow old: `netlead doctor` says which to delete"
        yield f"{left} of our pages stand {where}"


def _describe_kept(todo: writer.WritePlan, output: str) -> Iterator[str]:
    yield from describe_pages_kept(todo, output)
    yield from describe_obstacles(todo, output)


def _print_stale(todo: writer.WritePlan, output: str) -> int:
    edited = set(todo.edited)
    for path, _ in todo.writes:
        click.echo(f"{'edited' if path in edited else 'stale'}: {output}/{path}")
    for path, _ in todo.removals:
        click.echo(f"no longer due: {output}/{path}")
    if not todo.stale:
        click.echo(f"All {len(todo.same)} pages in {output}/ are up to date.")
        return DONE
    return STALE


def _remove_pages(common: CommonOptions, *, check: bool) -> int:
    opened = open_session(common)
    output = opened.look().loaded.config.output
    with vault_lock(opened.vault, "regenerate"):
        todo = writer.plan_writes(opened.vault, output, ())
        if check:
            return _print_stale(todo, output)
        writer.write_pages(opened.vault, output, todo)
    for line in _describe_kept(todo, output):
        click.echo(line.replace("written anew", "removed"), err=True)
    if not common.quiet:
        click.echo(f"Removed {len(todo.removals)} pages from {output}/. Your notes are as they were.")
    return DONE
