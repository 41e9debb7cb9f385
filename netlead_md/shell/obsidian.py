"""Obsidian's own settings: what it excludes, where templates and daily notes lie (COMPATIBILITY 4, 13, 19)."""

import json
from pathlib import Path
from typing import Any, Final

import msgspec

from netlead_md.model.config import Daily

FOLDER: Final = ".obsidian"
FILES: Final = (
    "app.json",
    "templates.json",
    "daily-notes.json",
    "plugins/periodic-notes/data.json",
    "plugins/templater-obsidian/data.json",
)
"""In the settings folder, in the order of `settings`."""


class Settings(msgspec.Struct, frozen=True):
    excluded: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    """Folders, and single notes without their `.md`."""
    dailies: tuple[Daily, ...] = ()


def settings(vault: Path) -> Settings:
    """Read what is there. A file that is missing, broken or of another shape counts as empty: not ours to fault."""
    app, core, daily, periodic, templater = (_mapping(vault / FOLDER / name) for name in FILES)
    days = [daily] if (vault / FOLDER / FILES[2]).is_file() else []
    days += [day for day in _periodic(periodic) if day.get("enabled", True)]
    templates = [_text(core, "folder"), _text(templater, "templates_folder"), _text(templater, "template_folder")]
    templates += [_text(day, "template") or _text(day, "templatePath") for day in days]
    dailies = [Daily(_folder(_text(day, "folder")), _text(day, "format") or Daily().format) for day in days]
    return Settings(
        excluded=tuple(text for text in _list(app.get("userIgnoreFilters")) if isinstance(text, str) and text),
        templates=tuple(dict.fromkeys(_folder(text).removesuffix(".md") for text in templates if _folder(text))),
        dailies=tuple(dict.fromkeys(dailies)),
    )


def template_folder(vault: Path) -> tuple[str, bool]:
    """Where note templates go, empty if nothing says, and whether Templater fills them in rather than Obsidian."""
    core, templater = (_mapping(vault / FOLDER / name) for name in (FILES[1], FILES[4]))
    folder = _folder(_text(templater, "templates_folder") or _text(templater, "template_folder"))
    return (folder, True) if folder else (_folder(_text(core, "folder")), False)


def _periodic(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Periodic Notes: `daily`, or in newer versions `day` in each of the `calendarSets`."""
    sets = [part.get("day") for part in _list(data.get("calendarSets")) if isinstance(part, dict)]
    return [day for day in (data.get("daily"), *sets) if isinstance(day, dict)]


def _mapping(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""


def _folder(path: str) -> str:
    return "/".join(part for part in path.replace("\\", "/").split("/") if part not in ("", "."))
