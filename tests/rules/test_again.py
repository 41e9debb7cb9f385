"""What is found after changes, with what was found before, is what is found anew; and no more is looked for."""

import datetime as dt
import os
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.model.diagnostics import Diagnostic, DiagnosticRun
from netlead_md.rules import RULES
from netlead_md.rules.rule import Rule
from netlead_md.vault.errors import UserError
from netlead_md.vault.publish import check_notes
from netlead_md.vault.session import Session
from tests.rules.gallery import Example, examples, lay_out

SAMPLE = Path(__file__).parent.parent.parent / "sample_vault"
NOTES = sorted(path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*.md"))
DAY = dt.date(2026, 6, 30)


class Follower:
    """A vault that is examined again and again, and each time anew beside it."""

    def __init__(self, vault: Path) -> None:
        self.vault = vault
        self.session = Session(vault)
        self.last: DiagnosticRun | None = None
        self.changes = 0

    def write(self, path: str, text: str) -> None:
        """Write a file at a time of its own, which the clock of a file system may be too coarse for."""
        file = self.vault / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
        self.changes += 1
        os.utime(file, ns=(0, self.changes))

    def lay_out(self, example: Example) -> None:
        lay_out(example, self.vault)
        for file in self.vault.rglob("*"):
            self.changes += 1
            os.utime(file, ns=(0, self.changes), follow_symlinks=False)

    def found(self, day: dt.date = DAY) -> tuple[Diagnostic, ...]:
        try:
            state = self.session.refresh(self.session.look(), day)
        except UserError:
            return ()
        self.last = check_notes(state, last=self.last)
        assert self.last.diagnostics == check_notes(state).diagnostics
        return self.last.diagnostics


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_finding_comes_and_goes(rule: Rule, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    shown = examples(rule.page)
    follower = Follower(vault)
    for which in ("Good", "Bad", "Good", "Bad"):
        shutil.rmtree(vault, ignore_errors=True)
        vault.mkdir()
        follower.lay_out(shown[which])
        codes = {each.code for each in follower.found(shown[which].day)}
        if rule.code not in {"NL901", "NL904"}:  # the one ends the run, the other is found while rendering
            assert (rule.code in codes) == (which == "Bad")


PERSON = "---\ntype: person\n{}---\n"
ASK = "- 2026-06-02 ask facilities small: of [[Ada]], a room\n"
ASTRAY = "- 2026-06-02 evidence letter re roon: [[Ada]] signed\n"
PLEDGE = "- 2026-05-03 pledge facilities verbal by 2026-08-01: [[Ada]] a room ^room\n"
CITING = "- 2026-06-02 evidence letter: [[Ada]] [[its.pdf]]\n"
REVIEW = "- 2026-05-01 review {}: [[Ada]] and all that\n"
ILL = "- 2026-06-02 call: [[Ada]] is ill, chemotherapy\n"
TRUST = "".join(f"- 2026-06-0{day} trust++: vouched for us\n" for day in (1, 2, 3))
ACME = f"---\ntype: organisation\npower: low\nbenefit_to_them: interns\n---\n{TRUST}"
DECIDER = PERSON.format("organisation: Acme\ndecision_role: decides\n")
ME = "---\ntype: me\nroles_now: [founder]\nroles_before: [{}]\n---\n"
SEEKING = "---\ntype: project\nseeks: finance\n---\n"
IGNORING = "- 2026-06-02 call: [[Bo]] {}\n"
ELSEWHERE = {
    "NL113": ("Ada.md", "", "Ada.md", PERSON.format("trust: 4\n"), PERSON.format("zip: 9\ntrust: 4\n")),
    "NL113 ": (
        "Acme.md",
        "",
        "Acme.md",
        ACME.replace("power", "trust: 4\npower"),
        ACME.replace("low", "low\ntrust: 4"),
    ),
    "NL115": ("Bo.md", "", "Bo.md", PERSON.format("netlead_ignore: NL2\n"), PERSON.format("\nnetlead_ignore: NL2\n")),
    "NL201": ("Log.md", IGNORING.format(""), "Bo.md", None, PERSON.format("")),
    "NL201 ": ("Log.md", "", "Log.md", IGNORING.format("%% netlead-ignore NL201 %%"), IGNORING.format("")),
    "NL205": ("Bo/Cy.md", PERSON.format(""), "Al/Cy.md", None, PERSON.format("")),
    "NL208": ("Ada.md", PERSON.format("organisation: Acme\n"), "Acme.md", ACME, ACME.replace("trust++", "call")),
    "NL209": ("Acme.md", ACME, "Bo.md", None, DECIDER),
    "NL311": ("Log.md", ASTRAY, "Bo.md", PERSON.format(""), PERSON.format("") + PLEDGE),
    "NL405": ("Log.md", ASK.replace("ask", "support"), "Bo.md", "", PLEDGE + PLEDGE.replace("room", "hall")),
    "NL409": ("Log.md", ASK, "New.md", None, SEEKING),
    "NL410": ("Log.md", CITING, "x/its.pdf", None, "%PDF"),
    "NL503": ("Log.md", REVIEW.format("let-go"), "Bo.md", "", REVIEW.format("grow").replace("05", "06")),
    "NL504": ("Bo.md", PERSON.format("seen_as: juggler\n"), "Me.md", ME.format("boy"), ME.format("juggler")),
    "NL506": ("Log.md", ASK, "Ada.md", PERSON.format(""), PERSON.format("ask_policy: never\n")),
    "NL601": ("Log.md", ILL, "Ada.md", PERSON.format(""), PERSON.format("sensitive: true\n")),
    "NL601 ": ("Al.md", PERSON.format("sensitive: true\n") + ILL.replace("Ada", "Bo"), "Bo.md", "", PERSON.format("")),
    "NL741": ("Bo.md", PERSON.format("seen_as: boy\n"), "Me.md", ME.format("boy"), ME.format("man")),
}
"""Code to a note with its text, and to another that makes a difference to it: as it is first, and then."""


@pytest.mark.parametrize("code", ELSEWHERE)
def test_what_is_said_of_a_note_follows_another(code: str, tmp_path: Path) -> None:
    note, text, other, *states = ELSEWHERE[code]
    follower = Follower(tmp_path)
    follower.write("Ada.md", PERSON.format("organisation: Acme\nresponsibility: for\n"))
    follower.write(note, text)
    told = []
    for state in states * 2:
        (tmp_path / other).unlink(missing_ok=True)
        if state is not None:
            follower.write(other, state)
        told.append([each for each in follower.found() if (each.code, each.path) == (code.strip(), note)])
    assert told[0] != told[1]
    assert told == told[:2] * 2


def test_two_of_one_name_keep_their_order(tmp_path: Path) -> None:
    follower = Follower(tmp_path)
    for folder in ("A", "B"):
        follower.write(f"{folder}/Acme.md", "---\ntype: organisation\n---\n- 2026-05-01 review let-go: no time\n")
    follower.write("Log.md", "- 2026-06-03 meeting: [[A/Acme]], [[B/Acme]]\n")
    before = [each for each in follower.found() if each.code == "NL501"]
    assert len(before) == 2
    follower.write("A/Acme.md", "---\ntype: organisation\npower: low\n---\n- 2026-05-01 review let-go: no time\n")
    assert [each.related[0].path for each in follower.found() if each.code == "NL501"] == ["A/Acme.md", "B/Acme.md"]


def test_what_did_not_change_is_not_looked_for_again(tmp_path: Path) -> None:
    follower = Follower(tmp_path)
    for name in ("Ada", "Bo", "Cy"):
        follower.write(f"{name}.md", PERSON.format("knows: '[[Nobody]]'\nseen_as: boy\n"))
    before = {each.path: each for each in follower.found()}
    follower.write("Bo.md", PERSON.format("title: Dean\nknows: '[[Nobody]]'\nseen_as: boy\n"))
    after = {each.path: each for each in follower.found()}
    assert [path for path, each in after.items() if each is not before[path]] == ["Bo.md"]


TOUCHES = st.one_of(
    st.tuples(st.just("lay out"), st.sampled_from([rule.code for rule in RULES]), st.sampled_from(("Bad", "Good"))),
    st.tuples(
        st.just("line"),
        st.sampled_from(NOTES),
        st.sampled_from((ASK, ASTRAY, PLEDGE, CITING, REVIEW.format("let-go"), ILL)),
    ),
    st.tuples(
        st.just("field"),
        st.sampled_from(NOTES),
        st.sampled_from(
            ("sensitive: true", "ask_policy: never", "status: let-go", "netlead_ignore: [NL2, NL7]", "seen_as: juggler")
        ),
    ),
    st.tuples(st.sampled_from(("delete", "rename", "ignore")), st.sampled_from(NOTES), st.just("")),
    st.tuples(st.just("config"), st.sampled_from(('ignore = ["NL7"]', "capacity_orgs = 1", "")), st.just("")),
    st.tuples(st.just("day"), st.just(""), st.just("")),
)


def _touch(follower: Follower, deed: str, what: str, how: str) -> None:
    note = follower.vault / what
    if deed == "lay out":
        shown = examples(next(rule.page for rule in RULES if rule.code == what))[how]
        for path, (sort, text) in shown.files.items():
            if sort == "markdown" and not (follower.vault / path).is_dir():
                follower.write(path, text)
    elif deed == "config":
        follower.write("netlead.toml", what)
    elif deed == "day" or not note.exists():
        return
    elif deed == "delete":
        note.unlink()
    elif deed == "rename":
        note.rename(note.with_name(f"{note.stem} two.md"))
    else:
        text = note.read_text(encoding="utf-8")
        line = (
            f"{text}\n{how}" if deed == "line" else re.sub(r"(\n- .*)", r"\1 %% netlead-ignore NL6 %%", text, count=1)
        )
        follower.write(what, text.replace("---\n", f"---\n{how}\n", 1) if deed == "field" else line)


@settings(max_examples=25)
@given(touches=st.lists(TOUCHES, min_size=1, max_size=6))
def test_found_again_is_found_anew(
    touches: list[tuple[str, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    vault = tmp_path_factory.mktemp("again") / "vault"
    shutil.copytree(SAMPLE, vault)
    follower, day = Follower(vault), DAY
    follower.found(day)
    for deed, what, how in touches:
        _touch(follower, deed, what, how)
        day += dt.timedelta(20 if deed == "day" else 0)
        follower.found(day)
