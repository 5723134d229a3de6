"""Systems of a few uncertain exchanges, written as rows."""

import math

import numpy as np

from lca_models.impact.draws.distributions import NO_GROUP, distributions_of
from lca_models.impact.everything.system import UncertainSystem

LOGNORMAL, NORMAL, UNIFORM, TRIANGULAR = 2, 3, 4, 5
CO2 = "co2"


def spread(amount, sigma=0.1):
    return {"uncertainty type": LOGNORMAL, "loc": math.log(abs(amount)), "scale": sigma, "negative": amount < 0}


def system_of(*exchanges, demand=0, factors=((1.0,),), groups=None):
    """Exchanges are (process, input, signed amount, fields of the distribution); input CO2 is a flow, a number a product."""
    rows = [0 if row == CO2 else row for _, row, *_ in exchanges]
    columns = [column for column, *_ in exchanges]
    biosphere = np.array([row == CO2 for _, row, *_ in exchanges])
    purchase = np.array([row not in (CO2, column) for column, row, *_ in exchanges])
    signs = np.where(purchase, -1.0, 1.0)
    amounts = signs * [one[2] for one in exchanges]
    data = [one[3] if len(one) > 3 else {} for one in exchanges]
    names = [f"exchange {k}" for k in range(len(exchanges))]
    group = np.full(len(exchanges), NO_GROUP) if groups is None else np.array(groups)
    wanted = np.zeros(max(columns) + 1)
    wanted[demand] = 1.0
    distributions = distributions_of(names, data, amounts, groups=group)
    return UncertainSystem(
        np.array(rows), np.array(columns), biosphere, signs, distributions, wanted, np.array(factors)
    )
