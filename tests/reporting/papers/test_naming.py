"""Names of files say what is in them."""

import re
from dataclasses import replace
from pathlib import Path

from lca_models import __version__
from lca_models.reporting.papers.naming import LONGEST, product_of, short_hash, stem_of
from lca_models.scope.calculation_setup import CalculationSetup


def test_a_name_carries_product_province_rules_figure_unit_version_and_inventories(toy_study):
    result = toy_study.footprint(CalculationSetup("toy", province="CN-SC"))
    digits = short_hash(result)

    assert re.fullmatch("[0-9a-f]{8}", digits)
    assert result.system.rows_hash.endswith(digits) or digits in result.system.rows_hash
    assert (
        stem_of([result], "stages", "kwh-capacity")
        == f"toy_CN-SC_{result.rules}_stages_kwh-capacity_{__version__}-{digits}"
    )


def test_several_results_are_named_once_each_and_many_are_counted(toy_study):
    places = [toy_study.footprint(CalculationSetup("toy", province=one)) for one in ("CN-GD", "CN-SC", "CN-GD")]

    assert stem_of(places, "comparison").startswith("toy_CN-GD+CN-SC_")
    three = [replace(places[0], resolved=places[0].resolved) for _ in range(3)]
    assert stem_of(three, "comparison").startswith("toy_CN-GD_")


def test_a_name_has_no_sign_that_a_file_system_refuses_and_is_not_too_long(toy_study):
    result = toy_study.footprint(CalculationSetup("toy"))

    name = stem_of([result], "a/b:c*" + "d" * 30, "x" * 60)
    assert not re.search(r"[^\w.+-]", name)
    assert len(name) <= LONGEST or name.startswith("toy")


def test_a_data_sheet_is_named_without_the_folders_that_hold_it(shipped_study):
    sheet = Path(__file__).parents[3] / "notebooks" / "data_sheets" / "lfp_sichuan.yaml"
    result = shipped_study.footprint(CalculationSetup(str(sheet), "cn-551"))

    assert stem_of([result], "stages").startswith("lfp_sichuan_CN-SC_cn-551_stages_")
    assert product_of(result) == "lfp_sichuan.yaml"
