"""No door prints a number in the unit of another category: every command, in every category, as text, JSON, tables and figures.

The toy with an energy demand (MJ; every process has data for it) and a dust (kg; processes behind 0.6 of 6.6 kg CO2e).
"""

import json
import re
import shutil
from pathlib import Path

import pytest
from counts import LONG

from lca_models.impact.study import load_study
from lca_models.reporting.figures import sankey, scenarios, stages, uncertainty
from lca_models.scope.declared_unit import CODES, find_declared_unit
from lca_models.scope.quantity import read_unit, readable, unit_text

TINY_INVENTORY = Path(__file__).parents[1] / "tiny_inventory"
UNITS = {"gwp100-ar5": "kg CO2-eq", "energy": "MJ", "dust": "kg"}
OTHERS = {"gwp100-ar5": r"\bMJ\b", "energy": r"CO[2₂](-eq|e\b)", "dust": r"\bMJ\b|CO[2₂](-eq|e\b)"}
RULES = ("--rules", "cn-551", "--rules", "eu-cfb-ev")
PLACES = ("toy@CN-GD", "toy@CN-SC")
FEW = ("-n", "64")
COMMANDS = {
    "footprint": ("footprint", "toy"),
    "compare": ("compare", "toy", *RULES, "--province", "CN-GD", "--province", "CN-SC"),
    "paired": ("compare", *PLACES, "--paired", *FEW),
    "break-even": ("compare", *PLACES, "--break-even", "toy_plant_electricity", "--between", "0", "3"),
    "sensitivity": ("sensitivity", "toy"),
    "montecarlo": ("montecarlo", "toy", *FEW),
    "montecarlo of everything": ("montecarlo", "toy", *FEW, "--everything"),
    "morris": ("morris", "toy", "-n", "4"),
    "sobol": ("sobol", "toy", *FEW),
    "trace": ("trace", "toy"),
    "tree": ("contribution", "toy", "--by", "tree"),
    "review": ("contribution", "toy", "--review"),
    **{f"by {view}": ("contribution", "toy", "--by", view)
       for view in ("stage", "flow", "province", "row")},
}  # fmt: skip
SHARES = {"trace", "review", "sobol"}  # tell shares, not amounts
COUNTED = ("montecarlo", "sensitivity", "morris", "paired", "break-even")  # take --per


@pytest.fixture(scope="module")
def toy_study(tmp_path_factory):
    """The toy with two more categories, built once."""
    root = tmp_path_factory.mktemp("categories") / "inventories"
    shutil.copytree(TINY_INVENTORY, root)
    with (root / "methods" / "methods.csv").open("a", encoding="utf-8") as file:
        file.write(
            "energy,energy demand|by fuels,MJ,worked example,Example\ndust,dust|by mass,kg,worked example,Example\n"
        )
    factors = ("energy,co2_fossil,12", "energy,ghg_co2e_ar6,9", "dust,ghg_co2e_ar6,0.001")
    with (root / "methods" / "characterization_factors.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{factor},yes,Example,worked example,\n" for factor in factors)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LCA_MODELS_DIR", str(root.parent / "brightway"))
        return load_study(root)


@pytest.fixture(scope="module")
def answers():
    """What was asked before, by its words."""
    return {}


@pytest.fixture
def ask(run, answers):
    """Runs a command in a category, incomplete or not: (text, JSON)."""

    def both(name, category, *more):
        words = (*COMMANDS[name], "--method", category, *(["--allow-incomplete"] if category == "dust" else []), *more)
        if words not in answers:
            status, text, _ = run(*words)
            assert status == 0
            answers[words] = text, run(*words, "--json")[1]
        text, written = answers[words]
        return text, json.loads(written)

    return both


def _numbers(text):
    """What a file or a terminal shows but for notes, and for the name of a flow."""
    return re.sub(r"GWP100 CO[2₂]e|GHG, CO2e", "", text)


def units_in(document):
    """Every unit of a JSON document."""
    if isinstance(document, list):
        return {unit for one in document for unit in units_in(one)}
    if not isinstance(document, dict):
        return set()
    own = {value for key, value in document.items() if key in ("unit", "result_unit")}
    return own | {unit for value in document.values() for unit in units_in(value)}


