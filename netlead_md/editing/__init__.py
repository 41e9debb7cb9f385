"""Changes to the user's notes: one way in, and a way back (SPEC §5, `undo`; COMPATIBILITY 3, 25).

note_edits     every change to a note of the user goes through here: compare, swap, and remember
undo_journal   the bytes before and after, in the user's state folder
undo           take back what the last command wrote
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

# One line or one note in a second (SPEC §5, `new`, `log`, `review`), without reading the vault.
#
# files       names of the notes, by a walk that opens none of them
# who         the note that a name means
# spot        where in a note its next line belongs
# line        the line itself, and the proof that it says what was meant
# today       the daily note of a day
# fresh       a new note in the vault's own shape


# Cures of diagnostics made upon the user's notes, because a command said so (SPEC §5.1).
#
# plan        which notes would change, and how: nothing is written
# vault_in_memory  what would be found with other texts in some notes
# carry_out   each note replaced whole, unless it changed meanwhile
# difference  the same as a unified diff
# known       the file of a baseline


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


# What the tool knows of somebody, and how it forgets them (SPEC §5, `forget`); pages to share.
#
# mentions    every place that names a person
# removal     which of them can go without harm, and the edits
# keepsake    the copy outside the vault, and the doing
# redaction   pages for sharing
