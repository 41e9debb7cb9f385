"""Where each family points: line and column of the words meant, in code points, inside lists and nested values too."""

import datetime as dt
from pathlib import Path

import pytest

from tests.rules.gallery import check

DAY = dt.date(2026, 6, 30)
OTHERS = {
    "People/Charles Babbage.md": "---\ntype: person\naliases: [Charlie]\n---\n",
    "A/Bo.md": "---\ntype: person\nemail: c@x.example\n---\n",
    "B/Bo.md": "---\ntype: book\n---\n",
}
PERSON = "---\ntype: person\n{}\n---\n"
AT_ACME = PERSON.format("organisation: Acme")
PLEDGE = "- 2026-04-0{0} pledge facilities email by 2026-09-01: room {0}\n"


@pytest.mark.parametrize(
    ("code", "text", "place", "words"),
    [
        ("NL101", PERSON.format('title: "Dean'), (3, 8), ""),
        ("NL104", PERSON.format("title: Dean\ntitle: Provost"), (4, 1), ""),
        ("NL105", PERSON.format("knows: [[Charles Babbage]]"), (3, 8), "[[Charles Babbage]]"),
        ("NL106", "---\ntags: []\ntype: 'persn'\n---\n", (3, 8), "persn"),
        ("NL107", PERSON.format("title: 😀\ninfluense: high"), (4, 1), "influense"),
        ("NL108", PERSON.format("trust: plenty"), (3, 8), "plenty"),
        ("NL109", PERSON.format('influence: [ "hihg" ]'), (3, 15), "hihg"),
        ("NL109", PERSON.format("knows: {person: '[[Charles Babbage]]', strength: strnog}"), (3, 50), "strnog"),
        ("NL109", PERSON.format("title: x") + "text\n\nask_policy:: nevr\n", (7, 14), "nevr"),
        ("NL110", PERSON.format('met: "13/02/2026"'), (3, 7), "13/02/2026"),
        ("NL111", PERSON.format("phone: [0681924019]"), (3, 9), "0681924019"),
        ("NL201", PERSON.format('email: 😀\nx: 1\nknows: "[[Charles Babage]]"'), (5, 11), "Charles Babage"),
        ("NL201", PERSON.format('knows:\n  - "[[Charles Babage|C]]"'), (4, 8), "Charles Babage"),
        ("NL201", PERSON.format("knows: Charles Babage"), (3, 8), "Charles Babage"),
        ("NL201", "- 2026-06-01 call: 😀 [[Charles Babage]]\n", (1, 24), "Charles Babage"),
        ("NL202", PERSON.format('knows:\n  - person: "[[Charlie]]"\n    strength: weak'), (4, 16), "Charlie"),
        ("NL203", PERSON.format('roles:\n  - organisation: "[[Charles Babbage]]"'), (4, 22), "Charles Babbage"),
        ("NL204", PERSON.format('knows: "[[Bo]]"'), (3, 11), "Bo"),
        ("NL206", PERSON.format("email: [a@x.example, c@x.example]"), (3, 22), "c@x.example"),
        ("NL301", "- 2026-06-03 meetng 45m: x\n", (1, 14), "meetng"),
        ("NL302", "\n- 2026-02-30 meeting: x\n", (2, 3), "2026-02-30"),
        ("NL305", "- 2026-06-03 task excelent 2h: x\n", (1, 19), "excelent"),
        ("NL305", "- 2026-06-03 thanks so very much: for it\n", (1, 21), "so very much"),
        ("NL306", "- 2026-06-03 meeting 1h75: x\n", (1, 22), "1h75"),
        ("NL307", "- 2026-06-03 dinner 2h £4o: x\n", (1, 24), "£4o"),
        ("NL308", "- 2026-06-03 call: x\n- 2026-06-03 call: x\n", (2, 14), "call"),
        ("NL310", "- 2026-06-03 [[Ada]]\n- 2026-06-03 task 3h: x\n", (2, 14), "task"),
        ("NL311", "- 2026-06-03 evidence letter re nowhere: x\n", (1, 33), "nowhere"),
        ("NL312", "- 2026-06-03 call: x ^it\n- 2026-06-04 call: y ^it\n", (2, 22), "^it"),
        ("NL403", "- 2026-06-03 pledge room email by 2025-09-01: x\n", (1, 35), ""),
        ("NL314", "* [x] 2026-06-03 pledge facilities email a room\n", (1, 18), "pledge"),
        ("NL401", "1. 2026-06-03 ask small: would they?\n", (1, 15), "ask"),
        ("NL402", "- 2026-06-03 pledge facilities: a room\n", (1, 14), "pledge"),
        (
            "NL405",
            AT_ACME + PLEDGE.format(1) + PLEDGE.format(2) + "- 2026-06-03 support facilities: keys\n",
            (7, 14),
            "support",
        ),
        ("NL406", AT_ACME + "- 2026-06-03 answer yes: they like it\n", (5, 14), "answer"),
        ("NL410", "- 2026-06-03 evidence letter advice: [[x.pdf]]\n", (1, 40), "x.pdf"),
        ("NL601", "- 2026-06-03 call: diagnosed with it\n", (1, 14), "call"),
        ("NL115", PERSON.format("netlead_ignore: [NL2, NL305]\nknows: '[[No]]'"), (3, 23), "NL305"),
        ("NL115", "- 2026-06-03 call: x %% netlead-ignore NL305 %%\n", (1, 1), ""),
    ],
)
def test_a_finding_points_at_its_words(
    code: str, text: str, place: tuple[int, int], words: str, tmp_path: Path
) -> None:
    for path, other in {**OTHERS, "People/Ada.md": text, "netlead.toml": "[folders]\nPeople = 'person'\n"}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(other, encoding="utf-8")
    found = [each.place for each in check(tmp_path, DAY) if (each.code, each.path) == (code, "People/Ada.md")]
    assert [(each.line, each.column) for each in found] == [place]
    if words:
        line = text.split("\n")[place[0] - 1]
        assert line[found[0].column - 1 : found[0].end_column - 1] == words


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (PERSON.format("title: x") + "- 2026-06-02 seen-as Plumber: at the fair\n", (5, 14)),
        (PERSON.format("seen_as: plumber\nseen_as_on: 2026-06-01"), (3, 10)),
        (PERSON.format("seen_as: plumber") + "- 2026-06-02 seen-as founder: at last\n", (3, 10)),
        (PERSON.format("title: x") + "- 2026-06-02 seen-as clerk: still\n", None),
    ],
)
def test_a_role_that_is_not_mine_is_found_in_the_field_and_on_a_line(
    text: str, place: tuple[int, int] | None, tmp_path: Path
) -> None:
    (tmp_path / "Me.md").write_text("---\ntype: me\nroles_now: [founder]\nroles_before: [clerk]\n---\n")
    (tmp_path / "Ada.md").write_text(text)
    found = [each for each in check(tmp_path, DAY) if each.code == "NL504"]
    assert [(each.place.line, each.place.column) for each in found] == ([place] if place else [])


@pytest.mark.parametrize(
    ("note", "places"),
    [
        ("responsibility: for\nstatus: let-go\n---\n", [(4, 9)]),
        ("responsibility: to\n---\n- 2026-05-01 review let-go: enough\n", [(5, 14)]),
        ("responsibility: to\n---\n- 2026-05-01 review let-go: x\n- 2026-06-01 review maintain: y\n", []),
        ("responsibility: to\n---\n- 2026-07-01 review let-go: still ahead\n", []),
        ("responsibility: none\n---\n- 2026-05-01 review let-go: enough\n", []),
    ],
)
def test_somebody_i_answer_for_let_go(note: str, places: list[tuple[int, int]], tmp_path: Path) -> None:
    (tmp_path / "Ada.md").write_text(f"---\ntype: person\n{note}", encoding="utf-8")
    found = [each.place for each in check(tmp_path, DAY) if each.code == "NL503"]
    assert [(each.line, each.column) for each in found] == places
