"""A footprint of a supplier: its stages as figures or percent, and what is left at the gate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.activity.suppliers.footprint import (
    GATE,
    GRAVE,
    SupplierFootprint,
    Verification,
    stage_values,
    stages_of,
)
from lca_models.scope.stages import DISTRIBUTION, MANUFACTURING, RAW_MATERIAL_ACQUISITION, RECYCLING

STAGES = {RAW_MATERIAL_ACQUISITION: 20.0, MANUFACTURING: 5.0, DISTRIBUTION: 0.5, RECYCLING: 0.5}


def test_stages_in_percent_and_in_figures_are_the_same():
    """80 + 15 + 3 + 2 = 100 % of 26 kg"""
    percent = {RAW_MATERIAL_ACQUISITION: 80.0, MANUFACTURING: 15.0, DISTRIBUTION: 3.0, RECYCLING: 2.0}

    assert stages_of(STAGES, 26) == pytest.approx(STAGES)
    assert stages_of(percent, 26) == pytest.approx({stage: share * 0.26 for stage, share in percent.items()})


@pytest.mark.parametrize("stated", [{RAW_MATERIAL_ACQUISITION: 20.0, MANUFACTURING: 5.0}, dict.fromkeys(STAGES, 3.14)])
def test_stages_that_sum_to_neither_are_none(stated):
    """25 and 12.56 are neither 26 nor 100"""
    assert stages_of(stated, 26) is None


@given(st.lists(st.floats(0.001, 1e6), min_size=1, max_size=4), st.floats(0.01, 1e4))
def test_stages_sum_to_the_value_however_they_are_stated(parts, value):
    names = [*STAGES][: len(parts)]
    percent = {name: part / sum(parts) * 100 for name, part in zip(names, parts, strict=True)}

    assert sum(stages_of(percent, value).values()) == pytest.approx(value)


def test_a_stage_that_nobody_states_is_left_out():
    assert stage_values(2, None, 0, None) == {RAW_MATERIAL_ACQUISITION: 2, DISTRIBUTION: 0}


def test_what_lies_behind_the_gate_is_cut_off():
    """26 - 0.5 - 0.5 = 25; of 13 kg of fossil gases 25/26 are left: 12.5"""
    whole = SupplierFootprint("made up", "M7", "kg", 1, 26, stages=STAGES, gases={"fossil": 13}, boundary=GRAVE,
                              inbound_transport=True)  # fmt: skip
    gate = whole.cut()

    assert gate.value == 25
    assert gate.stages == {RAW_MATERIAL_ACQUISITION: 20, MANUFACTURING: 5}
    assert gate.gases == {"fossil": pytest.approx(12.5)}
    assert (gate.boundary, gate.inbound_transport) == (GATE, False)


def test_a_footprint_without_stages_stays_as_it_is():
    whole = SupplierFootprint("made up", "M7", "kg", 1, 26, boundary=GRAVE)

    assert whole.cut() is whole
    assert whole.source == "made up"


def test_a_verification_is_said_in_one_line():
    assert Verification("Checker", None, "ISO 14067").words == "Checker · ISO 14067"
