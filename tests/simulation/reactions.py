"""How organisations react, each by its hidden character: signs, answers, promises, deliveries. Notes play no part."""

import datetime as dt
import heapq
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.simulation.organisations import ENDORSEMENT, Ask, Organisation, Person, Pledge
from tests.simulation.parameters import Parameters


@dataclass(frozen=True)
class Event:
    """Something that happened, which a note may tell of."""

    day: dt.date
    organisation: str
    person: str
    type: str
    text: str
    outcome: str = ""
    kind: str = ""
    size: str = ""
    rung: str = ""
    by: dt.date | None = None
    hours: float = 0.0
    code: str = ""
    """The id of a promise of theirs that is made here."""
    re: str = ""
    """The id of the promise that this belongs to."""
    others: tuple[str, ...] = ()
    """Further people or organisations on the line."""


Events = list[Event]


Happens = Callable[[dt.date], Events]


class Reactions:
    """What comes later waits until `advance` reaches its day."""

    def __init__(self, parameters: Parameters, name: str, organisations: list[Organisation]) -> None:
        self.parameters, self.factors = parameters, parameters.worlds[name]
        self.organisations = organisations
        self.hours = 0.0
        self._pending: list[tuple[dt.date, int, Happens]] = []
        self._count = 0

    @property
    def units(self) -> float:
        """Help of all organisations that came."""
        return sum(each.units for each in self.organisations)

    def advance(self, until: dt.date) -> Events:
        """Everything that happens by itself before a day, in order."""
        found: Events = []
        while self._pending and self._pending[0][0] < until:
            day, _, happens = heapq.heappop(self._pending)
            found += happens(day)
        for each in self.organisations:
            each.trust *= self.parameters.trust.fade
        return found

    def _spend(self, type_: str) -> float:
        hours = self.parameters.hours[type_]
        self.hours += hours
        return hours

    def _at(self, day: dt.date, happens: Happens) -> None:
        self._count += 1
        heapq.heappush(self._pending, (day, self._count, happens))

    def _later(self, one: Organisation, day: dt.date, weeks: tuple[int, int], happens: Happens) -> None:
        """Some weeks later, by their own chance; at the earliest the next day."""
        self._at(day + dt.timedelta(days=max(1, 7 * one.random.randint(*weeks) + one.random.randint(-3, 3))), happens)

    def _recovery(self, one: Organisation) -> float:
        return min(0.9, one.character.recover * self.factors.deliver)

    def _sign(self, one: Organisation, day: dt.date, who: Person, factor: float) -> Events:
        drawn, own = one.random.random(), one.character
        likely = own.warmth * self.factors.signs * (0.4 + one.trust) * factor
        if drawn < likely:
            strong = one.random.random() < self.parameters.reactions.strong_sign
            return [Event(day, one.name, who.name, "trust++" if strong else "trust+", "told me in confidence")]
        if drawn > 1 - own.sour:
            one.move(-0.05)
            return [Event(day, one.name, who.name, "trust-", "kept us out")]
        return []

    def _task(self, one: Organisation, day: dt.date) -> Events:
        hours, one.offered = self._spend("task"), False
        names, weights = zip(*self.parameters.outcomes.items(), strict=True)
        outcome = one.random.choices(names, weights)[0]
        one.move(self.parameters.deeds[outcome])
        who = one.known[0]
        done = Event(day, one.name, who.name, "task", "as promised", outcome=outcome, hours=hours)
        return [done, *(self._sign(one, day, who, 2.0) if outcome in ("excellent", "good") else [])]

    def _chances(self, one: Organisation, kind: str, size: str) -> tuple[float, float]:
        rules, trust = self.parameters.reactions, self.parameters.trust
        ready = max(trust.floor, min(1.2, one.trust / trust.ready))
        if not any(person.decides for person in one.known):
            ready *= rules.undecided
        if one.wrote:
            ready *= rules.wrote
        ready *= {"medium": rules.medium, "large": rules.large}.get(size, 1.0)
        soft = kind == ENDORSEMENT
        likely = max(one.character.writes, one.character.yes / 2) if soft else one.character.yes
        yes = min(0.95, likely * self.factors.yes * ready)
        return yes, min(1 - yes, one.character.no * max(0.5, 1.5 - ready))

    def _answer(self, one: Organisation, day: dt.date, ask: Ask, word: str) -> Events:
        if not ask.open:
            return []
        who = one.known[0]
        answer = Event(day, one.name, who.name, "answer", f"about {ask.kind}", outcome=word)
        if word == "later":
            yes, _ = self._chances(one, ask.kind, ask.size)
            if one.random.random() < yes:
                self._later(one, day, (4, 10), lambda on: self._answer(one, on, ask, "yes"))
            return [answer]
        ask.open = False
        if word == "no":
            return [answer]
        if ask.kind == ENDORSEMENT:
            likely = one.character.writes * self.factors.written
            if one.random.random() < min(0.95, likely * 1.3):
                self._later(one, day, (0, 4), lambda on: self._write(one, on))
            return [answer]
        return [answer, *self._pledge(one, day, ask.kind, ask.size, who, asked=True)]

    def _write(self, one: Organisation, day: dt.date) -> Events:
        rung = "letter" if one.random.random() < self.parameters.reactions.letter else "email"
        one.wrote = True
        one.units += self.parameters.units["written"]
        one.move(self.parameters.deeds["wrote"])
        return [Event(day, one.name, one.known[0].name, "evidence", "they stand behind it", rung=rung)]

    def _pledge(  # noqa: PLR0913  (what is promised, by whom, and whether it was asked for)
        self, one: Organisation, day: dt.date, kind: str, size: str, who: Person, *, asked: bool
    ) -> Events:
        rules, own = self.parameters.reactions, one.character
        rung = "verbal"
        if one.random.random() < own.writes * self.factors.written:
            drawn = one.random.random()
            written = "letter" if drawn < rules.agreement + rules.letter else "email"
            rung = "agreement" if drawn < rules.agreement else written
        due = day + dt.timedelta(weeks=one.random.randint(*rules.promise_weeks))
        likely = own.deliver * self.factors.deliver * (rules.thanked if one.thanked else 1.0)
        likely *= rules.wrote if one.wrote and own.writes > own.deliver / 4 else 1.0
        if not any(person.decides for person in one.known):
            likely *= rules.undecided
        comes = None
        if one.random.random() < min(0.97, likely):
            comes = due + dt.timedelta(weeks=one.random.randint(*own.late_weeks), days=-one.random.randint(0, 6))
        saved = one.random.random() < self._recovery(one)
        pledge = Pledge(f"{one.name[:4].lower()}{len(one.pledges) + 1}", kind, size, rung, due, comes, saved)
        one.pledges.append(pledge)
        if comes is not None:
            self._at(max(comes, day), lambda on: self._deliver(one, on, pledge, size))
        if asked and rung == "verbal" and one.random.random() < 0.5:  # their yes says it all
            return []
        text = "they will help" if asked else "said that they will help"
        return [self._about(one, day, "pledge", text, pledge, who.name)]

    def _about(  # noqa: PLR0913, PLR0917  (as many things stand on such a line)
        self, one: Organisation, day: dt.date, type_: str, text: str, pledge: Pledge, who: str = ""
    ) -> Event:
        new = type_ == "pledge" and who != ""
        return Event(
            day,
            one.name,
            who or one.known[0].name,
            type_,
            text,
            kind=pledge.kind,
            size=pledge.size if type_ == "pledge" else "",
            rung=pledge.rung if type_ == "pledge" else "",
            by=pledge.due if type_ == "pledge" else None,
            code=pledge.code if new else "",
            re="" if new else pledge.code,
        )

    def _deliver(self, one: Organisation, day: dt.date, pledge: Pledge, size: str) -> Events:
        if pledge.state != "open":
            return []
        pledge.state = "kept"
        one.units += self.parameters.units[size]
        self._owe_thanks(one, day)
        came = self._about(one, day, "support", "it arrived", pledge)
        events = [replace(came, size=size)]
        if one.random.random() < self.parameters.user.thanks_himself:
            events += self.thank(one, day + dt.timedelta(days=1))
        return events

    def _owe_thanks(self, one: Organisation, day: dt.date) -> None:
        one.unthanked = day

        def regret(on: dt.date) -> Events:
            if one.unthanked == day and on > day:
                one.move(self.parameters.deeds["unthanked"])
            return []

        self._at(day + dt.timedelta(weeks=self.parameters.reactions.unthanked_weeks), regret)

    def _print_first_run(self, one: Organisation, day: dt.date, to: Organisation) -> Events:
        strangers = [person for person in to.people if person not in to.known]
        if not strangers:
            return []
        met = one.random.choice(strangers)
        to.known.append(met)
        to.met = max(to.met, day)
        to.move(self.parameters.deeds["introduced"])
        one.units += self.parameters.units["introduction"]
        self._owe_thanks(one, day)
        made = Event(day, one.name, one.known[0].name, "intro", "", outcome="made", others=(met.name,))
        first = Event(day, to.name, met.name, "meeting", "first talk", hours=self._spend("meeting"))
        return [made, first]

    def thank(self, one: Organisation, day: dt.date) -> Events:
        self._spend("thanks")
        if one.unthanked is not None:
            one.unthanked, one.thanked = None, True
            one.move(self.parameters.deeds["thanks"])
        return [Event(day, one.name, one.known[0].name, "thanks", "what it made possible")]
