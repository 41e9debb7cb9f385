"""NL3xx, fourth part: lines in the writer's own words (SPEC §2.5)."""

from collections.abc import Iterator

from netlead_md.linking.entries import asks_nothing
from netlead_md.model.account import FIRST_NAME, NO_YEAR, NOT_CERTAIN, Telling
from netlead_md.model.diagnostics import FaultKind, Fix, Range
from netlead_md.rules.answers import edits_for_yes
from netlead_md.rules.findings import fault_args, fault_finding
from netlead_md.rules.rule import INFO, Finding, NotesContext, rule


@rule("NL317", "did-not-take-place", INFO, NotesContext)
def did_not_take_place(scene: NotesContext) -> Iterator[Finding]:
    """A contact that did not take place: it is no entry, and counts nothing.

    Cancelled, postponed or missed meetings say how somebody is to reach, and nothing about how often you met.

    Bad:

    ```markdown People/Ada.md
    - 2026-06-03 lunch cancelled, she was ill
    ```

    Good:

    ```markdown People/Ada.md
    - 2026-06-03 lunch with her
    ```
    """
    for fault in scene.faults.get(FaultKind.DID_NOT_HAPPEN, ()):
        (type_,) = fault_args(fault, 1)
        told = f"this {type_ or 'contact'} did not take place: it does not count"
        subject = _subject(scene, fault.path, fault.place)
        yield fault_finding(scene, fault, told, "nothing to do, unless it did take place", subject=subject)


def _subject(scene: NotesContext, path: str, place: Range | None) -> str:
    at = place.line if place is not None else 0
    return next((each.text for each in scene.tellings.get(path, ()) if each.line == at), "")


@rule("NL320", "sounds-like-more", INFO, NotesContext)
def sounds_like_more(scene: NotesContext) -> Iterator[Finding]:
    """A line that sounds like an ask, a promise, help or another thing that binds somebody.

    Nobody makes a commitment by the sound of a line, so it counts as a contact or a note, and you are asked. The fix
    writes what the line sounds like. `%% netlead-ignore NL320 %%` behind the line leaves it as it is, and
    `netlead_questions: false` in the front matter asks nothing in this note.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 asked them for a room
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 ask facilities: asked them for a room
    ```
    """
    told = {
        (fault.path, fault.place.line)
        for trouble in (FaultKind.NEAR_MISS_TYPE, FaultKind.MISSING_COLON)
        for fault in scene.faults.get(trouble, ())
        if fault.place is not None
    }
    for path, tellings in scene.tellings.items():
        note = scene.notes.get(path)
        if note is None or asks_nothing(note):
            continue
        for telling in tellings:
            due = telling.date is not None and (telling.date <= scene.day or telling.promise)
            if due and telling.suggestions and (path, telling.line) not in told:
                yield _asked(telling)


def _asked(telling: Telling) -> Finding:
    first = telling.suggestions[0]
    others = " or ".join(each.type for each in telling.suggestions[1:])
    article = "an" if first.type[0] in "aeio" else "a"
    besides = f", or {others}" if others else ""
    told = f"this sounds like {article} {first.type}{besides}; it counts as {_counts(telling)}"
    place = Range(telling.line, telling.column, telling.line, len(telling.source) + 1)
    help_ = f"`- {first.line}` would make it one"
    fix = Fix(safe=False, edits=edits_for_yes(telling, first.line), title=f"write - {first.line}")
    return Finding(told, telling.path, place, help_, (), fix, telling.text)


def _counts(telling: Telling) -> str:
    if telling.reason in {FIRST_NAME, NO_YEAR, NOT_CERTAIN}:
        return f"nothing yet ({telling.reason})"
    return f"a {telling.type}" if telling.counted else "a note"
