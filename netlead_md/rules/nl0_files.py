"""NL0xx: files that could not be read, or only in part, or that count as none."""

from collections.abc import Iterator

from netlead_md.model.diagnostics import FaultKind
from netlead_md.rules.findings import fault_args, fault_finding
from netlead_md.rules.rule import ERROR, INFO, WARNING, Finding, NotesContext, rule


@rule("NL001", "not-utf8", ERROR, NotesContext)
def not_utf8(scene: NotesContext) -> Iterator[Finding]:
    r"""A note that is not UTF-8 text.

    Nothing in it can be read with certainty, so it counts nowhere; links to it still work.

    Bad:

    ```bytes People/Ada.md
    # Ren\xe9e
    ```

    Good:

    ```markdown People/Ada.md
    # Renée
    ```
    """
    for fault in scene.faults.get(FaultKind.NOT_UTF8, ()):
        (offset,) = fault_args(fault, 1)
        yield fault_finding(
            scene,
            fault,
            f"not UTF-8 text: byte {offset} cannot be read" if offset else "not UTF-8 text",
            "save the note as UTF-8; until then nothing in it counts",
            subject="not UTF-8",
        )


@rule("NL002", "nul-byte", ERROR, NotesContext)
def nul_byte(scene: NotesContext) -> Iterator[Finding]:
    r"""A note that holds a NUL byte.

    Text has none: the file is damaged, or no text at all. It counts nowhere.

    Bad:

    ```bytes People/Ada.md
    # Ada\x00
    ```

    Good:

    ```markdown People/Ada.md
    # Ada
    ```
    """
    for fault in scene.faults.get(FaultKind.NUL, ()):
        yield fault_finding(
            scene, fault, "holds a NUL byte, as damaged files do", "restore the note from a copy, or delete it"
        )


@rule("NL003", "too-large", ERROR, NotesContext)
def too_large(scene: NotesContext) -> Iterator[Finding]:
    """A note too large to be one.

    Nobody writes megabytes by hand: it is an export or a log, and reading it would hold everything else up.

    Bad:

    ```sparse Export.md
    20000000
    ```

    Good:

    ```markdown Export.md
    A summary of the export.
    ```
    """
    for fault in scene.faults.get(FaultKind.TOO_LARGE, ()):
        size, limit = fault_args(fault, 2)
        yield fault_finding(
            scene,
            fault,
            f"{size} bytes are too large for a note (limit {limit})",
            "split it, move it out of the vault, or exclude it in Obsidian's settings",
            subject="too large",
        )


@rule("NL004", "conflict-copy", WARNING, NotesContext)
def conflict_copy(scene: NotesContext) -> Iterator[Finding]:
    """A copy that a sync tool made because a note was changed in two places.

    It is left out, or everything in it would count twice; what was written only there is lost until you merge it.

    Bad:

    ```markdown People/Ada.md
    # Ada
    ```

    ```markdown People/Ada.sync-conflict-20260105-120000-ABCDEFG.md
    # Ada
    ```

    Good:

    ```markdown People/Ada.md
    # Ada
    ```
    """
    for fault in scene.faults.get(FaultKind.CONFLICT_COPY, ()):
        (original,) = fault_args(fault, 1)
        yield fault_finding(
            scene,
            fault,
            f"a sync conflict's copy of '{original}'; it is left out",
            "take over what is new in it, then delete the copy",
        )


@rule("NL005", "not-downloaded", WARNING, NotesContext)
def not_downloaded(scene: NotesContext) -> Iterator[Finding]:
    """A note that lies in the cloud and not on this computer.

    Reading would fetch it, perhaps all of them; so it is left alone, and its lines are missing from the pages.

    Bad:

    ```bytes People/.Ada.md.icloud
    bplist00
    ```

    Good:

    ```markdown People/Ada.md
    # Ada
    ```
    """
    for fault in scene.faults.get(FaultKind.NOT_DOWNLOADED, ()):
        yield fault_finding(
            scene, fault, "not downloaded from the cloud yet", "let the sync tool keep the vault on this computer"
        )


