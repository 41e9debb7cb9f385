"""What is worth saying about a book, and where (SPEC §5.1). Only here has a fault a code and words.

rule, table           what a rule is; all of them in order
nl0xx … nl9xx         one function a rule; its docstring is its page and its test
scene, places         what rules look at, and where it stands
flaws, fixes          the parts that findings are made of
looking               each rule is asked of what may differ since the last time
ignores, diagnose     what notes ask not to be told; everything put together
baseline, edits       what was known before; cures made upon a text
pages, selection      a rule's page; codes as somebody asks for them
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
