"""Changes to the user's notes: one way in, and a way back (SPEC §5, `undo`; COMPATIBILITY 3, 25).

note_edits         the only way to a change of a note: compared, replaced in one step, recorded
undo_journal       the bytes before and after, in the user's state folder
undo               take back what the last command wrote
targets            the note that a name means
frontmatter        changes of properties
log_entry          one line appended, for `log` and `review`
fix_notes          fixes of diagnostics: the plan, the doing, the diff
vault_in_memory    what would be found with other texts in some notes
forget             every mention of a person, and its fate
"""

from netlead_md.editing.fix_notes import (
    FixPlan,
    MendedNote,
    SkippedFix,
    apply_fix_plan,
    format_diff,
    load_baseline,
    plan_fixes,
    save_baseline,
)

__all__ = [
    "FixPlan",
    "MendedNote",
    "SkippedFix",
    "apply_fix_plan",
    "format_diff",
    "load_baseline",
    "plan_fixes",
    "save_baseline",
]
