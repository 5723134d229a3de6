"""A setup finds its names in a study, whatever door it came through, and every fault is said at once."""

from dataclasses import replace

import pytest

from lca_models.impact.footprint import footprint
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError

OWN_RULES = """rules,aspect,key,value,description,source,locator,confidence,kit_default,minimum,maximum
half,end of life,recovery_rate_nickel,0.5,Recovery that counts,Example,page 1,confirmed,no,,
none,end of life,recovery_rate_nickel,0,Recovery that counts,Example,page 1,confirmed,no,,
"""


@pytest.fixture
def folder(tmp_path):
    """Rule sets and scenarios of a user."""
    (tmp_path / "own.csv").write_text(OWN_RULES, encoding="utf-8")
    (tmp_path / "own.yaml").write_text(
        "hydro:\n  settings: {toy_plant_electricity: 5}\n  province: CN-SC\n"
        "half:\n  description: everything that a setup can say\n  product: toy\n  rules: own.csv#half\n"
        "  scenarios: [own.yaml#hydro]\n  settings: {recovery_rate_nickel: 0.8}\n  declared_unit: kwh-capacity\n"
        "  fade_curve: [[0, 1], [2000, 0.8]]\n  method: gwp100-ar5\n"
        "ring:\n  scenarios: [own.yaml#ring]\n",
        encoding="utf-8",
    )
    return tmp_path


def test_a_setup_gives_the_footprint_of_its_product(toy_study, toy_system):
    """Sichuan, 5 kWh: 6 + 4 + 0.5 + 1 - 5.4"""
    setup = CalculationSetup("toy", settings={"toy_plant_electricity": 5}, province="CN-SC")
    found = toy_study.footprint(setup)

    assert found.total().amount == pytest.approx(6.1)
    assert found.setup == setup
    assert found.document() == footprint(toy_system, setup.settings, province="CN-SC").document()


def test_what_nobody_says_is_the_default(toy_study):
    found = toy_study.footprint(CalculationSetup("toy"))

    assert (found.rules, found.scenario, found.province, found.method_id) == (
        "cn-551", ("baseline",), "CN-GD", "gwp100-ar6"
    )  # fmt: skip
    assert found.complete_setup == CalculationSetup("toy", rules="cn-551", province="CN-GD", method="gwp100-ar6")
    assert toy_study.footprint(found.complete_setup).total() == found.total()


def test_a_scenario_of_a_file_can_ask_for_everything(toy_study, folder):
    """10 kg at 0.6 of 0.8 recovered: 6 + 4 + 5 x 0.1 + 1 - 4.8, without the 0.6 that AR5 cannot convert"""
    found = toy_study.footprint(CalculationSetup(scenarios=(f"{folder / 'own.yaml'}#half",)))

    assert (found.system.product.id, found.rules, found.province) == ("toy", "half", "CN-SC")
    assert found.scenario == ("half",)
    assert found.assessment.parameters["toy_plant_electricity"] == 5
    assert found.assessment.parameters["recovery_rate_nickel"] == 0.8
    assert found.functional_unit.mean_retention == pytest.approx(0.9)
    assert found.declared_unit.code == "kwh-capacity"
    assert found.method_id == "gwp100-ar5"


def test_a_later_scenario_stands_above_an_earlier_one(toy_study, folder):
    """what both set is that of the later; what one sets stays"""
    (folder / "two.yaml").write_text(
        "low: {settings: {recovery_rate_nickel: 0.1, toy_plant_electricity: 7}}\n"
        "high: {settings: {recovery_rate_nickel: 0.7}}\n",
        encoding="utf-8",
    )
    low, high = (f"{folder / 'two.yaml'}#{name}" for name in ("low", "high"))
    values = [
        toy_study.resolve(CalculationSetup("toy", scenarios=order)).numbers for order in ((low, high), (high, low))
    ]

    assert values == [{"recovery_rate_nickel": recovered, "toy_plant_electricity": 7} for recovered in (0.7, 0.1)]
    both = toy_study.resolve(CalculationSetup("toy", scenarios=(str(folder / "two.yaml"),)))
    assert both.scenario == ("low", "high")
    assert both.numbers == values[0]


def test_what_a_person_says_stands_above_the_scenario(toy_study, folder):
    """cn-551 and Guangdong, 3 kWh: 6 + 4 + 1.5 + 1 - 4.8"""
    own = CalculationSetup("toy", "cn-551", (f"{folder / 'own.yaml'}#half",), {"toy_plant_electricity": 3}, "CN-GD",
                           "gwp100-ar6")  # fmt: skip

    assert toy_study.footprint(own).total().amount == pytest.approx(7.7)


