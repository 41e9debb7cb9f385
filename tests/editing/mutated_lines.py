"""Thousands of good lines with slips of the pen, mended by `check --fix`: nothing is changed that no message named.

`python -m tests.editing.mutated_lines --lines 30000 --seed 1` for as many as you like; a test runs some with one seed.
"""

# ruff: noqa: E501, T201  (tables of slips; the module is a program too)
import argparse
import json
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from click.testing import CliRunner, Result

from netlead_md.cli.main import netlead
from netlead_md.model.config import Config
from netlead_md.model.note import LogLine
from netlead_md.model.vocabulary import KINDS, OUTCOMES, RUNGS, SIZES, TYPES
from netlead_md.parsing import build_keywords, read_note

DAY: Final = "2026-06-30"
EACH: Final = 10
"""Lines of one note: so that some notes have nothing to mend."""
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
FIELDS: Final = (
    *("kind", "rung", "size", "outcome", "by", "until", "ongoing", "re", "via", "role", "hours", "money", "currency"),
    *("box", "id"),
)
WORDS: Final = build_keywords(Config())
Slip = Callable[[random.Random, str], str]


def good_line(chance: random.Random) -> str:
    """One line of the grammar, of any type, with some of the qualifiers that its type understands."""
    word = chance.choice(sorted(TYPES))
    type_ = TYPES[word]
    said: list[str] = []
    table = WORDS.understood[type_]
    for field, words in (("kind", KINDS), ("rung", RUNGS), ("size", SIZES), ("outcome", OUTCOMES.get(type_, ()))):
        known = [each for each in words if table.get(each, ("",))[0] == field]
        if known and chance.random() < (0.9 if field == "outcome" else 0.6):
            said.append(chance.choice(sorted(known)))
    if type_ == "seen-as":
        said.append(chance.choice(["founder", "manager", "student"]))
    amounts = ["45m", "1h", "1h30", "1.5h", "£40", "£1,200", "40 EUR", "€12"]
    if chance.random() < 0.4:
        said.append(chance.choice(amounts))
    if type_ in {"ask", "pledge"} and chance.random() < 0.5:
        said.append(f"by 2026-{chance.randint(7, 12):02}-{chance.randint(1, 28):02}")
    if type_ in {"support", "review"} and chance.random() < 0.4:
        said.append(chance.choice(["ongoing", "until 2026-12-01"]) if type_ == "support" else "until 2026-12-01")
    if chance.random() < 0.1:
        said.append(chance.choice(["via email", "via dinner"]))
    chance.shuffle(said)
    text = chance.choice(
        ["about the room", "[[Ada Lovelace]] and the key", "they withdrew it", "thanks to [[Bob Grey]]"]
    )
    id_ = f" ^i{chance.randint(0, 9999)}" if chance.random() < 0.2 else ""
    box = chance.choice(["", "", "", "", "[x] "])
    day = f"2026-{chance.randint(1, 6):02}-{chance.randint(1, 28):02}"
    return f"- {box}{day} {' '.join([word, *said])}: {text}{id_}"


def _at_word(slip: Callable[[random.Random, str], str]) -> Slip:
    """A slip in one word before the colon, behind the day."""

    def make(chance: random.Random, line: str) -> str:
        head, colon, text = line.partition(": ")
        words = head.split(" ")
        at = chance.randrange(2, len(words)) if len(words) > 2 else len(words) - 1
        words[at] = slip(chance, words[at])
        return " ".join(words) + colon + text

    return make


def _letter(chance: random.Random, word: str) -> str:
    if not word:
        return word
    at = chance.randrange(len(word))
    other = chance.choice(LETTERS)
    ways = [word[:at] + word[at + 1 :], word[:at] + other + word[at:], word[:at] + other + word[at + 1 :]]
    if at + 1 < len(word):
        ways.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    return chance.choice(ways) or word


