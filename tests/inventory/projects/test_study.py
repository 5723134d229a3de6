"""Any Brightway project through `lm.open_project` and every command, beside bw2calc."""

import json

import pytest

import lca_models as lm
from lca_models.commands.main import main
from lca_models.inventory.brightway.database import close_databases, import_brightway
from lca_models.inventory.projects.study import foreign_problems
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.scenario import ScenarioError
from tests.conftest import TINY_INVENTORY
from tests.foreign_projects import (
    ACID,
    CELL,
    CELLS,
    FOREGROUND,
    GWP,
    PACK,
    PLAIN,
    POWER,
    build_projects,
    score_in_brightway,
)

ADDRESS, TOY_METHOD = f"{CELLS}:{'/'.join(CELL)}", ("toy", "gwp")
METHOD = ("--method", "IPCC 2021 / climate change / GWP100")


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("foreign")
    build_projects(folder)
    return folder


@pytest.fixture
def document(base, toy_study, monkeypatch, capsys):
    """The JSON of a command, with the toy in use and the projects of others in Brightway's own folder."""
    monkeypatch.setenv("LCA_MODELS_DIR", str(toy_study.base))
    monkeypatch.setenv("LCA_MODELS_INVENTORIES", str(TINY_INVENTORY))
    monkeypatch.setenv("BRIGHTWAY2_DIR", str(base))

    def run(*arguments):
        capsys.readouterr()
        status = main([*arguments, "--json"])
        printed = capsys.readouterr()
        assert status == 0, printed.err
        return json.loads(printed.out)

    return run


@pytest.mark.parametrize(
    ("project", "key", "method", "amount"),
    [
        (CELLS, CELL, GWP, 1.0), (CELLS, PACK, GWP, 2.5), (CELLS, POWER, ACID, 1.0), (CELLS, CELL, ACID, -1.0),
        (PLAIN, ("db", "product"), TOY_METHOD, 3.0),
    ],
)  # fmt: skip
def test_every_process_of_every_project_is_what_bw2calc_says(base, project, key, method, amount):
    study = lm.open_project(project, base)
    said = study.footprint(CalculationSetup("/".join(key), method=method, amount=amount))

    assert said.total().amount == pytest.approx(score_in_brightway(base, project, key, method, amount), rel=1e-6)
    assert lm.assess(study.system(key, amount), method=method).score == pytest.approx(said.total().amount)
    assert sum(said.stages.values()) == pytest.approx(said.total().amount)


def test_the_methods_of_a_project_are_its_own(base):
    assert lm.open_project(CELLS, base).methods == {GWP: "kg CO2-eq", ACID: "mol H+-eq"}


def test_a_setting_names_its_scope_and_is_what_brightway_recalculates(base, tmp_path):
    """need 3 -> 5 in the database of the line, leak 1 -> 2 in its group"""
    study = lm.open_project(CELLS, base)
    settings = {f"{FOREGROUND}::need": 5.0, "cell group::leak": 2.0}
    found = study.footprint(CalculationSetup("/".join(CELL), method=GWP, settings=settings)).total().amount

    build_projects(tmp_path / "edited")
    bd = import_brightway(tmp_path / "edited")
    bd.projects.set_current(CELLS, update=False)
    from bw2data.parameters import ActivityParameter, DatabaseParameter, parameters

    DatabaseParameter.update(amount=5.0).where(DatabaseParameter.name == "need").execute()
    ActivityParameter.update(amount=2.0).where(ActivityParameter.name == "leak").execute()
    for group in ("cell group", FOREGROUND):
        parameters.db.execute_sql("UPDATE group_table SET fresh = 0 WHERE name = ?", (group,))
    parameters.recalculate()
    ActivityParameter.recalculate_exchanges("cell group")
    bd.Database(FOREGROUND).process()
    close_databases(bd)

    assert found == pytest.approx(score_in_brightway(tmp_path / "edited", CELLS, CELL, GWP), rel=1e-6)


