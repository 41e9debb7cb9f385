"""The real Mermaid, as one script that a page can be handed."""

import json
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

VERSIONS = ("11.13", "latest")
"""What Obsidian 1.13 holds (COMPATIBILITY 22), and what other viewers will have soon."""


@dataclass(frozen=True)
class Bundle:
    """One version of Mermaid."""

    version: str
    """As the package calls itself, 11.13.0."""
    script: str


def fetch(wanted: str, home: Path) -> Bundle:
    """The bundle of a version, from the folder if it lies there, else through npm, which needs a network once."""
    folder = home / f"mermaid-{wanted}"
    if not (folder / "package.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "pack", "--silent", f"mermaid@{wanted}", f"--pack-destination={folder}"]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)
        archive = next(folder.glob("*.tgz"))
        _unpack(archive, folder)
        archive.unlink()
    version = str(json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"])
    return Bundle(version, (folder / "mermaid.min.js").read_text(encoding="utf-8"))


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as packed:
        for name in ("package/dist/mermaid.min.js", "package/package.json"):
            held = packed.extractfile(name)
            assert held is not None, f"{archive.name} holds no {name}"
            (folder / Path(name).name).write_bytes(held.read())
