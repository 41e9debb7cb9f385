"""Texts as YAML writes them, in front matter and in `.base` files."""

import json
import re
from typing import Final

_PLAIN: Final = re.compile("(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z]+(?:[ -][a-z]+)*")
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What no YAML may hold as it is; joiners, of which emoji are made, it may."""


def scalar(text: str) -> str:
    """A text: plain where that is safe, else quoted."""
    return text if _PLAIN.fullmatch(text) else quoted(text)


def quoted(text: str) -> str:
    """A text between quotation marks, as JSON and the expressions of Bases have it too."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
