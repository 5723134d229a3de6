"""The toy's results as lines: 6 + 5 + 0 - 4.4 = 6.6 kg CO2-eq per pack of 60 kWh that delivers 108,000 kWh."""

from dataclasses import replace

import pytest

from lca_models.impact.footprint import footprint
from lca_models.interpretation.comparison.grid import compare_setups, setup_grid
from lca_models.interpretation.comparison.rule_sets import compare_rules
from lca_models.reporting.text.terminal import (
    comparison_text,
    footprint_text,
    note_lines,
    rule_comparison_text,
)
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import speaking


def line_of(text, start):
    (found,) = [line for line in text.splitlines() if line.strip().startswith(start)]
    return found.split()


def test_stages_stand_in_all_declared_units_with_their_share(toy_system):
    text = footprint_text(footprint(toy_system))

    assert line_of(text, "raw material acquisition")[3] == "6.0000"
    assert line_of(text, "recycling")[-1] == f"{-4.4 / 6.6:.1%}"
    assert [float(cell) for cell in line_of(text, "total")[1:4]] == pytest.approx(
        [6.6, 6.6 / 60, 1000 * 6.6 / 108_000], rel=1e-3
    )
    assert "of which credits in recycling: -5.4 kg CO2-eq per pack" in text
    assert "108,000 kWh" in text
    assert "electricity by location 6.6, by market 6.6" in text


def test_the_head_of_a_footprint_names_the_category_in_the_language_in_use(toy_system):
    metadata = {name: {**entry, "name_zh": "气候变化"} for name, entry in toy_system.method_metadata.items()}
    result = footprint(replace(toy_system, method_metadata=metadata))

    with speaking(CHINESE):
        assert footprint_text(result).splitlines()[1] == "气候变化，kg CO2-eq"


def test_remarks_are_in_the_language_in_use(toy_system):
    result = footprint(toy_system, method="gwp100-ar5")
    english = result.remarks()

    with speaking(CHINESE):
        assert result.remarks() == result.remarks(CHINESE) != english
    assert english == result.remarks(ENGLISH)


def test_defaults_of_the_kit_are_named_until_a_setting_replaces_them(toy_system):
    lines = footprint_text(footprint(toy_system)).splitlines()

    assert sum(line.startswith("default of this kit: ") for line in lines) == 1


def test_many_defaults_of_the_kit_are_one_line_unless_they_are_asked_for(toy_system, monkeypatch):
    result = footprint(toy_system)
    terms = result.kit_defaults_in_use * 3
    monkeypatch.setattr(type(result), "kit_defaults_in_use", property(lambda self: terms))
    short, lines = footprint_text(result).splitlines(), footprint_text(result, verbose=True).splitlines()
    named = [line for line in lines if line.startswith("default of this kit: ")]

    assert len(named) == 3
    assert "3 choices are this kit's: --verbose" in short
    assert len(short) == len(lines) - 2


def test_a_comparison_has_a_line_per_combination_and_a_table_per_unit(toy_study):
    """Sichuan: 0.8 less; 6.6 and 5.8 per pack"""
    rows = compare_setups(toy_study, setup_grid(["toy"], provinces=["CN-GD", "CN-SC"])).rows()
    text = comparison_text(rows)
    cells = [line.split() for line in text.splitlines() if line.startswith("toy ")]

    assert [(row[2], float(row[4])) for row in cells] == [("CN-GD", pytest.approx(6.6)), ("CN-SC", pytest.approx(5.8))]
    assert "delivered  toy, cn-551: " in text
    assert text.count("location, market and credits per pack") == 1


def test_steps_between_rule_sets_lead_from_one_result_to_the_other(toy_study):
    """6.6 over 108,000 kWh and 8.2 over 25,920 kWh, in g per kWh delivered"""
    lines = rule_comparison_text(compare_rules(toy_study, "toy")).splitlines()
    first, second = (
        float(next(line for line in lines[2:] if line.startswith(name)).split()[1]) for name in ("cn-551", "eu-cfb-ev")
    )
    steps = [float(line.split()[-6].replace("\u2212", "-")) for line in lines[3:-2]]

    assert (first, second) == (
        pytest.approx(1000 * 6.6 / 108_000, rel=1e-3),
        pytest.approx(1000 * 8.2 / 25_920, rel=1e-3),
    )
    assert first + sum(steps) == pytest.approx(second, abs=2e-4)
    assert lines[-1].startswith("in g CO2-eq per kWh delivered")


def test_a_remark_is_said_once():
    assert note_lines(["dust lies", "dust lies", "rain falls"]) == ["note: dust lies", "note: rain falls"]