def _in_day(chance: random.Random, line: str) -> str:
    found = re.search(r"\d{4}-\d\d-\d\d", line)
    if not found:
        return line
    year, month, day = found[0].split("-")
    number, months = (
        int(day),
        ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"],
    )
    named = months[int(month) - 1]
    other = chance.choice([
        *(f"{day}/{month}/{year}", f"{year}/{month}/{day}", f"{year}.{month}.{day}", f"{year}{month}{day}"),
        *(f"{number} {named} {year}", f"{named} {number}, {year}", f"{number}. marraskuu {year}", f"{day}.{month}.{year}"),
        *(f"{year}\u2013{month}\u2013{day}", f"{int(year)}-{int(month)}-{number}", f"[[{found[0]}]]", f"({found[0]})"),
        *(f"{found[0]}:", f"{found[0]} -", f"**{found[0]}**", f"{named} {year}", f"{year}-{month}", "2026-02-30"),
        *(f"{found[0]}T10:30", f"{year}-{month}-{day},", f"{number} mars {year}", f"{number} mai {year}"),
    ])  # fmt: skip
    return line[: found.start()] + other + line[found.end() :]


def _one_of(*pairs: tuple[str, str]) -> Slip:
    def make(chance: random.Random, line: str) -> str:
        able = [(old, new) for old, new in pairs if re.search(old, line)]
        if not able:
            return line
        old, new = chance.choice(able)
        return re.sub(old, new, line, count=1)

    return make


SLIPS: Final[Mapping[str, Slip]] = {
    "letter": _at_word(_letter),
    "case": _at_word(lambda _, word: word.upper()),
    "doubled word": _at_word(lambda _, word: f"{word} {word}"),
    "strange word": _at_word(lambda chance, word: f"{word} {chance.choice(['quite', 'small', 'email', 'room', 'yes'])}"),
    "marked word": _at_word(lambda chance, word: chance.choice(["({})", "{},", "{}.", "~{}", "{};", "{}!"]).format(word)),
    "form": _at_word(lambda chance, word: word + chance.choice(["s", "ed", "ing", "d"])),
    "joined": _at_word(lambda chance, word: word + chance.choice(["/", " and ", "+", " & "]) + "room"),
    "day": _in_day,
    "colon": _one_of(
        *((": ", new) for new in (" ", ":: ", "::: ", "; ", " - ", "- ", " \u2013 ", ", ", ":", " : ", ". ", " :")),
    ),
    "sign": _one_of(
        (r"trust([+-])", r"trust \1"), (r"trust--", "trust\u2013"), (r"trust--", "trust\u2014"), (r"trust[+]+", "trust"),
        (r"trust([+-])", r"trust\1\1"), (r"trust(-+):", r"trust\1"), (r"trust(-+):", r"trust\1 -"), (r"trust-+", "trust\u2212"),
    ),
    "amount": _one_of(
        ("45m", "45 min"), ("45m", "45'"), ("1h30", "1:30"), ("1h30", "1h 30m"), ("1.5h", "1.5 hours"), ("1h", "an hour"),
        ("£40", "40 pounds"), ("£1,200", "£1.2k"), ("£1,200", "1 200 £"), ("40 EUR", "40 euros"), ("€12", "12€"),
        ("£40", "£4o"), ("45m", "45"), ("1h30", "1½h"), ("45m", "3 days"),
    ),
    "bullet": _one_of(
        (r"^- ", "-"), (r"^- ", ""), (r"^- ", "\u2022 "), (r"^- ", "\u2013 "), (r"^- ", "1. "), (r"^- ", "* "),
        (r"\[x\] ", "[x]"), (r"\[x\]", "[]"), (r"\[x\]", "[ x ]"), (r"\[x\]", "[X]"),
    ),
    "by": _one_of(
        (r"by (\d)", r"\1"), (r"by (\d)", r"due \1"), (r"by \d{4}-\d\d-\d\d", "by September"),
        (r"by \d{4}-\d\d-\d\d", "by 1 July 2026"), (r"by (\d{4})-(\d\d)-(\d\d)", r"by \3/\2/\1"),
        (r"by \d{4}-\d\d-\d\d", "by 2026-02-30"), (r" by (\S+?):", r": by \1"), (r"until ", "till "),
    ),
    "blank": _one_of((" ", "  "), (r"(\d) (\w)", r"\1\t\2"), (r"(\d\d) (\w)", r"\1\2")),
    "hyphen": _one_of(("seen-as", "seen as"), ("e-mail", "e mail"), ("let-go", "let go"), ("email", "e-mail")),
}  # fmt: skip