def test_rule_sets_of_a_file_are_found_by_their_ids(toy_study, folder):
    """Half of the nickel: 6 + 5 + 1 - 3; none: 6 + 5 + 1"""
    results = toy_study.results(CalculationSetup("toy", f"{folder / 'own.csv'}#{name}") for name in ("half", "none"))

    assert [sum(one.stages.values()) for one in results] == pytest.approx([9, 12])
    with pytest.raises(ScenarioError, match=r"own\.csv holds half, none; name one as .*own\.csv#half"):
        toy_study.footprint(CalculationSetup("toy", str(folder / "own.csv")))
    with pytest.raises(ScenarioError, match=r"no rule set 'hafl' in own\.csv; did you mean 'half'"):
        toy_study.footprint(CalculationSetup("toy", f"{folder / 'own.csv'}#hafl"))


def test_a_file_that_changed_is_read_anew(toy_study, folder):
    path = folder / "own.csv"
    setup = CalculationSetup("toy", f"{path}#half")
    before = toy_study.footprint(setup).total().amount
    path.write_text(OWN_RULES.replace(",0.5,", ",0.25,") + "\n", encoding="utf-8")

    assert before == pytest.approx(9)
    assert toy_study.footprint(setup).total().amount == pytest.approx(10.5)


def test_a_scenario_that_stands_above_itself_is_refused(toy_study, folder):
    with pytest.raises(ScenarioError, match="stands above itself"):
        toy_study.footprint(CalculationSetup("toy", scenarios=(f"{folder / 'own.yaml'}#ring",)))


def test_every_fault_of_a_setup_is_said_at_once(toy_study):
    wrong = CalculationSetup("toi", "cn-515", ("basline", "chep"), {"toy_plant_electrcity": 1, "recovery_rate_nickel": 2},
                             "CN-GZ", "gwp100-ar7", replacements=[{"buyer": "pack"}])  # fmt: skip

    with pytest.raises(ScenarioError) as refused:
        toy_study.resolve(wrong)

    for fault in ("did you mean 'toy'", "did you mean 'cn-551'", "did you mean 'baseline'", "no scenario 'chep'",
                  "did you mean 'toy_plant_electricity'", "recovery_rate_nickel=2: is not a share", "did you mean 'CN-GD'",
                  "did you mean 'gwp100-ar", "replacement 1 (pack > ?): lacks input, supplier"):  # fmt: skip
        assert fault in str(refused.value)
    assert len(str(refused.value).splitlines()) == 10


@pytest.mark.parametrize(
    ("product", "message"),
    [
        ("", "no product is named; name one"),
        ("pack.xlsx", "there is no file pack.xlsx"),
        ("ecoinvent:cutoff/abc", "there is no Brightway project 'ecoinvent'"),
    ],
)
def test_a_product_that_is_none_yet_is_refused_in_one_line(toy_study, product, message):
    with pytest.raises(ScenarioError) as refused:
        toy_study.footprint(CalculationSetup(product))

    assert message in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_the_model_of_a_setup_stands_at_its_values(toy_study):
    setup = CalculationSetup("toy", rules="eu-cfb-ev", settings={"toy_plant_electricity": 5}, province="CN-GD")
    model, found = toy_study.model(setup), toy_study.footprint(setup)

    assert dict(zip(model.stages, model()[0, :, 0], strict=True)) == pytest.approx(found.stages)
    assert model({"toy_plant_electricity": 2}).sum() == pytest.approx(
        toy_study.footprint(setup.with_setting("toy_plant_electricity", 2)).total().amount
    )
    assert model.gradient().shape == (1, 4, 1, len(model.parameters))


def test_faults_of_several_setups_are_said_together(toy_study):
    with pytest.raises(ScenarioError) as refused:
        toy_study.results([CalculationSetup("toi"), CalculationSetup("toy"), CalculationSetup("toy", province="CN-GZ")])

    assert len(str(refused.value).splitlines()) == 2


def test_a_study_at_another_place_keeps_nothing_of_the_first(toy_study):
    toy_study.footprint(CalculationSetup("toy"))

    assert replace(toy_study)._kept == {}


def test_what_many_are_held_against_is_calculated_once(toy_study):
    setup = CalculationSetup("toy", rules="eu-cfb-ev")

    assert toy_study.kept_footprint(setup) is toy_study.kept_footprint(CalculationSetup("toy", rules="eu-cfb-ev"))
    assert toy_study.kept_footprint(setup).stages == toy_study.footprint(setup).stages
