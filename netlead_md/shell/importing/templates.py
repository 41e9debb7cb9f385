"""The user's note templates, from the folders that Obsidian and Templater name."""

from pathlib import Path

from netlead_md.model.config import Config
from netlead_md.model.network import Network


def note_templates(vault: Path, network: Network, config: Config) -> dict[str, str]:
    """Path to text. One that cannot be read is none."""
    found: dict[str, str] = {}
    folders = [folder.lower() for folder in config.template_folders]
    for path in sorted(network.files):
        name = path.lower()
        if name.endswith(".md") and any(name.startswith(f"{folder}/") or name == f"{folder}.md" for folder in folders):
            try:
                found[path] = (vault / path).read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError):
                continue
    return found
