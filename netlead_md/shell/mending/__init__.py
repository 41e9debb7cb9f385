"""Cures of diagnostics made upon the user's notes, because a command said so (SPEC §5.1).

plan        which notes would change, and how: nothing is written
carry_out   each note replaced whole, unless it changed meanwhile
difference  the same as a unified diff
known       the file of a baseline
"""

from netlead_md.shell.mending.carry_out import carry_out
from netlead_md.shell.mending.difference import difference
from netlead_md.shell.mending.known import load_known, save_known
from netlead_md.shell.mending.plan import Change, Mending, Refusal, plan

__all__ = ["Change", "Mending", "Refusal", "carry_out", "difference", "load_known", "plan", "save_known"]
