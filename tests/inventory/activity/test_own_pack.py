from pathlib import Path

import pytest
from data_sheets import given, sheet_of

from lca_models.inventory.activity.findings import Findings, SheetError
from lca_models.inventory.activity.own_pack import archetype_of, judged_pack, pack_id, pack_of
from lca_models.inventory.activity.reading import read_data_sheet

EXAMPLES = Path(__file__).parents[3] / "notebooks" / "data_sheets"


def test_a_database_is_named_in_plain_letters():
    assert pack_id("EX-A 60/b") == "ex-a-60-b"
    assert pack_id("电池包") == pack_id("电池包") != pack_id("电池")
    assert pack_id("电池A-60") != pack_id("电芯A-60")
    assert pack_id("电池A-60").startswith("a-60-")


def test_a_pack_says_what_is_given_and_what_is_blank(shipped_study, tmp_path):
    """one value of all; the rest falls back to the archetype and is listed"""
    file = tmp_path / "a.yaml"
    file.write_text("{}", encoding="utf-8")
    sheet = sheet_of({"model": "EX-A", "rated_energy": given(64, "kWh")}).model_copy(update={"file": file})

    found = pack_of(sheet, shipped_study.surroundings())

    assert (found.id, found.name, found.archetype) == ("ex-a", "Pack A", "lfp-60kwh")
    assert [one.name for one in found.parameters] == ["lfp_pack_energy"]
    assert "pack mass, with coolant" in found.blanks
    assert found.identity == {"model": "EX-A"}


def test_every_part_of_a_full_sheet_reaches_the_pack(shipped_study):
    """of 113 428 480 kWh: 66 009 MWh of certificates, 3 402 856 kWh own; 95 000 packs of 64 kWh; 9 301 458 m3 of 38.931 MJ"""
    found = shipped_study.pack(str(EXAMPLES / "lfp_sichuan.yaml"))
    values = {one.name: one.value for one in found.parameters}

    assert values["cell_plant_electricity"] == pytest.approx(113_428_480 / (95_000 * 64))
    assert values["cell_plant_fuel"] == pytest.approx(9_301_458 * 38.931 / (95_000 * 64))
    assert values["green_power_share"] == pytest.approx(66_009_000 / 113_428_480)
    assert values["cell_plant_onsite_share"] == pytest.approx(3_402_856 / 113_428_480)
    assert {found.choices[name][0] for name in ("green_power_technology", "onsite_technology")} == {"WIND", "SOLAR-PV"}
    assert any("extrapolated" in one for one in found.warnings)
    assert found.is_example


def test_a_unit_that_was_mixed_up_is_named_beside_the_balance_that_it_breaks(shipped_study, tmp_path):
    """128.67 t of cathode where kg was meant: the sheet is refused, and the unit is guessed"""
    text = (EXAMPLES / "lfp_sichuan.yaml").read_text(encoding="utf-8")
    file = tmp_path / "tonnes.yaml"
    file.write_text(text.replace("{yours: 128.67, unit: kg", "{yours: 128.67, unit: t"), encoding="utf-8")

    with pytest.raises(SheetError) as refused:
        shipped_study.pack(str(file))
    _, findings = judged_pack(read_data_sheet(file), shipped_study.surroundings())

    assert "Cell parts sum to" in str(refused.value)
    assert any("was kg meant?" in one.text for one in findings.found if one.code == "V27")


@pytest.mark.parametrize(("chemistry", "codes"), [("lfp", ["V07"]), ("nmc811", []), ("other", [])])
def test_a_product_that_is_named_has_the_chemistry_of_the_sheet(shipped_study, chemistry, codes):
    sheet = sheet_of({"chemistry": chemistry, "like": "nmc811-80kwh"})
    findings = Findings([])

    found = archetype_of(sheet, shipped_study.surroundings().products, findings)

    assert ([one.code for one in findings.of("error")], found) == (codes, "" if codes else "nmc811-80kwh")


@pytest.mark.parametrize("distance", ["19000 kg", "99999999 km", "far", ""])
def test_a_distance_that_is_wrong_or_missing_is_told_once(shipped_study, tmp_path, distance):
    file = tmp_path / "a.yaml"
    leg = "{direction: out, what: pack, mode: truck, distance: %s, share: 1}" % (distance or "''")
    file.write_text(f"product: {{name: A, chemistry: lfp}}\ntransport:\n  - {leg}\n", encoding="utf-8")
    _, findings = judged_pack(read_data_sheet(file), shipped_study.surroundings())

    assert [one.code for one in findings.of("error")] in (["V02"], ["V03"], ["V06"], ["V08"])
