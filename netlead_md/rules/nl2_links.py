"""NL2xx, first part: links."""

from collections.abc import Iterator

from netlead_md.linking.link_resolver import normalise_name
from netlead_md.model.diagnostics import FaultKind, Related
from netlead_md.model.network import Person
from netlead_md.rules.findings import TOP, entity_finding, fault_args, fault_finding, field_place, find_field
from netlead_md.rules.fixes import change_link
from netlead_md.rules.rule import ERROR, INFO, WARNING, Finding, NotesContext, OrganisationContext, rule


@rule("NL201", "no-such-note", ERROR, NotesContext)
def no_such_note(scene: NotesContext) -> Iterator[Finding]:
    """A link in one of our fields or entries leads to no note.

    Whoever is meant is missing from every page. Links anywhere else are your own affair.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    knows: "[[Charles Babage]]"
    ---
    ```

    ```markdown People/Charles Babbage.md
    ---
    type: person
    ---
    ```

    Good, otherwise the same:

    ```markdown People/Ada.md
    ---
    type: person
    knows: "[[Charles Babbage]]"
    ---
    ```
    """
    for fault in scene.faults.get(FaultKind.NO_SUCH_NOTE, ()):
        target, where, near = fault_args(fault, 3)
        fix = change_link(scene, fault, target, near) if near else None
        help_ = f"did you mean '{near}'?" if near else "write that note, or mend the name"
        told = f" ({where})" if where else ""
        yield fault_finding(scene, fault, f"no note named '{target}'{told}", help_, fix=fix, at=target)


@rule("NL202", "alias-as-target", ERROR, NotesContext)
def alias_as_target(scene: NotesContext) -> Iterator[Finding]:
    """A link to an alias.

    Obsidian looks links up by file name only: this one leads nowhere, there and here.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    knows: "[[Charlie]]"
    ---
    ```

    ```markdown People/Charles Babbage.md
    ---
    type: person
    aliases: [Charlie]
    ---
    ```

    Good, otherwise the same:

    ```markdown People/Ada.md
    ---
    type: person
    knows: "[[Charles Babbage|Charlie]]"
    ---
    ```
    """
    for fault in scene.faults.get(FaultKind.ALIAS_AS_TARGET, ()):
        target, name, where = fault_args(fault, 3)
        told = f" ({where})" if where else ""
        message = f"'{target}' is an alias of '{name}', and links do not follow aliases{told}"
        fix = change_link(scene, fault, target, name, target)
        yield fault_finding(scene, fault, message, f"write [[{name}|{target}]]", fix=fix, at=target)


@rule("NL203", "wrong-kind", ERROR, NotesContext)
def wrong_kind(scene: NotesContext) -> Iterator[Finding]:
    """A link to a note of another kind than its field takes.

    An employer that is a person, or a friend that is a company: the value is left out.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    organisation: "[[Bo]]"
    ---
    ```

    ```markdown People/Bo.md
    ---
    type: person
    ---
    ```

    Good, otherwise the same:

    ```markdown People/Ada.md
    ---
    type: person
    knows: "[[Bo]]"
    ---
    ```
    """
    for fault in scene.faults.get(FaultKind.WRONG_KIND, ()):
        target, kind, expected, name = fault_args(fault, 4)
        message = f"[[{target}]] is a note of kind '{kind}', but `{name}` takes '{expected}'"
        yield fault_finding(scene, fault, message, f"link a note of kind '{expected}', or set its `type`", at=target)


@rule("NL204", "ambiguous-name", WARNING, NotesContext)
def ambiguous_name(scene: NotesContext) -> Iterator[Finding]:
    """A link that fits several notes equally well.

    Obsidian picks one by its path, which may not be the one you mean.

    Bad:

    ```markdown Ada.md
    ---
    type: person
    knows: "[[Bo]]"
    ---
    ```

    ```markdown A/Bo.md
    ---
    type: person
    ---
    ```

    ```markdown B/Bo.md
    ---
    type: book
    ---
    ```

    Good, otherwise the same:

    ```markdown Ada.md
    ---
    type: person
    knows: "[[A/Bo]]"
    ---
    ```
    """
    for fault in scene.faults.get(FaultKind.AMBIGUOUS_NAME, ()):
        target, *paths = fault.words
        message = f"[[{target}]] can be {' or '.join(paths)}"
        yield fault_finding(scene, fault, message, "write the path inside the link", at=target)


# NL2xx, second part: names and addresses that two notes share.