class Mutated(msgspec.Struct, frozen=True):
    good: str
    bad: str
    slips: tuple[str, ...]


def mutated_lines(count: int, seed: int) -> Iterator[Mutated]:
    chance = random.Random(seed)  # noqa: S311 (examples)
    names = sorted(SLIPS)
    while count:
        good = bad = good_line(chance)
        slips = chance.sample(names, chance.choice([1, 1, 1, 2]))
        for name in slips:
            bad = SLIPS[name](chance, bad)
        if bad != good and "\n" not in bad:
            count -= 1
            yield Mutated(good, bad, tuple(slips))


def entry_of(text: str) -> LogLine | None:
    lines = read_note("Acme.md", f"---\ntype: organisation\n---\n\n{text}\n", day=None, words=WORDS).lines
    return lines[0] if len(lines) == 1 else None


class Outcome(msgspec.Struct):
    lines: int = 0
    changed: int = 0
    restored: int = 0
    """Changed lines that say all that the good line said."""
    faults: list[str] = []
    slips: Counter[str] = Counter()


def _with_people(line: Mutated, number: str) -> Mutated:
    """With people of this note alone: what stands in one note is then nothing to another."""
    good, bad = (
        re.sub(r"\[\[(Ada Lovelace|Bob Grey)\]\]", rf"[[\1 {number}]]", text) for text in (line.good, line.bad)
    )
    return Mutated(good, bad, line.slips)


def run(*words: str) -> Result:
    return CliRunner().invoke(netlead, words)


def _findings(vault: Path) -> dict[tuple[str, int], list[dict[str, Any]]]:
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    told = run("check", str(vault), "--as-of", DAY, "--output-format", "json", "--no-cache")
    for each in json.loads(told.stdout)["diagnostics"]:
        found.setdefault((each["path"], each["range"]["start"]["line"]), []).append(each)
    return found


def _exported(vault: Path) -> dict[str, Any]:
    data = json.loads(run("export", "json", str(vault), "--as-of", DAY, "--no-cache").stdout)
    return {each["path"]: {**each, "suggestion": ""} for each in data["organisations"] if each["path"]}


def try_lines(vault: Path, lines: Sequence[Mutated]) -> Outcome:
    """Write the lines into a vault, mend it, and see what became of each."""
    (vault / "netlead.toml").write_text("")
    (vault / "Me.md").write_text("---\ntype: me\ncurrency: GBP\n---\n")
    notes: dict[str, Sequence[Mutated]] = {}
    for at in range(0, len(lines), EACH):
        own = f"{at // EACH:05}"
        for name in ("Ada Lovelace", "Bob Grey"):
            (vault / f"{name} {own}.md").write_text("---\ntype: person\n---\n")
        notes[f"Org {own}.md"] = [_with_people(each, own) for each in lines[at : at + EACH]]
    top = "---\ntype: organisation\n---\n\n"
    for path, held in notes.items():
        (vault / path).write_text(top + "\n\n".join(each.bad for each in held) + "\n", encoding="utf-8")
    before, exported = _findings(vault), _exported(vault)
    old = {path: (vault / path).read_text(encoding="utf-8") for path in notes}
    run("check", "--fix", str(vault), "--as-of", DAY, "--no-cache")
    new = {path: (vault / path).read_text(encoding="utf-8") for path in notes}
    after, exported_after = _findings(vault), _exported(vault)
    outcome = Outcome(lines=len(lines), faults=[], slips=Counter())
    again = run("check", "--fix", str(vault), "--as-of", DAY, "--no-cache").stderr
    if "0 fixes made in 0 notes" not in again:
        outcome.faults.append(f"a second run is not idle: {again}")
    for path, held in notes.items():
        if old[path] == new[path] and exported.get(path) != exported_after.get(path):
            outcome.faults.append(
                f"{path}: not mended, and another export {[(k, exported[path][k], exported_after[path][k]) for k in exported[path] if exported[path][k] != exported_after[path][k]]}"
            )
        for at, each in enumerate(held):
            number = 5 + 2 * at
            mended = new[path].split("\n")[number - 1]
            here, left = before.get((path, number), []), after.get((path, number), [])
            fault = _fault(each, mended, here, left)
            if fault:
                outcome.faults.append(f"{fault}: {each.bad!r} -> {mended!r} (good: {each.good!r})")
            if mended != each.bad:
                outcome.changed += 1
                outcome.slips.update(each.slips)
                outcome.restored += _contradiction(entry_of(each.good), entry_of(mended), whole=True) == ""
    return outcome


