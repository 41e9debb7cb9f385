"""NL503: people whom you answer for or to, and what you decided about them."""

from collections.abc import Iterator

from netlead_md.rules.flaws import about, at_entry
from netlead_md.rules.rule import WARNING, Finding, rule
from netlead_md.rules.scene import OnePerson


@rule("NL503", "answering-for-let-go", WARNING, OnePerson)
def answering_for_let_go(scene: OnePerson) -> Iterator[Finding]:
    """Somebody whom you answer for or to, marked as let go.

    The two cannot both be true, and such people come first on your pages.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    responsibility: for
    status: let-go
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    responsibility: none
    status: let-go
    ---
    ```
    """
    person, review = scene.card, scene.regard.review
    if person.responsibility in {"for", "to", "both"}:
        message = f"let go, and yet `responsibility: {person.responsibility}`"
        if person.status == "let-go":
            yield from about(scene, person, message, "change one of the two", field="status")
        elif review is not None and review.line.outcome == "let-go":
            yield at_entry(review, message, "change one of the two")
