"""What panels show is what the library calculates."""

import pytest

from lca_models.impact.footprint import footprint
from lca_models.inventory.tables.scenarios import read_scenarios_file
from lca_models.panels.charts.tile_map import tiles
from lca_models.panels.explorer.exports import EXPORTS, export_file
from lca_models.panels.explorer.panel import ScenarioPanel
from lca_models.panels.model.answers import change
from lca_models.panels.model.compiled_pack import compile_pack
from lca_models.panels.result_view import totals_html
from lca_models.reporting.figures.palette import amount_color, readable_ink
from lca_models.scope.calculation_setup import CalculationSetup, setup_of_scenario
from lca_models.scope.declared_unit import DECLARED_UNITS, KWH_CAPACITY, PACK
from lca_models.scope.quantity import unit_text
from lca_models.scope.rules import RuleSet, Term
from lca_models.scope.scenario import ScenarioError


@pytest.fixture(scope="module")
def panel(model):
    return ScenarioPanel(model)


@pytest.mark.parametrize("setup", [
    CalculationSetup("lfp-60kwh", "cn-551", settings={"green_power_share": 0.5, "cathode_province": "CN-SC"}),
    CalculationSetup("nmc811-80kwh", "eu-cfb-ev", settings={"nmc811_pack_energy": 100.0}),
    CalculationSetup("naion-45kwh", "cn-551", settings={"end_of_life_approach": "cff", "grid_year": "2035"}),
], ids=lambda one: one.product)  # fmt: skip
def test_a_setup_has_the_footprint_of_the_library(model, setup):
    expected = footprint(model.study.product_system(setup.product, rules=setup.rules), setup.settings)
    found = model.evaluate(setup)

    for total in expected.totals():
        assert found.total(total.basis).amount == pytest.approx(total.amount, rel=1e-9)
        assert found.unit(total.basis) == total.unit_text
    assert dict(found.stages) == pytest.approx(expected.stages, rel=1e-9, abs=1e-9)
    assert found.credits.get("recycling", 0) == pytest.approx(
        expected.assessment.credits().get("recycling", 0), rel=1e-9
    )
    assert found.functional_unit == expected.functional_unit


def test_the_rows_of_each_basis_sum_to_its_total(model):
    found = model.evaluate(CalculationSetup("lfp-60kwh", "eu-cfb-ev"))

    for per in DECLARED_UNITS:
        assert found.of_basis(per)["amount"].sum() == pytest.approx(found.total(per).readable().amount)


def rules_of(method):
    """A rule set that counts in a category."""
    term = Term("characterization", "method", method, "category of the test", "Example", "", "confirmed", False)
    return RuleSet(f"in-{method}", "Rules of the test", (term,))


def test_a_page_of_another_category_speaks_in_its_unit_and_tells_what_is_missing(model):
    rules = rules_of("fossil-energy")
    model._packs["lfp-60kwh", rules.id] = compile_pack(model.study.product_system("lfp-60kwh", rules), ["grid_year"])
    found = model.evaluate(CalculationSetup("lfp-60kwh", rules.id))

    for language in ("en", "zh"):
        shown = totals_html(found, found, language)
        assert all(f"<small>{unit_text('MJ', per, language)}</small>" in shown for per in DECLARED_UNITS)
        assert "CO" not in shown
    assert "stand behind" in model.remarks(found.setup)[0]
    assert model.remarks(CalculationSetup("lfp-60kwh", "cn-551")) == ()


def test_a_page_of_a_category_without_data_is_refused(model):
    system = model.study.product_system("lfp-60kwh", rules_of("so2"))

    with pytest.raises(ScenarioError, match=r"lfp-60kwh: processes with data for so2, .* less than half"):
        compile_pack(system, ())


def test_a_change_is_told_in_the_unit_and_as_a_share(model):
    """against itself nothing; green power for all of the cell plant saves"""
    before, after = (
        model.evaluate(CalculationSetup("lfp-60kwh", "cn-551", settings={"green_power_share": share}))
        for share in (0.0, 1.0)
    )
    found = change(after, before, PACK)

    assert change(before, before, PACK).amount == 0
    assert found.amount < 0
    assert found.share == pytest.approx(found.amount / before.total(PACK).amount)


def test_the_place_of_the_plant_on_the_map_has_its_total(model):
    here = CalculationSetup("lfp-60kwh", "cn-551", settings={"cell_plant_province": "CN-GS"})
    table = model.places(here, "cell_plant_province", PACK).set_index("province")

    assert len(table) == 31
    assert table["amount"]["CN-GS"] == pytest.approx(model.evaluate(here).total(PACK).amount, rel=1e-12)


def test_fields_that_change_nothing_are_known(model):
    """an LFP pack buys no precursor; under the EU rules a national mix holds wherever the cell plant stands"""
    china, europe = model.form(), model.form(rules="eu-cfb-ev")

    assert "precursor_province" in model.without_effect(china)
    assert "cell_plant_province" not in model.without_effect(china)
    assert "cell_plant_province" in model.without_effect(europe)


