"""Single quotes in front matter: an apostrophe between them is written twice."""

import re
from typing import Final

_QUOTED: Final = re.compile(
    r"""(?<![^\s\[{,:-])(?:"(?:\\.|[^"\\])*(?:"|\Z)|'(?:''|[^'])*(?:'|(?P<open>\Z)))"""  # as YAML quotes its texts
)


def in_single_quotes(before: str) -> bool:
    """Whether a line of YAML that begins so has a single quote open."""
    return any(found["open"] is not None for found in _QUOTED.finditer(before))


def doubled(text: str) -> str:
    """A text as it stands between single quotes."""
    return text.replace("'", "''")


def undoubled(written: str) -> str:
    """What stands between single quotes as it reads."""
    return written.replace("''", "'")
