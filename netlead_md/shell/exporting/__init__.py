"""Contacts and dates out (SPEC §5, `export csv/vcard/ics`).

The people come as `Contact`s from `shell/people.py`; `export json` stands in `shell/export.py`.

table, vcard            contacts → CSV with formulas defused, vCard 4.0
dates, calendar         what is due, and when → iCalendar
content_lines           the lines that vCard and iCalendar share
"""

from netlead_md.shell.exporting.calendar import calendar
from netlead_md.shell.exporting.dates import Reminder, reminders
from netlead_md.shell.exporting.table import table
from netlead_md.shell.exporting.vcard import vcards

__all__ = ["Reminder", "calendar", "reminders", "table", "vcards"]
