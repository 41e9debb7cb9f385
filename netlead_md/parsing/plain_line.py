"""The reader of plain lines: what a bullet, paragraph, heading or table row says in the writer's own words (SPEC §2.5).

read_plain_line     a line → `PlainReading`: day, contact, amounts, what did not take place, proposals
fate_of             what becomes of such a reading where it stands alone
proposal_line       a proposal → the line as SPEC §2.3 reads it
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, Literal

from msgspec import structs

from netlead_md.model.plain_line import PlainReading, Proposal
from netlead_md.model.vocabulary import TYPES
from netlead_md.parsing.date_resolution import nearest_year
from netlead_md.parsing.dates import DateMatch, DateOrder, date_end, find_line_date, month_number, parse_iso_date
from netlead_md.parsing.lexicons import LANGUAGES, Lexicon, load_language, load_lexicon, normalise_languages
from netlead_md.parsing.plain_amounts import read_hours, read_money
from netlead_md.parsing.plain_commitments import find_proposals
from netlead_md.parsing.plain_contact import DID_NOT, PLAN, Contact, find_contact, is_appointment
from netlead_md.parsing.plain_negation import is_wish
from netlead_md.parsing.plain_tokens import LINK, QUOTE, Words

Place = Literal["person", "organisation", "daily", "meeting", "other"]
Fate = Literal["counted", "question", "note", "not-counted", "silent"]

NO_DAY: Final = "no day"
_BULLET: Final = re.compile(r"[ \t]*(?:[-*+•–][ \t]+|[0-9]{1,3}[.)][ \t]+(?=\S))?(?:\[(?P<box>[ xX/>-])\][ \t]+)?")
_TASK: Final = re.compile(
    r"(?P<word>TODO|LATER|NOW|DOING|WAITING|WAIT|DONE|CANCELED|CANCELLED|IN-PROGRESS)(?::|[ \t])[ \t]*"
    r"(?:\[#[A-C]\][ \t]*)?"
)
_OPEN: Final = frozenset({"TODO", "LATER", "NOW", "DOING", "WAITING", "WAIT", "IN-PROGRESS"})
_ID: Final = re.compile(r"[ \t]+\^[A-Za-z0-9-]+[ \t]*$")
_COMMENT: Final = re.compile(r"%%[^%\n]{0,400}%%")
_DONE: Final = re.compile(r"[ \t]*✅\ufe0f?[ \t]*(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})")
_DUE: Final = re.compile(r"[ \t]*[📅⏳🛫➕❌]\ufe0f?[ \t]*[0-9]{4}-[0-9]{2}-[0-9]{2}|[ \t]*[⏫🔼🔽🔺⏬]\ufe0f?")
_WORDS: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[0-9][0-9:-]*[a-z0-9]*")
_SPACES: Final = str.maketrans(dict.fromkeys('.,;:!?()[]|/"“”„«»–—*_=`#>&', " "))
_MARKUP: Final = re.compile(r"\*\*|__|==|~~|`")
_QUOTES: Final = '"“„«'


def read_plain_line(
    text: str,
    languages: tuple[str, ...] = ("en",),
    *,
    date_order: DateOrder | None = None,
    day: dt.date | None = None,
) -> PlainReading:
    """Read one line by its words alone; an empty reading where it says nothing.

    `text` may begin with its bullet, box, `>` or `TODO`. `languages` come from `lexicons.note_languages`. `day` is that
    of the heading or note around it: it gives `by Friday` its date, and is not the line's own `date`.
    """
    languages = normalise_languages(languages)
    lexicon = load_lexicon(languages)
    start, box, task = _beginning(text)
    body = text[start:] if start else text
    found = find_line_date(body, languages, date_order=date_order)
    words_text = _said(body, found)
    open_task, ticked = box in {" ", "/", ">"} or task in _OPEN, box == "x" or task == "DONE"
    if not words_text or (not (open_task or ticked) and _says_nothing(words_text, lexicon)):
        return _dated(found, start, words_text)
    own = found.date if found is not None and not found.yearless else None
    said = _read_words(words_text, languages, own or day)
    return _put_together(said, found, start, words_text, open_task=open_task, ticked=ticked, body=body)


def _beginning(text: str) -> tuple[int, str, str]:
    """(where the words begin, what stands in the box, the word of a task)."""
    at = 0
    first = text[:1]
    if first in {">", " ", "\t", "#"}:
        at = len(text) - len(text.lstrip("> \t#"))
    bullet = _BULLET.match(text, at) if text[at : at + 1] in _BULLET_STARTS else None
    box = ""
    if bullet is not None and not begins_with_day(text, at):
        at = bullet.end()
        box = (bullet["box"] or "").lower()
    task = ""
    if text[at : at + 1].isupper():
        found = _TASK.match(text, at)
        if found is not None:
            task = found["word"]
            at = found.end()
    return at, box, task


def begins_with_day(text: str, at: int = 0) -> bool:
    """Whether what looks like the number of a list is a day: `5. Mai`."""
    found = _NUMBERED.match(text, at)
    return found is not None and bool(month_number(found[1], LANGUAGES))


_NUMBERED: Final = re.compile(r"[ \t]*[0-9]{1,2}\.[ \t]+([^\W\d_]{3,12})(?![^\W_])")
_BULLET_STARTS: Final = frozenset("-*+•–[0123456789")


def _said(body: str, found: DateMatch | None) -> str:
    """The words of a line without its date, time, id, comments and marks of tasks."""
    if found is not None:
        end = date_end(body, found) if found.start == 0 else found.end
        body = body[end:] if found.start == 0 else f"{body[: found.start].rstrip()} {body[end:].lstrip()}"
    if "^" in body:
        body = _ID.sub("", body)
    if "%%" in body:
        body = _COMMENT.sub("", body)
    if not body.isascii():
        body = _DUE.sub("", _DONE.sub("", body))
    if "*" in body or "_" in body or "=" in body or "`" in body or "~" in body:
        body = _MARKUP.sub("", body)
    return body.strip(" \t:,;|–—-") if body[:1] in " \t:,;|–—-" or body[-1:] in " \t" else body


def _dated(found: DateMatch | None, start: int, text: str) -> PlainReading:
    if found is None:
        return PlainReading(text=text, not_counted="")
    return PlainReading(
        text=text,
        date=found.date,
        about=found.about,
        yearless=found.yearless,
        weekday=found.weekday,
        date_choices=found.choices,
        date_span=(found.start + start, found.end + start),
    )


def _says_nothing(text: str, lexicon: Lexicon) -> bool:
    """A quick look: whether no word of a line begins a phrase of contact or of what binds."""
    if ":" in text and text.partition(":")[0].lower() in TYPES:
        return False
    if "1:1" in text:
        return False
    if not text.isascii():
        text = text.translate(_PICTURES)
    return (
        lexicon.tells.isdisjoint(text[:600].lower().translate(_SPACES).split()) and "'" not in text and "’" not in text
    )


@lru_cache(maxsize=16384)
def _read_words(text: str, languages: tuple[str, ...], date: dt.date | None) -> PlainReading:
    """What the words of a line say, whatever their day."""
    lexicon = load_lexicon(languages)
    words = Words(text if text.isascii() else text.translate(_PICTURES), lexicon)
    if not words.low or _is_quotation(text, words):
        return PlainReading(text=text)
    if _TELLING.isdisjoint(words.groups) and not ({":", "–"} & set(words.ends_with.values())):
        return PlainReading(text=text)
    contact = find_contact(words)
    if is_wish(words) and contact.not_counted != DID_NOT and not _past_first(contact):
        told = bool(contact.type) or bool(find_proposals(words, text, date, languages)) or _binds_later(words)
        return PlainReading(text=text, contact=contact.type, word=contact.word, not_counted=PLAN, tells=told)
    if contact.not_counted == DID_NOT:
        return PlainReading(text=text, contact=contact.type, word=contact.word, not_counted=DID_NOT, tells=True)
    proposals = find_proposals(words, text, date, languages)
    if not contact.type and not contact.not_counted and is_appointment(words, text):
        contact = Contact("meeting", words.low[0] if words.low[0] != LINK else "")
    if contact.not_counted == PLAN and proposals:
        contact = Contact()
    return _with_amounts(text, words, contact, proposals, languages)


_PICTURES: Final = str.maketrans({
    **dict.fromkeys("☕🫖", " coffee "), **dict.fromkeys("🍽🍴🥗🍕🍝🥘", " lunch "),
    **dict.fromkeys("🍺🍻🍷🥂🍸", " drinks "),
    **dict.fromkeys("📞☎📱🤙", " call "), **dict.fromkeys("📧✉📨📩💌", " email "), **dict.fromkeys("💬", " message "),
    "🤝": " met ", "🙏": " thanked ", "\ufe0f": " ", "→": " – ", "⇒": " – ",
})  # fmt: skip
"""Pictures and arrows that stand for a word."""
_TELLING: Final = frozenset({"verb", "noun", "infinitive", "by", "did_not", "alone", "bind", "wishes"})


def _past_first(contact: Contact) -> bool:
    """Whether the line begins with a contact in the past after all."""
    return contact.start == 0 and not contact.not_counted


def _binds_later(words: Words) -> bool:
    return bool(words.of("infinitive")) or any(word in _BINDING_INFINITIVES for word in words.low)


_BINDING_INFINITIVES: Final = frozenset(
    [
        "ask",
        "thank",
        "invite",
        "offer",
        "send",
        "introduce",
        "chase",
        "remind",
        "promise",
        "request",
        "give",
        "bitten",
        "fragen",
        "danken",
        "demander",
        "remercier",
        "pedir",
        "agradecer",
        "asked",
    ]
)


def _with_amounts(
    text: str, words: Words, contact: Contact, proposals: tuple[Proposal, ...], languages: tuple[str, ...]
) -> PlainReading:
    hours = money = None
    currency = ""
    if contact.type or any(each.type in {"task", "support"} for each in proposals):
        hours = read_hours(text, languages)
        found = read_money(text) if contact.type else None
        if found is not None:
            money, currency = found
    proposals = tuple([_with_hours(each, hours) for each in proposals])
    certain = contact.certain or hours is not None or money is not None
    return PlainReading(
        text=text,
        contact=contact.type,
        word=contact.word,
        certain=certain,
        hours=hours if contact.type else None,
        money=money,
        currency=currency,
        not_counted=contact.not_counted,
        proposals=proposals,
        tells=bool(contact.type or contact.not_counted or proposals or _is_labelled(words)),
    )


def _is_labelled(words: Words) -> bool:
    """`Support: help@acme.example`: a word of ours, and nothing that it says."""
    return words.ends_with.get(0) == ":" and words.hard.count(0) == 1 and words.low[0] in TYPES


def _with_hours(proposal: Proposal, hours: float | None) -> Proposal:
    if hours is None or proposal.type != "task":
        return proposal
    return Proposal(**{**{name: getattr(proposal, name) for name in proposal.__struct_fields__}, "hours": hours})


def _is_quotation(text: str, words: Words) -> bool:
    """Whether a line is what somebody else said or wrote: it begins with a quotation of several words."""
    return text[:1] in _QUOTES and words.low[0] == QUOTE


_CLOCK: Final = re.compile(r"(?<![0-9])[0-9]{1,2}(?:[:h][0-9]{2}|[ ]?[ap]m|[ ]?Uhr)(?![0-9])")


def _put_together(  # noqa: PLR0913
    said: PlainReading, found: DateMatch | None, start: int, text: str, *, open_task: bool, ticked: bool, body: str
) -> PlainReading:
    not_counted = said.not_counted
    proposals = said.proposals
    if ticked and not said.contact and not proposals:
        proposals = _of_ticked(text)
    done = _DONE.search(body) if found is None and ticked else None
    if done is not None:
        day = parse_iso_date(done["day"]).date
        found = DateMatch(day, done.start(), done.end()) if day else None
    certain = said.certain or ticked or (_CLOCK.search(body) is not None)
    if open_task and (said.tells or text):
        not_counted = not_counted or PLAN
        due = found.date if found is not None and not found.yearless else None
        proposals = () if said.contact else (Proposal("promise", by=due),)
    elif (said.tells and not not_counted and found is None and _DUE.search(body)) or (
        not not_counted and found is not None and found.start > 0 and _is_deadline(body, found)
    ):
        not_counted = PLAN
    if found is not None and found.start and found.yearless and found.choices and not said.tells:
        found = None
    return PlainReading(
        text=text,
        date=found.date if found else None,
        about=found.about if found else False,
        yearless=found.yearless if found else False,
        weekday=found.weekday if found else -1,
        date_choices=found.choices if found else (),
        date_span=(found.start + start, found.end + start) if found else (-1, -1),
        contact=said.contact,
        word=said.word,
        certain=certain,
        hours=said.hours,
        money=said.money,
        currency=said.currency,
        not_counted=not_counted,
        proposals=proposals,
        tells=said.tells or open_task or bool(proposals) or not_counted == PLAN,
    )


_DEADLINE: Final = re.compile(
    r"(?<!\w)(?:deadline|closes|closing date|due|expires|frist|einsendeschluss|abgabe|bewerbungsschluss|stichtag"
    r"|date limite|échéance|clôture|plazo|vence|fecha límite)(?!\w)",
    re.IGNORECASE,
)


def _of_ticked(text: str) -> tuple[Proposal, ...]:
    """What a ticked box says that was done: a promise of mine that was kept, thanks where it begins so."""
    kept = Proposal("promise", outcome="kept")
    return (Proposal("thanks"), kept) if _THANK.match(text) else (kept,)


_THANK: Final = re.compile(r"(?:thank|danke|dank|remercier|agradecer|dar las gracias)\b", re.IGNORECASE)


def _is_deadline(body: str, found: DateMatch) -> bool:
    return _DEADLINE.search(body[: found.start]) is not None


def move_day(reading: PlainReading, day: dt.date, languages: tuple[str, ...]) -> PlainReading:
    """A reading whose words say `yesterday` or `tomorrow`, on that day; `day`: of the lines around."""
    found = _relative(languages).search(reading.text, 0, 600)
    if found is None or not (reading.contact or reading.proposals):
        return reading
    step = {"back": -1, "twice": -2, "ahead": 1}[found.lastgroup or "back"]
    if day.toordinal() + step < 1:
        return reading
    plan = PLAN if step > 0 else reading.not_counted
    date = day + dt.timedelta(days=step)
    return structs.replace(reading, date=date, not_counted=plan, proposals=() if step > 0 else reading.proposals)


@lru_cache(maxsize=16)
def _relative(languages: tuple[str, ...]) -> re.Pattern[str]:
    """The words for the days next to a day; none behind `the` (`la mañana`) or another word for today."""
    groups = []
    for name, key in (("twice", "before_yesterday"), ("back", "yesterday"), ("ahead", "tomorrow")):
        words = {word for language in languages for word in load_language(language)["dates"][key]}
        groups.append(f"(?P<{name}>{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})")
    return re.compile(rf"(?<![\w-])(?<!heute )(?<!gestern )(?<!la )(?i:{'|'.join(groups)})(?![\w-])")


def find_done_day(text: str, read_day: Callable[[str], DateMatch | None]) -> tuple[int, DateMatch] | None:
    """(where it begins, the day) of what says behind a ticked box when it was done: `(done 4/14)`."""
    found = _DONE_ON.search(text)
    day = read_day(found[1]) if found is not None else None
    if found is None or day is None or (day.date is None and not day.choices):
        return None
    return found.start(), structs.replace(day, start=found.start(1), end=found.end(1))


_DONE_ON: Final = re.compile(
    r"[ \t][(\[]?(?:done|sent|paid|erledigt|gemacht|fait|faite|hecho|hecha|[✔✓☑])\ufe0f?:?"
    r"(?:[ \t](?:on|am|le|el))?[ \t]*"
    r"([0-9A-Za-z][^()\[\]]{2,24}?)[)\]]?[ \t]*$",
    re.IGNORECASE,
)
"""What stands behind a ticked box that says when it was done."""


def kept_on(reading: PlainReading, on: DateMatch, around: dt.date | None) -> PlainReading:
    """A promise of mine that was kept on a day, in the year nearest to `around` where it says none."""
    near = nearest_year(on.date, around) if on.yearless and around is not None and on.date is not None else None
    return structs.replace(
        reading,
        date=near or on.date,
        yearless=on.yearless and near is None,
        weekday=on.weekday,
        date_span=(on.start, on.end),
        date_choices=on.choices,
        contact="",
        proposals=(Proposal("promise", outcome="kept"),),
        not_counted="",
    )


# What becomes of it


def fate_of(
    reading: PlainReading, place: Place, *, names_somebody: bool = True, day: dt.date | None = None
) -> tuple[Fate, str]:
    """(fate, type) of a plain line that stands alone: what it counts as, or what it sounds like (SPEC §2.5, "Account").

    `day` is that of the note or heading around it. In a daily note a contact needs somebody who is named, and a bare
    word straight before a name is a plan.
    """
    dated = reading.date is not None or (day is not None and not reading.date_choices)
    if reading.not_counted:
        return ("not-counted", "") if dated or reading.tells else ("silent", "")
    sounds = reading.proposals[0].type if reading.proposals else ""
    if not dated:
        return ("not-counted", "") if reading.tells or reading.date_choices else ("silent", "")
    if reading.contact:
        if place == "daily" and not (names_somebody and reading.certain):
            return "not-counted", ""
        return "counted", f"{reading.contact}?{sounds}" if sounds else reading.contact
    if reading.proposals:
        return ("question", sounds) if names_somebody else ("not-counted", "")
    return "note", "note"


# The line as SPEC §2.3 reads it


_UNIT_SIGNS: Final = {"GBP": "£", "EUR": "€", "USD": "$"}
_BROKEN: Final = re.compile(r"[\r\n]+")


def proposal_line(proposal: Proposal, date: dt.date, text: str) -> str:
    """`- 2026-06-09 ask facilities: about the kitchen`: a proposal as the grammar of SPEC §2.3 reads it.

    A promise of mine becomes `- [ ] DAY text`, due on the day that its words give, else on `date`.
    """
    said = _BROKEN.sub(" ", text).strip() or proposal.type
    if proposal.type == "promise":
        box = "x" if proposal.outcome == "kept" else " "
        if _WORDS.match(said) and said.split(None, 1)[0].partition(":")[0].lower() in TYPES:
            said = f"to {said}"  # a type behind the day would make a plan of it, not a promise
        return f"- [{box}] {(proposal.by or date).isoformat()} {said}"
    parts: list[str] = [proposal.type, proposal.kind, proposal.rung, proposal.size, proposal.outcome]
    parts += [_hours_written(proposal.hours), _money_written(proposal.money, proposal.currency)]
    parts += [f"by {proposal.by.isoformat()}" if proposal.by else "", "ongoing" if proposal.ongoing else ""]
    parts += [f"until {proposal.until.isoformat()}" if proposal.until else ""]
    return f"- {date.isoformat()} {' '.join(part for part in parts if part)}: {said}"


def _hours_written(hours: float | None) -> str:
    if hours is None:
        return ""
    minutes = round(hours * 60)
    if minutes % 60 == 0:
        return f"{minutes // 60}h"
    return f"{minutes}m" if minutes < 60 else f"{minutes // 60}h{minutes % 60:02}"  # noqa: PLR2004


def _money_written(money: float | None, currency: str) -> str:
    if money is None:
        return ""
    figures = f"{money:.0f}" if money == int(money) else f"{money:.2f}"
    sign = _UNIT_SIGNS.get(currency)
    return f"{sign}{figures}" if sign else f"{figures} {currency}"


__all__ = ["DID_NOT", "LINK", "NO_DAY", "PLAN", "Fate", "Place", "fate_of", "proposal_line", "read_plain_line"]
