"""Note templates and one-tap lines for Obsidian, in the syntax of the plugin that the vault has."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from netlead_md.shell import obsidian

FOLDER: Final = "Templates"
"""Where Obsidian's settings name none."""
_DATE: Final = re.compile(r"\{\{date:([^}]*)\}\}")


def note_templates(vault: Path) -> Iterator[tuple[str, str]]:
    """(path, text) of each. Templater's folder wins: who has set one writes with it."""
    folder, templater = obsidian.template_folder(vault)
    for file in sorted(_shipped().glob("*.md")):
        text = file.read_text(encoding="utf-8")
        yield f"{folder or FOLDER}/netlead {file.name}", _templater(text) if templater else text


def _shipped() -> Path:
    """In a wheel beside the package's modules, in a checkout beside the package."""
    package = Path(str(files("netlead_md")))
    inside = package / "templates" / "notes"
    return inside if inside.is_dir() else package.parent / "templates" / "notes"


def _templater(text: str) -> str:
    text = _DATE.sub(r'<% tp.date.now("\1") %>', text)
    return text.replace("{{title}}", "<% tp.file.title %>")
