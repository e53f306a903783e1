"""The panel: all methods side by side, one envelope over them, and when there is none. Pure.

A single model hides what it takes for granted. The headline is the hull of the methods that let the
lists choose; where people seem to differ, it reaches as far as a kind of people who are ten times
harder to find, and says "lower bound": nothing tells of people whom no list can see.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import active_children, get_context

import numpy as np

from amparo.insight.estimates import kinds, single
from amparo.insight.estimates.designs import Table
from amparo.insight.estimates.methods import METHODS, estimated
from amparo.insight.estimates.stepwise import Pairs, stepwise
from amparo.insight.estimates.values import (
    LEVEL,
    CannotEstimate,
    Estimate,
    Flag,
    Lists,
    Progress,
    Status,
    silent,
)
from amparo.insight.estimates.walking import leave_stopping_to_the_first

FEWEST_LISTS = 3
FEWEST_SHARED = 5
FEWEST_OBSERVED = 30
SPARSE = 20
WIDEST = 10.0
MATTERS = 1.5
"""Half as many again as if all were alike: so many more would be another answer."""
LEAD = ("graphs", "bootstrap", "weighted", "stepwise")


@dataclass(frozen=True)
class Headline:
    """The envelope over methods: how many people there are in all."""

    point: float
    low: float
    high: float
    level: float
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Panel:
    """What there is to say about lists.

    Attributes:
        lists: what was observed.
        refused: why there is no headline; None if there is one.
        headline: the envelope, or None.
        lower_bound: at least so many, by what was observed and Chao's lower end.
        models: each method's estimate, those that gave none with their reason.
        keys: their keys in METHODS, in the same order.
        seed: which gives the same again.
    """

    lists: Lists
    refused: CannotEstimate | None
    headline: Headline | None
    lower_bound: float
    models: tuple[Estimate, ...]
    keys: tuple[str, ...]
    seed: int


def panel(
    lists: Lists,
    *,
    seed: int,
    names: Sequence[str] = tuple(METHODS),
    one_village: bool = False,
    jobs: int = 1,
    progress: Progress = silent,
) -> Panel:
    """Return the panel; on an interrupt what was ready by then, its headline flagged as partial."""
    done: dict[str, Estimate] = {}
    is_whole = True
    try:
        for key, found in _each(lists, (seed, names, jobs), progress):
            done[key] = found
            if found.status is Status.STOPPED or Flag.PARTIAL in found.flags:
                is_whole = False
                break
    except KeyboardInterrupt:
        is_whole = False
    models = {key: done[key] for key in names if key in done}
    refused = refusal(lists, one_village=one_village)
    headline = None
    if not refused:
        try:
            headline = envelope(lists, models)
        except CannotEstimate as problem:
            early = CannotEstimate("It was stopped too early for an answer.")
            refused = problem if is_whole else early
    if headline and not is_whole:
        headline = replace(headline, flags=(*headline.flags, Flag.PARTIAL))
    bound = float(lists.observed)
    if headline:
        bound = max(bound, min(headline.low, lower_bound(lists)))
    return Panel(lists, refused, headline, bound, tuple(models.values()), tuple(models), seed)


def refusal(lists: Lists, *, one_village: bool = False) -> CannotEstimate | None:
    """Return why lists can't be estimated from, whatever the method; None if they can."""
    both = lists.overlaps - np.diag(np.diag(lists.overlaps))
    joined = int((both.sum(axis=1) > 0).sum())
    if one_village:
        return CannotEstimate("A single village is too small: a number would point at its people.")
    if joined < FEWEST_LISTS:
        return CannotEstimate(
            "Only {joined} lists share anybody with another; three are needed.", joined=joined
        )
    if lists.overlapping < FEWEST_SHARED:
        return CannotEstimate(
            "Only {shared} people are in more than one list; five are needed.",
            shared=lists.overlapping,
        )
    if lists.observed < FEWEST_OBSERVED:
        return CannotEstimate(
            "Only {seen} people were seen; thirty are needed.", seen=lists.observed
        )
    return None


