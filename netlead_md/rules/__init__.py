"""Floor 4: what is worth saying about a book, and where (SPEC §5.1). Only here has a fault a code and words.

rule, table           what a rule is; all of them in order
nl0xx … nl9xx         one function a rule; its docstring is its page and its test
scene, places         what rules look at, and where it stands
flaws, fixes          the parts that findings are made of
looking               each rule is asked of what may differ since the last time
ignores, diagnose     what notes ask not to be told; everything put together
baseline, edits       what was known before; cures made upon a text
pages, selection      a rule's page; codes as somebody asks for them
"""

from netlead_md.rules.baseline import fresh, read_baseline, write_baseline
from netlead_md.rules.diagnose import chosen, diagnose, fingerprint
from netlead_md.rules.edits import apply, together
from netlead_md.rules.pages import explain
from netlead_md.rules.selection import codes_of
from netlead_md.rules.table import RULES

__all__ = [
    "RULES",
    "apply",
    "chosen",
    "codes_of",
    "diagnose",
    "explain",
    "fingerprint",
    "fresh",
    "read_baseline",
    "together",
    "write_baseline",
]
