"""Where a vault lies: on some file systems an edit made elsewhere sends no word (COMPATIBILITY, Watching)."""

import re
from pathlib import Path
from typing import Final

MOUNTS: Final = Path("/proc/self/mountinfo")
_REMOTE: Final = re.compile(
    r"nfs4?|cifs|smb3|smbfs|ncpfs|afs|ceph|glusterfs|lustre|9p|drvfs|virtiofs|vboxsf|prl_fs|vmhgfs|fakeowner"
    r"|fuse\.(?:sshfs|rclone|grpcfuse|osxfs|davfs2?|s3fs|glusterfs|gvfsd-fuse|vmhgfs-fuse|portal)"
)
"""Network drives, and what WSL, Docker and virtual machines show of their host."""


def remote(vault: Path, mounts: Path = MOUNTS) -> str:
    """The kind of file system, if it is one of those; else, or where the system does not say, nothing."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    here, found = vault.resolve(), (0, "")
    for line in lines:
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) > 4 and after:  # noqa: PLR2004  (the fifth is where it is mounted)
            place = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4])
            if here.is_relative_to(place):
                found = max(found, (len(place), after.split(" ")[0]), key=lambda each: each[0])
    return found[1] if _REMOTE.fullmatch(found[1]) else ""
