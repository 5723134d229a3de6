import pytest

from lca_models.interpretation.comparison.grid import compare, compare_setups, setup_grid
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError


def test_a_comparison_is_every_combination(toy_study):
    """Sichuan: 2 kWh at 0.1 instead of 0.5"""
    rows = compare(toy_study, ["toy"], rules=["cn-551"], provinces=["CN-GD", "CN-SC"])

    assert [row["province"] for row in rows] == ["CN-GD", "CN-SC"]
    assert [row["total"]["kg_co2e_per_pack"] for row in rows] == pytest.approx([6.6, 5.8])
    for row in rows:
        assert sum(row["stages"].values()) == pytest.approx(row["total"]["kg_co2e_per_pack"])


def test_settings_hold_for_every_row(toy_study):
    """No recovery: 6 + 5 + 1"""
    rows = compare(toy_study, ["toy", "toy"], rules=["cn-551"], settings=["recovery_rate_nickel=0"])

    assert [row["total"]["kg_co2e_per_pack"] for row in rows] == pytest.approx([12, 12])


def test_varied_parameters_give_a_row_for_each_combination(toy_study):
    """6 kg and 4 kg direct, 0.5 a kWh, 1 kg, 10 kg of nickel sulfate at 0.6 recovered"""
    vary = {"toy_plant_electricity": [2, 3], "recovery_rate_nickel": [0, 0.9]}
    rows = compare(toy_study, ["toy"], rules=["cn-551"], settings=["recovery_rate_nickel=0.5"], vary=vary)

    assert [row["settings"] for row in rows] == [
        {"recovery_rate_nickel": recovered, "toy_plant_electricity": power}
        for power in (2, 3)
        for recovered in (0, 0.9)
    ]
    assert [row["total"]["kg_co2e_per_pack"] for row in rows] == pytest.approx([12, 6.6, 12.5, 7.1])


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"provinces": ["CN-XX"]}, "no province"),
        ({"scenarios": ["cheap"]}, "no scenario 'cheap'"),
        ({"rules": ["cn-552"]}, "no rule set 'cn-552'"),
        ({"settings": ["nickel"]}, "NAME=VALUE"),
        ({"vary": {"recovery_rate_nickel": [0.5, 1.5]}}, "not a share"),
    ],
)
def test_an_unknown_choice_is_refused(toy_study, options, fault):
    with pytest.raises(ScenarioError, match=fault):
        compare(toy_study, ["toy"], **{"rules": ["cn-551"], **options})


def test_a_grid_of_setups_is_every_combination_the_last_axis_fastest():
    common = CalculationSetup(settings={"a_b": 1}, method="gwp100-ar6")
    found = setup_grid(["toy", "tea"], rules=["r"], provinces=["CN-GD", "CN-SC"], vary={"c_d": [2, 3]}, common=common)

    assert [(one.product, one.province, one.settings["c_d"]) for one in found] == [
        (product, place, value) for product in ("toy", "tea") for place in ("CN-GD", "CN-SC") for value in (2, 3)
    ]
    assert {(one.rules, one.method, one.settings["a_b"], one.scenarios) for one in found} == {
        ("r", "gwp100-ar6", 1, ())
    }


@pytest.mark.parametrize(
    ("per", "size", "unit"), [("pack", 1, "per pack"), ("kwh-capacity", 60, "per kWh of capacity")]
)
def test_the_table_of_a_comparison_is_tidy(toy_study, per, size, unit):
    """6.6 in Guangdong and 5.8 in Sichuan, of which -5.4 credits; all recovered: 0.6 less"""
    setups = setup_grid(["toy"], provinces=["CN-GD", "CN-SC"], vary={"recovery_rate_nickel": ["0.9", "1"]})
    table = compare_setups(toy_study, setups).table(per)

    totals = table.groupby(["province", "recovery_rate_nickel"])["amount"].sum() * size
    assert totals.to_dict() == pytest.approx(
        {("CN-GD", "0.9"): 6.6, ("CN-GD", "1"): 6.0, ("CN-SC", "0.9"): 5.8, ("CN-SC", "1"): 5.2}
    )
    assert set(table["unit"]) == {f"kg CO2-eq {unit}"}
    assert sorted(set(table["label"])) == ["CN-GD · 0.9", "CN-GD · 1", "CN-SC · 0.9", "CN-SC · 1"]
    assert table["credit"].min() * size == pytest.approx(-6)
    assert len(table) == 4 * 4


def test_one_setup_is_named_by_its_product(toy_study):
    assert compare_setups(toy_study, [CalculationSetup("toy")]).labels() == ("toy",)
    assert compare_setups(toy_study, []).rows() == []
