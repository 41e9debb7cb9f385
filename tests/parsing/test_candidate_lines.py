"""Which lines of a body may tell of something (SPEC §2.5, "Where")."""

from hypothesis import given
from hypothesis import strategies as st

from netlead_md.parsing.candidate_lines import find_candidate_lines, read_page_properties, read_table_rows

BODY = """type:: person
tags:: [[person]]

- 2026-03-03 met
  - promised a room
* [ ] call her
1. 08.01.2026 – Meeting
2026-01-22: Met Owen.
Prose.

## 2026-02-10 Phone
Lunch with Priti.
## Links
- a book
> [!note] Call
> 2026-03-04 rang
> and more

> 2026-02-10 Priti will read the lease
> "A river is never a line" (02.03.2026)

```
- 2026-03-03 code
```
%%
- 2026-03-03 hidden
%%
| Date | What |
|---|---|
| 2026-01-29 | Meeting | Town hall. |
| x | no day |
---
DEADLINE: <2026-03-03>
"""


def test_the_lines_of_a_body() -> None:
    found = [(each.line, each.kind, each.text, each.parent, each.heading) for each in find_candidate_lines(BODY)]
    assert found == [
        (3, "bullet", "2026-03-03 met", -1, -1),
        (4, "bullet", "promised a room", 3, -1),
        (5, "bullet", "call her", -1, -1),
        (6, "bullet", "08.01.2026 – Meeting", -1, -1),
        (7, "paragraph", "2026-01-22: Met Owen.", -1, -1),
        (8, "paragraph", "Prose.", -1, -1),
        (10, "heading", "2026-02-10 Phone", -1, -1),
        (11, "paragraph", "Lunch with Priti.", -1, 10),
        (13, "bullet", "a book", -1, -1),
        (14, "callout", "Call", -1, -1),
        (15, "callout", "2026-03-04 rang", -1, -1),
        (16, "callout", "and more", -1, -1),
        (18, "quote", "2026-02-10 Priti will read the lease", -1, -1),
        (29, "row", "2026-01-29 Meeting: Town hall.", -1, -1),
    ]


def test_boxes_and_columns() -> None:
    found = find_candidate_lines("  - [x] done")[0]
    assert (found.box, found.text, found.column) == ("x", "done", 8)


def test_lines_that_are_entries_are_left_out() -> None:
    assert [each.line for each in find_candidate_lines("- a\n- b", skip={0})] == [1]


def test_rows_with_a_date_in_any_cell() -> None:
    row = read_table_rows("| Call | 3 March 2026 | [[a\\|b]] | x |")[0]
    assert (row.date_cell, row.text) == (1, "3 March 2026 Call: [[a|b]]. x")


def test_properties_of_a_page() -> None:
    found = read_page_properties("- type:: person\n  works-at:: [[Acme]]\n- note")
    assert [(each.key, each.value, each.line) for each in found] == [("type", "person", 0), ("works_at", "[[Acme]]", 1)]


@given(st.text(alphabet="-*>#|`~%[] x:2026\n\t!<", max_size=120))
def test_no_body_raises(body: str) -> None:
    lines = body.split("\n")
    for each in find_candidate_lines(body):
        assert 0 <= each.line < len(lines)
        if each.kind not in {"row", "heading"}:
            assert lines[each.line][each.column :].startswith(each.text[:20].strip() or each.text)
