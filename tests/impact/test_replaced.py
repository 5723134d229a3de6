"""A replacement is visible in every result."""

import pytest

from lca_models.scope.calculation_setup import CalculationSetup

ENTRY = {"buyer": "pack_toy", "input": "nickel_sulfate", "supplier": "supplier X", "value": 0.4, "unit": "kg CO2e/kg",
         "gwp": "GWP100 AR6", "boundary": "cradle to gate", "source": "declaration"}  # fmt: skip
LINE = "nickel sulfate: supplier X, 0.4 kg CO2-eq/kg, in place of 0.6 (pack_toy; cradle to gate; declaration)"


def test_every_result_says_what_stands_in_place_of_what(toy_study):
    setup = CalculationSetup("toy", replacements=[ENTRY])
    found = toy_study.footprint(setup)

    assert LINE in found.notes()
    assert LINE in toy_study.results([setup])[0].notes()
    assert found.document()["inputs"]["replacements"][0]["in_place_of"] == pytest.approx(0.6)
    assert "nickel_sulfate: supplier X" in found.resolved.title()
    assert found.total().amount == pytest.approx(4.6)


def test_a_figure_can_be_set_like_any_parameter(toy_study):
    """10 kg at 0.5"""
    setup = CalculationSetup("toy", settings={"supplied_nickel_sulfate": 0.5}, replacements=[ENTRY])

    assert toy_study.footprint(setup).total().amount == pytest.approx(5.6)


def test_a_figure_that_is_counted_as_missing_says_so(toy_study):
    setup = CalculationSetup("toy", method="gwp100-ar5", replacements=[ENTRY], allow_incomplete=True)

    notes = " ".join(toy_study.footprint(setup).notes())
    assert "supplier X has no figure for this category and is counted as missing" in notes


def test_the_words_of_a_person_stand_above_those_of_a_scenario(toy_study, tmp_path):
    """one purchase at 0.4 in the file and 0.5 by the person"""
    path = tmp_path / "own.yaml"
    lines = "".join(f"      {name}: {value}\n" for name, value in ENTRY.items()).replace("      b", "    - b", 1)
    path.write_text(f"mine:\n  replacements:\n{lines}", encoding="utf-8")
    setup = CalculationSetup("toy", scenarios=(str(path),))

    assert toy_study.footprint(setup).total().amount == pytest.approx(4.6)
    above = CalculationSetup("toy", scenarios=(str(path),), replacements=[ENTRY | {"value": 0.5}])
    assert toy_study.footprint(above).total().amount == pytest.approx(5.6)


def test_a_wrong_replacement_ends_with_the_nearest_name(run, tmp_path):
    path = tmp_path / "own.yaml"
    lines = "".join(f"      {name}: {value}\n" for name, value in ENTRY.items()).replace("      b", "    - b", 1)
    path.write_text(f"mine:\n  replacements:\n{lines}".replace("nickel_sulfate", "nickel_sulphate"), encoding="utf-8")

    status, out, err = run("footprint", "toy", "--scenario", str(path))
    assert (status, out) == (1, "")
    assert "nobody here buys 'nickel_sulphate'; did you mean 'nickel_sulfate'?" in err


def test_a_report_and_a_project_of_a_replaced_product_are_written(run, copy_base, tmp_path):
    path = tmp_path / "own.yaml"
    lines = "".join(f"      {name}: {value}\n" for name, value in ENTRY.items()).replace("      b", "    - b", 1)
    path.write_text(f"mine:\n  replacements:\n{lines}", encoding="utf-8")
    status, out, err = run("footprint", "toy", "--scenario", f"{path}#mine", "--write-project", "toy with X")

    assert (status, LINE in out) == (0, True)
    assert "written to the Brightway project 'toy with X'" in err
    assert run("footprint", "toy", "--scenario", f"{path}#mine", "--write-project", "toy with X")[0] == 1
    assert run("footprint", "toy", "--write-project", "toy with nothing")[0] == 1
