"""What lies in the vault and is nobody's note (COMPATIBILITY 4, 13, 15)."""

import re
from typing import Final

from netlead_md.model.config import Config

_BEGINS: Final = (".", "~$", "~syncthing~")
_ENDS: Final = ("~", ".tmp", ".swp", ".part", ".crdownload")


def ignored(name: str) -> bool:
    """Whether a file or folder of this name is none for us: hidden, or a temporary of an editor or a sync tool."""
    return name.startswith(_BEGINS) or name.lower().endswith(_ENDS) or name == "node_modules"


def skips(config: Config) -> re.Pattern[str] | None:
    """Notes that are none of ours and yet can be linked: excluded in Obsidian, or templates (COMPATIBILITY 4, 13)."""
    parts = [f"(?i:{_excluded(text)})" for text in config.excluded]
    parts += [rf"(?i:^{re.escape(folder)}(?:/|\.md$))" for folder in config.template_folders]
    return re.compile("|".join(parts)) if parts else None


def _excluded(text: str) -> str:
    """A `/regex/`, else the beginning of a path. What is no regex for Python is taken as its letters."""
    if len(text) > 2 and text.startswith("/") and text.endswith("/"):  # noqa: PLR2004  (two slashes and something)
        try:
            re.compile(f"(?i:{text[1:-1]})")
        except re.error:
            return re.escape(text)
        return text[1:-1]
    return "^" + re.escape(text)
