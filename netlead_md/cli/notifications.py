"""Desktop notifications of `watch --notify`, for people who see no terminal: only what must not wait (SPEC §5).

The system's own program shows them, if there is one. A notification names no person and no note, for a locked screen
shows it; the page Notes health and the terminal have the details.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import PureWindowsPath
from types import MappingProxyType
from typing import Final

import msgspec

from netlead_md.vault.errors import UserError

TITLE: Final = "netlead"
_LONGEST: Final = 200
"""Characters that a notification has room for."""
_SECONDS: Final = 5
"""A notifier that takes longer is left alone."""
_OSASCRIPT: Final = (
    "on run argv",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "end run",
)
_TOAST: Final = (
    "[Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]"
    " | Out-Null;"
    "$kind = [Windows.UI.Notifications.ToastTemplateType]::ToastText02;"
    "$xml = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent($kind);"
    "$words = $xml.GetElementsByTagName('text');"
    "$words.Item(0).AppendChild($xml.CreateTextNode($env:NETLEAD_TITLE)) | Out-Null;"
    "$words.Item(1).AppendChild($xml.CreateTextNode($env:NETLEAD_NOTICE)) | Out-Null;"
    "$toast = [Windows.UI.Notifications.ToastNotification]::new($xml);"
    "[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier('netlead').Show($toast)"
)
_PROGRAMS: Final = {"linux": "notify-send", "darwin": "osascript", "win32": "powershell"}


class Notifier(msgspec.Struct, frozen=True):
    """The system's program for notifications. `program` is empty where notifications are off."""

    program: str = ""
    last: list[str] = []
    """What was shown last: the same is not shown twice in a row."""

    def show(self, text: str) -> None:
        """Show one notification; one that cannot be shown is no reason to stop."""
        text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        if not self.program or not text or text in self.last:
            return
        self.last[:] = [text]
        command, more = notifier_command(self.program, TITLE, text)
        try:
            subprocess.run(  # noqa: S603  # the words go as arguments or in the environment, never through a shell
                command,
                env={**os.environ, **more},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            return


def find_notifier() -> Notifier:
    """The notifier of this system. Raises UserError where there is none."""
    name = _PROGRAMS.get(sys.platform, "notify-send")
    program = shutil.which(name)
    if program is None:
        hint = "install libnotify (Debian and Ubuntu: libnotify-bin)" if name == "notify-send" else f"{name} is missing"
        raise UserError(f"--notify needs the program {name}", hint=hint)
    return Notifier(program, [])


def notifier_command(program: str, title: str, text: str) -> tuple[Sequence[str], Mapping[str, str]]:
    """The command that shows a notification, and what it needs in its environment. No word is read as code."""
    name = PureWindowsPath(program).name.lower().removesuffix(".exe")
    if name == "osascript":
        lines = [word for line in _OSASCRIPT for word in ("-e", line)]
        return (program, *lines, title, text), MappingProxyType({})
    if name == "powershell":
        command = (program, "-NoProfile", "-NonInteractive", "-Command", _TOAST)
        return command, {"NETLEAD_TITLE": title, "NETLEAD_NOTICE": text}
    return (program, f"--app-name={TITLE}", "--", title, escape(text, quote=False)), MappingProxyType({})
