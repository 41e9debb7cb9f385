import pytest

from netlead_md.cli.messages import WatchUpdate, added_and_resolved, format_headline
from netlead_md.model.diagnostics import Diagnostic, Range
from netlead_md.vault.snapshot import SnapshotDiff
from netlead_md.vault.writer import WritePlan


def finding(path: str, line: int, message: str = "no note named 'Eve'", subject: str = "Eve") -> Diagnostic:
    return Diagnostic("NL201", "no-such-note", "error", message, path, Range(line, 1), subject=subject)


def news(what: SnapshotDiff, todo: WritePlan, *, same: bool = False, occasion: str = "") -> WatchUpdate:
    return WatchUpdate(what, "Netlead", todo, top="/home/me/Notes/", same=same, occasion=occasion)


TWO = WritePlan(writes=(("This week.md", b""), ("Notes health.md", b"")), removals=(("Old.md", "/x/Old.md"),))


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (news(SnapshotDiff(changed=("Ada.md",)), TWO), "Ada.md: 2 pages written, 1 page removed"),
        (news(SnapshotDiff(changed=("Ada.md",)), WritePlan()), "Ada.md: nothing to write"),
        (news(SnapshotDiff(changed=("Ada.md",)), WritePlan(), same=True), ""),
        (news(SnapshotDiff(doubtful=("Ada.md",)), WritePlan(), same=True), ""),
        (
            news(SnapshotDiff(added=("a.md", "b.md"), removed=("c.md", "d.md")), TWO),
            "a.md, b.md, c.md and 1 more: 2 pages written, 1 page removed",
        ),
        (
            news(SnapshotDiff(added=("T/x.jinja", "/home/me/Notes/T/x.jinja")), TWO),
            "T/x.jinja: 2 pages written, 1 page removed",
        ),
        (
            news(SnapshotDiff(pages=("This week.md",)), TWO, same=True),
            "Netlead/This week.md: 2 pages written, 1 page removed",
        ),
        (
            news(SnapshotDiff(), TWO, occasion="2026-07-01 is a new day"),
            "2026-07-01 is a new day: 2 pages written, 1 page removed",
        ),
        (news(SnapshotDiff(), WritePlan(), same=True, occasion="mended"), "mended: nothing to write"),
    ],
)
def test_one_line_a_change(said: WatchUpdate, line: str) -> None:
    assert format_headline(said) == line


def test_findings_come_and_go_and_those_that_moved_do_neither() -> None:
    before = (finding("Ada.md", 3), finding("Ada.md", 9, "no note named 'Bob'", "Bob"), finding("Cy.md", 1))
    now = (finding("Ada.md", 5), finding("Cy.md", 1), finding("Dan.md", 2))
    new, gone = added_and_resolved(WatchUpdate(SnapshotDiff(), "Netlead", WritePlan(), before=before, now=now))
    assert new == ["  new: Dan.md:2:1: \x1b[31m\x1b[1merror[NL201]\x1b[0m no note named 'Eve'"]
    assert gone == ["  gone: Ada.md:9:1: \x1b[31m\x1b[1merror[NL201]\x1b[0m no note named 'Bob'"]


def test_a_note_that_moved_brings_no_news() -> None:
    before, now = (finding("Orgs/Acme.md", 3), finding("Ada.md", 1)), (finding("Old/Acme.md", 3),)
    moved = SnapshotDiff(added=("Old/Acme.md",), removed=("Orgs/Acme.md",))
    new, gone = added_and_resolved(WatchUpdate(moved, "Netlead", WritePlan(), before=before, now=now))
    assert (new, len(gone)) == ([], 1)
    assert "Ada.md" in gone[0]


def test_the_same_finding_twice_is_two() -> None:
    one, two = finding("Ada.md", 3), finding("Ada.md", 4)
    new, gone = added_and_resolved(WatchUpdate(SnapshotDiff(), "Netlead", WritePlan(), before=(one,), now=(one, two)))
    assert (len(new), gone) == (1, [])


def test_many_are_counted() -> None:
    many = tuple(finding(f"{number:02}.md", 1) for number in range(12))
    new, gone = added_and_resolved(WatchUpdate(SnapshotDiff(), "Netlead", WritePlan(), now=many))
    assert len(new) == 11
    assert new[-1] == "  new: 2 more; `netlead check` shows what there is"
    assert gone == []
