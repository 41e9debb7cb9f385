import pytest

from netlead_md.cli.news import News, came_and_went, headline
from netlead_md.model.page import Diagnostic
from netlead_md.model.place import Place
from netlead_md.shell.difference import Difference
from netlead_md.shell.writer import Plan


def finding(path: str, line: int, message: str = "no note named 'Eve'", subject: str = "Eve") -> Diagnostic:
    return Diagnostic("NL201", "no-such-note", "error", message, path, Place(line, 1), subject=subject)


def news(what: Difference, todo: Plan, *, same: bool = False, occasion: str = "") -> News:
    return News(what, "Netlead", todo, top="/home/me/Notes/", same=same, occasion=occasion)


TWO = Plan(writes=(("This week.md", b""), ("Notes health.md", b"")), removals=(("Old.md", "/x/Old.md"),))


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (news(Difference(changed=("Ada.md",)), TWO), "Ada.md: 2 pages written, 1 page removed"),
        (news(Difference(changed=("Ada.md",)), Plan()), "Ada.md: nothing to write"),
        (news(Difference(changed=("Ada.md",)), Plan(), same=True), ""),
        (news(Difference(doubtful=("Ada.md",)), Plan(), same=True), ""),
        (
            news(Difference(added=("a.md", "b.md"), removed=("c.md", "d.md")), TWO),
            "a.md, b.md, c.md and 1 more: 2 pages written, 1 page removed",
        ),
        (
            news(Difference(added=("T/x.jinja", "/home/me/Notes/T/x.jinja")), TWO),
            "T/x.jinja: 2 pages written, 1 page removed",
        ),
        (
            news(Difference(pages=("This week.md",)), TWO, same=True),
            "Netlead/This week.md: 2 pages written, 1 page removed",
        ),
        (
            news(Difference(), TWO, occasion="2026-07-01 is a new day"),
            "2026-07-01 is a new day: 2 pages written, 1 page removed",
        ),
        (news(Difference(), Plan(), same=True, occasion="mended"), "mended: nothing to write"),
    ],
)
def test_one_line_a_change(said: News, line: str) -> None:
    assert headline(said) == line


def test_findings_come_and_go_and_those_that_moved_do_neither() -> None:
    before = (finding("Ada.md", 3), finding("Ada.md", 9, "no note named 'Bob'", "Bob"), finding("Cy.md", 1))
    now = (finding("Ada.md", 5), finding("Cy.md", 1), finding("Dan.md", 2))
    new, gone = came_and_went(News(Difference(), "Netlead", Plan(), before=before, now=now))
    assert new == ["  new: Dan.md:2:1: \x1b[31m\x1b[1merror[NL201]\x1b[0m no note named 'Eve'"]
    assert gone == ["  gone: Ada.md:9:1: \x1b[31m\x1b[1merror[NL201]\x1b[0m no note named 'Bob'"]


def test_a_note_that_moved_brings_no_news() -> None:
    before, now = (finding("Orgs/Acme.md", 3), finding("Ada.md", 1)), (finding("Old/Acme.md", 3),)
    moved = Difference(added=("Old/Acme.md",), removed=("Orgs/Acme.md",))
    new, gone = came_and_went(News(moved, "Netlead", Plan(), before=before, now=now))
    assert (new, len(gone)) == ([], 1)
    assert "Ada.md" in gone[0]


def test_the_same_finding_twice_is_two() -> None:
    one, two = finding("Ada.md", 3), finding("Ada.md", 4)
    new, gone = came_and_went(News(Difference(), "Netlead", Plan(), before=(one,), now=(one, two)))
    assert (len(new), gone) == (1, [])


def test_many_are_counted() -> None:
    many = tuple(finding(f"{number:02}.md", 1) for number in range(12))
    new, gone = came_and_went(News(Difference(), "Netlead", Plan(), now=many))
    assert len(new) == 11
    assert new[-1] == "  new: 2 more; `netlead check` shows what there is"
    assert gone == []
