"""Support pipeline (SPEC §3.5, §4), as of 30 June 2026."""

from tests.reports.press import pages

PAGE = "Support pipeline.md"
VAULT = {
    "Projects/Clinic.md": "---\nseeks: [{kind: finance, size: large}, equipment, legal]\n---\n",
    "Projects/School.md": "---\nseeks: [finance]\n---\n",
    "Organisations/Acme.md": "---\nbenefit_to_them: good neighbours\n---\n"
    "- 2026-06-01 pledge finance agreement medium by 2026-08-01 for [[Clinic]]: seed money\n"
    "- 2026-06-30 support equipment small: a scanner\n",
    "Organisations/Bank.md": "- 2026-06-01 pledge finance: something\n",
    "People/Ada.md": '---\norganisation: "[[Acme]]"\ninfluence: high\ndecision_role: decides\n---\n'
    "- 2026-06-01 trust++: vouched\n- 2026-06-02 trust++: vouched again\n- 2026-06-03 trust++: and again\n",
}


def test_needs_stand_beside_what_is_promised_and_here() -> None:
    page = pages(VAULT)[PAGE]
    # The bank's money and the scanner name no project: they are nobody's.
    assert "| [[Clinic]] | money, large | Acme (medium, agreement, due 1 Aug 2026) | — | in part |" in page
    assert "| Clinic | equipment, small | — | — | still to find |" in page
    assert "| Clinic | legal or insurance cover, small | — | — | still to find |" in page
    assert "| [[School]] | money, small | — | — | still to find |" in page
    assert "of 4 needs of your projects none is met and three are still to find;" in page


def test_the_pie_shares_hard_support_and_thin_slices_stay_in_the_table() -> None:
    page = pages(VAULT)[PAGE]
    # Money 10 × 2 × .75 + 10 × 1 × .10 = 16, equipment 10 × 1 × 1 = 10: 62 % and 38 % of 26.
    assert '```mermaid\npie\n    "money" : 62\n    "equipment" : 38\n```' in page
    assert "| money | 62 % | Acme and Bank |" in page
    # A spoken word (1) beside an agreement of 10 × 4 × .75 = 30 and one of 15: 1 of 46 is 2 %.
    thin = VAULT | {"Organisations/Bank.md": "- 2026-06-01 pledge legal: an hour\n"}
    thin["Organisations/Acme.md"] = (
        "- 2026-06-01 pledge finance agreement large: money\n- 2026-06-01 pledge manpower agreement medium: two\n"
    )
    page = pages(thin)[PAGE]
    assert page.partition("```mermaid")[2].partition("```")[0].count(" : ") == 2
    assert "| legal or insurance cover | 2 % | Bank |" in page


def test_gaps_are_named_only_where_help_is_awaited() -> None:
    page = pages(VAULT)[PAGE]
    # Ada decides at Acme, is of high influence and trusts me (3 × 15 = 45, level 3).
    assert "| Acme | how they decide |" in page
    assert "| Bank | a champion, who decides, what they gain, how they decide and a date |" in page
    came = pages(VAULT | {"Organisations/Bank.md": "- 2026-06-01 support finance: paid\n"})[PAGE]
    assert "| Bank | a champion" not in came


def test_stages_stand_in_words_and_without_an_ask_or_a_need_there_is_no_page() -> None:
    page = pages(VAULT)[PAGE]
    assert "| delivering | 1 | [[Acme]] |" in page
    assert "| in contact | 1 | [[Bank]] |" in page
    new = pages({"Projects/Clinic.md": VAULT["Projects/Clinic.md"]})[PAGE]
    assert (
        "\nNo organisations help now and none is on the way; of 3 needs of your projects none is met and three " in new
    )
    assert PAGE not in pages({"Organisations/Acme.md": "- 2026-06-01 meeting: hello\n"})
