"""Changes of the user's notes, made because a command said so (SPEC §5, §5.1).

targets         the note that a name means
frontmatter     changes of its properties
log_entry       one line appended, for `log` and `review`
replace_note    the writing: nothing where the file changed meanwhile
fix_notes       fixes of diagnostics: the plan, the doing, the diff
forget          every mention of a person, and its fate
"""

from netlead_md.editing.fix_notes import (
    FixPlan,
    NoteChange,
    SkippedFix,
    apply_fix_plan,
    format_diff,
    load_baseline,
    plan_fixes,
    save_baseline,
)

__all__ = [
    "FixPlan",
    "NoteChange",
    "SkippedFix",
    "apply_fix_plan",
    "format_diff",
    "load_baseline",
    "plan_fixes",
    "save_baseline",
]


# What the tool knows of somebody, and how it forgets them (SPEC §5, `forget`); pages to share.
#
# mentions    every place that names a person
# removal     which of them can go without harm, and the edits
# keepsake    the copy outside the vault, and the doing
# redaction   pages for sharing
