import pytest

from lca_models.interpretation.evidence.key_effects import KeyEffect
from lca_models.interpretation.evidence.next_data import DataPoint
from lca_models.interpretation.evidence.own_data import (
    ARCHETYPE,
    BACKGROUND,
    CREDIT,
    MEASURED,
    OWN_EMISSION,
    OwnData,
    Part,
)
from lca_models.inventory.system.pack import AllocationKey, GivenParameter, Origin, Pack
from lca_models.reporting.text.own_data import key_lines, next_lines, own_data_text, share_lines, whose_lines
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import speaking

# 100 kg without credits: 60 of raw materials, three quarters of them measured, and 40 of the plant
OWN = OwnData(
    (
        Part("raw material acquisition", MEASURED, BACKGROUND, 45.0),
        Part("raw material acquisition", ARCHETYPE, BACKGROUND, 15.0),
        Part("manufacturing", ARCHETYPE, OWN_EMISSION, 40.0),
        Part("recycling", CREDIT, BACKGROUND, -30.0),
    ),
    "kg CO2-eq per pack", 0.05, 0.1, 0.45, 0.45, 12, 8,
)  # fmt: skip
KEYS = (
    KeyEffect(AllocationKey("main meter", "kwh_good", True, 22.0, "kWh/kWh", {}), 0.0, 0.0),
    KeyEffect(AllocationKey("main meter", "cell_mass", False, 25.6667, "kWh/kWh", {}), 123.4, 0.02),
)


def test_shares_stand_by_stage_without_credits():
    lines = [line.split() for line in whose_lines(OWN)]

    assert lines[1][-4:] == ["75%", "0%", "0%", "25%"]
    assert lines[2][-4:] == ["0%", "0%", "0%", "100%"]
    assert lines[3] == ["whole", "result", "45%", "0%", "0%", "55%"]
    assert len(lines) == 4


def test_what_stands_behind_the_amounts_is_told_apart():
    assert share_lines(OWN) == [
        "12 of 20 values are yours: 45% of the result; archetype 55%",
        "measured or documented activity data: 45% of the life cycle, 45% to the gate of the plant",
        "primary-data share: 5% of the life cycle, 10% to the gate of the plant (Pathfinder Framework: based on both activity "
        "data and emission factors)",
        "behind 60% of the result stand background processes of this kit, whosever the amounts are",
    ]


def test_a_data_point_says_who_has_it_and_where_it_is_written():
    point = DataPoint("graphite", "cell_materials", "graphite", "archetype", 0.168, 0.028, 0.14, "bill of materials",
                      "cell_materials: graphite")  # fmt: skip

    assert next_lines([point]) == [
        " 1. graphite (archetype): 16.8% of the result, spread 2.8%; bill of materials; cell_materials: graphite"
    ]


def test_a_meter_says_what_other_keys_would_give():
    assert key_lines(KEYS, "kg") == ["main meter: kWh of good cells 22 kWh/kWh; by mass of cells 25.67 (+123 kg)"]
    with speaking(CHINESE):
        assert key_lines(KEYS, "kg")[0].startswith("main meter：合格容量 22")


@pytest.fixture(scope="module")
def own(shipped_study):
    pack = Pack("own", "Own pack", "lfp-60kwh", (GivenParameter("lfp_copper_mass", 0.8, "kg/kWh", Origin("sheet!B2")),))
    return shipped_study.product_system(pack)


def test_only_a_data_sheet_has_it(shipped_study, own):
    from lca_models.impact.footprint import footprint

    assert own_data_text(shipped_study.footprint(CalculationSetup("lfp-60kwh"))) == []
    lines = own_data_text(footprint(own))
    assert sum(line.lstrip().startswith(f"{number}.") for line in lines for number in range(1, 11)) == 10
    assert not any("Keys" in line for line in lines)
