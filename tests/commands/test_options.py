"""Options become one setup: what a setup says in words is read back, and every door gives the same result."""

import json
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st
from setups import lines, setups

from lca_models.commands.main import build_parser
from lca_models.commands.options import grid_of, setup_of
from lca_models.inventory.tables.scenarios import read_scenarios_file, scenarios_text
from lca_models.scope.address import from_address, to_address
from lca_models.scope.calculation_setup import CalculationSetup, setup_of_scenario
from lca_models.scope.scenario import ScenarioError

PARSER = build_parser()
OWN_SCENARIOS = """low: {settings: {toy_plant_electricity: 1}}
whole: {product: toy, rules: eu-cfb-ev, fade_curve: [[0, 1], [2000, 0.9]]}
"""
OWN_RULES = """rules,aspect,key,value,description,source,locator,confidence,kit_default,minimum,maximum
half,end of life,recovery_rate_nickel,0.5,Recovery,Example,page 1,confirmed,no,,
none,end of life,recovery_rate_nickel,0,Recovery,Example,page 1,confirmed,no,,
"""


def read_words(*words):
    """The setup of a command line, as the program reads it."""
    return setup_of(PARSER.parse_args(words))


@given(setups())
def test_the_words_of_a_setup_are_read_back(setup):
    words = setup.words()

    assert words[0] == "lca-models"
    assert read_words(*words[1:]) == setup
    assert read_words(*words[1:]).words() == words
    assert shlex.split(shlex.join(words)) == list(words)


@given(setups(without=("declared_unit",)), st.sampled_from(["trace", "contribution"]))
def test_every_command_of_one_result_reads_the_same_words(setup, command):
    assert read_words(*setup.words(command)[1:]) == setup


@given(setups(), lines, lines)
def test_a_scenario_file_gives_its_setup_again(tmp_path_factory, setup, name, description):
    path = tmp_path_factory.mktemp("setup") / "own.yaml"
    path.write_text(scenarios_text([setup.scenario(name, description)], "a remark"), encoding="utf-8")

    (found,) = read_scenarios_file(path).values()
    assert (found.name, found.description) == (name, description)
    assert setup_of_scenario(found) == setup


def test_files_of_a_scenario_file_stand_beside_it(tmp_path):
    (tmp_path / "own.yaml").write_text(
        "mine:\n  rules: rules.csv#strict\n  scenarios: [other.yaml, grid-2024]\n", encoding="utf-8"
    )

    found = setup_of_scenario(read_scenarios_file(tmp_path / "own.yaml")["mine"])
    assert found.rules == f"{tmp_path / 'rules.csv'}#strict"
    assert found.scenarios == (str(tmp_path / "other.yaml"), "grid-2024")


def test_what_no_file_can_say_is_named_with_its_entry(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("mine:\n  rulez: cn-551\n  fade_curve: later\n", encoding="utf-8")

    with pytest.raises(
        Exception, match=r"own.yaml: 'mine': a calculation has no 'rulez'; did you mean 'rules'"
    ) as refused:
        read_scenarios_file(path)
    assert "own.yaml: 'mine': fade_curve: 'later' is no fade curve" in str(refused.value)


def test_a_command_without_a_product_is_wrong_usage_unless_a_file_may_name_it(run, tmp_path):
    (tmp_path / "own.yaml").write_text("mine:\n  product: toy\n  province: CN-SC\n", encoding="utf-8")

    assert run("footprint", "--scenario", str(tmp_path / "own.yaml"))[0] == 0
    assert "no product is named" in run("footprint", "--scenario", "baseline")[2]
    with pytest.raises(SystemExit) as stopped:
        run("footprint", "--province", "CN-SC")
    assert stopped.value.code == 2


def test_every_door_gives_the_same_result(toy_study, document, tmp_path):
    """Python, the command line, a scenario file and an address: 6 + 4 + 3 x 0.1 + 1 - 5.4"""
    setup = CalculationSetup("toy", settings={"toy_plant_electricity": 3}, province="CN-SC", method="gwp100-ar6",
                             fade_curve="0:1,2000:0.8")  # fmt: skip
    path = tmp_path / "own.yaml"
    path.write_text(scenarios_text([setup.scenario("mine")]), encoding="utf-8")
    found = toy_study.footprint(setup).document()
    from_file = {"scenario": found["scenario"], "inputs": found["inputs"]}  # which say that a file says it
    doors = [
        document(*setup.words()[1:]),
        toy_study.footprint(from_address(to_address(setup))).document(),
        document("footprint", "--scenario", str(path)) | from_file,
        toy_study.footprint(CalculationSetup(scenarios=(str(path),))).document() | from_file,
    ]

    assert found["total"]["kg_co2e_per_pack"] == pytest.approx(5.9)
    for door in doors:
        assert json.loads(json.dumps(door)) == json.loads(json.dumps(found))


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    "words",
    [
        ("toy",),
        ("toy", "--rules", "eu-cfb-ev", "--set", "toy_plant_electricity=0.1"),
        ("toy", "--scenario", "OWN.yaml", "--province", "CN-SC"),
        ("toy", "--scenario", "OWN.yaml#low", "--scenario", "baseline", "--method", "gwp100-ar5"),
        ("--scenario", "OWN.yaml#whole", "--set", "recovery_rate_nickel=0.7"),
        ("toy", "--fade-curve", "0:1,500.5:0.9,2000:0.84", "--per", "kwh-delivered"),
        ("toy", "--rules", "RULES.csv#half"),
    ],
    ids=" ".join,
)
def test_the_command_in_a_report_repeats_it(run, tmp_path, words):
    """run.json of the second run is that of the first, but for its date"""
    own, rules = tmp_path / "own.yaml", tmp_path / "own.csv"
    own.write_text(OWN_SCENARIOS, encoding="utf-8")
    rules.write_text(OWN_RULES, encoding="utf-8")
    words = [word.replace("OWN.yaml", str(own)).replace("RULES.csv", str(rules)) for word in words]
    runs = []
    command = ["footprint", *words]
    for place in ("one", "two"):
        assert run(*command, "--out", str(tmp_path / place))[0] == 0
        runs.append(json.loads((tmp_path / place / "run.json").read_text(encoding="utf-8")) | {"date_utc": ""})
        command = shlex.split(runs[-1]["command"])[1:]

    assert runs[0] == runs[1]