def test_the_panel_follows_its_form(panel, model):
    panel.reset()
    panel.fields["product"].value = "nmc811-80kwh"
    panel.fields["green_percent"].value = 30
    panel.map.selected = "CN-SC"
    settings = {"green_power_share": 0.3, "cell_plant_province": "CN-SC"}

    assert panel.form.setup() == CalculationSetup("nmc811-80kwh", "cn-551", settings=settings)
    assert panel.result.stages == model.evaluate(panel.form.setup()).stages
    assert f'data-value="{panel.result.total(PACK).amount!r}"' in panel.view.parts["totals"]


def test_every_word_of_the_panel_changes_with_the_language(panel):
    panel.form.language = "zh"
    words = [field.description for field in panel.fields.values()]
    panel.form.language = "en"

    assert all(any(ord(letter) > 0x2E7F for letter in word) for word in words)
    assert panel.fields["green_percent"].description == "Share of the load, %"


def test_an_impossible_choice_is_said_and_the_result_stays(panel):
    panel.reset()
    before = panel.result
    panel._fields[0].choose("pack_energy", "abc")

    assert "give a number from 20 to 150 kWh" in panel.view.parts["alert"]
    assert panel.result == before
    assert panel.fields["pack_energy"].value == 60
    with pytest.raises(ScenarioError):
        panel.form.set_fields({"pack_energy": "abc"})


def test_reset_takes_back_choices_and_baseline(panel):
    panel.reset()
    panel.fields["green_percent"].value = 40
    panel.make_baseline()
    panel.reset()

    assert panel.form.setup().settings == {}
    assert panel.baseline == panel.result


def test_the_scenario_taken_away_is_the_whole_setup(panel, tmp_path):
    """product and rule set included, so that the file alone repeats the result"""
    panel.reset()
    panel.fields["green_percent"].value = 40
    path = tmp_path / "scenario.yaml"
    path.write_bytes(panel.file("scenario.yaml"))

    taken = read_scenarios_file(path)["explorer"]
    assert taken.settings == {"green_power_share": 0.4}
    assert setup_of_scenario(taken) == panel.form.setup()
    alone = panel.model.study.footprint(CalculationSetup(scenarios=(str(path),)))
    assert alone.total().amount == pytest.approx(panel.result.total(PACK).amount, rel=1e-12)
    assert path.read_text(encoding="utf-8").startswith("# lca-models footprint lfp-60kwh --rules cn-551 --scenario")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_file_can_be_taken_away(panel, language):
    panel.form.language = language
    starts = {".png": b"\x89PNG", ".svg": b"<?xml", ".csv": b"\xef\xbb\xbfstage,", ".yaml": b"# lca-models"}
    files = {name: export_file(name, panel.result, panel.form, KWH_CAPACITY) for name in EXPORTS}
    panel.form.language = "en"

    assert all(files[name].startswith(starts[name[name.rindex(".") :]]) for name in EXPORTS)


def test_tiles_say_name_amount_and_unit(model):
    made = {
        tile["code"]: tile
        for tile in tiles(model.places(CalculationSetup("lfp-60kwh", "cn-551"), "cathode_province", PACK))
    }

    assert made["CN-SC"]["label"].startswith("Sichuan: ")
    assert made["CN-SC"]["label"].endswith("kg CO₂-eq per pack")
    assert made["CN-XZ"]["short"] == "XZ"


@pytest.mark.parametrize("position", [place / 20 for place in range(21)])
def test_the_ink_of_a_tile_can_be_read(position):
    """contrast of at least 4.5 : 1, as WCAG 2.1 asks of text"""
    color = amount_color(position)

    def luminance(text):
        channels = [int(text[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        return sum(weight * (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
                   for weight, value in zip((0.2126, 0.7152, 0.0722), channels, strict=True))  # fmt: skip

    light, dark = sorted((luminance(color), luminance(readable_ink(color))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_an_address_begins_anew_and_a_hostile_one_changes_nothing(panel):
    """reset returns to the address, and the result is compared with it"""
    panel.reset()
    panel.address.search = "?product=nmc811-80kwh&province=CN-SC&per=kwh-delivered"
    opened = panel.form.setup()
    panel.fields["green_percent"].value = 30
    panel.reset()

    assert opened == CalculationSetup("nmc811-80kwh", "cn-551", settings={"cell_plant_province": "CN-SC"})
    assert panel.form.setup() == panel.baseline.setup == opened
    assert panel.basis.code == "kwh-delivered"
    panel.address.search = "?product=<script>alert(1)</script>&province=CN-NM"
    assert panel.form.setup() == opened
    assert "&lt;script&gt;" in panel.view.parts["alert"]
    assert "<script>" not in panel.view.parts["alert"]
    panel.address.search = "?product=lfp-60kwh&per=kwh-capacity"
