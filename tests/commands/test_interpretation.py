"""The commands of the interpretation on the toy: results on stdout, files where --out says, one line for wrong input."""

import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from lca_models.impact.compiled.model import compile_system
from lca_models.impact.delivered_energy import service_life_energies
from lca_models.impact.draws.blocks import Kept
from lca_models.reporting.figures import canvas

FORMER = Path(__file__).parents[1] / "former"


@pytest.mark.filterwarnings("always:.*has no checksum")
def test_samples_that_the_first_edition_kept_go_on_and_it_is_said(run, tmp_path):
    """Block 0 comes out as it was kept; block 1 was lost and is drawn"""
    words = ["montecarlo", "toy", "-n", "4100", "--seed", "7", "--json"]
    with zipfile.ZipFile(FORMER / "toy_samples.zip") as archive:
        archive.extractall(tmp_path)
    (tmp_path / "block-000001.npy").unlink()

    status, resumed, said = run(*words, "--keep", str(tmp_path), "--resume")
    assert (status, "ensemble.json has no checksum" in said) == (0, True), said
    assert resumed == run(*words)[1]
    assert {path.name for path in tmp_path.iterdir()} == {"block-000000.npy", "block-000001.npz", "ensemble.json"}


def test_contribution_by_input_is_the_whole_result(document):
    """10 nickel sulfate at 0.6, 9 avoided; 5 kg of direct CO2; 2 kWh at 0.5"""
    rows = document("contribution", "toy")["rows"]

    assert sum(row["amount"] for row in rows) == pytest.approx(6.6)
    assert {row["unit"] for row in rows} == {"kg CO2-eq"}


def test_contribution_follows_the_province(document):
    rows = document("contribution", "toy", "--by", "location", "--province", "CN-SC")["rows"]

    assert {row["location"]: row["amount"] for row in rows}["CN-SC"] == pytest.approx(2 * 0.1)


def test_the_tree_writes_its_edges_and_a_diagram(run, tmp_path):
    status, out, _ = run("contribution", "toy", "--by", "tree", "--out", str(tmp_path))
    edges = pd.read_csv(tmp_path / "sankey.csv")

    assert status == 0
    assert out.startswith("shares of 6.6 kg CO2-eq per pack\n\n 100.0%  pack over its life")
    assert edges.loc[edges["source"] == "direct emissions", "amount"].sum() == pytest.approx(6.6)
    assert (tmp_path / "sankey_interactive.svg").read_text(encoding="utf-8").startswith("<svg")
    assert {"sankey.png", "sankey.svg", "supply_chain.csv"} <= {path.name for path in tmp_path.iterdir()}


def test_elasticities_of_the_toy_are_its_arithmetic(document):
    """recovery of nickel 0.9 of 10 kg at 0.6: -5.4 of 6.6 per 100 %"""
    found = document("sensitivity", "toy")
    elasticity = {row["parameter"]: row["elasticity"] for row in found["elasticities"]}

    assert elasticity["recovery_rate_nickel"] == pytest.approx(-5.4 / 6.6)


def test_montecarlo_names_its_central_value_and_repeats_with_its_seed(document):
    first, second = (document("montecarlo", "toy", "-n", "500", "--seed", "3") for _ in range(2))
    total = first["results"][0]

    assert first == second
    assert total["central"] == pytest.approx(6.6)
    assert {"n", "seed", "central", "mean", "median", "p2.5", "p97.5", "uncertain_inputs"} <= set(total)
    assert total["p2.5"] < total["median"] < total["p97.5"]
    assert total["result"] == "total"


def test_montecarlo_writes_samples_and_figures(run, undrawn, tmp_path):
    status, out, _ = run("montecarlo", "toy", "-n", "300", "--out", str(tmp_path))
    samples = pd.read_csv(tmp_path / "samples.csv")

    assert status == 0
    assert "300 samples, seed 0" in out
    assert len(samples) == 300
    assert {"distribution.png", "convergence.svg", "drivers.csv"} <= {path.name for path in tmp_path.iterdir()}


def test_a_montecarlo_of_everything_counts_exchanges_too(document, run):
    alone, everything = (document("montecarlo", "toy", "-n", "300", *more) for more in ((), ("--everything",)))

    assert everything["everything"] is True
    assert everything["results"][0]["central"] == pytest.approx(6.6)
    assert everything["uncertain_inputs"] >= alone["uncertain_inputs"]
    status, _, err = run("montecarlo", "toy", "--everything", "--per", "kwh-delivered")
    assert (status, "--everything counts per pack" in err) == (1, True)