def test_the_command_line_gives_the_same_by_every_name_of_the_method(document, base):
    expected = score_in_brightway(base, CELLS, CELL, GWP)
    for name in (
        "IPCC 2021 / climate change / GWP100",
        "IPCC 2021|climate change|GWP100",
        str(GWP),
        "ipcc2021, Climate change, gwp100",
    ):
        found = document("footprint", ADDRESS, "--method", name)
        assert found["totals"] == [
            {"per": "1 kilogram", "amount": pytest.approx(expected, rel=1e-6), "unit": "kg CO2-eq"}
        ]
        assert found["stages"] == {"unassigned": pytest.approx(expected, rel=1e-6)}


def test_the_only_method_of_a_project_needs_no_name(document):
    assert document("footprint", "plain:db/product")["totals"][0]["amount"] == pytest.approx(0.25)


def test_a_stage_map_and_an_amount(document, base, tmp_path):
    stages = tmp_path / "stages.csv"
    stages.write_text("process,stage\ncell/1,cells\npack,packs\n", encoding="utf-8")
    found = document("footprint", ADDRESS, *METHOD, "--stages", str(stages), "--amount", "2")

    assert [*found["stages"]] == ["cells", "packs"]
    assert sum(found["stages"].values()) == pytest.approx(score_in_brightway(base, CELLS, CELL, GWP, 2.0), rel=1e-6)
    assert found["functional_unit"] == {"amount": 2.0, "unit": "kilogram"}


@pytest.mark.parametrize("view", ["stage", "process", "flow", "input", "location", "province", "row"])
def test_contributions_sum_to_what_bw2calc_says(document, base, view):
    found = document("contribution", ADDRESS, *METHOD, "--by", view)
    assert sum(row["amount"] for row in found["rows"]) == pytest.approx(
        score_in_brightway(base, CELLS, CELL, GWP), rel=1e-6
    )
    assert found["per"] == "1 kilogram"


def test_a_trace_covers_the_result(document):
    found = document("trace", ADDRESS, *METHOD)
    assert found["covered"] >= 0.95
    assert {row["table"] for row in found["rows"]} <= {FOREGROUND, "grid"}


def test_the_tree_begins_with_the_whole_result(document):
    assert document("contribution", ADDRESS, *METHOD, "--by", "tree")["rows"][0]["share"] == pytest.approx(1)


def test_a_review_needs_no_stage_of_this_kit(document):
    found = document("contribution", ADDRESS, *METHOD, "--review")
    assert found["review"][0]["check"] == "stage unassigned has data"


def test_the_techniques_of_uncertainty_see_the_parameters_of_the_project(document, base):
    score, names = score_in_brightway(base, CELLS, CELL, GWP), {f"{FOREGROUND}::need", "cell group::leak", "run"}

    sensitivity = document("sensitivity", ADDRESS, *METHOD)
    assert {row["parameter"] for row in sensitivity["elasticities"]} == names
    assert {row["parameter"] for row in document("morris", ADDRESS, *METHOD, "-n", "4")["rows"]} == names
    assert {row["parameter"] for row in document("sobol", ADDRESS, *METHOD, "-n", "16")["rows"]} == names
    for more, inputs in (((), 3), (("--everything",), 5)):
        found = document("montecarlo", ADDRESS, *METHOD, "-n", "200", *more)
        assert found["results"][0]["central"] == pytest.approx(score, rel=1e-6)
        assert found["uncertain_inputs"] == inputs


def test_processes_of_several_projects_beside_each_other_and_beside_a_pack(document, base):
    rows = document("compare", ADDRESS, f"{CELLS}:{'/'.join(PACK)}", *METHOD)["rows"]
    assert [row["totals"][0]["amount"] for row in rows] == [
        pytest.approx(score_in_brightway(base, CELLS, key, GWP), rel=1e-6) for key in (CELL, PACK)
    ]
    assert [row["product"] for row in document("compare", "toy", "plain:db/product")["rows"]] == [
        "toy",
        "plain:db/product",
    ]


def test_paired_samples_and_a_break_even_of_one_unit(document):
    pair = (ADDRESS, f"{CELLS}:{'/'.join(PACK)}", *METHOD)
    assert document("compare", *pair, "--paired", "-n", "50")["pairs"][0]["first_lower"] == 1.0
    assert document("compare", *pair, "--break-even", "run", "--between", "1", "3")["parameter"] == "run"
    assert len(document("compare", *pair[:2], "--pareto", "|".join(GWP), "|".join(ACID))["rows"]) == 2


