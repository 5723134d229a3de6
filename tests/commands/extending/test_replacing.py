"""Figures on the command line in place of purchases and stages."""

import json
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.commands.extending.opened import closing
from lca_models.commands.extending.replacing import replacements_asked
from lca_models.commands.main import build_parser
from lca_models.impact.assessment import assess
from lca_models.inventory.system.replaced.structure import with_replacements
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError
from tests.plants import sheet_text
from tests.reporting.declaration.conftest import SHEETS

FILE = SHEETS / "nmc811_cathode_supplier.json"
PARSER = build_parser()


def asked(parse, study, *words):
    options = parse("footprint", "toy", *words)
    with closing(options):
        return replacements_asked(options, study, "toy")


def test_a_number_with_its_unit_replaces_one_purchase(parse, toy_study, toy_system):
    """10 kg at 0.4 in place of 0.6, and the credit stays"""
    (entry,) = asked(parse, toy_study, "--replace", "pack_toy > nickel_sulfate = 0.4 kg CO2e/kg")
    assert (entry["buyer"], entry["input"], entry["value"], entry["unit"]) == (
        "pack_toy",
        "nickel_sulfate",
        0.4,
        "kg CO2e/kg",
    )
    assert assess(with_replacements(toy_system, [entry])).score == pytest.approx(assess(toy_system).score - 2)


def test_a_file_is_cited_with_its_hash_and_how_it_was_converted(parse, toy_study, capsys):
    """26 kg per kg"""
    (entry,) = asked(parse, toy_study, "--replace", f"pack_toy > nickel_sulfate={FILE}")
    assert entry["value"] == 26.0
    assert "nmc811_cathode_supplier.json" in entry["source"]
    assert str(FILE.parent) not in json.dumps(entry)
    assert entry["locator"].startswith("SHA-256 ee85e5e4bf8c")
    assert entry["locator"].endswith("; 26 kg CO2e per kg = 26 kg CO2e/kg")


def test_a_bundle_is_counted_per_kg_of_its_pack_at_its_gate_and_other_buyers_stay(
    parse, toy_study, toy_system, received
):
    """raw materials and manufacturing over 483 kg"""
    file, declared = received
    (entry,) = asked(parse, toy_study, "--replace", f"pack_toy > nickel_sulfate={file}")
    gate = declared.result.stages["raw material acquisition"] + declared.result.stages["manufacturing"]
    assert entry["value"] == pytest.approx(gate / 483, rel=1e-4)
    assert entry["locator"].startswith("SHA-256 ")
    system = with_replacements(toy_system, [entry])
    before, after = assess(toy_system), assess(system)
    turned = {place for place, row in enumerate(system.exchanges[: len(toy_system.exchanges)])
              if row.input != toy_system.exchanges[place].input}  # fmt: skip
    assert turned
    for place, row in enumerate(toy_system.exchanges):
        if place not in turned and row.process != ("manufacturing", "pack_toy"):
            assert after.amounts[place] == before.amounts[place]
    assert after.credits() == pytest.approx(before.credits())


def test_a_stage_goes_by_its_name_in_either_language(parse, toy_study):
    words = ("Raw-Material_Acquisition=5 kg CO2e/pack", "分销运输=1 kg CO2e")
    found = asked(parse, toy_study, *(part for text in words for part in ("--replace-stage", text)))
    assert [(one["buyer"], one["input"], one["value"], one["unit"]) for one in found] == [
        ("stage", "raw material acquisition", 5.0, "kg CO2e/pack"), ("stage", "distribution", 1.0, "kg CO2e/pack")]  # fmt: skip


def test_a_stage_of_a_bundle_is_what_it_declares(parse, toy_study, received):
    (entry,) = asked(parse, toy_study, "--replace-stage", f"distribution={received[0]}")
    assert entry["value"] == pytest.approx(received[1].result.stages["distribution"])
    assert entry["source"] == "nmc.zip"


@given(
    st.floats(0, 1e6, allow_nan=False),
    st.sampled_from(
        [("--replace", "pack_toy > nickel_sulfate", "/kg"), ("--replace-stage", "distribution", "/pack"),
         ("--replace-stage", "recycling", "")]
    ),
)  # fmt: skip
def test_a_figure_of_the_command_line_is_said_again_by_its_words(toy_study, value, asked_for):
    option, what, per = asked_for
    (entry,) = asked(lambda *given: PARSER.parse_args(given), toy_study, option, f"{what}={value!r} kg CO2e{per}")
    words = CalculationSetup("toy", replacements=[entry]).words()

    assert words[:3] == ("lca-models", "footprint", "toy")
    assert asked(lambda *given: PARSER.parse_args(given), toy_study, *words[3:]) == (entry,)


