"""Declared units: one table, words in both languages, and factors that agree with each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.scope.declared_unit import CODES, DECLARED_UNITS, PACK, find_declared_unit
from lca_models.scope.functional_unit import FunctionalUnit
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import LANGUAGES

SIZES = st.floats(1e-3, 1e6)
PACKS = st.builds(
    FunctionalUnit, SIZES, st.just(1e-3), SIZES, cycles=SIZES, end_of_life_retention=st.floats(0.01, 1),
    warranty_years=st.floats(1, 20),
)  # fmt: skip


@pytest.mark.parametrize("one", DECLARED_UNITS, ids=CODES)
def test_every_declared_unit_has_words_in_every_language(one):
    for language in LANGUAGES:
        assert one.words(language)
        assert one.heading(language)
    assert one.heading() == f"per {one.words()}"


def test_no_words_end_like_others_so_that_a_unit_can_be_read_back():
    for language in LANGUAGES:
        words = [one.words(language) for one in DECLARED_UNITS]
        assert not any(one != other and one.endswith(other) for one in words for other in words)


@given(PACKS)
def test_an_amount_per_pack_is_that_per_declared_unit_times_how_much_of_it_a_pack_is(pack):
    """per pack = per kWh x kWh"""
    sizes = {"pack": 1.0, "kwh-capacity": pack.rated_energy_kwh, "kwh-delivered": pack.energy_delivered_kwh,
             "kg": pack.mass_kg}  # fmt: skip

    assert {one.code: one.factor(pack) * sizes[one.code] for one in DECLARED_UNITS} == pytest.approx(
        dict.fromkeys(CODES, 1.0), rel=1e-12
    )


def test_a_declared_unit_is_found_by_its_code_and_an_unknown_one_names_the_nearest():
    assert [find_declared_unit(code) for code in CODES] == list(DECLARED_UNITS)
    assert find_declared_unit(PACK) is PACK
    with pytest.raises(ScenarioError, match=r"counted per 'kwh'; did you mean .*'kwh-capacity'"):
        find_declared_unit("kwh")
