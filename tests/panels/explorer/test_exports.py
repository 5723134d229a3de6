"""What a person takes from the explorer."""

import pytest

from lca_models.inventory.tables.scenarios import read_scenarios_file
from lca_models.panels.explorer.exports import EXPORTS, export_file
from lca_models.scope.calculation_setup import CalculationSetup, setup_of_scenario
from lca_models.scope.declared_unit import KWH_CAPACITY, PACK


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
