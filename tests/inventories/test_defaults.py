"""Every number that is drawn names what its default is of its draws, and the draws keep it; on its own bound it says why."""

import numpy as np
import pytest

from lca_models.impact.draws.parameters import parameter_distributions
from lca_models.inventory.tables.uncertainty import TRIANGULAR

PART = 0.1  # of the standard deviation of the draws: limits cut lognormals off, on one side more than on the other
LEVELS = (np.arange(4000) + 0.5) / 4000
STATISTIC = {"mean": np.mean, "median": np.median}


@pytest.fixture(scope="module")
def alone(shipped_study):
    """Rows by name and distributions of all numbers that are drawn on their own"""
    rows = {
        row.name: row for row in shipped_study.rows.parameters if not row.formula and row.data.get("kind") == "number"
    }
    found = parameter_distributions(rows, {name: float(row.amount) for name, row in rows.items()})
    found = found[found.uncertain]
    return {name: rows[name] for name in found.names}, found


def on_own_bound(row):
    return row.data["uncertainty type"] == TRIANGULAR and float(row.amount) in row.data["limits"]


def test_every_default_that_is_drawn_names_what_it_is_and_one_on_its_own_bound_gives_its_reason(alone):
    rows, _ = alone

    assert {name for name, row in rows.items() if row.data.get("default_is") not in STATISTIC} == {
        name for name, row in rows.items() if on_own_bound(row)
    }
    assert all(row.data["comment"] for row in rows.values() if on_own_bound(row))


def test_draws_have_their_default_as_what_its_row_says(alone):
    rows, found = alone
    values = found.ppf(np.tile(LEVELS, (len(found), 1)))

    missed = {}
    for name, row, drawn in zip(rows, rows.values(), values, strict=True):
        if word := row.data.get("default_is"):
            away = abs(STATISTIC[word](drawn) - float(row.amount))
            if away > PART * drawn.std():
                missed[name] = (word, away / drawn.std())
    assert missed == {}