def grid(toy_study, *words):
    return grid_of(PARSER.parse_args(["compare", *words]), toy_study)


def test_a_comparison_is_all_combinations_the_first_product_first(toy_study):
    found = grid(toy_study, "toy@CN-SC", "toy", "--rules", "cn-551", "--rules", "eu-cfb-ev", "--scenario", "baseline",
                 "--province", "CN-GD", "--province", "CN-SC", "--set", "recovery_rate_nickel=0.5")  # fmt: skip

    assert [(one.rules, one.province) for one in found] == [
        ("cn-551", "CN-SC"), ("eu-cfb-ev", "CN-SC"),
        ("cn-551", "CN-GD"), ("cn-551", "CN-SC"), ("eu-cfb-ev", "CN-GD"), ("eu-cfb-ev", "CN-SC"),
    ]  # fmt: skip
    assert {one.scenarios for one in found} == {("baseline",)}
    assert {tuple(one.settings.items()) for one in found} == {(("recovery_rate_nickel", "0.5"),)}


def test_each_entry_of_a_file_is_a_row_of_its_own(toy_study, tmp_path):
    own, other = tmp_path / "own.yaml", tmp_path / "other.yaml"
    own.write_text("low: {settings: {a_b: 1}}\nhigh: {settings: {a_b: 2}}\n", encoding="utf-8")
    other.write_text("low: {settings: {a_b: 1}}\n", encoding="utf-8")

    assert [one.scenarios for one in grid(toy_study, "toy", "--scenario", str(own))] == [
        (f"{own}#low",),
        (f"{own}#high",),
    ]
    with pytest.raises(ScenarioError, match=r"own\.yaml#low and .*other\.yaml#low have one name"):
        grid(toy_study, "toy", "--scenario", str(own), "--scenario", str(other))


@pytest.mark.parametrize("product", ["@CN-SC", "toy@", "@"])
def test_a_place_without_a_product_is_refused(toy_study, product):
    with pytest.raises(ScenarioError, match="write PRODUCT or PRODUCT@PROVINCE"):
        grid(toy_study, product)


@pytest.mark.parametrize("option", ["--rules", "--scenario", "--province", "--method", "--fade-curve", "--out"])
def test_an_empty_option_is_refused_by_its_name(capsys, option):
    """as the variable of a shell that nobody set leaves it; --out would have written where one is"""
    with pytest.raises(SystemExit) as stopped:
        PARSER.parse_args(["footprint", "toy", option, ""])

    assert stopped.value.code == 2
    assert f"argument {option}: is empty; give it a value or leave it out" in capsys.readouterr().err


def test_a_comparison_may_leave_its_products_to_scenario_files(run, document, tmp_path):
    """6 + 5 + 0 - 4.4, and in Sichuan what a footprint says"""
    setups = [CalculationSetup("toy").scenario("as it is"), CalculationSetup("toy", province="CN-SC").scenario("moved")]
    (tmp_path / "own.yaml").write_text(scenarios_text(setups), encoding="utf-8")

    rows = document("compare", "--scenario", str(tmp_path / "own.yaml"))["rows"]

    assert [row["product"] for row in rows] == ["toy", "toy"]
    assert [row["scenario"] for row in rows] == ["as it is", "moved"]
    assert rows[0]["totals"][0]["amount"] == pytest.approx(6.6)
    assert rows[1]["totals"] == document("footprint", "toy", "--province", "CN-SC")["totals"]
    assert "no product is named" in run("compare", "--scenario", "baseline")[2]
