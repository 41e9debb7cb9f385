"""The daily note of a day, by the settings of Obsidian or `[daily]` (COMPATIBILITY 19)."""

import datetime as dt
import re
from typing import Final

from netlead_md.model.config import Config, Daily
from netlead_md.reading import day_of
from netlead_md.shell.capture.files import Listing
from netlead_md.shell.misuse import Misuse

_TOKEN: Final = re.compile(r"\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DDDD|DDD|Do|DD|D|dddd|ddd|dd|GGGG|gggg|WW|ww|Q|.")
_TEENS: Final = range(11, 14)


def daily_note(listed: Listing, config: Config, day: dt.date) -> tuple[str, bool]:
    """Path of a day's note, and whether it stands there. Raises Misuse for a format that this cannot write."""
    setting = config.dailies[0] if config.dailies else _as_before(listed, day)
    folder = setting.folder.strip("/")
    name = _TOKEN.sub(lambda token: _written(token, day), setting.format or Daily().format).removesuffix(".md")
    path = f"{folder}/{name}.md" if folder else f"{name}.md"
    there = [each for each in listed.notes if day_of(each, config.dailies) == day]
    if there:
        return (path if path in there else min(there, key=lambda each: (len(each), each))), True
    unsafe = ".." in path.split("/") or path.startswith("/") or day_of(path, config.dailies) != day
    if unsafe:
        cure = "make today's note in Obsidian first; this format of daily notes cannot be written here"
        raise Misuse(f"there is no daily note of {day}", cure=cure, path=path)
    return path, False


def _as_before(listed: Listing, day: dt.date) -> Daily:
    """Where nothing says so: beside the latest daily note, in the folder of its own year or month if it lies in one."""
    days = [(each, path) for path in listed.notes if (each := day_of(path, ())) and path.endswith(f"{each}.md")]
    if not days:
        return Daily()
    latest, path = max(days)
    parts = path.split("/")[:-1]
    moved = {f"{latest:{form}}": f"{day:{form}}" for form in ("%Y", "%m", "%Y-%m")}
    return Daily("/".join(moved.get(part, part) for part in parts))


def _written(token: re.Match[str], day: dt.date) -> str:
    if token[1] is not None:
        return token[1]
    ending = "th" if day.day in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    year, week, _ = day.isocalendar()
    words = {
        "YYYY": f"{day.year}",
        "YY": f"{day:%y}",
        "MMMM": _MONTHS[day.month - 1],
        "MMM": _MONTHS[day.month - 1][:3],
        "MM": f"{day.month:02}",
        "M": f"{day.month}",
        "DDDD": f"{day.timetuple().tm_yday:03}",
        "DDD": f"{day.timetuple().tm_yday}",
        "Do": f"{day.day}{ending}",
        "DD": f"{day.day:02}",
        "D": f"{day.day}",
        "dddd": _DAYS[day.weekday()],
        "ddd": _DAYS[day.weekday()][:3],
        "dd": _DAYS[day.weekday()][:2],
        "GGGG": f"{year}",
        "gggg": f"{year}",
        "WW": f"{week:02}",
        "ww": f"{week:02}",
        "Q": f"{(day.month + 2) // 3}",
    }
    return words.get(token[0], token[0])


_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
