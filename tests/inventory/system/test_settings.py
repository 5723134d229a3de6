"""What people write -> parameter values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.system.admissibility import SHARE_TOLERANCE
from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.system.settings import province_code, resolve_settings
from lca_models.inventory.tables.records import Choice, Province
from lca_models.scope.scenario import ScenarioError

PROVINCES = (
    Province("CN-GD", 44, "Guangdong", "广东", "South", 0, 0),
    Province("CN-SC", 51, "Sichuan", "四川", "Southwest", 0, 1),
)


CHOICES = {
    "provinces": (
        Choice("CN-GD", 44, "Guangdong", "广东"),
        Choice("CN-SC", 51, "Sichuan", "四川"),
        Choice("CN", 156, "China", "全国"),
    )
}


def parameter(name, amount, formula="", **data):
    return ParameterRow(name, "", amount, formula, data)


PARAMETERS = {
    row.name: row
    for row in (
        parameter("cell_plant_province", 44.0, kind="choice", choices="provinces"),
        parameter("pack_mass", 400.0, kind="number", unit="kg"),
        parameter("cell_mass", 200.0, "pack_mass / 2", kind="derived"),
        parameter("recovery_rate", 0.9, kind="number", unit="1"),
        parameter("recovery_rate_nickel", 0.9, unit="1"),
        parameter("mean_loading", 0.9, unit="1", limits=[0.5, 1.0]),
        parameter("brine_share", 0.5, kind="share", group="lithium"),
        parameter("spodumene_share", 0.3, kind="share", group="lithium"),
        parameter("lepidolite_share", 0.2, kind="share", group="lithium"),
        parameter("grid_year", 2023.0, kind="choice", choices="years"),
    )
}


def resolve(**settings):
    return resolve_settings(settings, PARAMETERS, CHOICES)


def refused(fault, **settings):
    with pytest.raises(ScenarioError, match=fault):
        resolve(**settings)


@pytest.mark.parametrize("given_as", ["CN-SC", "cn-sc", "Sichuan", "sichuan", "51", 51, 51.0])
def test_a_province_is_a_code_a_name_or_a_number(given_as):
    assert resolve(cell_plant_province=given_as) == {"cell_plant_province": 51}


def test_the_national_mix_is_a_province_of_its_own():
    assert resolve(cell_plant_province="CN") == {"cell_plant_province": 156}
    assert province_code(156, PROVINCES) == "CN"


@pytest.mark.parametrize("given_as", ["CN-XX", "Atlantis", 99, "44.5", "nan", ""])
def test_what_is_no_province_is_refused(given_as):
    refused("is no province", cell_plant_province=given_as)


def test_a_number_may_be_written_as_text():
    assert resolve(pack_mass="350.5") == {"pack_mass": 350.5}


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("pack_mass", "heavy", "is not a number"),
        ("pack_mass", None, "is not a number"),
        ("pack_mass", "nan", "is not a finite number"),
        ("pack_mass", "inf", "is not a finite number"),
        ("pack_mass", -1, "is negative; give a number of at least 0 kg"),
        ("recovery_rate", 1.01, "is not a share; give a number from 0 to 1"),
        ("recovery_rate", -0.01, "is not a share"),
        ("brine_share", 2, "is not a share"),
        ("recovery_rate_nickel", 1.5, "is not a share"),
        ("mean_loading", 1.1, "is not a share"),
        ("cell_mass", 3, r"derived \(pack_mass / 2\); set what it depends on"),
        ("pack_mas", 3, "there is no parameter 'pack_mas'; did you mean 'pack_mass'"),
        ("grid_year", 2023, "'years', which is no known list"),
    ],
)
def test_impossible_values_are_refused(name, value, fault):
    refused(fault, **{name: value})


def test_every_fault_is_named_on_a_line_of_its_own():
    with pytest.raises(ScenarioError) as raised:
        resolve(pack_mas=1, recovery_rate=2, cell_plant_province="CN-XX")

    assert len(str(raised.value).splitlines()) == 3


def test_the_shares_not_set_keep_their_proportions():
    """0.2 left for 0.3 : 0.2"""
    assert resolve(brine_share=0.8) == pytest.approx(
        {"brine_share": 0.8, "spodumene_share": 0.12, "lepidolite_share": 0.08}
    )


@given(st.floats(0, 1), st.floats(0, 1))
def test_shares_of_a_group_always_sum_to_one(first, second):
    if first + second > 1 + SHARE_TOLERANCE:
        refused("shares of 'lithium' sum to", brine_share=first, spodumene_share=second)
    else:
        values = resolve(brine_share=first, spodumene_share=second)
        assert sum(values.values()) == pytest.approx(1)
        assert min(values.values()) >= 0


def test_a_full_set_of_shares_must_sum_to_one():
    refused("shares of 'lithium' sum to 0.9, not 1", brine_share=0.4, spodumene_share=0.3, lepidolite_share=0.2)
