import pytest

import lca_models as lm
from lca_models.inventory.system.pack import GivenParameter, GivenPurchase, Origin, Pack
from lca_models.scope.scenario import ScenarioError

HERE = Origin("sheet!C5", "1 kg")


def test_a_pack_without_values_is_its_archetype(shipped_study):
    system = shipped_study.product_system(Pack("a", "Pack A", "nmc811-80kwh"))

    assert lm.assess(system).score == pytest.approx(
        lm.assess(shipped_study.product_system("nmc811-80kwh")).score, rel=1e-12
    )
    assert (system.product.id, system.product.name) == ("a", "Pack A")


def test_a_pack_may_buy_of_any_process_of_the_project(shipped_study):
    """hard carbon, which no LFP pack reaches; what no project has is refused"""
    own = GivenParameter("own_x_mass", 1.0, "kg", HERE)

    def pack(code):
        return Pack("a", "A", "lfp-60kwh", (own,), (GivenPurchase("pack_lfp", code, "own_x_mass", HERE),))

    system = shipped_study.product_system(pack("hard_carbon"))

    assert ("raw_materials", "hard_carbon") in system.product_index
    with pytest.raises(ScenarioError, match="hard_carbn"):
        shipped_study.product_system(pack("hard_carbn"))


def test_two_packs_of_one_chemistry_stand_side_by_side(shipped_study):
    """60 and 120 kWh of the same cells: neither knows of the other"""
    packs = [
        Pack(str(kwh), "A", "lfp-60kwh", (GivenParameter("lfp_pack_energy", kwh, "kWh", HERE),)) for kwh in (60, 120)
    ]
    small, large = (shipped_study.product_system(one).parameter_values()["lfp_pack_mass"] for one in packs)

    assert large == pytest.approx(2 * small)


def test_a_file_that_is_none_is_named(shipped_study):
    with pytest.raises(ScenarioError, match=r"no\.yaml"):
        shipped_study.pack("no.yaml")


def test_the_measured_curve_of_a_sheet_is_the_fade_of_its_pack(shipped_study, tmp_path):
    """from 1 to 0.9 over 1,000 cycles: 0.95 in the mean, 60 kWh x 1,000 x 0.95; a curve that is asked for stands above it"""
    file = tmp_path / "a.yaml"
    file.write_text("product: {name: A, chemistry: lfp}\ncycle_test: {curve: 0 1; 1000 0.9}\n", encoding="utf-8")
    setup = lm.CalculationSetup(str(file))

    assert shipped_study.footprint(setup).functional_unit.energy_delivered_kwh == pytest.approx(57_000)
    asked = lm.CalculationSetup(str(file), fade_curve="0:1,1000:0.8")
    assert shipped_study.footprint(asked).functional_unit.energy_delivered_kwh == pytest.approx(54_000)
    assert shipped_study.results([setup])[0].functional_unit.energy_delivered_kwh == pytest.approx(57_000)


def test_a_result_keeps_the_warnings_of_its_sheet(shipped_study, tmp_path):
    """a mass from an invoice that no document shows"""
    file = tmp_path / "a.yaml"
    mass = "{yours: 2.02, unit: kg, source_kind: invoice}"
    file.write_text(f"product: {{name: A, chemistry: lfp}}\ncell_materials: {{cathode: {mass}}}\n", encoding="utf-8")

    found = shipped_study.footprint(lm.CalculationSetup(str(file))).system.pack

    assert ["No evidence" in one for one in found.warnings] == [True]


def test_of_the_systems_of_packs_the_last_few_are_kept(shipped_study, monkeypatch):
    """each edit of a sheet makes another pack; the one before is at hand, the first is made again"""
    monkeypatch.setattr("lca_models.inventory.products.SHEET_SYSTEMS", 4)  # two a pack
    packs = [Pack(f"kept-{mass}", "A", "lfp-60kwh", (GivenParameter("lfp_pack_mass", mass, "kg", HERE),))
             for mass in (400.0, 410.0, 420.0)]  # fmt: skip
    first, second, _ = (shipped_study.product_system(one) for one in packs)

    assert shipped_study.product_system(packs[1]) is second
    assert shipped_study.product_system(packs[0]) is not first