@rule("NL205", "duplicate-name", WARNING, NotesContext)
def duplicate_name(scene: NotesContext) -> Iterator[Finding]:
    """Two people or organisations of the same name.

    They may be one twice, or two whose links get mixed up.

    Bad:

    ```markdown People/Work/Ada.md
    # Ada
    ```

    ```markdown People/Home/Ada.md
    # Ada
    ```

    Good:

    ```markdown People/Work/Ada Holm.md
    # Ada
    ```

    ```markdown People/Home/Ada Berg.md
    # Ada
    ```
    """
    for fault in scene.faults.get(FaultKind.DUPLICATE_NAME, ()):
        name, other = fault_args(fault, 2)
        if normalise_name(other) == normalise_name(fault.path):
            continue  # two spellings of one path: NL007 or NL009 says so
        yield fault_finding(
            scene,
            fault,
            f"'{name}' is the name of another note too: {other}",
            f"if they are one, move the lines of one note into the other and delete it; if not, rename one,"
            f" such as '{name} ({_told_apart(fault.path)})'",
            related=(Related(other, TOP, "the other one"),),
        )


def _told_apart(path: str) -> str:
    """What may stand behind a name to tell it from another: the folder of its note."""
    return path.rpartition("/")[0].rpartition("/")[2] or "2"


@rule("NL206", "duplicate-email", WARNING, NotesContext)
def duplicate_email(scene: NotesContext) -> Iterator[Finding]:
    """Two people with the same e-mail address.

    Most often they are one person with two notes, and each ledger sees half of what they did.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    email: ada@acme.example
    ---
    ```

    ```markdown People/Ada Holm.md
    ---
    type: person
    email: ada@acme.example
    ---
    ```

    Good:

    ```markdown People/Ada Holm.md
    ---
    type: person
    email: ada@acme.example
    ---
    ```
    """
    for fault in scene.faults.get(FaultKind.DUPLICATE_EMAIL, ()):
        address, other = fault_args(fault, 2)
        yield fault_finding(
            scene,
            fault,
            f"{address} stands in another note too: {other}",
            "merge the two notes if they are one person",
            at=address,
            related=(Related(other, TOP, "the other one"),),
        )


@rule("NL212", "two-spellings", INFO, NotesContext)
def two_spellings(scene: NotesContext) -> Iterator[Finding]:
    """Two organisations whose names differ in spelling alone.

    Most often they are one, and each ledger holds half of what it gave.

    Bad:

    ```markdown People/Bo.md
    ---
    organisation: Larch and Co
    ---
    ```

    ```markdown Organisations/Larch & Co.md
    ```

    Good:

    ```markdown People/Bo.md
    ---
    organisation: "[[Larch & Co]]"
    ---
    ```

    ```markdown Organisations/Larch & Co.md
    ```
    """
    for fault in scene.faults.get(FaultKind.TWO_SPELLINGS, ()):
        name, other, path = fault_args(fault, 3)
        where = field_place(scene, fault.path, "organisation") if find_field(scene, fault.path, "organisation") else TOP
        message = f"'{name}' may be another spelling of '{other}'"
        hint = (
            f"if it is, link [[{other}]], or add the alias '{name}' to {path}"
            if path
            else "if it is, write one of them"
        )
        related = (Related(path, TOP, "the other one"),) if path else ()
        yield Finding(message, fault.path, where, hint, related)


# NL2xx, third part: roles, and what a trusting organisation's notes should name.


_INFLUENCE = "add `influence: high`, `medium` or `low`"


@rule("NL207", "role-order", ERROR, NotesContext)
def role_order(scene: NotesContext) -> Iterator[Finding]:
    """A role that ends before it starts.

    It holds on no day, so nothing that this person did there reaches the organisation.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    roles:
      - organisation: "[[Acme]]"
        from: 2025-01-01
        until: 2024-01-01
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    roles:
      - organisation: "[[Acme]]"
        from: 2024-01-01
        until: 2025-01-01
    ---
    ```
    """
    for fault in scene.faults.get(FaultKind.ROLE_ORDER, ()):
        organisation, since, until = fault_args(fault, 3)
        yield fault_finding(
            scene, fault, f"the role at {organisation} ends ({until}) before it starts ({since})", "swap the days"
        )


@rule("NL208", "missing-influence", INFO, OrganisationContext)
def missing_influence(scene: OrganisationContext) -> Iterator[Finding]:
    """Somebody at an organisation that trusts you and has not helped yet, whose influence there is not noted.

    What they do counts at .7 as a guess, and the pages cannot tell whom to ask.

    Bad, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    ---
    type: organisation
    power: low
    benefit_to_them: interns
    decides: "[[Ada]]"
    ---
    - 2026-06-01 trust++: shared the plan
    - 2026-06-02 trust++: vouched for us
    - 2026-06-03 trust++: gave us a key
    ```

    ```markdown People/Ada.md
    ---
    type: person
    organisation: "[[Acme]]"
    ---
    ```

    Good, otherwise the same:

    ```markdown People/Ada.md
    ---
    type: person
    organisation: "[[Acme]]"
    influence: high
    ---
    ```
    """
    for person in _without_influence(scene) if _is_waiting(scene) else ():
        message = f"influence at {scene.card.name} is not noted"
        yield from entity_finding(scene, person, message, _INFLUENCE, field="organisation")