def _fault(each: Mutated, mended: str, before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]) -> str:
    if mended == each.bad:
        return ""
    if not any(found["fix"] for found in before):
        return "changed without a fix"
    forms = [
        Counter(
            found["code"]
            for found in some
            if found["code"][:3] in {"NL1", "NL2", "NL3"} and found["severity"] != "info"
        )
        for some in (before, after)
    ]
    if came := forms[1] - forms[0]:
        return f"came {sorted(came)}"
    if forms[1] == forms[0]:
        return "no finding is gone"
    was, now = entry_of(each.bad), entry_of(mended)
    if now is None:
        return "no line any more"
    if was is not None and was.type not in {"note", "promise"} and _lost(was, now):
        return f"lost {_lost(was, now)}"
    told = _contradiction(entry_of(each.good), now, whole=False)
    return "" if told and _explained(told, each.bad, mended, was, now, [found["help"] for found in before]) else told


def _explained(  # noqa: PLR0913, PLR0917
    told: str, bad: str, mended: str, was: LogLine | None, now: LogLine, helps: Sequence[str]
) -> bool:
    """Whether the slip itself said so before anything was mended, or a message names it."""
    named = " ".join(helps)
    if told == "links":
        return [each.target for each in now.links] == re.findall(r"\[\[(.*?)\]\]", bad)
    if told == "type":  # without a type of ours the line is a plain one, as it was meant to be read
        plain = now.word in [each.rstrip(":;,") for each in bad.lower().split()]
        return plain or not now.word or f"`{now.word}" in named
    if told == "date":
        day = str(now.date)[: 7 if now.about else 10]
        return day in named or day in bad or (was is not None and was.date == now.date)
    if told == "box" and "[]" in bad:
        return "[ ]" in named
    if was is not None and was.type == now.type and getattr(was, told, None) == getattr(now, told, ""):
        return True
    written = (re.sub(r"^(?:write|did you mean) `?|`?\??$", "", each) for each in helps)
    if any(each.strip() in mended and each not in bad for each in written if each):
        return True
    said, table = getattr(now, told, ""), WORDS.understood[now.type]
    if any(table.get(word.lower()) == (told, said) for word in bad.split()):
        return True
    if bool(said) and all(word in bad for word in str(said).split()):
        return True
    return all(word in bad or word in named for word in mended.partition(": ")[0].split())


def _lost(was: LogLine, now: LogLine) -> str:
    """What a line said before and says no longer."""
    if (was.type, was.word, was.date) != (now.type, now.word, now.date):
        return "type or day"
    for name in FIELDS:
        old = getattr(was, name)
        if old and name not in was.assumed and old != getattr(now, name):
            return name
    return "links" if [each.target for each in was.links] != [each.target for each in now.links] else ""


def _contradiction(good: LogLine | None, now: LogLine | None, *, whole: bool) -> str:
    """What a line says otherwise than the good one; `whole`: also what it leaves out."""
    if good is None or now is None:
        return "line"
    if now.type != good.type:
        return "type"
    if now.date != good.date:
        return "date"
    if [each.target for each in now.links] != [each.target for each in good.links]:
        return "links"
    for name in FIELDS:
        here, there = getattr(good, name), getattr(now, name)
        silent = not there or name in now.assumed
        if here != there and (whole or not silent):
            return name
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = try_lines(Path(folder).resolve(), list(mutated_lines(asked.lines, asked.seed)))
    for fault in outcome.faults[:60]:
        print(fault)
    kinds = Counter(fault.partition(":")[0] for fault in outcome.faults)
    print(
        f"{outcome.lines} lines, {outcome.changed} mended, {outcome.restored} of them whole; {len(outcome.faults)} faults {dict(kinds)}"
    )
    print(dict(outcome.slips))


if __name__ == "__main__":
    main()
