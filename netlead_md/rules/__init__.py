"""What is worth saying about a book, and where (SPEC §5.1). Only here has a fault a code and words.

rule, registry             what a rule is and what it looks at; all of them in order
nl0_files … nl9_configuration    one function a rule; its docstring is its page and its test
findings, fixes            the parts that findings are made of
engine                     each rule is asked of what may differ since the last time
suppressions, baseline     what notes ask not to be told; what was known before
text_edits                 fixes made upon a text
rule_docs                  a rule's page
"""

from netlead_md.rules.baseline import drop_known, read_baseline, write_baseline
from netlead_md.rules.engine import diagnose, is_selected, make_fingerprint
from netlead_md.rules.registry import RULES, codes_of
from netlead_md.rules.rule_docs import explain_rule
from netlead_md.rules.text_edits import apply_edits, merge_fixes

__all__ = [
    "RULES",
    "apply_edits",
    "codes_of",
    "diagnose",
    "drop_known",
    "explain_rule",
    "is_selected",
    "make_fingerprint",
    "merge_fixes",
    "read_baseline",
    "write_baseline",
]
