"""The one way through this room: from the network and a day to the book (SPEC §3).

A book is followed from the one before, as a network is: whatever would be made of the same again is taken over as the
same object. The first one is followed from an empty vault.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

import msgspec

from netlead_md.analysis.effort import (
    EffortTotals,
    SupportUnits,
    attribute_support,
    effort_by_type,
    effort_totals,
    pareto_set,
    units_of,
)
from netlead_md.analysis.entry_groups import (
    NO_SHARE,
    NOTHING_COUNTED,
    NOTHING_SORTED,
    ClassifiedEntries,
    EntryTotals,
    classify_entries,
    count_entries,
)
from netlead_md.analysis.history import count_growth
from netlead_md.analysis.individuals import individuals_of
from netlead_md.analysis.line_account import assume_days, coverage_of, questions_by_key
from netlead_md.analysis.metrics import giving_balance
from netlead_md.analysis.network_context import NetworkContext, build_context
from netlead_md.analysis.network_index import NetworkIndex, build_index
from netlead_md.analysis.organisation_scores import OrganisationScores, SupportState, score_organisation, support_of
from netlead_md.analysis.organisations import LedgerResult, SharedContext, build_ledgers
from netlead_md.analysis.project_needs import Lack, lacking
from netlead_md.analysis.scores import EntityScores, score_entity, summarise_person
from netlead_md.incremental.memo import ListDiff, Memo, is_stale, memo_values, recompute, reuse_if_equal
from netlead_md.model.account import Telling
from netlead_md.model.book import Book, IntroductionPath, PersonSummary, Portfolio
from netlead_md.model.config import Config
from netlead_md.model.ledger import Ledger
from netlead_md.model.network import Entry, Network, Organisation

# A book that is begun: whose figures must be made anew, which another core can do meanwhile.


class AnalysisCache(msgspec.Struct, frozen=True):
    """What the next book can take over."""

    network: Network | None = None
    world: NetworkIndex | None = None
    entries: ClassifiedEntries = NOTHING_SORTED
    counted: EntryTotals = NOTHING_COUNTED
    figures: dict[str, Memo[EntityScores]] = {}
    regards: dict[str, Memo[PersonSummary]] = {}
    people: dict[str, PersonSummary] = {}
    helped: dict[str, Memo[SupportState]] = {}
    accounts: dict[str, Memo[OrganisationScores]] = {}
    around: NetworkContext | None = None
    written: dict[str, Memo[LedgerResult]] = {}
    ledgers: dict[str, Ledger] = {}
    paths: dict[str, tuple[IntroductionPath, ...]] = {}
    bridges: dict[str, tuple[str, ...]] = {}
    units: dict[str, Memo[SupportUnits]] = {}
    parties: dict[str, Organisation] = {}
    individuals: dict[str, Organisation] = {}
    needs: tuple[Lack, ...] = ()


class AnalysisRun(msgspec.Struct, frozen=True, eq=False):
    network: Network
    world: NetworkIndex
    entries: ClassifiedEntries
    change: ListDiff[Entry]
    """The entries that are others than in the book before."""
    before: AnalysisCache
    given: dict[str, tuple[object, ...]]
    """Of what the figures of each organisation and person are made."""

    due: tuple[str, ...]
    """Keys of those whose figures must be made."""
    questions: Mapping[str, tuple[Telling, ...]] = {}
    """Open ones about each organisation and individual (SPEC §2.5), by key."""

    def figures(self, keys: Iterable[str]) -> Iterator[EntityScores]:
        """Those of some of them."""
        network, groups = self.network, self.entries.groups
        for key in keys:
            if (person := network.people.get(key)) is not None:
                own = groups.organisations.get(key, NO_SHARE)
                yield score_entity(person, groups.people.get(key, NO_SHARE), self.world, own)
            else:
                yield score_entity(network.organisations[key], groups.organisations.get(key, NO_SHARE), self.world)


def start_run(
    network: Network,
    as_of: dt.date,
    config: Config,
    before: AnalysisCache,
    questions: Mapping[str, tuple[Telling, ...]],
) -> AnalysisRun:
    """Sort out what there is; `before` is of a book of the same day and config."""
    network = assume_days(network, as_of, before.network)
    world = build_index(network, as_of, config, before.world)
    entries, change = classify_entries(network, as_of, before.network, before.entries)
    people, organisations = entries.groups.people, entries.groups.organisations
    given: dict[str, tuple[object, ...]] = {
        key: (organisations.get(key), world.spans.get(key), each.trust) for key, each in network.organisations.items()
    }
    given.update((key, (people.get(key), organisations.get(key), each.trust)) for key, each in network.people.items())
    due = [key for key, each in given.items() if is_stale(before.figures.get(key), each)]
    told = questions or questions_by_key(network, as_of)
    return AnalysisRun(network, world, entries, change, before, given, tuple(due), told)


Questions: TypeAlias = Mapping[str, tuple[Telling, ...]]
NO_QUESTIONS: Final[Questions] = {}


class AnalysisResult(NamedTuple):
    book: Book
    memory: AnalysisCache


def analyse(network: Network, as_of: dt.date, config: Config, questions: Questions = NO_QUESTIONS) -> Book:
    """Everything that the notes say on a day. Never raises for what notes hold; oddities are in `Book.faults`.

    `questions`: the open ones about each organisation and individual, by key. They change no figure and no class; the
    sentences about an absence, and the steps `thank` and `frank-talk`, look at them (SPEC §2.5).
    """
    return analyse_incremental(network, as_of, config, questions=questions).book


def analyse_incremental(
    network: Network,
    as_of: dt.date,
    config: Config,
    last: AnalysisResult | None = None,
    questions: Questions = NO_QUESTIONS,
) -> AnalysisResult:
    """The same, after `last`."""
    half = start_analysis(network, as_of, config, last, questions)
    return finish_analysis(half, lambda: dict(zip(half.due, half.figures(half.due), strict=True)))


def start_analysis(
    network: Network,
    as_of: dt.date,
    config: Config,
    last: AnalysisResult | None = None,
    questions: Questions = NO_QUESTIONS,
) -> AnalysisRun:
    """The first half of it; after that `Begun.figures` of those who are due can be made anywhere."""
    same = last is not None and (last.book.as_of, last.book.config) == (as_of, config)
    return start_run(network, as_of, config, last.memory if last is not None and same else AnalysisCache(), questions)


def finish_analysis(half: AnalysisRun, figures: Callable[[], Mapping[str, EntityScores]]) -> AnalysisResult:
    """The second half: everything else. `figures` gives those that are due, and is asked as late as can be."""
    network, world, entries, before = half.network, half.world, half.entries, half.before
    as_of, config = world.as_of, world.config
    counted = count_entries(entries.groups, half.change, as_of, before.entries.groups, before.counted)
    spending = effort_totals(counted.takings, network.me, config)
    individuals, parties = _parties(half)
    helped = _support_states(half, parties)
    needs = lacking(network.projects.values(), helped, as_of)
    needs = before.needs if needs == before.needs else needs
    units = _support_units(half, helped)
    figured = _entity_scores(half, figures)
    regards = _person_summaries(half, figured)
    people = reuse_if_equal(before.people, memo_values(regards))
    accounts = _organisation_scores(half, helped, figured)
    around = build_context(network, world, people, counted.intros, before.around)
    written = _written(half, parties, accounts, SharedContext(around, spending.currency, needs))
    by_key = reuse_if_equal(before.ledgers, {key: each.value.ledger for key, each in written.items()})
    paths, bridges = _introduction_paths(by_key, around, before)
    memory = AnalysisCache(
        network=network,
        world=world,
        entries=entries,
        counted=counted,
        figures=figured,
        regards=regards,
        people=people,
        helped=helped,
        accounts=accounts,
        around=around,
        written=written,
        ledgers=by_key,
        paths=paths,
        bridges=bridges,
        units=units,
        parties=parties,
        individuals=individuals,
        needs=needs,
    )
    return AnalysisResult(_build_book(network, world, memory, spending), memory)


def _written(
    half: AnalysisRun,
    parties: Mapping[str, Organisation],
    accounts: Mapping[str, Memo[OrganisationScores]],
    company: SharedContext,
) -> dict[str, Memo[LedgerResult]]:
    too_many = _count_active(half.network, accounts) > _capacity_of(half.network, half.world.config)
    company = msgspec.structs.replace(company, too_many=too_many, questions=half.questions)
    return build_ledgers(parties, half.entries.groups.organisations, accounts, company, half.before.written)


def _parties(half: AnalysisRun) -> tuple[dict[str, Organisation], dict[str, Organisation]]:
    """The individuals, and with them all who have a ledger, in order of name."""
    network, before = half.network, half.before
    alone = individuals_of(network, half.entries.groups.organisations, before.individuals)
    individuals = reuse_if_equal(before.individuals, alone)
    return individuals, reuse_if_equal(before.parties, _in_order({**network.organisations, **individuals}))


def _in_order(parties: Mapping[str, Organisation]) -> dict[str, Organisation]:
    """By name."""
    return dict(sorted(parties.items(), key=lambda each: (each[1].name.casefold(), each[1].name, each[0])))


def _support_states(half: AnalysisRun, every: Mapping[str, Organisation]) -> dict[str, Memo[SupportState]]:
    """Of every organisation and individual, in order of name."""
    shares, world = half.entries.groups.organisations, half.world
    return recompute(
        half.before.helped,
        ((key, (each, shares.get(key), world.marks)) for key, each in every.items()),
        lambda key: support_of(every[key], shares.get(key, NO_SHARE), half.entries.refs, world),
    )


def _entity_scores(
    half: AnalysisRun, figures: Callable[[], Mapping[str, EntityScores]]
) -> dict[str, Memo[EntityScores]]:
    ready = figures()
    return recompute(half.before.figures, half.given.items(), lambda key: ready[key])


def _person_summaries(half: AnalysisRun, figured: Mapping[str, Memo[EntityScores]]) -> dict[str, Memo[PersonSummary]]:
    network, shares = half.network, half.entries.groups.people
    return recompute(
        half.before.regards,
        (
            (key, (person, shares.get(key), figured[key].value, network.me, half.questions.get(key, ())))
            for key, person in network.people.items()
        ),
        lambda key: _asked_about(
            summarise_person(network.people[key], shares.get(key, NO_SHARE), figured[key].value, half.world),
            half.questions.get(key, ()),
        ),
    )


def _asked_about(regard: PersonSummary, questions: tuple[Telling, ...]) -> PersonSummary:
    return msgspec.structs.replace(regard, questions=questions) if questions else regard


def _organisation_scores(
    half: AnalysisRun, helped: Mapping[str, Memo[SupportState]], figured: Mapping[str, Memo[EntityScores]]
) -> dict[str, Memo[OrganisationScores]]:
    return recompute(
        half.before.accounts,
        ((key, (each.value, figured[key].value)) for key, each in helped.items()),
        lambda key: score_organisation(helped[key].value, figured[key].value, half.world.as_of),
    )


def _support_units(half: AnalysisRun, helped: Mapping[str, Memo[SupportState]]) -> dict[str, Memo[SupportUnits]]:
    return recompute(
        half.before.units,
        ((key, (each.value.support.items, each.value.entries)) for key, each in helped.items()),
        lambda key: units_of(helped[key].value.support.items, helped[key].value.entries, half.world.config),
    )


def _introduction_paths(
    ledgers: Mapping[str, Ledger], around: NetworkContext, before: AnalysisCache
) -> tuple[dict[str, tuple[IntroductionPath, ...]], dict[str, tuple[str, ...]]]:
    """The best paths to organisations that neither trust me nor help, and who alone can open the door (SPEC §5.2)."""
    doors = around.introductions
    same = before.around is not None and doors is before.around.introductions
    paths, bridges = (before.paths, before.bridges) if same else ({}, {})
    distant = [
        key
        for key, each in ledgers.items()
        if each.clock is None and each.class_ != "supported" and not each.individual
    ]
    return (
        {key: paths[key] if key in paths else doors.paths_to(key) for key in distant},
        {key: bridges[key] if key in bridges else doors.bridges(key) for key in distant},
    )


def _build_book(network: Network, world: NetworkIndex, parts: AnalysisCache, spending: EffortTotals) -> Book:
    """Bind everything together."""
    entries, as_of, config = parts.entries, world.as_of, world.config
    given = attribute_support(each.value for each in parts.units.values())
    found = (fault for each in parts.accounts.values() for fault in each.value.faults)
    return Book(
        network=network,
        as_of=as_of,
        organisations=parts.parties,
        ledgers=parts.ledgers,
        people=parts.people,
        promises=parts.counted.promises,
        plans=tuple(entries.groups.plans),
        channels=effort_by_type(spending, given.units),
        portfolio=_build_portfolio(network, parts, spending.currency, given.unattributed),
        growth=count_growth(network, parts.people, parts.ledgers, parts.counted.intros, as_of),
        introductions=parts.paths,
        bridges=parts.bridges,
        faults=(*entries.refs.faults, *found),
        config=config,
        coverage=coverage_of(network, as_of),
    )


def _build_portfolio(network: Network, parts: AnalysisCache, currency: str, unattributed: float) -> Portfolio:
    weighed = giving_balance(parts.counted.weights)
    firm = {key: each.support.firm for key, each in parts.ledgers.items()}
    few, share = pareto_set(firm, {key: each.hours for key, each in parts.ledgers.items()})
    return Portfolio(
        gives=weighed.gives,
        asks=weighed.asks,
        balance=weighed.balance,
        balance_word=weighed.word,
        pareto=few,
        pareto_hours_share=share,
        unattributed=unattributed,
        currency=currency,
        active=_count_active(network, parts.accounts),
    )


def _count_active(network: Network, accounts: Mapping[str, Memo[OrganisationScores]]) -> int:
    """How many organisations are active: an entry in 365 days, neither paused nor let go by their note."""
    every = network.organisations  # individuals are no part of the capacity
    return sum(
        every[key].status == "active" and each.value.trust.entries > 0 for key, each in accounts.items() if key in every
    )


def _capacity_of(network: Network, config: Config) -> int:
    stated = network.me.capacity_orgs if network.me is not None else None
    return config.capacity_orgs if stated is None else stated
