"""What is chosen is never drawn; shares of an average product are drawn as mixtures about their defaults, unless given."""

import numpy as np
import pytest

from lca_models.impact.draws.parameters import uncertain_among
from lca_models.inventory.system.admissibility import is_drawn_in_mix

POINTS, PART = 0.01, 0.03  # of a share: percentage points, and part of the share itself
CHOICES = {"graphite_province", "recycling_route", "green_power_share", "recycled_aluminium_share", "lfp_pack_energy"}


@pytest.fixture(scope="module")
def rows(shipped_study):
    return {row.name: row for row in shipped_study.rows.parameters if not row.formula}


def names_drawn(rows, fixed=()):
    return set(uncertain_among(rows, {name: float(row.amount) for name, row in rows.items()}, fixed).names)


def test_the_mean_of_every_share_drawn_is_its_default(rows):
    mixed = {name: row for name, row in rows.items() if row.data.get("group")}
    inputs = uncertain_among(mixed, {name: float(row.amount) for name, row in mixed.items()})
    defaults = np.array([float(mixed[name].amount) for name in inputs.names])
    means = inputs.draw(20_000, 0).mean(axis=0)

    missed = {name: (mean, default) for name, mean, default in zip(inputs.names, means, defaults, strict=True)
              if abs(mean - default) > min(POINTS, PART * default)}  # fmt: skip
    assert missed == {}
    assert {row.data["group"] for row in mixed.values()} == set(inputs.mixtures.values())


def test_the_anode_is_drawn_about_its_market(rows):
    anode = {name: rows[name] for name in ("anode_natural_share", "anode_synthetic_share")}
    inputs = uncertain_among(anode, {name: float(row.amount) for name, row in anode.items()})
    low, middle, high = np.quantile(
        inputs.draw(20_000, 0)[:, inputs.names.index("anode_natural_share")], [0.05, 0.5, 0.95]
    )

    assert middle == pytest.approx(0.143, abs=0.002)
    assert (low, high) == pytest.approx((0.105, 0.191), abs=0.003)


def test_no_choice_is_drawn(rows):
    chosen = {
        name
        for name, row in rows.items()
        if row.data.get("distribution") == "chosen" or row.data.get("kind") == "choice"
    }

    assert chosen >= CHOICES
    assert names_drawn(rows) & chosen == set()


def test_a_share_that_is_given_makes_its_whole_mix_a_fact(rows):
    lithium = {name for name, row in rows.items() if row.data.get("group") == "lithium_carbonate_route"}

    assert names_drawn(rows) >= lithium
    assert names_drawn(rows, ["lithium_lepidolite_share"]) == names_drawn(rows) - lithium


def test_a_share_drawn_with_its_mix_names_a_scale(rows):
    assert {row.data["distribution"] for row in rows.values() if is_drawn_in_mix(row)} == {"lognormal"}


@pytest.mark.parametrize("name", ["separator_coated_share", "other_thermal_biomass_share", "aluminium_renewable_share"])
def test_a_market_share_whose_rest_has_no_row_is_drawn_about_its_default_too(rows, name):
    inputs = uncertain_among({name: rows[name]}, {name: float(rows[name].amount)})

    assert inputs.draw(20_000, 0).mean() == pytest.approx(float(rows[name].amount), abs=2 * POINTS)
