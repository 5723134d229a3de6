"""One call reads the files of others beside a study and prepares what they bring."""

from pathlib import Path

import pytest

import lca_models as lm

TEXT = """Database,mine
,
Activity,cell
code,cell
unit,kilogram
location,CN
Exchanges
name,amount,unit,location,categories,type
cell,1,kilogram,CN,,production
"carbon dioxide, fossil",3,kilogram,,air,biosphere
{more}
"""


def test_a_file_is_a_project_that_can_be_opened_and_calculated(copy_base, tmp_path):
    """3 kg of CO2"""
    study = lm.load_study(Path(__file__).parents[2] / "tiny_inventory")
    (tmp_path / "mine.csv").write_text(TEXT.format(more=""), encoding="utf-8")
    report = lm.import_inventory(study, tmp_path / "mine.csv")
    assert (report.written, report.unprepared, report.project) == (True, (), "imported mine")
    found = lm.open_project(report.project, study.base)
    setup = lm.CalculationSetup(product="mine/cell")
    assert found.footprint(setup).assessment.score == pytest.approx(3.0)


def test_what_waits_for_its_name_is_written_as_a_table_where_one_is_named(copy_base, tmp_path):
    study = lm.load_study(Path(__file__).parents[2] / "tiny_inventory")
    (tmp_path / "mine.csv").write_text(TEXT.format(more="gold,1,kilogram,GLO,,technosphere"), encoding="utf-8")
    report = lm.import_inventory(study, [tmp_path / "mine.csv"], mapping=tmp_path / "names.csv")
    assert (report.written, Path(report.table)) == (False, tmp_path / "names.csv")
    assert (tmp_path / "names.csv").is_file()
    with pytest.raises(lm.ProjectError, match=r"none\.csv is missing"):
        lm.import_inventory(study, tmp_path / "none.csv")
