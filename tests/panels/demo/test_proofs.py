"""Settings that prove the demo are offered, the same every time, and their numbers are those of the command line."""

import pytest

from lca_models.panels.demo.proofs import offered_setups, proofs
from lca_models.panels.model.choosing import Choosing
from lca_models.scope.declared_unit import DECLARED_UNITS


def test_every_setup_is_offered(model):
    setups = list(offered_setups(model, "lfp-60kwh", "cn-551", 20, seed=3))

    assert setups == list(offered_setups(model, "lfp-60kwh", "cn-551", 20, seed=3))
    assert setups[0].settings == {}
    assert len(set(setups)) == 20
    for setup in setups:
        choosing = Choosing(model.offer, setup)
        for name in choosing.names:
            assert choosing.with_value(name, choosing.value(name))


def test_a_proof_holds_what_footprint_says(model):
    """stages sum to the total per pack; per kWh of capacity that over the rated energy"""
    first, moved = proofs(model, "lfp-60kwh", "cn-551", 2)

    assert first["settings"] == {}
    for one in (first, moved):
        totals = dict(zip([unit.code for unit in DECLARED_UNITS], one["totals"], strict=True))
        assert sum(one["stages"]) == pytest.approx(totals["pack"])
        energy = one["settings"].get(model.offer.sizes["lfp-60kwh"].parameter, 60)
        assert totals["kwh-capacity"] == pytest.approx(totals["pack"] / energy)
        assert all(credit <= 0 for credit in one["credits"])
