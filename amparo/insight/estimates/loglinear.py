"""Log-linear estimates with a model that the lists choose, and of main effects alone. Pure.

`stepwise` follows Chan, Silverman & Vincent 2021 (JASA 116); `by_aic` follows Bales, Hesketh &
Silverman 2015 ("Modern slavery in the UK: how many victims?", Significance 12): the pair enters
that lowers Akaike's criterion most, as long as its Wald test is below the threshold.
"""

from math import sqrt

import numpy as np
from scipy.special import ndtr, ndtri, xlogy

from amparo.insight.estimates import stepwise as steps
from amparo.insight.estimates.designs import Table, pair_name
from amparo.insight.estimates.existence import STATUS, Fault, fault_of
from amparo.insight.estimates.fitting import fit_many, information
from amparo.insight.estimates.profile import Model, fitted, profile
from amparo.insight.estimates.stepwise import ENTRY, Chosen, Pairs
from amparo.insight.estimates.values import (
    LEVEL,
    CannotEstimate,
    Estimate,
    Flag,
    Lists,
    Reals,
    Status,
)

STEPWISE = "stepwise"
MAIN = "independent lists"
BY_AIC = "stepwise by AIC"
WALD = 0.05
FEWEST = 3
WIDEST = 20.0


def independent(lists: Lists, *, level: float = LEVEL) -> Estimate:
    """Return the estimate of main effects only."""
    shared, counts = Pairs(lists.count), Table.of(lists).counts[None]
    return _estimate(lists, (MAIN, shared, steps.independent(shared, counts)), level)


def stepwise(lists: Lists, *, entry: float = ENTRY, level: float = LEVEL) -> Estimate:
    """Return the estimate of the selected model; its interval takes the model as known."""
    shared, counts = Pairs(lists.count), Table.of(lists).counts[None]
    return _estimate(lists, (STEPWISE, shared, steps.stepwise(shared, counts, entry)), level)


def chosen_pairs(lists: Lists, *, entry: float = ENTRY) -> tuple[str, ...]:
    """Return the pairs the selected model holds, as `A:B`; those that never meet included."""
    shared, counts = Pairs(lists.count), Table.of(lists).counts[None]
    found = steps.stepwise(shared, counts, entry)
    is_in = found.terms[0, shared.mains :] | ~(found.cells[0] @ shared.within > 0)
    return tuple(
        pair_name(p, lists.names) for p, has in zip(shared.pairs, is_in, strict=True) if has
    )


def _estimate(lists: Lists, named: tuple[str, Pairs, Chosen], level: float) -> Estimate:
    name, shared, found = named
    table = Table.of(lists)
    if not steps.is_sound(shared, table.counts, found, 0):
        terms = [t for t, has in zip(shared.terms, found.terms[0], strict=True) if has]
        fault = fault_of(table, terms)
        return Estimate.refused(name, STATUS.get(fault, Status.NO_MAXIMUM))
    unseen, error = float(found.unseen[0]), float(steps.spread(shared, found)[0])
    wide = float(ndtri((1 + level) / 2)) * error
    if wide > WIDEST:
        return Estimate.refused(name, Status.NO_MAXIMUM)
    ends = lists.observed + unseen * np.exp([-wide, wide])
    flags = () if found.cells[0].all() else (Flag.EXTENDED,)
    return Estimate(
        name, lists.observed + unseen, float(ends[0]), float(ends[1]), level, flags=flags
    )


def by_aic(lists: Lists, *, wald: float = WALD, level: float = LEVEL) -> Estimate:
    """Return the estimate of the model by AIC with a multinomial profile interval.

    Raises:
        CannotEstimate: fewer than three lists, or the chosen model's likelihood has no top.
    """
    if lists.count < FEWEST:
        raise CannotEstimate("This takes three lists or more.")
    shared, table = Pairs(lists.count), Table.of(lists)
    held = list(range(shared.mains))
    best = _criteria(shared, table.counts, [held])[0][0]
    while len(held) < len(shared.terms):
        absent = [at for at in range(shared.mains, len(shared.terms)) if at not in held]
        found, p = _criteria(shared, table.counts, [[*held, at] for at in absent])
        at = int(found.argmin())
        if found[at] >= best or not p[at] < wald:
            break
        best = found[at]
        held.append(absent[at])
    if fault_of(table, [shared.terms[at] for at in held]) is not Fault.NONE:
        return Estimate.refused(BY_AIC, Status.NO_MAXIMUM)
    design = shared.design[:, held]
    model = Model(design, np.eye(len(held))[0])
    _, low, high = profile(model, table.counts, level)
    total = lists.observed + fitted(model, table.counts).unseen
    return Estimate(BY_AIC, total, low, high, level)


def _criteria(shared: Pairs, counts: Reals, models: list[list[int]]) -> tuple[Reals, Reals]:
    """Return Akaike's criterion of each model, and the Wald p of each one's last term."""
    terms = np.zeros((len(models), len(shared.terms)), dtype=bool)
    for at, model in enumerate(models):
        terms[at, model] = True
    every = np.repeat(counts[None], len(models), axis=0)
    fits = fit_many(shared.design, every, np.ones(every.shape, dtype=bool), terms)
    means = np.maximum(fits.means, 1e-300)
    likely = (xlogy(every, means) - means).sum(axis=1)
    found = information(shared.design, fits.means, terms)
    p = np.ones(len(models))
    for at, model in enumerate(models):
        variance = np.linalg.pinv(found[at], hermitian=True)[model[-1], model[-1]]
        is_known = fits.converged[at] and variance > 0
        z = fits.beta[at, model[-1]] / sqrt(variance) if is_known else 0.0
        p[at] = 2 * ndtr(-abs(z))
    return 2 * terms.sum(axis=1) - 2 * likely, p
