"""What each system needs to start a `watch` when somebody logs in (SPEC §5): printed, never installed."""

import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

SYSTEMS: Final = ("systemd", "launchd", "windows")


def detect_service_manager() -> str:
    """The service manager of this system."""
    return {"darwin": "launchd", "win32": "windows"}.get(sys.platform, "systemd")


def format_service_file(system: str, program: str, vault: Path) -> str:
    """The text for a service manager, with a word on where it goes."""
    command = [program, "watch", str(vault), "--quiet"]
    if system == "systemd":
        return _SYSTEMD.format(command=" ".join(shlex.quote(word.replace("%", "%%")) for word in command))
    if system == "launchd":
        words = "\n".join(f"    <string>{escape(word)}</string>" for word in command)
        return _LAUNCHD.format(words=words)
    line = subprocess.list2cmdline(command).replace('"', '\\"')
    return f'rem Run once, in a command prompt:\nschtasks /Create /TN netlead /SC ONLOGON /TR "{line}"\n'


_SYSTEMD: Final = """\
# Save as ~/.config/systemd/user/netlead.service, then: systemctl --user enable --now netlead
[Unit]
Description=netlead keeps its pages true

[Service]
ExecStart={command}
Restart=on-failure
RestartSec=30

[Install]
WantedBy=default.target
"""
_LAUNCHD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- Save as ~/Library/LaunchAgents/netlead.plist, then: launchctl load ~/Library/LaunchAgents/netlead.plist -->
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>netlead</string>
  <key>ProgramArguments</key>
  <array>
{words}
  </array>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <true/>
</dict>
</plist>
"""
