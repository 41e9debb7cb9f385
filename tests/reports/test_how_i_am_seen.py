"""How I am seen (SPEC §3.8): states, whom to meet anew, and what stays private."""

from tests.reports.press import pages

VAULT = {
    "Me.md": "---\ntype: me\nroles_now: [founder]\n---\n",
    "People/Ann Now.md": "- 2026-06-01 seen-as founder: she said so\n",
    "People/Ben Then.md": "- 2026-06-01 seen-as nurse: he said so\n",
    "People/Cy Long.md": "- 2025-06-29 seen-as founder: a year and a day ago\n",  # 366 days before 30 June 2026
    "People/Di Quiet.md": "- 2026-06-30 call: hello\n",
    "People/Eve Private.md": "---\nsensitive: true\n---\n- 2026-06-01 seen-as matron: in confidence\n",
}


def test_each_state_is_counted_and_old_views_are_to_be_refreshed() -> None:
    page = pages(VAULT)["How I am seen.md"]
    assert "two as you are now and two as you were before; 1 view is more than a year old. ^answer" in page
    assert '    "not known" : 1\n' in page
    assert "| not known | 1 |" in page
    anew = page.partition("## Whom to meet anew")[2].partition("##")[0]
    assert "- [[Ben Then]] knows you as nurse" in anew
    assert "- [[Cy Long]] knows you as founder, by a note of more than a year ago" in anew
    assert "Ann Now" not in anew


def test_of_somebody_sensitive_the_word_stays_private() -> None:
    page = pages(VAULT)["How I am seen.md"]
    assert "| E. P. | — | as you were before | Jun 2026 |" in page
    assert "matron" not in page
    assert "Private" not in page


def test_without_a_view_there_is_no_page() -> None:
    assert "How I am seen.md" not in pages({"People/Di Quiet.md": "- 2026-06-02 call: hello\n"})