@pytest.mark.parametrize("category", UNITS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_speaks_in_the_unit_of_its_category_alone(ask, name, category):
    text, document = ask(name, category)

    assert not re.search(OTHERS[category], _numbers(text))
    assert not [unit for unit in units_in(document) if re.search(OTHERS[category], unit)]
    if name not in SHARES:
        assert f"{UNITS[category]} per " in re.sub(r"\s+", " ", text) or UNITS[category] in text
    if UNITS[category] != "kg CO2-eq":
        assert "kg_co2e" not in json.dumps(document)


@pytest.mark.parametrize("category", UNITS)
@pytest.mark.parametrize("per", CODES)
@pytest.mark.parametrize("name", COUNTED)
def test_results_are_counted_per_every_declared_unit_in_the_unit_of_the_category(ask, name, per, category):
    text, document = ask(name, category, "--per", per)
    basis = find_declared_unit(per)
    expected = unit_text(readable(UNITS[category], basis)[1], basis)

    assert (document["per"], document["unit"]) == (per, expected)
    assert expected in re.sub(
        r" \((IPCC|GWP|by|energy|dust)[^()]*\)(?= per)", "", text
    )  # a mark of a category beside its unit


@pytest.mark.parametrize("category", UNITS)
def test_every_footprint_has_totals_whatever_its_category(ask, category):
    document = ask("footprint", category)[1]
    rows = ask("compare", category)[1]["rows"]

    for one in (document, *rows):
        assert [total["per"] for total in one["totals"]] == list(CODES)
        assert {total["unit"] for total in one["totals"]} == {UNITS[category]}
        assert one["totals"][0]["amount"] == pytest.approx(sum(one["stages"].values()))
        assert len(one["total"]) == (len(CODES) if category == "gwp100-ar5" else 0)


@pytest.mark.parametrize("category", UNITS if LONG else ["dust"])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_note_of_the_text_stands_in_the_document(run, ask, name, category):
    """a life of 300 cycles is doubted on stderr; what has no data, or could not be converted, below the text"""
    text, document = ask(name, category, "--set", "toy_cycle_life=300")
    notes = document.get("notes", []) + [note for row in document.get("rows", []) for note in row.get("notes", [])]
    said = [line.removeprefix("note: ") for line in text.splitlines() if line.startswith("note: ")]
    mine = [line for line in said if " yours: " in line and name == "compare"]  # one line for the inputs of all rows
    named = {one["name"] for row in document.get("rows", []) for one in row.get("inputs", {}).get("yours", [])}
    said = [line for line in said if line not in mine]

    assert said
    assert all(one in line for line in mine for one in named)
    assert all(any(one.endswith(note) for note in notes) for one in said)
    assert any("GB/T 31484" in note for note in notes)


@pytest.mark.parametrize("name", COMMANDS)
def test_an_incomplete_category_is_refused_with_its_share_and_taken_when_asked(run, ask, name):
    status, out, err = run(*COMMANDS[name], "--method", "dust")

    assert (status, out) == (1, "")
    assert "stand behind 9.1% of the climate result, less than half" in err
    assert "stand behind 9.1% of the climate result" in ask(name, "dust")[0]


@pytest.mark.parametrize("category", ["energy", "dust"] if LONG else ["dust"])
@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "trace"])  # which writes no files
def test_files_speak_in_the_unit_of_the_category_alone(run, undrawn, monkeypatch, tmp_path, name, category):
    drawn = []
    for module in (stages, scenarios, uncertainty, sankey):
        check = module.check_table
        monkeypatch.setattr(
            module,
            "check_table",
            lambda table, *more, check=check: (drawn.extend(table.get("unit", [])), check(table, *more)),
        )
    options = ("--method", category, "--allow-incomplete", "--out", str(tmp_path))
    assert run(*COMMANDS[name], *options)[0] == 0

    assert not [unit for unit in drawn if re.search(OTHERS[category], unit)]
    for path in tmp_path.rglob("*"):
        if path.suffix in (".csv", ".html", ".json"):
            assert not re.search(OTHERS[category], _numbers(path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_report_in_either_language_counts_per_every_declared_unit(run, undrawn, tmp_path, language):
    options = ("--method", "energy", "--language", language, "--out", str(tmp_path))
    assert run("footprint", "toy", *options)[0] == 0
    written = (tmp_path / "report.html").read_text(encoding="utf-8")
    page = re.sub(r" \([^()<]*\)(?= per|/|<br>)", "", written)  # marks of the category beside the unit

    for code in CODES:
        assert f'<span class="unit">{unit_text("MJ", find_declared_unit(code), language)}</span>' in page
        assert f"MJ<br>{find_declared_unit(code).heading(language)}</th>" in page
    assert "100.0%" in page


def test_the_command_of_an_incomplete_report_restores_it(run, undrawn, tmp_path):
    assert run("footprint", "toy", "--method", "dust", "--allow-incomplete", "--out", str(tmp_path))[0] == 0
    document = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))

    assert document["command"].endswith("--method dust --allow-incomplete")
    assert run(*document["command"].split()[1:])[0] == 0


def test_two_categories_of_a_pareto_set_keep_their_units(run):
    words = ("compare", *PLACES, "--pareto", "gwp100-ar6", "energy", "--per", "kwh-delivered")
    text, document = run(*words)[1], json.loads(run(*words, "--json")[1])

    assert document["results"] == {"gwp100-ar6": "g CO2-eq per kWh delivered", "energy": "MJ per kWh delivered"}
    assert all(f"{method}, {unit}" in text for method, unit in document["results"].items())


@pytest.mark.parametrize("category", UNITS)
def test_changes_are_told_in_the_unit_of_the_category(run, toy_study, category):
    words = ("changes", str(toy_study.root), str(toy_study.root), "--method", category)
    refused, _, err = run(*words)
    assert (refused, "9.1%" in err) == ((1, True) if category == "dust" else (0, False))
    text = run(*words, "--allow-incomplete")[1]

    assert f"effect on every product, {UNITS[category]} per kWh of capacity" in text
    assert not re.search(OTHERS[category], _numbers(text))


def test_the_categories_of_this_file_are_those_of_the_toy(toy_study):
    found = {method.metadata["lca_models_id"]: method.metadata["unit"] for method in toy_study.rows.methods}

    assert found == {"gwp100-ar6": "kg CO2-eq", **UNITS}
    assert all(read_unit(unit) == (unit, None) for unit in found.values())
