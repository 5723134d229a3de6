import math
from dataclasses import replace

import pytest
from hypothesis import given
from setups import curves, setups

from lca_models.scope.calculation_setup import (
    DATA_SHEET,
    FOREIGN,
    SHIPPED,
    CalculationSetup,
    Said,
    setup_of,
    setup_of_scenario,
)
from lca_models.scope.functional_unit import fade_curve_of
from lca_models.scope.scenario import ScenarioError


@given(setups())
def test_a_document_describes_its_setup(setup):
    assert setup_of(setup.document()) == setup
    assert hash(setup_of(setup.document())) == hash(setup)


@given(setups())
def test_a_scenario_describes_its_setup(setup):
    assert setup_of_scenario(setup.scenario("mine")) == setup


@given(setups(), setups(), setups())
def test_what_stands_above_stays_and_the_order_of_putting_together_does_not_matter(first, second, third):
    assert first.above(CalculationSetup()) == first
    assert {**first.above(second).settings, **first.settings} == first.above(second).settings
    assert first.above(second).above(third) == first.above(second.above(third))


@given(curves())
def test_the_text_of_a_curve_gives_it_again(curve):
    assert fade_curve_of(curve.text) == curve
    assert fade_curve_of(curve.points) == curve


@pytest.mark.parametrize(("one", "other"), [(0.5, "0.5"), (3, "3"), (3.0, "3"), (3.0, 3), (math.nan, math.nan)])
def test_settings_that_are_written_alike_are_one(one, other):
    assert CalculationSetup("toy", settings={"a_b": one}) == CalculationSetup("toy", settings={"a_b": other})


def test_settings_are_as_given_and_their_order_says_nothing():
    setup = CalculationSetup("toy", settings={"a_b": 0.5, "c_d": "CN-SC"})

    assert setup.settings == {"c_d": "CN-SC", "a_b": 0.5}
    assert list(setup.settings.values()) == [0.5, "CN-SC"]
    assert {setup: 1}[CalculationSetup("toy", settings=["c_d=CN-SC", "a_b=0.5"])] == 1


def test_none_is_what_nobody_said():
    assert CalculationSetup("toy", province=None, method=None, scenarios="grid-2024") == CalculationSetup(
        "toy", scenarios=("grid-2024",)
    )


@pytest.mark.parametrize(
    ("product", "kind"),
    [
        ("lfp-60kwh", SHIPPED),
        ("my pack.xlsx", DATA_SHEET),
        ("packs/mine.YAML", DATA_SHEET),
        (r"C:\packs\mine.yml", DATA_SHEET),
        ("ecoinvent:cutoff/abc", FOREIGN),
        ("cells/abc", FOREIGN),
    ],
)
def test_a_product_is_a_shipped_id_a_data_sheet_or_a_process_of_a_project(product, kind):
    found = CalculationSetup(product)

    assert found.kind == kind
    assert found.not_yet() == ()


@pytest.mark.parametrize("name", ["replacements", "overrides"])
def test_structure_is_carried_and_no_command_line_holds_it(name):
    setup = CalculationSetup("toy", **{name: [{"buyer": "pack", "input": "graphite", "factors": {"fossil": 3.9}}]})

    assert setup_of(setup.document()) == setup
    assert setup != CalculationSetup("toy")
    assert setup.not_yet() == (() if name == "replacements" else (f"{name} are not supported yet; leave them out",))
    with pytest.raises(ScenarioError, match="keep the setup in a scenario file"):
        setup.words()


def test_every_word_that_is_none_is_named_at_once():
    with pytest.raises(ScenarioError) as refused:
        setup_of(
            {"product": 5, "provinze": "CN-SC", "settings": {"a_b": [1], "c=d": 1, "e_f": 10**400}, "rules": "x\x00",
             "fade_curve": "0:1,500", "scenarios": ["", "two\nlines"], "overrides": {"a": 1}}
        )  # fmt: skip

    lines = str(refused.value).splitlines()
    assert len(lines) == 10
    assert lines[0] == "a calculation has no 'provinze'; did you mean 'province'?"
    assert "product is 5; give one line of text" in lines
    assert "a_b=[1]: give a number or a code" in lines


def test_words_hold_what_is_said_and_nothing_else():
    setup = CalculationSetup("toy", settings={"a_b": 0.5}, province="CN-SC", fade_curve="0:1,500:0.9")

    assert setup.words() == ("lca-models", "footprint", "toy", "--province", "CN-SC", "--set", "a_b=0.5",
                             "--fade-curve", "0:1,500:0.9")  # fmt: skip
    assert replace(setup, fade_curve=None, province="").with_setting("c_d", -1).words("trace") == (
        "lca-models", "trace", "toy", "--set", "a_b=0.5", "--set", "c_d=-1"
    )  # fmt: skip


def test_what_is_said_can_be_hashed_however_deep():
    assert hash(Said({"a": {"b": [1, {"c": 2}]}})) == hash(Said({"a": {"b": (1.0, {"c": "2"})}}))
    assert Said({"a": {"b": 1}}) != Said({"a": {"b": 2}})
    assert Said({"a": 1}) != "a"


def test_the_files_of_a_setup_are_named_once():
    setup = CalculationSetup("toy", "own.csv#half", ("own.yaml#low", "baseline", "own.yaml"))

    assert setup.files() == ("own.csv", "own.yaml")
    assert CalculationSetup("toy", "cn-551", ("baseline",)).files() == ()
