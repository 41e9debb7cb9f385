"""The organisations of the simulation, their people, and what truly stands between them and me."""

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Final

from tests.simulation.parameters import Character, Parameters, random_stream

HARD: Final = ("manpower", "finance", "legal", "facilities", "equipment")
ENDORSEMENT: Final = "endorsement"
_PLACES: Final = (  # noqa: SIM905  (a list of names)
    "Aldbury Ashwell Barnsey Brackley Calder Carrow Denholm Dunmere Eastry Elstow Fairholt Fenton Garston Grenville "
    "Halsham Hexley Ilford Inchmore Jarrow Kelling Kirkby Langport Lowick Marden Melrose Netherby Norwell Oakham"
    " Orford Pelham Penrose Quarndon Ramsey Rothwell Selby Stanwick Tarring Upwey Verwood Wickham"
).split()
_SORTS: Final = ("Trust", "Foundation", "Housing", "College", "Bank", "Works", "Insurance", "Hospital")
_FIRST: Final = (  # noqa: SIM905  (a list of names)
    "Ada Amir Beth Carl Dina Evan Fay Gita Hugo Ines Ivo Jane Kofi Lena Luca Maya Nora Omar Pia Quin Rosa Sami Tess"
    " Uma Vera Wes Xena Yara Zoe"
).split()
_LAST: Final = (  # noqa: SIM905  (a list of names)
    "Abbot Barlow Crane Dalton Everly Foster Garland Hobbs Ingram Jarvis Keating Lister Marlow Nash Osman Piper"
    " Quill Reyes Sutton Tully Underhill Vance Weller Yates Zeller"
).split()


@dataclass(frozen=True)
class Person:
    name: str
    decides: bool


@dataclass
class Ask:
    """Something that I asked for; `open` until they answered."""

    kind: str
    size: str
    day: dt.date
    open: bool = True


@dataclass
class Pledge:
    """Something that they promised; `state` is open, kept, or released."""

    code: str
    kind: str
    size: str
    rung: str
    due: dt.date
    comes: dt.date | None
    saved: bool
    """Whether a reminder can still bring a smaller part; to remind again changes nothing."""
    state: str = "open"


@dataclass
class Promise:
    """Something that I promised."""

    text: str
    due: dt.date
    done: bool = False


@dataclass
class Organisation:
    name: str
    label: str
    """The name of its character."""
    character: Character
    random: random.Random
    people: tuple[Person, ...]
    power: str
    interest: str
    could_give: tuple[str, ...]
    trust: float
    """The true one, 0 to 1."""
    never_asked: bool
    """I shall never ask them, whatever the page says."""
    known: list[Person] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    unthanked: dt.date | None = None
    """The day of help for which I have not thanked."""
    approached: bool = False
    """I asked them for an introduction to somebody."""
    offered: bool = False
    met: dt.date = dt.date.min
    """The day of the last live contact."""
    thanked: bool = False
    wrote: bool = False
    units: float = 0.0
    """Help that came, in units of the parameters."""

    @property
    def blameless(self) -> bool:
        """Nobody ever asked them for anything, and they never promised anything."""
        return not self.asks and not self.pledges and not self.approached

    def move(self, change: float) -> None:
        """Move the true trust; what is good counts by how receptive they are."""
        step = change * self.character.receptive if change > 0 else change
        self.trust = min(1.0, max(0.0, self.trust + step))

    def open_ask(self) -> Ask | None:
        return next((ask for ask in self.asks if ask.open), None)

    def overdue(self, day: dt.date) -> Pledge | None:
        """The oldest promise of theirs that is past its day."""
        return next((each for each in self.pledges if each.state == "open" and each.due < day), None)


def create_organisations(parameters: Parameters, seed: int, count: int) -> list[Organisation]:
    """`count` organisations, the characters in proportion to their counts in the parameters, in a random order."""
    chance = random_stream(seed, "organisations")
    labels = [label for label, each in parameters.characters.items() for _ in range(each.count)]
    chance.shuffle(labels)
    names = chance.sample(_PLACES, len(_PLACES))
    people = _people_names(chance)
    every = [_create(parameters, seed, names[at], label, people) for at, label in enumerate(_spread(labels, count))]
    for each in every:
        if chance.random() < parameters.user.known:
            each.known.append(_first_known(parameters, each, chance))
            each.trust = chance.uniform(*parameters.trust.start) * each.character.receptive
    return every


def _spread(labels: list[str], count: int) -> list[str]:
    """The first of each character in turn, so that a small simulation has all of them in proportion."""
    share = count / len(labels)
    taken: list[str] = []
    for label in sorted(set(labels)):
        taken += [label] * max(1, round(labels.count(label) * share))
    return taken if count < len(labels) else labels


def _people_names(chance: random.Random) -> list[str]:
    names = [f"{first} {last}" for first in _FIRST for last in _LAST]
    chance.shuffle(names)
    return names


def _create(parameters: Parameters, seed: int, place: str, label: str, people: list[str]) -> Organisation:
    chance = random_stream(seed, place)
    character = parameters.characters[label]
    number = chance.randint(1, 3)
    decider = chance.randrange(number)
    return Organisation(
        name=f"{place} {chance.choice(_SORTS)}",
        label=label,
        character=character,
        random=chance,
        people=tuple(Person(people.pop(), at == decider) for at in range(number)),
        power=chance.choice(("high", "medium", "low")),
        interest=chance.choice(("high", "medium", "low")),
        could_give=tuple(sorted(chance.sample(HARD, chance.randint(1, 2)))),
        trust=0.0,
        never_asked=chance.random() < character.shy,
    )


def _first_known(parameters: Parameters, organisation: Organisation, chance: random.Random) -> Person:
    decides = chance.random() < parameters.user.decider_known
    fitting = [each for each in organisation.people if each.decides == decides]
    return (fitting or list(organisation.people))[0]
