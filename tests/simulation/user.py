"""The simulated user: does the steps of This week, or random ones that look fitting; and sees people besides."""

import datetime as dt
from typing import Final

from tests.simulation.notes import Notebook
from tests.simulation.organisations import ENDORSEMENT, HARD, Organisation
from tests.simulation.pages import Step
from tests.simulation.parameters import Parameters, random_stream
from tests.simulation.reactions import Events
from tests.simulation.world import World

_ASKING: Final = frozenset({"ask", "evidence", "first-ask", "second-kind"})
_OFFERING: Final = frozenset({"offer-task", "warm-up"})


class User:
    def __init__(self, parameters: Parameters, world: World, notebook: Notebook, seed: int) -> None:
        self._habits, self._world, self._notebook = parameters.user, world, notebook
        self._by_name = {each.name: each for each in world.organisations}
        self._by_person = {person.name: each for each in world.organisations for person in each.people}
        self._steps = random_stream(seed, "steps")
        self._contacts = random_stream(seed, "contacts")
        self._liking = {each.name: self._contacts.uniform(0.3, 1.7) for each in world.organisations}

    def follow(self, step: Step, day: dt.date) -> bool:
        """Do one step of This week, and write it down. Whether it was done."""
        one = self._by_name[step.organisation]
        if step.rule in _ASKING and one.never_asked:
            return False
        if step.rule == "introduction":
            return self._be_introduced(one, step.person, day)
        if not one.known:
            return False
        if self._written_late(one, step.rule):
            return True
        if step.rule == "keep-promise":
            return self._keep_promises(one, day)
        self._notebook.write(self._act(one, step, day), pasted=True)
        return True

    def act_at_random(self, day: dt.date) -> None:
        """Do as many steps as This week has, with organisations that chance chooses, each fitting as far as I know."""
        for one in self._steps.sample(self._world.organisations, self._habits.steps):
            if not one.known:
                self._be_introduced(one, "", day)
                continue
            rule = self._steps.choice(self._fitting(one, day))
            if rule == "keep-promise":
                self._keep_promises(one, day)
                continue
            kind = ENDORSEMENT if self._steps.random() < self._habits.evidence else self._steps.choice(HARD)
            if kind != ENDORSEMENT and one.could_give:
                kind = self._steps.choice(one.could_give)
            others = [each for each in self._world.organisations if each.known and each is not one]
            person = self._steps.choice(others).known[0].name
            self._notebook.write(self._act(one, Step(one.name, rule, kind, person), day), pasted=True)

    def see_people(self, day: dt.date) -> None:
        """Contacts that no page asks for, and what they bring: favours, promises of mine, an ask of my own."""
        known = [each for each in self._world.organisations if each.known]
        for _ in range(self._contacts.randint(*self._habits.contacts)):
            one = self._contacts.choices(known, [self._liking[each.name] for each in known])[0]
            on = day + dt.timedelta(days=self._contacts.randint(0, 2))
            live = self._contacts.random() < self._habits.live
            type_ = self._contacts.choice(("meeting", "call", "meal", "visit")) if live else "message"
            self._notebook.write(self._world.contact(one, on, type_, "this and that"))
            if self._contacts.random() < self._habits.gives:
                self._notebook.write(self._world.give(one, on))
            if live and self._contacts.random() < self._habits.promises:
                self._notebook.write_promise(one, self._world.promise(one, on))
            if live and self._contacts.random() < self._habits.asks_himself and one.label != "unasked":
                kind = self._contacts.choice(one.could_give)
                self._notebook.write(self._world.ask(one, on, kind, self._size()))

    def remember_promises(self, day: dt.date) -> None:
        """Keep by their day what I think of by myself."""
        for one in self._world.organisations:
            for promise in one.promises:
                if (
                    not promise.done
                    and 0 <= (promise.due - day).days < 7
                    and self._contacts.random() < self._habits.keeps
                ):
                    self._keep(one, day)

    def _keep(self, one: Organisation, day: dt.date) -> None:
        promise = next(each for each in one.promises if not each.done)
        self._world.keep(one, promise)
        self._notebook.tick_promise(one, promise, day)

    def _keep_promises(self, one: Organisation, day: dt.date) -> bool:
        due = [each for each in one.promises if not each.done and each.due < day]
        for _ in due:
            self._keep(one, day)
        return bool(due)

    def _fitting(self, one: Organisation, day: dt.date) -> list[str]:
        """What looks fitting to somebody who remembers what happened and counts nothing."""
        if any(not each.done and each.due < day for each in one.promises):
            return ["keep-promise"]
        found = ["stay-in-touch", "connect"]
        found += ["thank"] * 2 if one.unthanked else []
        found += ["late-pledge"] if one.overdue(day) else []
        found += ["settle-answer"] if one.open_ask() else [] if one.never_asked else ["ask"]
        return found if one.offered else [*found, "offer-task"]

    def _written_late(self, one: Organisation, rule: str) -> bool:
        """The page asks for what has happened already but was never written: then that is written now."""
        types = {"settle-answer": ("answer",), "thank": ("thanks",), "late-pledge": ("support", "released")}
        return rule in types and self._notebook.catch_up(one.name, *types[rule])

    def _be_introduced(self, one: Organisation, person: str, day: dt.date) -> bool:
        friends = [each for each in self._world.organisations if each.known and each is not one]
        through = self._by_person.get(person) or self._steps.choice(friends)
        if not through.known:
            return False
        self._notebook.write(self._world.ask_introduction(through, day, one), pasted=True)
        return True

    def _act(self, one: Organisation, step: Step, day: dt.date) -> Events:
        world, rule = self._world, step.rule
        if rule in _ASKING:
            kind = step.kind or ENDORSEMENT
            return world.ask(one, day, kind, "small" if kind == ENDORSEMENT else self._size())
        if rule in _OFFERING:
            return world.offer(one, day)
        if rule == "thank":
            return world.thank(one, day)
        if rule == "frank-talk":
            return world.talk_frankly(one, day)
        if rule == "late-pledge":
            return world.remind(one, day)
        if rule == "settle-answer":
            return world.settle(one, day)
        if rule == "reintroduce":
            return world.ask_introduction(one, day, one)
        if rule == "connect":
            fallback = next(each.known[0].name for each in world.organisations if each.known and each is not one)
            return world.connect(one, day, step.person or fallback)
        live = rule != "stay-in-touch" or self._steps.random() < self._habits.live
        return world.contact(one, day, "call" if live else "message", "kept in touch", one.known[0])

    def _size(self) -> str:
        """Both policies ask for things of the same sizes: what is compared is whom they ask, and when."""
        drawn = self._contacts.random()
        if drawn < self._habits.large:
            return "large"
        return "medium" if drawn < self._habits.large + self._habits.medium else "small"
