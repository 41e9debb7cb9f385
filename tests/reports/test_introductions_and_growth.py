"""Introductions and growth (SPEC §3.8, §3.9): ways with their evidence, doors without one, quarters, thanks."""

from tests.reports.press import pages

PAGE = "Introductions and growth.md"
VAULT = {
    "Organisations/Far Works.md": "---\ntype: organisation\n---\n- 2026-05-02 message: hello\n",
    "Organisations/Shut Door.md": "---\ntype: organisation\n---\n- 2026-05-02 message: hello\n",
    "Organisations/Blank Ltd.md": "---\ntype: organisation\n---\n- 2026-05-02 message: hello\n",
    "People/Ann Friend.md": "---\nknows:\n  - person: '[[Eve Secret]]'\n    strength: strong\n---\n"
    "- 2026-02-03 call: hello\n- 2026-04-01 intro made: towards [[Far Works]]\n- 2026-06-01 trust++: told me all\n",
    "People/Eve Secret.md": "---\norganisation: '[[Far Works]]'\ninfluence: high\nsensitive: true\n---\n",
    "People/Bea Busy.md": "---\norganisation: '[[Shut Door]]'\nask_policy: never\n---\n",
}


def part(page: str, heading: str) -> str:
    return page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def test_a_way_is_drawn_and_each_hop_says_what_speaks_for_it() -> None:
    ways = part(pages(VAULT)[PAGE], "Who can open which door")
    for node in ('n0["You"]', 'n1["Ann Friend"]', 'n2["E. S."]', 'n3["Far Works"]'):
        assert f"    {node}\n" in ways
    for edge in ("n0 --> n1", "n1 --> n2", "n2 --> n3"):
        assert ways.count(edge) == 1
    assert "E. S. (they know each other: strong; works there; influence high) |" in ways
    assert "Secret" not in pages(VAULT)[PAGE]


def test_no_path_is_told_from_no_data() -> None:
    page = pages(VAULT)[PAGE]
    assert "nobody whom you may ask: [[Shut Door]]." in part(page, "No path")
    assert "is in your notes: [[Blank Ltd]]." in part(page, "No data")


def test_quarters_are_drawn_with_a_table_beside_them() -> None:
    growth = part(pages(VAULT)[PAGE], "New people and organisations")
    assert 'x-axis ["2026 Q1", "2026 Q2"]' in growth
    assert "    bar [1, 0]\n    line [0, 3]\n" in growth
    assert "| 2026 Q2 | 0 | 3 | 0 | 0 | 1 | 0 |" in growth
    assert "0 asked → 1 made → 0 met" in growth


def test_an_introduction_without_thanks_is_named_until_thanks_are_written() -> None:
    assert "\nAnn Friend: made an introduction" in part(pages(VAULT)[PAGE], "Whom to thank")
    for day in ("2026-04-01", "2026-05-01"):
        thanked = {**VAULT, "People/Ann Friend.md": VAULT["People/Ann Friend.md"] + f"- {day} thanks: for it\n"}
        assert "## Whom to thank" not in pages(thanked)[PAGE]
    early = {**VAULT, "People/Ann Friend.md": VAULT["People/Ann Friend.md"] + "- 2026-03-01 thanks: for lunch\n"}
    assert "## Whom to thank" in pages(early)[PAGE]


def test_ways_to_both_are_ways_to_both() -> None:
    vault = {
        "People/Ann.md": "---\norganisation: '[[Acme]]'\n---\n- 2026-02-03 call: hello\n",
        "People/Bob.md": "---\norganisation: '[[Beta]]'\n---\n- 2026-02-03 call: hello\n",
    }
    assert "of two organisations that may not trust you yet, both have a path" in pages(vault)[PAGE].lower()
    one = {path: text for path, text in vault.items() if path == "People/Ann.md"}
    assert "the one organisation that may not trust you yet has a path on record" in pages(one)[PAGE].lower()


def test_one_person_who_alone_leads_there_is_a_bridge() -> None:
    assert "- E. S.: Far Works" in part(pages(VAULT)[PAGE], "Bridges")


def test_the_answer_names_who_may_open_a_door() -> None:
    answer = next(line for line in pages(VAULT)[PAGE].splitlines() if line.endswith(" ^answer"))
    assert answer.startswith("Ann Friend may open the door to Far Works, where E. S. works; of three organisations")


def test_one_quarter_and_no_way_make_no_page() -> None:
    assert PAGE not in pages({"Organisations/New.md": "---\ntype: organisation\n---\n- 2026-05-02 call: hello\n"})
