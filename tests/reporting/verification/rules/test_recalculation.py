"""Figures that do not come out again, on tables of a bundle made by hand: stages 6, 5 and -4 sum to 7."""

from types import SimpleNamespace

import pytest

from lca_models.inventory.activity.sheet.models import DataSheet, MeterLine, Value
from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.declaration.table import ResultTable
from lca_models.reporting.verification.case import Engagement
from lca_models.reporting.verification.engine import outcome_of
from lca_models.reporting.verification.finding import PASSED
from lca_models.reporting.verification.rules.recalculation import RULES, differing_stages
from lca_models.reporting.verification.rules.table import rules

STAGES = (("raw", 6.0), ("make", 5.0), ("recycle", -4.0), ("total", 7.0))
UNITS = (
    ("result", "pack", 7.0), ("result", "kwh-capacity", 3.5), ("result", "kwh-delivered", 0.007), ("result", "kg", 0.7),
    ("term", "rated_energy", 2.0), ("term", "total_energy", 1000.0), ("term", "pack_mass", 10.0),
)  # fmt: skip
LINES = (("a > b", 3.0, 2.0, 6.0), ("c > d", 5.0, 1.0, 5.0), ("e > f", 4.0, -1.0, -4.0))


def tables(stages=STAGES, units=UNITS, lines=LINES):
    made = (
        ResultTable("stages", ("stage", "total_kg_co2e_per_pack"), stages),
        ResultTable("units", ("kind", "term", "value"), units),
        ResultTable("contributions", ("line", "amount_per_pack", "factor_kg_co2e_per_unit", "kg_co2e_per_pack"), lines),
    )
    return Bundle({f"results/{one.name}.csv": one.csv() for one in made})


def case(bundle=None, **values):
    return SimpleNamespace(bundle=bundle or tables(), engagement=Engagement(), **values)


def outcome(rule, one):
    return outcome_of(rules()[rule], lambda: RULES[rule](one), 100.0)


@pytest.mark.parametrize("rule", ["ARI-03", "ARI-04", "SUM-01"])
def test_figures_that_come_out_again_pass(rule):
    assert outcome(rule, case()).state == PASSED


def test_a_result_per_kwh_that_does_not_follow_from_that_per_pack_is_named():
    """3.6 x 2 kWh = 7.2 and not 7"""
    wrong = tuple((kind, term, 3.6 if term == "kwh-capacity" else value) for kind, term, value in UNITS)
    (found,) = outcome("ARI-03", case(tables(units=wrong))).findings

    assert found.english == "kwh-capacity does not follow from the pack value: 7.2 against 7"


def test_a_line_that_is_not_its_amount_times_its_factor_moves_the_difference():
    (found,) = outcome("ARI-04", case(tables(lines=(("a > b", 3.0, 2.0, 5.5),)))).findings

    assert found.effect_kg == pytest.approx(0.5)
    assert found.english == "a > b: 3 x 2 = 6, stated 5.5"


def test_rounding_of_the_last_digit_explains_a_line():
    assert outcome("ARI-04", case(tables(lines=(("a > b", 3.0, 0.3351, 1.0),)))).state == PASSED


def test_stages_that_do_not_sum_to_the_total_are_named():
    """6 + 5 - 4 = 7 and not 8"""
    found = outcome("SUM-01", case(tables(stages=(*STAGES[:3], ("total", 8.0))))).findings

    assert found[0].english == "The stages sum to 7, the total is 8"
    assert found[0].effect_kg == pytest.approx(-1.0)


def test_an_altered_stage_and_its_total_move_what_was_altered_once():
    """declared 5 + 5 - 4 = 6; right 7: the stage is 1 kg too low, and the total leaves nothing"""
    lower = (("raw", 5.0), *STAGES[1:3], ("total", 6.0))
    found = list(differing_stages(case(tables(stages=lower)), {"raw": 6.0, "make": 5.0, "recycle": -4.0}))

    assert [one.effect_kg for one in found] == [pytest.approx(1.0), pytest.approx(0.0)]
    assert list(differing_stages(case(), {"raw": 6.0, "make": 5.0, "recycle": -4.0})) == []


def value(number):
    return Value(number=number, unit="kWh", place="meters!D2", written=str(number))


@pytest.mark.parametrize(("year", "state"), [(1200.0, PASSED), (1201.0, PASSED), (1300.0, "findings")])
def test_months_sum_to_the_year_within_a_thousandth(year, state, monkeypatch):
    """twelve months of 100 are 1,200; at 1 kg CO2e per kWh a year of 1,300 is 100 kg more"""

    def counted(case, sheet):
        return sum(one.number for one in sheet.meters[0].months.values()) - 1200.0

    monkeypatch.setattr("lca_models.reporting.verification.rules.recalculation.effect_of", counted)
    months = {f"2025-{month:02d}": value(100.0) for month in range(1, 13)}
    meter = MeterLine(id="M1", item="electricity_grid", months=months, year_total=value(year))
    found = outcome("SUM-03", case(sheet=DataSheet.model_construct(meters=(meter,))))

    assert found.state == state
    if found.findings:
        assert found.findings[0].effect_kg == pytest.approx(100.0)
        assert found.findings[0].english == "M1: the months sum to 1,200, the year says 1,300"
