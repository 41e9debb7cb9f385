"""The first minutes: what a vault holds, which config fits it, note templates, and whether all is well (SPEC §5)."""

from netlead_md.shell.setup.doctor import Check, examine_setup
from netlead_md.shell.setup.first_notes import first_notes
from netlead_md.shell.setup.note_templates import note_templates
from netlead_md.shell.setup.proposal import proposal
from netlead_md.shell.setup.sentences import sentences
from netlead_md.shell.setup.survey import Survey, survey

__all__ = [
    "Check",
    "Survey",
    "examine_setup",
    "first_notes",
    "note_templates",
    "proposal",
    "sentences",
    "survey",
]
