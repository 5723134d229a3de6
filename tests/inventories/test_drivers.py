"""One answer to what drives a shipped pack: parameters alone, Sobol's design and everything uncertain name the same."""

import numpy as np
import pytest
from counts import LONG

from lca_models.impact.assessment import assess
from lca_models.interpretation.uncertainty.everything import everything_monte_carlo
from lca_models.interpretation.uncertainty.sobol import sobol_indices
from lca_models.interpretation.uncertainty.uncertain_result import uncertain_result

LEADING = 5
EVERY = [
    "nmc811-80kwh",
    "naion-45kwh",
    "lfp-60kwh",
    "lmfp-60kwh",
    "nmc111-60kwh",
    "nmc532-60kwh",
    "nmc622-70kwh",
    "nca-80kwh",
]


@pytest.mark.parametrize("product", EVERY if LONG else EVERY[:1])
def test_three_techniques_agree_on_what_drives_a_pack(shipped_study, product):
    assessment = assess(shipped_study.product_system(product))
    uncertain = uncertain_result(assessment)
    plain = uncertain.monte_carlo(4096)
    everything = everything_monte_carlo(assessment, 2048)
    indices = sobol_indices(uncertain.sobol_sample(512)).table().set_index("parameter")
    here, there = (found.drivers().set_index("parameter") for found in (plain, everything))
    # Exchanges add to the variance, so a parameter has a smaller part of it, in the ratio of the two.
    ratio = plain.samples[:, 0].var() / everything.samples[:, 0].var()

    for table in (here["share"], there["share"], indices["S1"]):
        assert (table >= 0).all()
        assert table.sum() <= 1 + 1e-12
    for name in here.index[:LEADING]:
        share, width = here.loc[name, "share"], here.loc[name, "interval"]
        assert abs(indices.loc[name, "S1"] - share) <= indices.loc[name, "S1_interval"] + width
        assert abs(there.loc[name, "share"] - share * ratio) <= there.loc[name, "interval"] + width + 0.05 * share
    assert {*here.index[:2]} <= {*there.index[:LEADING]}
    assert np.isclose(there["share"].sum(), 1)