def test_what_says_more_than_a_figure_is_in_no_command_line(parse, toy_study):
    (entry,) = asked(parse, toy_study, "--replace", f"pack_toy > nickel_sulfate={FILE}")
    with pytest.raises(ScenarioError, match="keep the setup in a scenario file"):
        CalculationSetup("toy", replacements=[entry]).words()


def test_what_the_shell_took_is_said(parse, toy_study):
    """lca-models footprint toy --replace pack_toy > nickel_sulfate=a.json, without quotation marks"""
    with pytest.raises(ScenarioError, match="the shell takes it, and writes into a file of the name behind it"):
        asked(parse, toy_study, "--replace", "pack_toy")


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("--replace", "pack_toy > nickel_sulfate", "lacks a part"),
        ("--replace", "> nickel_sulfate=1 kg CO2e/kg", "lacks a part"),
        ("--replace", "pack_toy > nickel_sulfate=soon", "is no footprint"),
        ("--replace", "pack_toy > nickel_sulfate=1 kg CO2e", "does not say per what"),
        ("--replace", "pack_toy > nickel_sulfate=one kg CO2e/kg", "--replace: "),
        ("--replace", "pack_toy > nickel_sulfat=gone.zip", "there is no file gone.zip"),
        ("--replace", "pack_toy > nickel_sulfate=gone.json", "cannot be read"),
        ("--replace", f"pack_toy > nickel_sulfat={FILE}", "nobody here buys 'nickel_sulfat'"),
        ("--replace-stage", "distribution", "lacks a part"),
        ("--replace-stage", "transport=1 kg CO2e", "there is no stage 'transport'"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_line(parse, toy_study, option, text, words):
    with pytest.raises(ScenarioError, match=words) as error:
        asked(parse, toy_study, option, text)
    assert "\n" not in str(error.value)


def test_all_faults_are_said_at_once(parse, toy_study):
    with pytest.raises(ScenarioError) as error:
        asked(parse, toy_study, "--replace", "a", "--replace-stage", "b")
    assert len(str(error.value).splitlines()) == 2


def test_the_help_shows_the_quotation_marks(parse):
    from lca_models.commands.main import build_parser

    said = build_parser().subcommands()["footprint"].format_help()
    assert "'BUYER > INPUT=FOOTPRINT'" in said
    assert "'STAGE=FIGURE'" in said


@pytest.mark.parametrize("figure", ["0.4 kg CO2e/kg", str(FILE)])
def test_the_command_of_a_report_repeats_its_result(run, tmp_path, undrawn, figure):
    """a figure stands in the command, a file with its provenance beside the report"""
    words = (
        "footprint",
        "toy",
        "--replace",
        f"pack_toy > nickel_sulfate={figure}",
        "--replace-stage",
        "distribution=2 kg CO2e",
    )
    assert run(*words, "--out", str(tmp_path / "out"))[0] == 0
    said = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    again = json.loads(run(*shlex.split(said["command"])[1:], "--json")[1])

    assert again["stages"] == said["stages"]
    assert (tmp_path / "out" / "replaced.yaml").is_file() == (figure == str(FILE))


@pytest.mark.parametrize("command", ["compare", "export", "reconcile", "range", "footprint", "declare", "trace"])
def test_every_command_says_what_the_shell_took(run, tmp_path, command):
    more = {"export": ("--as", "pact"), "reconcile": ("--with", "x"), "declare": ("--out", str(tmp_path / "a.zip"))}
    (tmp_path / "a.yaml").write_text(sheet_text(), encoding="utf-8")
    status, _, err = run(
        command, str(tmp_path) if command == "range" else "toy", "--replace", "pack_toy", *more.get(command, ())
    )

    assert status == 1
    assert "the shell takes it" in err


def test_alternatives_are_compared_with_the_same_figure(document):
    """2 kg in place of what manufacturing takes in Guangdong and in Sichuan"""
    found = document("compare", "toy@CN-GD", "toy@CN-SC", "--replace-stage", "manufacturing=2 kg CO2e/pack")["rows"]

    assert [row["stages"]["manufacturing"] for row in found] == [2.0, 2.0]
