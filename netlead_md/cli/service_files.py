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


def format_service_file(system: str, program: str, vault: Path, *, notify: bool = False) -> str:
    """The text for a service manager, with a word on where it goes."""
    command = [program, "watch", str(vault), "--quiet", *(["--notify"] if notify else [])]
    if system == "systemd":
        return _SYSTEMD.format(command=" ".join(shlex.quote(word.replace("%", "%%")) for word in command))
    if system == "launchd":
        words = "\n".join(f"    <string>{escape(word)}</string>" for word in command)
        return _LAUNCHD.format(words=words)
    line = subprocess.list2cmdline(command).replace('"', '\\"')
    return f'rem Run once, in a command prompt:\nschtasks /Create /TN netlead /SC ONLOGON /TR "{line}"\n'


DIGEST: Final = "netlead week.txt"
"""The file in the home folder that the digest of a week goes to."""


def format_weekly_service(system: str, program: str, vault: Path) -> str:
    """The text that has the digest of the next days written each Monday at seven, with a word on where it goes."""
    command = [program, "brief", "--days", "7", "--vault", str(vault)]
    if system == "systemd":
        words = shlex.join(command)
        line = shlex.quote(f'{words} > "$HOME/{DIGEST}"'.replace("%", "%%").replace("$", "$$"))
        return _SYSTEMD_WEEKLY.format(line=line)
    if system == "launchd":
        return _LAUNCHD_WEEKLY.format(line=escape(f'{shlex.join(command)} > "$HOME/{DIGEST}"'))
    line = f'cmd /c {subprocess.list2cmdline(command)} > "%USERPROFILE%\\{DIGEST}"'.replace('"', '\\"')
    head = "rem Run once, in a command prompt:"
    return f'{head}\nschtasks /Create /TN "netlead week" /SC WEEKLY /D MON /ST 07:00 /TR "{line}"\n'


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
_SYSTEMD_WEEKLY: Final = """\
# Save this part as ~/.config/systemd/user/netlead-week.service
[Unit]
Description=netlead writes what the next days hold

[Service]
Type=oneshot
ExecStart=/bin/sh -c {line}

# Save this part as ~/.config/systemd/user/netlead-week.timer, then: systemctl --user enable --now netlead-week.timer
[Timer]
OnCalendar=Mon 07:00
Persistent=true

[Install]
WantedBy=timers.target
"""
_LAUNCHD_WEEKLY: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- Save as ~/Library/LaunchAgents/netlead-week.plist, then: launchctl load with that path -->
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>netlead-week</string>
  <key>ProgramArguments</key>
  <array>
    <string>/bin/sh</string>
    <string>-c</string>
    <string>{line}</string>
  </array>
  <key>StartCalendarInterval</key>
  <dict>
    <key>Weekday</key>
    <integer>1</integer>
    <key>Hour</key>
    <integer>7</integer>
  </dict>
</dict>
</plist>
"""
