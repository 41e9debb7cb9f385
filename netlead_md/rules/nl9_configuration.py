"""NL9xx: configuration and the user's own templates. What is wrong there is left out and the rest is used."""

from collections.abc import Iterator

from netlead_md.model.diagnostics import FaultKind
from netlead_md.rules.findings import fault_args, fault_finding
from netlead_md.rules.rule import ERROR, WARNING, Finding, NotesContext, rule


@rule("NL901", "config-broken", ERROR, NotesContext)
def config_broken(scene: NotesContext) -> Iterator[Finding]:
    """A `netlead.toml` that is no TOML.

    All of its settings are left out and the built-in ones hold.

    Bad:

    ```toml netlead.toml
    output = "Netlead
    ```

    Good:

    ```toml netlead.toml
    output = "Netlead"
    ```
    """
    for fault in scene.faults.get(FaultKind.CONFIG_BROKEN, ()):
        (why,) = fault_args(fault, 1)
        told = " ".join(why.split("\n", 1)[0].split())
        yield fault_finding(
            scene, fault, f"the configuration cannot be read: {told}", "mend the line", subject="broken"
        )


@rule("NL902", "config-unknown-key", WARNING, NotesContext)
def config_unknown_key(scene: NotesContext) -> Iterator[Finding]:
    """A setting that does not exist, or a line of `[folders]` or `[kinds]` that matches nothing.

    It changes nothing, and the default of the one that was meant holds.

    Bad:

    ```toml netlead.toml
    outptu = "Netlead"
    ```

    Good:

    ```toml netlead.toml
    output = "Netlead"
    ```
    """
    for fault in scene.faults.get(FaultKind.CONFIG_UNKNOWN_KEY, ()):
        key, near, tables = fault_args(fault, 3)
        told = f"no table is named {key}" if tables else f"no setting is named '{key}'"
        hint = f"did you mean `{near}`?" if near else f"there are {tables}" if tables else "remove it"
        yield fault_finding(scene, fault, told, hint)
    for fault in scene.faults.get(FaultKind.CONFIG_NO_FOLDER, ()):
        folder, near = fault_args(fault, 2)
        hint = f"did you mean '{near}'?" if near else "name one that there is, or remove the line"
        yield fault_finding(scene, fault, f"[folders] names '{folder}', and there is no such folder", hint)
    for fault in scene.faults.get(FaultKind.CONFIG_NO_KIND, ()):
        word, near = fault_args(fault, 2)
        hint = f"did you mean '{near}'?" if near else "write a word that notes have, or remove the line"
        yield fault_finding(
            scene, fault, f"[kinds] names '{word}', which no note has as its type, tag or category", hint
        )


@rule("NL903", "config-wrong-value", WARNING, NotesContext)
def config_wrong_value(scene: NotesContext) -> Iterator[Finding]:
    """A setting with a value that it cannot take.

    It is left out, and the default holds in its place.

    Bad:

    ```toml netlead.toml
    capacity_orgs = "many"
    ```

    Good:

    ```toml netlead.toml
    capacity_orgs = 20
    ```
    """
    for fault in scene.faults.get(FaultKind.CONFIG_WRONG_VALUE, ()):
        key, expected, stands = fault_args(fault, 3)
        message = f"`{key}` takes {expected}, not '{stands}'; the default holds"
        yield fault_finding(scene, fault, message, f"write {expected}")


@rule("NL904", "template-broken", WARNING, NotesContext)
def template_broken(scene: NotesContext) -> Iterator[Finding]:
    """A template of your own that cannot be used.

    The built-in page is written instead.

    Bad:

    ```toml netlead.toml
    templates = "Pages"
    ```

    ```markdown Pages/this_week.md.jinja
    {% for step in view.steps %}
    ```

    Good:

    ```toml netlead.toml
    templates = "Pages"
    ```
    """
    for fault in scene.faults.get(FaultKind.TEMPLATE_BROKEN, ()):
        (why,) = fault_args(fault, 1)
        message = f"this template cannot be used: {' '.join(why.split())}"
        yield fault_finding(scene, fault, message, "mend it; until then the built-in page is written", subject="broken")


@rule("NL905", "pattern-too-slow", WARNING, NotesContext)
def pattern_too_slow(scene: NotesContext) -> Iterator[Finding]:
    """A pattern among Obsidian's excluded files that takes too long.

    Some patterns take longer than anybody lives on some names. It is given up after a second, and leaves nothing out.

    Bad:

    ```json .obsidian/app.json
    {"userIgnoreFilters": ["/^(?:(?:a|aa)+b?)+$/"]}
    ```

    ```markdown aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.md
    # A
    ```

    Good:

    ```json .obsidian/app.json
    {"userIgnoreFilters": ["/^a+$/"]}
    ```
    """
    for fault in scene.faults.get(FaultKind.PATTERN_TOO_SLOW, ()):
        (pattern,) = fault_args(fault, 1)
        message = f"the pattern {pattern} takes too long; it was given up, and leaves no note out"
        yield fault_finding(scene, fault, message, "write it without a repetition inside a repetition", subject=pattern)
