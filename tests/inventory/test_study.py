"""What the inventories and their project hold, and how the names of a setup are found in them."""

import pytest

from lca_models.inventory.study import InventoryStudy
from lca_models.inventory.tables.reading import InventoryError
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError

OWN_RULES = """rules,aspect,key,value,description,source,locator,confidence,kit_default,minimum,maximum
half,end of life,recovery_rate_nickel,0.5,Recovery that counts,Example,page 1,confirmed,no,,
"""


@pytest.fixture
def study(toy_study):
    """The study as the inventory knows it, with nothing kept."""
    return InventoryStudy(toy_study.root, toy_study.base, toy_study.current)


def test_tables_are_read_once(study):
    assert list(study.products) == ["toy"]
    assert [one.code for one in study.provinces] == ["CN-GD", "CN-SC"]
    assert study.sources["Example"].key == "Example"
    assert study.products is study.products
    assert study.rows is study.rows


def test_a_product_system_is_built_once_for_a_rule_set(study):
    one, again, other = (study.product_system("toy", rules) for rules in ("cn-551", "cn-551", "eu-cfb-ev"))

    assert one is again
    assert other is not one
    assert one.shipped_product.id == "toy"
    assert other.rule_set.id == "eu-cfb-ev"


@pytest.mark.parametrize(
    ("name", "message"),
    [("toi", "there is no product 'toi'; did you mean 'toy'"), ("", "no product is named; name one")],
)
def test_an_unknown_product_is_answered_with_the_nearest(study, name, message):
    with pytest.raises(ScenarioError, match=message):
        study.product(name)


def test_scenarios_and_rule_sets_are_named_by_id_by_file_or_by_both(study, tmp_path):
    (tmp_path / "own.yaml").write_text(
        "low: {settings: {recovery_rate_nickel: 0.1}}\nhigh: {product: toy}\n", encoding="utf-8"
    )
    (tmp_path / "own.csv").write_text(OWN_RULES, encoding="utf-8")

    assert [one.name for one in study.scenarios_of("baseline")] == ["baseline"]
    assert [one.name for one in study.scenarios_of(f"{tmp_path}/own.yaml")] == ["low", "high"]
    assert [one.name for one in study.scenarios_of(f"{tmp_path}/own.yaml#high")] == ["high"]
    assert [one.id for one in study.rule_sets_of(f"{tmp_path}/own.csv")] == ["half"]
    with pytest.raises(ScenarioError, match=r"no scenario 'hihg' in own\.yaml; did you mean 'high'"):
        study.scenarios_of(f"{tmp_path}/own.yaml#hihg")
    with pytest.raises(ScenarioError, match="there is no file"):
        study.rule_sets_of(f"{tmp_path}/gone.csv")


def test_a_name_of_the_inventories_is_taken(study, tmp_path):
    (tmp_path / "own.csv").write_text(OWN_RULES.replace("half", "cn-551"), encoding="utf-8")

    with pytest.raises(
        InventoryError, match=r"own\.csv: there is a rule set 'cn-551' already; give yours another name"
    ):
        study.rule_sets_of(f"{tmp_path}/own.csv")


def test_a_resolved_setup_has_its_system_and_numbers(study):
    found = study.resolve(CalculationSetup("toy", settings={"recovery_rate_nickel": "0.5"}, province="CN-SC"))

    assert found.numbers == {"recovery_rate_nickel": 0.5, "cell_plant_province": 51}
    assert found.system is study.product_system("toy")
    assert (found.rule_set.id, found.scenario) == ("cn-551", ("baseline",))


def test_what_later_parts_of_a_study_know_is_said_with_the_rest(study, monkeypatch):
    monkeypatch.setattr(InventoryStudy, "counting_problems", lambda self, setup: ["there is no method 'x'"])

    with pytest.raises(ScenarioError, match=r"there is no product 'toi'.*\nthere is no method 'x'"):
        study.resolve(CalculationSetup("toi"))


def test_a_scenario_that_cannot_be_read_may_have_named_the_product(study, tmp_path):
    (tmp_path / "own.yaml").write_text(
        "mine: {description: Mine, product: toy, allow_incomplete: perhaps}\n", encoding="utf-8"
    )

    with pytest.raises(ScenarioError) as refused:
        study.resolve(CalculationSetup(scenarios=(str(tmp_path / "own.yaml"),)))
    assert str(refused.value) == "own.yaml: 'mine': allow_incomplete is 'perhaps'; give yes or no"
    with pytest.raises(ScenarioError, match="no product is named"):
        study.resolve(CalculationSetup(rules="none-of-these"))
