"""Book → views: one module a page, each with a frozen view type and a pure `build`.

To add a page: write its module and its template in `templates/`, and name both in `VIEWS`, in the order of SPEC §4.
`due` says when the page has something to say. A view holds plain text, never Markdown: the template's filters see to
links, and whatever a template prints is escaped. Ledgers, one an organisation, stand outside the table.
"""

from typing import Final

from netlead_md.reports import (
    giving_and_asking,
    how_i_am_seen,
    introductions_and_growth,
    ledger,
    notes_health,
    people_i_answer_for,
    questions,
    review_day,
    support_map,
    support_pipeline,
    this_week,
    time_and_money,
    trust_without_support,
    words_and_deeds,
)
from netlead_md.reports.page_context import (
    NoteLink,
    PageContext,
    PageHeader,
    PageSpec,
    Redactor,
    build_redactor,
    is_always_due,
)

VIEWS: Final[tuple[PageSpec, ...]] = (
    PageSpec(this_week.TITLE, "this_week.md.jinja", is_always_due, this_week.build),
    PageSpec(trust_without_support.TITLE, "trust_without_support.md.jinja", is_always_due, trust_without_support.build),
    PageSpec(support_map.TITLE, "trust_and_support_map.md.jinja", support_map.due, support_map.build, settled=True),
    PageSpec(words_and_deeds.TITLE, "words_and_deeds.md.jinja", words_and_deeds.due, words_and_deeds.build),
    PageSpec(
        support_pipeline.TITLE, "support_pipeline.md.jinja", support_pipeline.due, support_pipeline.build, settled=True
    ),
    PageSpec(
        people_i_answer_for.TITLE,
        "people_i_answer_for.md.jinja",
        people_i_answer_for.due,
        people_i_answer_for.build,
        settled=True,
    ),
    PageSpec(
        introductions_and_growth.TITLE,
        "introductions_and_growth.md.jinja",
        introductions_and_growth.due,
        introductions_and_growth.build,
        settled=True,
    ),
    PageSpec(how_i_am_seen.TITLE, "how_i_am_seen.md.jinja", how_i_am_seen.due, how_i_am_seen.build, settled=True),
    PageSpec(time_and_money.TITLE, "time_and_money.md.jinja", time_and_money.due, time_and_money.build, settled=True),
    PageSpec(
        giving_and_asking.TITLE,
        "giving_and_asking.md.jinja",
        giving_and_asking.due,
        giving_and_asking.build,
        settled=True,
    ),
    PageSpec(questions.TITLE, "questions.md.jinja", questions.due, questions.build),
    PageSpec(review_day.TITLE, "review_day.md.jinja", review_day.due, review_day.build),
    PageSpec(notes_health.TITLE, "notes_health.md.jinja", is_always_due, notes_health.build),
)
"""The pages in the order of SPEC §4."""

__all__ = ["VIEWS", "NoteLink", "PageContext", "PageHeader", "PageSpec", "Redactor", "build_redactor", "ledger"]