@pytest.mark.parametrize("everything", [(), ("--everything",)], ids=["parameters", "everything"])
def test_an_interrupted_montecarlo_is_resumed_with_the_same_numbers(document, run, tmp_path, monkeypatch, everything):
    """9000 samples are three blocks of 4096 draws of parameters, nine of 1024 of everything; ctrl-C comes after two"""
    command = ("montecarlo", "toy", "-n", "9000", *everything)
    kept = (*command, "--keep", str(tmp_path))
    plain, save = document(*command), Kept.save

    def save_two(self, number, results):
        if len(list(tmp_path.glob("block-*"))) == 2:
            raise KeyboardInterrupt
        save(self, number, results)

    with monkeypatch.context() as patched:
        patched.setattr(Kept, "save", save_two)
        status, out, err = run(*kept)

    assert (status, out) == (130, "")
    assert f"finished blocks are kept in {tmp_path}; go on with --resume" in err
    assert len(list(tmp_path.glob("block-*"))) == 2
    assert document(*kept, "--resume") == plain


@pytest.mark.parametrize("everything", [(), ("--everything",)], ids=["parameters", "everything"])
@pytest.mark.parametrize(
    ("other", "message"),
    [
        (("-n", "40"), "n 50 there, 40 here"),
        (("--seed", "9"), "seed 0 there, 9 here"),
        (("--province", "CN-SC"), "settings .*province"),
        (("--set", "toy_plant_electricity=3"), "settings toy_plant_electricity .* here"),
    ],
)
def test_other_samples_are_not_resumed_and_what_differs_is_said(run, tmp_path, everything, other, message):
    command = ("montecarlo", "toy", *everything, "--keep", str(tmp_path))
    count = () if "-n" in other else ("-n", "50")
    run(*command, "-n", "50")
    status, out, err = run(*command, *count, "--resume", *other)

    assert (status, out) == (1, "")
    assert re.search(rf"holds another ensemble \(.*{message}", err)
    assert err.count("\n") == 1


def test_samples_of_parameters_are_not_those_of_everything(run, tmp_path):
    run("montecarlo", "toy", "-n", "50", "--keep", str(tmp_path))
    status, _, err = run("montecarlo", "toy", "-n", "50", "--keep", str(tmp_path), "--resume", "--everything")

    assert status == 1
    assert "samples parameters there, everything here" in err


def test_results_per_kwh_delivered_spread_with_the_service_life(document, toy_system):
    """6.6 kg of a pack over the energy it delivers, in grams; the toy's cycles and retention are certain"""
    delivered = service_life_energies(compile_system(toy_system), toy_system)[1][0]
    found = document("montecarlo", "toy", "-n", "100", "--per", "kwh-delivered")

    assert (found["per"], found["unit"]) == ("kwh-delivered", "g CO2-eq per kWh delivered")
    assert found["results"][0]["central"] == pytest.approx(6600 / delivered)
    assert {row["unit"] for row in found["results"]} == {"g CO2-eq per kWh delivered"}


def test_every_technique_counts_per_kwh_of_capacity(document, toy_system):
    rated = service_life_energies(compile_system(toy_system), toy_system)[0][0]
    found = document("sensitivity", "toy", "--per", "kwh-capacity")

    assert found["ranges"][0]["result"] == pytest.approx(6.6 / rated)
    for command, n in (("morris", "4"), ("sobol", "16")):
        assert document(command, "toy", "-n", n, "--per", "kwh-capacity")["unit"] == "kg CO2-eq per kWh of capacity"


def test_the_review_says_what_to_discuss(document):
    found = document("contribution", "toy", "--review")["review"]

    assert {row["verdict"] for row in found} <= {"in order", "to discuss"}
    assert any(row["check"] == "stage recycling has data" for row in found)


def test_morris_and_sobol_have_one_row_per_uncertain_parameter(document):
    morris, sobol = document("morris", "toy", "-n", "10"), document("sobol", "toy", "-n", "64")

    names = {row["parameter"] for row in sobol["rows"]}
    assert names == {row["parameter"] for row in morris["rows"]}
    assert {"S1", "S1_interval", "ST", "ST_interval"} <= set(sobol["rows"][0])
    assert {"mu", "mu_star", "mu_star_interval", "sigma", "unit"} <= set(morris["rows"][0])


