import pytest

from lca_models.interpretation.comparison.grid import compare
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
