"""NL9xx: configuration and the user's own templates. What is wrong there is left out and the rest is used."""

from collections.abc import Iterator

from netlead_md.model.place import Trouble
from netlead_md.rules.flaws import flaw
from netlead_md.rules.places import words
from netlead_md.rules.rule import ERROR, WARNING, Finding, rule
from netlead_md.rules.scene import SomeNotes


@rule("NL901", "config-broken", ERROR, SomeNotes)
def config_broken(scene: SomeNotes) -> Iterator[Finding]:
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
    for fault in scene.faults.get(Trouble.CONFIG_BROKEN, ()):
        (why,) = words(fault, 1)
        told = " ".join(why.split("\n", 1)[0].split())
        yield flaw(scene, fault, f"the configuration cannot be read: {told}", "mend the line", subject="broken")


@rule("NL902", "config-unknown-key", WARNING, SomeNotes)
def config_unknown_key(scene: SomeNotes) -> Iterator[Finding]:
    """A setting that does not exist.

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
    for fault in scene.faults.get(Trouble.CONFIG_UNKNOWN_KEY, ()):
        key, near, tables = words(fault, 3)
        told = f"no table is named {key}" if tables else f"no setting is named '{key}'"
        cure = f"did you mean `{near}`?" if near else f"there are {tables}" if tables else "remove it"
        yield flaw(scene, fault, told, cure)


@rule("NL903", "config-wrong-value", WARNING, SomeNotes)
def config_wrong_value(scene: SomeNotes) -> Iterator[Finding]:
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
    for fault in scene.faults.get(Trouble.CONFIG_WRONG_VALUE, ()):
        key, expected, stands = words(fault, 3)
        message = f"`{key}` takes {expected}, not '{stands}'; the default holds"
        yield flaw(scene, fault, message, f"write {expected}")


@rule("NL904", "template-broken", WARNING, SomeNotes)
def template_broken(scene: SomeNotes) -> Iterator[Finding]:
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
    for fault in scene.faults.get(Trouble.TEMPLATE_BROKEN, ()):
        (why,) = words(fault, 1)
        message = f"this template cannot be used: {' '.join(why.split())}"
        yield flaw(scene, fault, message, "mend it; until then the built-in page is written", subject="broken")