@rule("NL209", "missing-decider", INFO, OrganisationContext)
def missing_decider(scene: OrganisationContext) -> Iterator[Finding]:
    """An organisation that trusts you and has not helped yet, without a word on who decides there.

    Goodwill below the decider rarely becomes help: it may be the door, not the will.

    Bad, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    ---
    type: organisation
    power: low
    benefit_to_them: interns
    ---
    - 2026-06-01 trust++: shared the plan
    - 2026-06-02 trust++: vouched for us
    - 2026-06-03 trust++: gave us a key
    ```

    Good, otherwise the same:

    ```markdown People/Ada.md
    ---
    type: person
    organisation: "[[Acme]]"
    influence: high
    decision_role: decides
    ---
    ```
    """
    if _is_waiting(scene) and _is_unwritten(scene, "decides"):
        roles = [role for person in scene.people for role in person.roles if role.organisation == scene.card.key]
        if not any(role.decision_role == "decides" for role in roles):
            yield from entity_finding(
                scene, scene.card, "nobody is noted who decides there", "add `decides` with a link"
            )


_GAIN = "add `benefit_to_them` in a few words"


@rule("NL210", "missing-benefit", INFO, OrganisationContext)
def missing_benefit(scene: OrganisationContext) -> Iterator[Finding]:
    """An organisation that trusts you and has not helped yet, without a word on what it gains.

    An ask that names nothing for them is a favour, and favours come last.

    Bad, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    ---
    type: organisation
    power: low
    decides: "[[Ada]]"
    ---
    - 2026-06-01 trust++: shared the plan
    - 2026-06-02 trust++: vouched for us
    - 2026-06-03 trust++: gave us a key
    ```

    ```markdown People/Ada.md
    ---
    type: person
    ---
    ```

    Good, otherwise the same:

    ```markdown Organisations/Acme.md
    ---
    type: organisation
    power: low
    decides: "[[Ada]]"
    benefit_to_them: interns
    ---
    - 2026-06-01 trust++: shared the plan
    - 2026-06-02 trust++: vouched for us
    - 2026-06-03 trust++: gave us a key
    ```
    """
    if _is_waiting(scene) and _is_unwritten(scene, "benefit_to_them"):
        yield from entity_finding(scene, scene.card, "what they gain is not noted", _GAIN)


@rule("NL211", "missing-power", INFO, OrganisationContext)
def missing_power(scene: OrganisationContext) -> Iterator[Finding]:
    """An organisation that trusts you, without a word on what it could do.

    Whether to grow or to maintain depends on it.

    Bad, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    ---
    type: organisation
    benefit_to_them: interns
    decides: "[[Ada]]"
    ---
    - 2026-06-01 trust++: shared the plan
    - 2026-06-02 trust++: vouched for us
    - 2026-06-03 trust++: gave us a key
    ```

    ```markdown People/Ada.md
    ---
    type: person
    ---
    ```

    Good, otherwise the same:

    ```markdown Organisations/Acme.md
    ---
    type: organisation
    power: low
    decides: "[[Ada]]"
    benefit_to_them: interns
    ---
    - 2026-06-01 trust++: shared the plan
    - 2026-06-02 trust++: vouched for us
    - 2026-06-03 trust++: gave us a key
    ```
    """
    if _is_trusting(scene) and _is_unwritten(scene, "power"):
        yield from entity_finding(scene, scene.card, "power is not noted", "add `power: high`, `medium` or `low`")


def _is_unwritten(scene: OrganisationContext, name: str) -> bool:
    """Nothing is written there: a value that could not be read has its diagnostic already."""
    written = find_field(scene, scene.card.path or "", name)
    return not getattr(scene.card, name) and (written is None or written.value in (None, "", []))


def _without_influence(scene: OrganisationContext) -> Iterator[Person]:
    for person in scene.people:
        influence = [role.influence for role in person.roles if role.organisation == scene.card.key]
        if not any(influence) and not find_field(scene, person.key, "influence"):
            yield person


def _is_trusting(scene: OrganisationContext) -> bool:
    """With a running clock and a note of its own: nobody else's gaps change a page."""
    return scene.ledger.clock is not None and bool(scene.card.path)


def _is_waiting(scene: OrganisationContext) -> bool:
    """One of those that has not helped yet: where help has come, the door is known."""
    return _is_trusting(scene) and scene.ledger.class_ != "supported"
