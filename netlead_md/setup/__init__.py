"""The first minutes: what a vault holds, which config fits it, note templates, and whether all is well (SPEC §5)."""

from netlead_md.setup.doctor import SetupCheck, check_setup
from netlead_md.setup.init import (
    VaultSurvey,
    build_note_templates,
    build_starter_notes,
    describe_left_out,
    describe_obsidian_offers,
    describe_survey,
    list_proposals,
    propose_config,
    survey_vault,
    written_keys,
)

__all__ = [
    "SetupCheck",
    "VaultSurvey",
    "build_note_templates",
    "build_starter_notes",
    "check_setup",
    "describe_left_out",
    "describe_obsidian_offers",
    "describe_survey",
    "list_proposals",
    "propose_config",
    "survey_vault",
    "written_keys",
]
