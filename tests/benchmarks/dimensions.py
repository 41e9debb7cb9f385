"""Vaults that grow in one direction each: the same notes, with `n` of one thing.

`DIMENSIONS` names each with a function that returns the notes by path. Every vault holds `Acme.md` and `Ada.md`; a
followed edit adds a line to `Acme.md`.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

Vault = dict[str, str]

_FIRST: Final = dt.date(2022, 1, 1)
_ACME: Final = "---\ntype: organisation\n---\n"
_ADA: Final = '---\ntype: person\norganisation: "[[Acme]]"\n---\n'
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def _day(n: int, days: int = 1500) -> str:
    return (_FIRST + dt.timedelta(days=n * 7 % days)).isoformat()


def _word(n: int) -> str:
    """A word of letters for a number, each another."""
    word = ""
    while True:
        n, rest = divmod(n, len(_LETTERS))
        word = _LETTERS[rest] + word
        if not n:
            return f"q{word}x"


def _vault(acme: str = "", ada: str = "", front: str = "", **notes: str) -> Vault:
    head = _ADA.replace("---\n", f"---\n{front}", 1) if front else _ADA
    return {"Acme.md": _ACME + acme, "Ada.md": head + ada, **{f"{name}.md": text for name, text in notes.items()}}


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _acme(line: Callable[[int], str]) -> Callable[[int], Vault]:
    """`n` lines in the note of one organisation."""
    return lambda n: _vault(acme=_lines(map(line, range(n))))


def _ada(line: Callable[[int], str]) -> Callable[[int], Vault]:
    """`n` lines in the note of one person."""
    return lambda n: _vault(ada=_lines(map(line, range(n))))


def _fields(field: Callable[[int], str]) -> Callable[[int], Vault]:
    """`n` lines in the front matter of one person."""
    return lambda n: _vault(front=_lines(map(field, range(n))))


def _others(note: Callable[[int], str], name: Callable[[int], str] = lambda n: f"Person {_word(n)}") -> Callable[[int], Vault]:  # fmt: skip  # noqa: E501
    """`n` notes beside the two."""
    return lambda n: _vault() | {f"{name(at)}.md": note(at) for at in range(n)}


def _person(body: str = "", front: str = 'organisation: "[[Acme]]"') -> str:
    return f"---\ntype: person\n{front}\n---\n{body}"


def _listed(key: str, item: Callable[[int], str]) -> Callable[[int], Vault]:
    """`n` items of one list in front matter."""
    return lambda n: _vault(front=f"{key}:\n" + _lines(f"  - {item(at)}" for at in range(n)))


def _one_line(text: Callable[[int], str], before: str = "- 2026-03-01 meeting 45m: ") -> Callable[[int], Vault]:
    """One long line."""
    return lambda n: _vault(acme=f"{before}{text(n)}\n- 2026-03-02 call 20m: the line below\n")


def _mixed(n: int) -> Vault:
    """Organisations, each with two people, a log and a project that needs something."""
    notes = _vault()
    for at in range(n):
        name = f"Firm {_word(at)}"
        log = _lines(f"- {_day(at + 13 * line)} call 20m: about {_word(line)}" for line in range(6))
        notes[f"{name}.md"] = _ACME + log + f"- {_day(at)} ask facilities: a room\n"
        for person in ("Ann", "Bob"):
            notes[f"{person} {_word(at)}.md"] = _person(log, f'organisation: "[[{name}]]"')
    return notes


def _dailies(n: int) -> Vault:
    days = (_FIRST + dt.timedelta(days=at) for at in range(n))
    return _vault() | {f"{day}.md": f"- call 20m: [[Ada]]\n- saw [[Acme]] {day}\n" for day in days}


def _twins(n: int) -> Vault:
    """The same contact, written in the notes of both."""
    lines = [f"- {_day(at)} meeting 45m: [[Ada]] and [[Acme]]" for at in range(n)]
    return _vault(acme=_lines(lines), ada=_lines(lines))


def _same_day(n: int) -> Vault:
    """Contacts of one day, each with somebody else, in two notes."""
    people = {f"P {_word(at)}.md": _person() for at in range(n)}
    lines = _lines(f"- 2026-03-01 meeting: [[P {_word(at)}]]" for at in range(n))
    return _vault(acme=lines, ada=lines) | people


def _projects(n: int) -> Vault:
    project = "---\ntype: project\nseeks: [room, {kind: money, size: large}]\nstart: 2025-01-01\n---\n"
    return _vault() | {f"Project {_word(at)}.md": project for at in range(n)}


def _project_asks(n: int) -> Vault:
    """Projects, each with an ask for it."""
    asks = _lines(f"- {_day(at)} ask room for [[Project {_word(at)}]]: space" for at in range(n))
    return _projects(n) | {"Acme.md": _ACME + asks}


def _same_names(n: int) -> Vault:
    """Notes of one name in many folders, each linked by its path."""
    notes = {f"F{_word(at)}/Twin.md": _person() for at in range(n)}
    return _vault(acme=_lines(f"- {_day(at)} call: [[Twin]]" for at in range(n))) | notes


def _interactions(n: int) -> Vault:
    note = '---\ntype: meeting\ndate: {}\npeople: ["[[Ada]]"]\n---\n- ask room: space\n'
    return _vault() | {f"Meeting {_word(at)}.md": note.format(_day(at)) for at in range(n)}


def _knows(n: int) -> Vault:
    """A chain of people who know each other."""
    notes = {f"P {_word(at)}.md": _person(front=f'knows: ["[[P {_word(at + 1)}]]"]') for at in range(n)}
    return _vault(ada="- 2026-03-01 call: hello\n", front='knows: ["[[P qax]]"]\n') | notes


def _hub(n: int) -> Vault:
    """One person knows everybody, and everybody works elsewhere."""
    known = "knows:\n" + _lines(f'  - "[[P {_word(at)}]]"' for at in range(n))
    notes = {f"P {_word(at)}.md": _person(front=f'organisation: "[[F {_word(at)}]]"') for at in range(n)}
    firms = {f"F {_word(at)}.md": _ACME + "- 2026-03-01 ask room: space\n" for at in range(n)}
    return _vault(ada="- 2026-03-01 call: hello\n", front=known) | notes | firms


DIMENSIONS: Final[dict[str, Callable[[int], Vault]]] = {
    "organisations with people": _mixed,
    "notes of no kind": _others(
        lambda at: f"Some words about {_word(at)} and [[Acme]].\n", lambda at: f"N {_word(at)}"
    ),
    "daily notes": _dailies,
    "meeting notes": _interactions,
    "lines of an organisation": _acme(lambda at: f"- {_day(at)} call 20m: about {_word(at)}"),
    "lines of a person": _ada(lambda at: f"- {_day(at)} call 20m: about {_word(at)}"),
    "equal lines": _acme(lambda _: "- 2026-03-01 call 20m: hello"),
    "lines of each type": _acme(
        lambda at: f"- {_day(at)} {('trust+', 'task good', 'give', 'thanks', 'kept', 'offer')[at % 6]}: {_word(at)}"
    ),
    "lines of one day": _acme(lambda at: f"- 2026-03-01 call 20m: about {_word(at)}"),
    "links of a line": _one_line(lambda n: " ".join(f"[[P {_word(at)}]]" for at in range(n))),
    "known links of a line": lambda n: (
        _one_line(lambda n: " ".join(f"[[P {_word(at)}]]" for at in range(n)))(n)
        | {f"P {_word(at)}.md": _person() for at in range(n)}
    ),
    "length of a line": _one_line(lambda n: "word " * n),
    "length of a word": _one_line(lambda n: "w" * (n * 4)),
    "words before the colon": _one_line(lambda n: "odd " * n + ": text", "- 2026-03-01 pledge "),
    "unclosed brackets": _one_line(lambda n: "[[a" * n),
    "unclosed brackets with a bar": _one_line(lambda n: "[[a|" * n),
    "unclosed Markdown links": _one_line(lambda n: "[a](b" * n),
    "back-ticks": _one_line(lambda n: " ".join("`" * (1 + at % 7) for at in range(n))),
    "blanks": _one_line(lambda n: " " * (n * 4) + "."),
    "prose": lambda n: _vault(acme=_lines(f"Some words on {_word(at)} and more.\n" for at in range(n))),
    "one long paragraph": lambda n: _vault(acme=_lines(f"some words on {_word(at)} and" for at in range(n))),
    "ids": _acme(lambda at: f"- {_day(at)} pledge room by 2026-09-01: {_word(at)} ^{_word(at)}"),
    "ids and their lines": _acme(
        lambda at: (
            f"- {_day(at // 2)} pledge room by 2026-09-01: {_word(at)} ^{_word(at // 2)}"
            if at % 2 == 0
            else f"- {_day(at // 2 + 3)} evidence letter re {_word(at // 2)}: it came"
        )
    ),
    "lines that are re nothing": _acme(
        lambda at: (
            f"- {_day(at)} pledge room by 2026-09-01: x ^{_word(at)}"
            if at % 2 == 0
            else f"- {_day(at)} evidence letter re {_word(at)}q: it came"
        )
    ),
    "asks": _acme(lambda at: f"- {_day(at)} ask room: {_word(at)}"),
    "asks and answers": _acme(lambda at: f"- {_day(at)} {'answer no' if at % 2 else 'ask money'}: {_word(at)}"),
    "answers yes": _acme(lambda at: f"- {_day(at // 2)} {'answer yes' if at % 2 else 'ask money'}: {_word(at)}"),
    "answers": _acme(lambda at: f"- {_day(at)} answer later by 2026-09-01: {_word(at)}"),
    "pledges": _acme(lambda at: f"- {_day(at)} pledge money by 2026-09-01: {_word(at)}"),
    "pledges and support": _acme(lambda at: f"- {_day(at)} {'support' if at % 2 else 'pledge'} money: {_word(at)}"),
    "pledges and parts": _acme(lambda at: f"- {_day(at)} {'support small' if at % 2 else 'pledge large'} room: x"),
    "evidence": _acme(lambda at: f"- {_day(at)} evidence letter: {_word(at)}"),
    "introductions": _acme(lambda at: f"- {_day(at)} intro {('asked', 'made', 'met')[at % 3]}: [[P {_word(at)}]]"),
    "promises": _acme(lambda at: f"- [{' x'[at % 2]}] {_day(at)} send {_word(at)}"),
    "tasks with marks": _acme(lambda at: f"- [ ] send {_word(at)} ⏫ 🔁 every week 📅 {_day(at)} 🆔 {_word(at)}"),
    "reviews": _acme(lambda at: f"- {_day(at)} review grow: {_word(at)}"),
    "people of an organisation": _others(lambda _: _person()),
    "contacts of colleagues": _others(lambda at: _person(f"- {_day(at)} call: hello\n")),
    "roles of a person": lambda n: _vault(
        front="roles:\n"
        + _lines(f'  - {{organisation: "[[F {_word(at)}]]", from: {_day(at)}, until: 2026-06-01}}' for at in range(n)),
        ada=_lines(f"- {_day(at)} call: hello" for at in range(min(n, 200))),
    ),
    "roles and lines of a person": lambda n: _vault(
        front="roles:\n"
        + _lines(
            f'  - {{organisation: "[[F {_word(at % 50)}]]", from: {_day(at)}, until: {_day(at)}}}' for at in range(n)
        ),
        ada=_lines(f"- {_day(at)} call: hello" for at in range(n)),
    ),
    "people known in a row": _knows,
    "people known by one": _hub,
    "tags": lambda n: _vault(ada=" ".join(f"#{_word(at)}" for at in range(n))),
    "tags in front matter": _listed("tags", _word),
    "headings": _acme(lambda at: f"## {_word(at)}\n\ntext\n"),
    "dated headings": _acme(lambda at: f"### {_day(at)} | call\n\n- with [[Ada]]\n"),
    "nested bullets": _acme(
        lambda at: f"- {_day(at)} meeting: x\n  - pledge room by 2026-09-01: {_word(at)}\n    - more of it"
    ),
    "depth of bullets": _acme(lambda at: f"{'  ' * (at % 100)}- ask room: x"),
    "numbered bullets": _acme(lambda at: f"{at + 1}. {_day(at)} call: {_word(at)}"),
    "depth of bullets over entries": _acme(
        lambda at: f"{'  ' * (at % 40)}- {'2026-03-01 call' if not at % 40 else 'ask room'}: x"
    ),
    "code fences": _acme(lambda at: f"```\n- {_day(at)} call: {_word(at)}\n```\n"),
    "unclosed fences": _acme(lambda at: f"{'`' * (3 + at)}\ncode" if at < 1500 else "text"),
    "openings of fences": _acme(lambda _: "   ```x `\ncode\n"),
    "comments": _acme(lambda at: f"%% {_word(at)} %%\n- {_day(at)} call: {_word(at)} <!-- no -->"),
    "marks of comments": _acme(lambda _: "`%% <!-- ``` ~~~"),
    "block quotes": _acme(lambda at: f"> {_word(at)}\n\nand so on\n"),
    "tables": _acme(lambda at: f"| {_day(at)} | [[Ada]] | {_word(at)} |"),
    "HTML": _acme(lambda at: f"<div>\n- {_day(at)} call: {_word(at)}\n</div>\n"),
    "inline fields": _acme(lambda at: f"field {_word(at)}:: value {at}"),
    "inline fields of a line": _one_line(lambda n: "[a:: b] (c:: d) " * n),
    "openings of inline fields": _one_line(lambda n: "[a (b " * n + "::"),
    "aliases": _listed("aliases", lambda at: f"Name {_word(at)}"),
    "ignores": _acme(lambda at: f"- {_day(at)} ask: {_word(at)} %% netlead-ignore NL401 %%"),
    "idle ignores": _acme(lambda at: f"- {_day(at)} call: {_word(at)} %% netlead-ignore NL3 %%"),
    "ignores of a note": _listed("netlead_ignore", lambda at: f"NL{at % 1000:03}"),
    "findings in a note": _acme(lambda at: f"- {_day(at)} pledge room odd{_word(at)} 5q: x"),
    "slips of a type": _acme(lambda at: f"- {_day(at)} plegde room {_word(at)}: x"),
    "unknown links": _acme(lambda at: f"- {_day(at)} call: [[P {_word(at)}]]"),
    "wrong items of a list": _listed("knows", lambda at: f'"[[Nobody {_word(at)}]]"'),
    "wrong kinds of items": _listed("knows", lambda at: f"{{person: 5, strength: {_word(at)}}}"),
    "odd numbers": _listed("tags", lambda at: f"1_{at}"),
    "keys": _fields(lambda at: f"field_{_word(at)}: value"),
    "nearly our keys": _fields(lambda at: f"organisatio{_word(at)}: value"),
    "keys written twice": _fields(lambda _: "mood: value"),
    "depth of YAML": lambda n: _vault(front=f"deep: {'[' * n}{']' * n}\n"),
    "open brackets of YAML": lambda n: _vault(front=f"deep: {'[' * n}\n"),
    "length of a value": lambda n: _vault(front=f"title: {'word ' * n}\n"),
    "anchors": _fields(lambda at: f"field_{_word(at)}: &a{at} [x]\nother_{_word(at)}: *a{at}"),
    "notes of one name": _same_names,
    "projects and needs": _projects,
    "asks for projects": _project_asks,
    "the same contact in two notes": _twins,
    "contacts of one day in two notes": _same_day,
    "mentions": lambda n: _vault() | {"2026-06-01.md": _lines(f"some words on [[Ada]] {_word(at)}" for at in range(n))},
    "plain contacts": _acme(lambda at: f"- {_day(at)} phoned Ada about the {_word(at)}"),
    "plain questions": _acme(lambda at: f"- {_day(at)} they promised us a {_word(at)} and a van"),
    "plain lines in German": _acme(lambda at: f"- {_day(at)} mit Ada telefoniert, sie hat uns {_word(at)} zugesagt"),
    "plain lines of one day": _acme(lambda at: f"- 3 March 2026 asked Ada for a {_word(at)}"),
    "days without a year": _acme(lambda at: f"- {1 + at % 28} March met Ada about {_word(at)}"),
    "length of a plain line": _one_line(lambda n: "met ada and asked her for it " * n, "- 3 March 2026: "),
    "length of a labelled line": _one_line(lambda n: "x" * (n * 4), "- Support: "),
    "dates of a plain line": _one_line(lambda n: "3 March 2026, " * n, "- met Ada "),
    "names of a plain line": _one_line(lambda n: "Ada Lark " * n, "- 3 March 2026 met "),
    "binding words of a line": _one_line(lambda n: "promised " * n, "- 3 March 2026 they "),
    "clauses of a line": _one_line(lambda n: "she asked, " * n, "- 3 March 2026 "),
    "month headings": _acme(lambda at: f"## March {2000 + at % 40}\n\n- 3rd: met Ada about {_word(at)}"),
    "paragraphs with a day": _acme(lambda at: f"On {_day(at)} we met Ada about {_word(at)}.\n"),
    "names in prose": lambda n: _vault(acme=_lines(f"Ada Lovelace met {_word(at)} There" for at in range(n))),
}


def edited(vault: Vault) -> Vault:
    """The same vault after an edit: one line more in the note of Acme."""
    return vault | {"Acme.md": vault["Acme.md"] + "\n- 2026-06-29 call 20m: one line more\n"}
