"""The parameters of the simulation, as `parameters.toml` holds them (docs/simulation.md)."""

import datetime as dt
import random
import tomllib
from pathlib import Path
from typing import Final

import msgspec

FILE: Final = Path(__file__).with_name("parameters.toml")


class Character(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    count: int
    receptive: float
    warmth: float
    sour: float
    volunteer: float
    yes: float
    no: float
    writes: float
    deliver: float
    answer_weeks: tuple[int, int]
    late_weeks: tuple[int, int]
    recover: float
    shy: float


class WorldFactors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    signs: float
    yes: float
    deliver: float
    written: float


class TrustRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    start: tuple[float, float]
    fade: float
    ready: float
    too_early: float
    floor: float


class Reactions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    undecided: float
    medium: float
    large: float
    wrote: float
    thanked: float
    wrote_volunteer: float
    later: float
    strong_sign: float
    promise_weeks: tuple[int, int]
    agreement: float
    letter: float
    recover_later: float
    recover_release: float
    settle_no: float
    accept_offer: float
    introduces: float
    frank: float
    ask_rest_weeks: int
    unthanked_weeks: int


class UserHabits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    steps: int
    contacts: tuple[int, int]
    known: float
    decider_known: float
    live: float
    asks_himself: float
    thanks_himself: float
    gives: float
    promises: float
    keeps: float
    medium: float
    large: float
    evidence: float


class Style(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    contact: float
    sign: float
    task: float
    ask: float
    answer: float
    pledge: float
    evidence: float
    support: float
    thanks: float
    other: float
    step: float
    precise: float
    kind: float
    fields: float


class Places(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    organisation: float
    person: float


class Parameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    start: dt.date
    weeks: int
    characters: dict[str, Character]
    worlds: dict[str, WorldFactors]
    trust: TrustRules
    deeds: dict[str, float]
    reactions: Reactions
    user: UserHabits
    outcomes: dict[str, float]
    hours: dict[str, float]
    units: dict[str, float]
    styles: dict[str, Style]
    places: Places


def load_parameters(file: Path = FILE) -> Parameters:
    """Read the file. Raises msgspec.ValidationError for a name that is missing or unknown."""
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Parameters)


def random_stream(*names: object) -> random.Random:
    """A stream of chance of its own for each list of names, the same on every machine."""
    return random.Random("/".join(map(str, names)))  # noqa: S311  (a seeded simulation is no cryptography)
