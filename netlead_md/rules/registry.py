"""Every rule, in the order of its code (SPEC §5.1). A rule that is not in this table does not exist."""

from collections.abc import Iterable
from typing import Final

from netlead_md.parsing.suggestions import POSSIBLE, suggest_close
from netlead_md.rules import nl0_files as nl0xx
from netlead_md.rules import nl1_properties as nl1xx
from netlead_md.rules import nl1_properties as nl1xx_trust
from netlead_md.rules import nl1_properties as nl1xx_values
from netlead_md.rules import nl2_links as nl2xx
from netlead_md.rules import nl2_links as nl2xx_names
from netlead_md.rules import nl2_links as nl2xx_roles
from netlead_md.rules import nl3_entries as nl3xx
from netlead_md.rules import nl3_entries as nl3xx_sense
from netlead_md.rules import nl3_entries as nl3xx_silent
from netlead_md.rules import nl3_plain_lines as nl3xx_plain
from netlead_md.rules import nl4_support as nl4xx
from netlead_md.rules import nl4_support as nl4xx_days
from netlead_md.rules import nl4_support as nl4xx_worth
from netlead_md.rules import nl5_decisions as nl5xx
from netlead_md.rules import nl5_decisions as nl5xx_people
from netlead_md.rules import nl6_privacy as nl6xx
from netlead_md.rules import nl7_relationships as nl7xx
from netlead_md.rules import nl7_relationships as nl7xx_people
from netlead_md.rules import nl9_configuration as nl9xx
from netlead_md.rules import suppressions as ignores
from netlead_md.rules.rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    nl0xx.not_utf8,
    nl0xx.nul_byte,
    nl0xx.too_large,
    nl0xx.conflict_copy,
    nl0xx.not_downloaded,
    nl0xx.unreadable,
    nl0xx.case_clash,
    nl0xx.symlink_loop,
    nl0xx.form_clash,
    nl0xx.over_budget,
    nl0xx.read_as_template,
    nl1xx.yaml_error,
    nl1xx.unclosed_block,
    nl1xx.late_block,
    nl1xx.duplicate_key,
    nl1xx.unquoted_wikilink,
    nl1xx_values.unknown_kind,
    nl1xx_values.near_miss_field,
    nl1xx_values.wrong_type,
    nl1xx_values.bad_value,
    nl1xx_values.bad_date,
    nl1xx_values.lost_text,
    nl1xx_trust.stale_trust,
    nl1xx_trust.undated_trust,
    nl1xx_trust.no_me,
    ignores.unused_ignore,
    nl1xx.not_a_mapping,
    nl1xx.loose_yaml,
    nl1xx.yaml_elsewhere,
    nl2xx.no_such_note,
    nl2xx.alias_as_target,
    nl2xx.wrong_kind,
    nl2xx.ambiguous_name,
    nl2xx_names.duplicate_name,
    nl2xx_names.duplicate_email,
    nl2xx_roles.role_order,
    nl2xx_roles.missing_influence,
    nl2xx_roles.missing_decider,
    nl2xx_roles.missing_benefit,
    nl2xx_roles.missing_power,
    nl2xx_names.two_spellings,
    nl3xx.near_miss_type,
    nl3xx.impossible_date,
    nl3xx.ambiguous_date,
    nl3xx.future,
    nl3xx.unknown_qualifier,
    nl3xx.unclear_duration,
    nl3xx.unclear_money,
    nl3xx_sense.same_line_twice,
    nl3xx_sense.nobody_concerned,
    nl3xx_sense.task_without_outcome,
    nl3xx_sense.re_without_line,
    nl3xx_sense.id_used_twice,
    nl3xx_sense.missing_colon,
    nl3xx_silent.word_missing,
    nl3xx_silent.loose_bullet,
    nl3xx_plain.did_not_take_place,
    nl3xx_plain.sounds_like_more,
    nl4xx.no_kind,
    nl4xx.pledge_open_ended,
    nl4xx.due_before_made,
    nl4xx.support_before_pledge,
    nl4xx.two_could_match,
    nl4xx.answer_without_ask,
    nl4xx_worth.praise_as_evidence,
    nl4xx_worth.ongoing_unconfirmed,
    nl4xx_worth.kind_not_sought,
    nl4xx_worth.evidence_file_missing,
    nl4xx_days.day_after_colon,
    nl4xx_days.day_in_box,
    nl5xx.contact_after_let_go,
    nl5xx.review_passed,
    nl5xx.answering_for_let_go,
    nl5xx_people.seen_as_not_mine,
    nl5xx.over_capacity,
    nl5xx_people.ask_despite_never,
    nl6xx.sensitive_detail,
    nl6xx.published_output,
    nl7xx.unasked,
    nl7xx.mild,
    nl7xx.serious,
    nl7xx.severe,
    nl7xx.words_only,
    nl7xx_people.words_and_deeds,
    nl7xx_people.care_overdue,
    nl7xx_people.goal_focus,
    nl7xx_people.old_perception,
    nl9xx.config_broken,
    nl9xx.config_unknown_key,
    nl9xx.config_wrong_value,
    nl9xx.template_broken,
    nl9xx.pattern_too_slow,
)


# Codes as somebody asks for them: a code, the beginning of one, or a rule's name (SPEC §5.1).


_PREFIX = "NL"


def codes_of(written: Iterable[str]) -> tuple[str, ...]:
    """Read codes and names, several between commas; raises ValueError with a hint for what no rule has."""
    words = (word.strip() for part in written for word in part.split(","))
    return tuple(_normalise_code(word) for word in words if word)


def _normalise_code(word: str) -> str:
    """Give a code in capitals; `NL` and `NL7` stand for all that begin so."""
    asked = word.upper()
    if asked.startswith(_PREFIX) and any(rule.code.startswith(asked) for rule in RULES):
        return asked
    named = next((rule.code for rule in RULES if rule.name == word.lower()), "")
    if named:
        return named
    near = near_code(word)
    hint = f"; did you mean {near}?" if near else ""
    raise ValueError(f"no code begins with '{word}', and no rule has this name{hint}")


def near_code(word: str) -> str:
    """Find the code or the name that was most likely meant; empty if none is near."""
    codes, names = [rule.code for rule in RULES], [rule.name for rule in RULES]
    family = [code for code in codes if code[:4] == word.upper()[:4]]  # a slip is rather in the last digits
    for form, known in ((word.lower(), names), (word.upper(), family), (word.upper(), codes)):
        if near := suggest_close(form, known, POSSIBLE):
            return near
    return ""
