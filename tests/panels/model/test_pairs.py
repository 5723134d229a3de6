"""Two packs on the same draws, and where they are equal."""

import numpy as np
import pytest

from lca_models.panels.result_view import break_even_words
from lca_models.scope.declared_unit import KWH_CAPACITY, KWH_DELIVERED


def test_a_pack_against_itself_is_never_lower_and_always_equal(model):
    """the same draws on both sides: every difference is 0"""
    forms = [model.form(product="lfp-60kwh") for _ in range(2)]
    samples = model.paired(*forms, KWH_DELIVERED)

    assert (samples.difference("first", "second") == 0).all()
    assert break_even_words(model.break_even(*forms, KWH_DELIVERED)) == "Both are equal at every share of green power"


def test_paired_samples_stand_around_the_two_totals(model):
    """middle of the differences of capacity-based totals, within a fifth of the larger total"""
    forms = [model.form(product=product) for product in ("nmc111-60kwh", "lfp-60kwh")]
    totals = [model.evaluate(form.setup()).total(KWH_CAPACITY).amount for form in forms]
    middle = float(np.median(model.paired(*forms, KWH_CAPACITY).difference("first", "second")))

    assert middle == pytest.approx(totals[0] - totals[1], abs=0.2 * max(totals))
    assert middle > 0


def test_the_break_even_is_where_both_totals_are_equal(model):
    """NMC532 made in Fujian is above NMC622 made in Yunnan until both plants buy enough green power"""
    places = {"nmc532-60kwh": "CN-FJ", "nmc622-70kwh": "CN-YN"}
    forms = [model.form(product=product, cell_plant_province=place) for product, place in places.items()]
    found = model.break_even(*forms, KWH_CAPACITY)
    (share,), (total,) = found.crossings, found.results
    moved = [form.setup().with_setting("green_power_share", share) for form in forms]

    assert found.first_lower_at_low is False
    assert [model.totals([one], KWH_CAPACITY)[0] for one in moved] == pytest.approx([total, total], rel=1e-6)