@rule("NL006", "unreadable", ERROR, NotesContext)
def unreadable(scene: NotesContext) -> Iterator[Finding]:
    """A note that the system does not let us read.

    Nothing in it counts. Usually its permissions are wrong, or the disk is failing.

    Bad:

    ```unreadable People/Ada.md
    # Ada
    ```

    Good:

    ```markdown People/Ada.md
    # Ada
    ```
    """
    for fault in scene.faults.get(FaultKind.UNREADABLE, ()):
        (why,) = fault_args(fault, 1)
        told = f"cannot be read: {why}" if why else "cannot be read"
        yield fault_finding(
            scene, fault, told, "check the permissions of the file and its folders", subject="unreadable"
        )


@rule("NL007", "case-clash", WARNING, NotesContext)
def case_clash(scene: NotesContext) -> Iterator[Finding]:
    """Two files whose paths differ in capitals only.

    Windows and macOS hold one of them: the next sync may lose the other.

    Bad:

    ```markdown People/Ada.md
    # Ada
    ```

    ```markdown People/ada.md
    # Ada
    ```

    Good:

    ```markdown People/Ada.md
    # Ada
    ```
    """
    for fault in scene.faults.get(FaultKind.CASE_CLASH, ()):
        (other,) = fault_args(fault, 1)
        yield fault_finding(
            scene, fault, f"differs from '{other}' in capitals only", "rename one of the two, or merge them"
        )


@rule("NL008", "symlink-loop", WARNING, NotesContext)
def symlink_loop(scene: NotesContext) -> Iterator[Finding]:
    """A symbolic link that leads back to a folder above it.

    Followed once and no further; notes that it would repeat are counted once.

    Bad:

    ```symlink People/Loop
    ..
    ```

    Good:

    ```markdown People/Ada.md
    # Ada
    ```
    """
    for fault in scene.faults.get(FaultKind.SYMLINK_LOOP, ()):
        yield fault_finding(scene, fault, "a symbolic link that leads back to where it came from", "remove the link")


@rule("NL009", "form-clash", WARNING, NotesContext)
def form_clash(scene: NotesContext) -> Iterator[Finding]:
    """Two notes whose names have the same letters in another normal form.

    An `é` can be one character or two. They look the same everywhere, a link cannot tell them apart, and macOS holds
    only one of them. Both are read.

    Bad:

    ```markdown People/Ren\u00e9e.md
    # Renée
    ```

    ```markdown People/Rene\u0301e.md
    # Renée
    ```

    Good:

    ```markdown People/Ren\u00e9e.md
    # Renée
    ```
    """
    for fault in scene.faults.get(FaultKind.FORM_CLASH, ()):
        message = "another note has the same name, in another normal form of its letters"
        yield fault_finding(scene, fault, message, "rename one of the two, or merge them", subject="normal form")


@rule("NL010", "over-budget", ERROR, NotesContext)
def over_budget(scene: NotesContext) -> Iterator[Finding]:
    """A note that holds more than anybody writes by hand.

    Lists inside lists inside lists, a line as long as a book, more lines than a life has days: it is an export, or it
    is broken. Reading it would hold everything else up, so it is left out; links to it still work.

    Bad:

    ```repeated People/Ada.md
    250000 - x
    ```

    Good:

    ```markdown People/Ada.md
    - 2026-06-03 call 20m: about the room
    ```
    """
    for fault in scene.faults.get(FaultKind.OVER_BUDGET, ()):
        what, many, limit = fault_args(fault, 3)
        message = f"{many} {what} are too many for a note (limit {limit}); it is left out"
        yield fault_finding(scene, fault, message, "split it, or move it out of the vault", subject=what)


@rule("NL011", "read-as-template", INFO, NotesContext)
def read_as_template(scene: NotesContext) -> Iterator[Finding]:
    """A note that is taken for a template.

    Its properties or its title hold a mark that a template engine would fill in, and it has no dated line. It is about
    nobody until the mark is filled in.

    Bad:

    ```markdown People/New person.md
    ---
    type: person
    met: {{date}}
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    met: 2026-06-03
    ---
    ```
    """
    for fault in scene.faults.get(FaultKind.TEMPLATE_MARK, ()):
        (mark,) = fault_args(fault, 1)
        message = f"taken for a template, because of {mark}: it tells of nobody"
        hint = "fill the mark in, or name the folder of your templates in Obsidian's settings"
        yield fault_finding(scene, fault, message, hint, subject="template")
