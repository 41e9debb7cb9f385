"""What I can do to an organisation. What it does then is in `reactions.py`."""

import datetime as dt
from dataclasses import replace

from tests.simulation.organisations import Ask, Organisation, Person, Promise
from tests.simulation.reactions import Event, Events, Reactions


class World(Reactions):
    """Each method takes the organisation and the day, and returns what a note could tell of at once."""

    def contact(self, one: Organisation, day: dt.date, type_: str, text: str, person: Person | None = None) -> Events:
        """A contact; a live one may bring a sign of their trust, or a promise that nobody asked for."""
        who = person or one.random.choice(one.known)
        hours = self._spend(type_)
        events = [Event(day, one.name, who.name, type_, text, hours=hours)]
        one.move(self.parameters.deeds["message" if type_ == "message" else "contact"])
        if type_ == "message":
            return events
        one.met = max(one.met, day)
        events += self._sign(one, day, who, 1.0)
        own = one.character
        bonus = self.parameters.reactions.wrote_volunteer if one.wrote and own.deliver > own.volunteer * 10 else 0.0
        if own.volunteer and one.random.random() < own.volunteer + bonus:
            events += self._pledge(one, day, one.random.choice(one.could_give), "small", who, asked=False)
        return events

    def offer(self, one: Organisation, day: dt.date) -> Events:
        """Offer a task; if they take it, it is done a week or two later."""
        self._spend("offer")
        one.offered = True
        taken = self.parameters.reactions.accept_offer + one.trust
        if one.random.random() < taken * min(1.0, one.character.receptive + 0.2):
            self._later(one, day, (1, 2), lambda on: self._task(one, on))
        return [Event(day, one.name, one.known[0].name, "offer", "a small task")]

    def ask(self, one: Organisation, day: dt.date, kind: str, size: str) -> Events:
        """Ask for help, or for something in writing. Their answer comes weeks later, if at all."""
        self._spend("ask")
        rules, deeds = self.parameters.reactions, self.parameters.deeds
        if one.asks and (day - one.asks[-1].day).days < 7 * rules.ask_rest_weeks:
            one.move(deeds["asked_again"])
        if one.trust < self.parameters.trust.too_early:
            one.move(deeds["asked_early"])
        ask = Ask(kind, size, day)
        one.asks.append(ask)
        yes, no = self._chances(one, kind, size)
        drawn = one.random.random()
        rest = (1 - yes - no) * rules.later
        word = "yes" if drawn < yes else "no" if drawn < yes + no else "later" if drawn < yes + no + rest else ""
        if word:
            self._later(one, day, one.character.answer_weeks, lambda on: self._answer(one, on, ask, word))
        by = day + dt.timedelta(weeks=8)
        return [Event(day, one.name, one.known[0].name, "ask", f"about {kind}", kind=kind, size=size, by=by)]

    def settle(self, one: Organisation, day: dt.date) -> Events:
        """Ask for a plain yes or no."""
        events = self.contact(one, day, "call", "asked for a plain yes or no", one.known[0])
        ask = one.open_ask()
        if ask is None:
            return events
        yes, no = self._chances(one, ask.kind, ask.size)
        drawn = one.random.random()
        no += (1 - yes - no) * self.parameters.reactions.settle_no
        word = "yes" if drawn < yes else "no" if drawn < yes + no else "later" if drawn < yes + no + 0.15 else ""
        return events + (self._answer(one, day, ask, word) if word else [])

    def remind(self, one: Organisation, day: dt.date) -> Events:
        """Ask whether a promise of theirs is still possible, or something smaller."""
        events = self.contact(one, day, "call", "asked if it is still possible", one.known[0])
        pledge, rules = one.overdue(day), self.parameters.reactions
        if pledge is None or (pledge.comes is not None and (pledge.comes - day).days < 21):
            return events
        drawn = one.random.random()
        if pledge.saved:
            self._later(one, day, (1, 3), lambda on: self._deliver(one, on, pledge, "small"))
        elif drawn > 1 - rules.recover_release:
            pledge.state = "released"
            events.append(self._about(one, day, "released", "let them off, gladly", pledge))
        elif drawn > 1 - rules.recover_release - rules.recover_later:
            pledge.due = day + dt.timedelta(weeks=one.random.randint(*rules.promise_weeks))
            moved = self._about(one, day, "pledge", "a new day", pledge)
            events.append(replace(moved, size="", rung=""))
        return events

    def talk_frankly(self, one: Organisation, day: dt.date) -> Events:
        """One frank, kind talk; rarely a promise is saved by it, else I stop asking for a while."""
        events = self.contact(one, day, "meeting", "a frank talk", one.known[0])
        self._spend("review")
        pledge = one.overdue(day)
        if pledge is not None and pledge.saved and one.random.random() < self.parameters.reactions.frank:
            self._later(one, day, (1, 4), lambda on: self._deliver(one, on, pledge, "small"))
        return [*events, Event(day, one.name, "", "review", "as we said", outcome="pause")]

    def give(self, one: Organisation, day: dt.date) -> Events:
        self._spend("give")
        one.move(self.parameters.deeds["give"])
        return [Event(day, one.name, one.known[0].name, "give", "a small favour")]

    def connect(self, one: Organisation, day: dt.date, person: str) -> Events:
        """Introduce somebody to them."""
        self._spend("connect")
        one.move(self.parameters.deeds["connect"])
        return [Event(day, one.name, one.known[0].name, "connect", "", outcome="made", others=(person,))]

    def ask_introduction(self, one: Organisation, day: dt.date, to: Organisation) -> Events:
        """Ask somebody of `one` for an introduction to `to`."""
        self._spend("intro")
        one.approached = True
        likely = self.parameters.reactions.introduces * self.factors.signs + one.trust / 2
        person = one.known[0].name
        if one.random.random() < likely * min(1.0, one.character.receptive + 0.2):
            self._later(one, day, (1, 5), lambda on: self._print_first_run(one, on, to))
        return [Event(day, one.name, person, "intro", "to them", outcome="asked", others=(to.name,))]

    def promise(self, one: Organisation, day: dt.date) -> Promise:
        """I promise something myself."""
        made = Promise(f"papers for {one.name} {len(one.promises) + 1}", day + dt.timedelta(weeks=2))
        one.promises.append(made)
        return made

    def keep(self, one: Organisation, promise: Promise) -> None:
        promise.done = True
        self._spend("promise")
        one.move(self.parameters.deeds["kept"])