def envelope(lists: Lists, models: dict[str, Estimate]) -> Headline:
    """Return the hull of the methods that let the lists choose.

    Raises:
        CannotEstimate: none gave an interval, chains do not agree, or the ends are more than
            tenfold apart.
    """
    for each in models.values():
        if each.status is Status.NOT_CONVERGED:
            raise CannotEstimate(
                "The lists fit several answers that lie apart: long runs do not agree on one."
            )
    flags: list[Flag] = []
    names = [key for key, method in METHODS.items() if method.is_core]
    if differs(lists):
        flags.append(Flag.LOWER_BOUND)
        names.append("kinds")
    within = [models[key] for key in names if key in models and models[key].has_interval]
    leads = [models[key] for key in LEAD if key in models and models[key].has_interval]
    if not leads:
        raise CannotEstimate("No model has a maximum-likelihood estimate for these lists.")
    lead = leads[0]
    within = [*within, lead] if lead not in within else within
    low = min(each.low for each in within if each.low is not None)
    high = max(each.high for each in within if each.high is not None)
    if high > WIDEST * low:
        raise CannotEstimate("The ends of the interval are more than tenfold apart.")
    if lists.overlapping < SPARSE:
        flags.append(Flag.SPARSE)
    point = min(max(lead.point or low, low), high)
    return Headline(point, low, high, LEVEL, tuple(dict.fromkeys((*flags, *lead.flags))))


def differs(lists: Lists) -> bool:
    """Return whether people may differ in how easily they are seen.

    That nothing shows it says little, as lists have little power to show it. So it is asked the
    other way round, as a test of equivalence asks: do they rule out, at the interval's level, that
    a kind of people who are hard to find would change the answer? Few lists do.
    """
    if lists.count > METHODS["kinds"].most:
        return True
    shared = Pairs(lists.count)
    chosen = stepwise(shared, Table.of(lists).counts[None])
    try:
        high = kinds.two_kinds(lists, shared, chosen).high
    except CannotEstimate:
        return True
    return high is None or high > MATTERS * (lists.observed + float(chosen.unseen[0]))


def lower_bound(lists: Lists) -> float:
    """Return the lower end of Chao's bound, or what was observed."""
    seen = {k + 1: int(count) for k, count in enumerate(lists.times_seen)}
    low = single.chao_corrected(single.Times.of(seen)).low
    return max(float(lists.observed), low or 0.0)


def _each(
    lists: Lists, how: tuple[int, Sequence[str], int], progress: Progress
) -> Iterator[tuple[str, Estimate]]:
    seed, names, jobs = how
    parts = 100
    before = [key for key in names if jobs > 1 and not METHODS[key].takes_jobs]
    if before:
        yield from _beside_each_other(
            lists, (seed, before, jobs), lambda at: progress(at * parts, len(names) * parts)
        )
    for at, key in enumerate([key for key in names if key not in before], len(before)):
        yield (
            key,
            estimated(
                key,
                lists,
                seed=seed,
                progress=_share(progress, at, len(names), parts),
                jobs=jobs,
            ),
        )
        progress((at + 1) * parts, len(names) * parts)


def _share(progress: Progress, at: int, of: int, parts: int) -> Callable[[int, int], None]:
    return lambda done, all_: progress(at * parts + done * parts // max(all_, 1), of * parts)


def _beside_each_other(
    lists: Lists, how: tuple[int, Sequence[str], int], progress: Callable[[int], None]
) -> Iterator[tuple[str, Estimate]]:
    seed, names, jobs = how
    with ProcessPoolExecutor(jobs, get_context("spawn"), leave_stopping_to_the_first) as pool:
        waiting = {pool.submit(estimated, key, lists, seed=seed): key for key in names}
        try:
            for at, ready in enumerate(as_completed(waiting), 1):
                yield waiting[ready], ready.result()
                progress(at)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in active_children():
                process.terminate()
            raise


__all__ = ["Headline", "Panel", "Status", "envelope", "panel", "refusal"]