def test_a_project_without_parameters_has_no_drivers_and_every_other_answer(document):
    plain = "plain:db/product"
    assert document("sensitivity", plain)["elasticities"] == []
    assert document("montecarlo", plain, "--everything", "-n", "20")["uncertain_inputs"] == 0
    for command in (("trace",), ("contribution", "--by", "input"), ("contribution", "--by", "tree"), ("verify",)):
        assert document(command[0], plain, *command[1:])
    assert main(["montecarlo", plain]) == 1


def test_a_report_and_a_list_of_any_project(document, base, tmp_path):
    document("footprint", ADDRESS, *METHOD, "--out", str(tmp_path / "out"))
    assert (tmp_path / "out" / "report.html").is_file()
    assert ADDRESS in [row["id"] for row in document("list", "products", "--project", CELLS)]
    assert [row["unit"] for row in document("list", "methods", "--project", PLAIN)] == ["kg CO2-eq"]
    assert {row["name"] for row in document("list", "parameters", "--project", CELLS)} >= {"run"}
    with pytest.raises(AssertionError, match="has no list 'rules'"):
        document("list", "rules", "--project", CELLS)


def test_every_database_of_any_project_is_exported(base, tmp_path, monkeypatch):
    monkeypatch.setenv("BRIGHTWAY2_DIR", str(base))
    monkeypatch.setenv("LCA_MODELS_DIR", str(base))
    assert main(["export", str(tmp_path / "out"), "--project", CELLS]) == 0
    assert {path.name for path in (tmp_path / "out").glob("*.xlsx")} == {
        "LFP_NMC_ line.xlsx",
        "flows.xlsx",
        "grid.xlsx",
    }


def test_verify_recalculates_in_the_folder_of_the_project(document):
    found = document("verify", ADDRESS, *METHOD)["products"][ADDRESS]
    assert found["holds"]
    assert found["total"]["bw2calc"] == pytest.approx(found["total"]["lca_models"], rel=1e-6)


def test_a_process_of_the_project_in_use_needs_no_project(document, toy_study):
    found = document("footprint", "manufacturing/pack_toy")
    assert found["totals"][0]["amount"] == pytest.approx(
        score_in_brightway(toy_study.base, toy_study.current.project, ("manufacturing", "pack_toy"),
                           lm.find_method(toy_study.rows, "gwp100-ar6")), rel=1e-6,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--rules", "cn-551"), "rule sets (--rules) are of the products of this kit"),
        (("--province", "CN-FJ"), "provinces of the plant (--province)"),
        (("--per", "kg"), "declared units (--per)"),
        (("--set", "leek=2"), "there is no parameter 'leek'"),
        (("--amount", "0"), "give a number other than 0"),
        (("--method", "acid"), "there is no method 'acid'"),
        ((), "the project has 2 impact categories, so name one (--method)"),
    ],
)
def test_what_a_project_of_others_does_not_have_is_refused_by_name(document, capsys, options, said):
    with pytest.raises(AssertionError):
        document("footprint", ADDRESS, *options, *(() if not options or "--method" in options else METHOD))
    capsys.readouterr()
    assert main(["footprint", ADDRESS, *options, *(() if not options or "--method" in options else METHOD)]) == 1
    assert said in capsys.readouterr().err


def test_everything_of_this_kit_is_refused_at_once():
    setup = CalculationSetup("a:b/c", rules="cn-551", province="CN-FJ", declared_unit="kg", fade_curve="0:1,1000:0.8")
    assert len(foreign_problems(setup)) == 4
    assert foreign_problems(CalculationSetup("a:b/c")) == []


def test_an_unknown_key_is_refused_with_the_nearest(base):
    study = lm.open_project(CELLS, base)
    with pytest.raises(LcaModelsError, match="no code 'cell1'; did you mean 'cell/1'"):
        study.system(f"{FOREGROUND}/cell1")
    with pytest.raises(ScenarioError, match="no product is named"):
        study.footprint(CalculationSetup(method=GWP))


def test_nothing_of_the_project_is_changed(base):
    before = {path: path.read_bytes() for path in base.rglob("*.db")}
    lm.open_project(CELLS, base).footprint(CalculationSetup("/".join(CELL), method=GWP))
    assert {path: path.read_bytes() for path in base.rglob("*.db")} == before