def test_what_a_person_sets_is_no_longer_uncertain(run, document):
    """the recovery rate is the one uncertain parameter of the toy"""
    status, _, err = run("montecarlo", "toy", "--set", "recovery_rate_nickel=0.9")
    found = document("sensitivity", "toy", "--set", "recovery_rate_nickel=0.9")

    assert status == 1
    assert err.startswith("no parameter is uncertain here")
    assert found["ranges"] == []
    assert found["elasticities"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("compare", "toy", "--paired"), "a comparison needs two alternatives or more"),
        (("compare", "toy@", "toy", "--paired"), "'toy@' is no product"),
        (("compare", "toy@CN-XX", "toy", "--paired"), "is no province"),
        (("compare", "toy", "toy", "--paired", "-n", "0"), "n is 0; give a whole number above 0"),
        (("compare", "toy", "toy", "--paired", "--seed", "x"), "--seed: 'x' is not a number"),
        (("compare", "toy", "toy", "--break-even", "recovery"), "there is no parameter 'recovery'"),
        (("compare", "toy", "toy", "--break-even", "recovery_rate_nickel", "--between", "1", "0"), "is no range"),
        (("compare", "toy", "toy", "--pareto", "gwp100-ar6", "gwp100-ar6"), "a Pareto set needs two categories"),
        (("montecarlo", "toy", "-n", "0"), "n is 0; give a whole number above 0"),
        (("montecarlo", "toy", "-n", "-5"), "n is -5"),
        (("montecarlo", "toy", "--seed", "1.5"), "--seed: '1.5' is not a whole number; give one"),
        (("sobol", "toy", "--seed", "abc"), "--seed: 'abc' is not a number"),
        (("sobol", "toy", "-n", "1000"), "a Sobol' sequence needs a power of 2"),
        (("morris", "toy", "-n", "1"), "give at least 2"),
        (("montecarlo", "toy", "--set", "recovery_rate_nikel=1"), "did you mean 'recovery_rate_nickel'"),
        (("contribution", "toy", "--by", "tree", "--cutoff", "2"), "the cut-off is 2"),
        (("contribution", "toy", "--top", "0"), "--top is 0"),
        (("montecarlo", "toy", "--resume"), "nothing to resume without a folder"),
    ],
)
def test_wrong_input_is_one_line_and_status_1(run, arguments, message):
    status, out, err = run(*arguments)

    assert (status, out) == (1, "")
    assert message in err
    assert err.count("\n") == 1


def test_ranges_of_the_toy_are_drawn_with_their_settings(run, tmp_path):
    """recovery from 0.025 to 0.975: 12 - 6 * recovery"""
    status, _, _ = run("sensitivity", "toy", "--out", str(tmp_path))
    row = pd.read_csv(tmp_path / "tornado.csv").iloc[0]

    assert status == 0
    assert row[["result_low", "result_high"]].to_list() == pytest.approx([12 - 6 * 0.025, 12 - 6 * 0.975])
    assert (tmp_path / "tornado.svg").exists()


@pytest.mark.parametrize(
    ("words", "chinese"),
    [
        (("contribution", "toy", "--by", "tree"), {"sankey": "材料获取"}),
        (("sensitivity", "toy"), {"tornado": "参数取下限"}),
        (("montecarlo", "toy", "-n", "64"), {"distribution": "中位数", "convergence": "样本数"}),
        (("morris", "toy", "-n", "4"), {"morris": "基本效应"}),
        (("sobol", "toy", "-n", "64"), {"sobol": "总效应"}),
        (("compare", "toy", "--province", "CN-GD", "--province", "CN-SC"), {"comparison": "材料获取"}),
        (("compare", "toy@CN-GD", "toy@CN-SC", "--paired", "-n", "64"), {"difference_1": "更低"}),
    ],
)
def test_figures_that_a_command_writes_are_in_its_language(run, monkeypatch, tmp_path, words, chinese):
    encode = canvas.encode
    monkeypatch.setattr(canvas, "encode", lambda figure, kind: encode(figure, kind) if kind == "svg" else b"")
    status, _, err = run(*words, "--out", str(tmp_path), "--language", "zh")

    assert status == 0, err
    for figure, word in chinese.items():
        assert word in (tmp_path / f"{figure}.svg").read_text(encoding="utf-8"), err


def test_a_review_in_chinese_says_verdict_and_stage_in_chinese(run):
    status, out, _ = run("contribution", "toy", "--review", "--language", "zh")

    assert status == 0
    assert "“电池制造”阶段有数据" in out
    assert [words for words in ("in order", "to discuss", "manufacturing", "no ", "geography") if words in out] == []
