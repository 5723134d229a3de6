"""Every text that a person gives, changed at random: it is read, or refused in the words of the kit, soon, and nothing else."""

import json
import random
import shutil
import warnings
from unittest.mock import patch

import pytest
from mutations import MUTANTS, WORDS, Watch, mutants, mutated_json, mutated_text, mutated_workbook, within

from lca_models.commands.main import build_parser, main
from lca_models.commands.options import read_random, setup_of, sites
from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.files.cells_as_text import csv_text, workbook_bytes
from lca_models.inventory.formats import importing
from lca_models.inventory.formats.linking.table import COLUMNS, read_mapping
from lca_models.inventory.formats.reading import by_ending
from lca_models.inventory.system.rule_tables import read_rules_file
from lca_models.inventory.tables.fade_curves import read_fade_curve
from lca_models.inventory.tables.scenarios import read_scenarios_file
from lca_models.scope.address import from_address
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.calculation_setup import setup_of as setup_of_document
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.functional_unit import fade_curve_of
from lca_models.scope.grammar.numbers import read_number, read_whole
from lca_models.scope.scenario import parse_assignments
from tests.conftest import TINY_INVENTORY

SECONDS = 10
SCENARIOS = """# Remarks
low:
  description: half of the electricity
  text_zh: 一半的电
  settings: {toy_plant_electricity: 1.5, cell_plant_province: CN-SC}
whole: {product: toy, rules: eu-cfb-ev, fade_curve: [[0, 1], [2000, 0.9]], scenarios: [baseline]}
"""
RULES = """rules,aspect,key,value,description,source,locator,confidence,kit_default,minimum,maximum
half,end of life,recovery_rate_nickel,0.5,Recovery,Example,page 1,confirmed,no,0,1
half,service life,service_life,tested cycles,Life,Example,page 1,confirmed,no,,
"""
CURVE = "cycles,retention\n0,1\n500,0.95\n1000.5,0.9\n2000,0.84\n"
DOCUMENT = {
    "product": "toy", "rules": "eu-cfb-ev", "scenarios": ["baseline"], "settings": {"toy_plant_electricity": 1.5},
    "province": "CN-SC", "method": "gwp100-ar6", "declared_unit": "kwh-delivered", "fade_curve": [[0, 1], [2000, 0.9]],
    "allow_incomplete": True, "replacements": [{"input": "a"}],
}  # fmt: skip
ADDRESS = "http://localhost:8866/?product=toy&rules=eu-cfb-ev&province=CN-SC&toy_plant_electricity=1.5&fade-curve=0:1,2000:0.9&set.share=5"
COMMAND = (
    "footprint\ntoy\n--set\ntoy_plant_electricity=1.5\n--province\nCN-SC\n--rules\neu-cfb-ev\n--fade-curve\n0:1,500:0.9"
)
SAMPLES = "uncertainty\ntoy\n-n\n1000\n--seed\n42\n--top\n5\n--set\ntoy_plant_electricity=1.5"


def read_tables(path, study):
    load_inventories(path.parents[1] if path.parent.name != "tables" else path.parent)


def read_scenarios(path, study):
    for name in read_scenarios_file(path):
        study.resolve(CalculationSetup("toy", scenarios=(f"{path}#{name}",)))


def read_rules(path, study):
    for name in read_rules_file(path):
        study.resolve(CalculationSetup("toy", rules=f"{path}#{name}"))


def read_settings(text, study):
    study.resolve(CalculationSetup("toy", settings=parse_assignments(text.split("\n"))))


def read_document(text, study):
    study.resolve(setup_of_document(given if isinstance(given := json.loads(text), dict) else {"product": given}))


def read_address(text, study):
    study.resolve(from_address(text))


def read_command(text, study):
    """As far as what is asked for; what argparse refuses ends in SystemExit"""
    try:
        options = build_parser().parse_args(text.split("\n"))
        if hasattr(options, "n") and hasattr(options, "seed"):
            read_random(options)
        study.resolve(setup_of(options))
    except SystemExit:
        return


def read_words(text, study):
    """Numbers, products with provinces and curves, as options hold them"""
    for read in (read_number, read_whole, fade_curve_of, lambda one: sites([one], ["CN-SC"])):
        try:
            read(text)
        except LcaModelsError:
            continue


IN_FILES = {
    "scenarios.yaml": (SCENARIOS, read_scenarios),
    "rules.csv": (RULES, read_rules),
    "curve.csv": (CURVE, lambda path, study: read_fade_curve(path)),
}
IN_WORDS = {
    "settings": (
        "toy_plant_electricity=1.5\ncell_plant_province=CN-SC\nrecovery_rate_nickel=0.5",
        mutated_text,
        read_settings,
    ),
    "setup": (json.dumps(DOCUMENT), mutated_json, read_document),
    "address": (ADDRESS, mutated_text, read_address),
    "command": (COMMAND, mutated_text, read_command),
    "samples": (SAMPLES, mutated_text, read_command),
    "words": ("toy@CN-SC", mutated_text, read_words),
    "curve": ("0:1,500:0.95,2000:0.84", mutated_text, read_words),
    "number": ("1234.5", mutated_text, read_words),
}
TABLES = sorted(path.relative_to(TINY_INVENTORY).as_posix() for path in TINY_INVENTORY.rglob("*.csv"))


@pytest.fixture(scope="module")
def watch(tmp_path_factory):
    """One for all, since Python keeps what listens for ever"""
    found = Watch(tmp_path_factory.getbasetemp())
    yield found
    found.on = False


def ends(read, given, study, seed, watch):
    """Whether it was read; a fault of the kit names the seed"""
    watch.on, watch.seen[:] = True, []
    try:
        with within(SECONDS), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read(given, study)
        return True
    except LcaModelsError:
        return False
    except Exception as error:
        raise AssertionError(f"{seed}: {type(error).__name__}: {str(error)[:300]}") from error
    finally:
        watch.on = False
        assert watch.seen == [], seed


def counted(outcomes, name, record_property):
    """Some mutants are read and some refused, so that both ways were tried"""
    read = sum(outcomes)
    record_property(name, f"{len(outcomes)} mutants, {read} read, {len(outcomes) - read} refused")
    assert len(outcomes) - read > 0


@pytest.mark.parametrize("name", IN_FILES)
def test_a_file_is_read_or_refused(name, toy_study, tmp_path, watch, record_property, capsys):
    text, read = IN_FILES[name]
    path = tmp_path / name
    outcomes = []
    for seed, content in mutants(name, lambda chance: mutated_text(chance, text)):
        path.write_bytes(content)
        outcomes.append(ends(read, path, toy_study, seed, watch))
    counted(outcomes, name, record_property)


@pytest.mark.parametrize("name", IN_WORDS)
def test_words_are_read_or_refused(name, toy_study, watch, record_property, capsys):
    text, mutate, read = IN_WORDS[name]
    outcomes = []
    for seed, content in mutants(name, lambda chance: mutate(chance, text)):
        try:
            given = content.decode("utf-8", chance_of(seed))
            json.loads(given) if read is read_document else None
        except ValueError:  # no program hands over such a text
            continue
        outcomes.append(ends(read, given, toy_study, seed, watch))
    record_property(name, f"{len(outcomes)} mutants, {sum(outcomes)} read, {len(outcomes) - sum(outcomes)} refused")
    assert outcomes


def chance_of(seed):
    return random.Random(seed).choice(("strict", "replace", "surrogateescape"))


def test_tables_are_read_or_refused(toy_study, tmp_path, watch, record_property):
    """All files in turn, each changed again and again"""
    root = tmp_path / "tables"
    shutil.copytree(TINY_INVENTORY, root)
    outcomes = []
    for number, (seed, make) in enumerate(mutants("tables", lambda chance: chance)):
        path = root / TABLES[number % len(TABLES)]
        original = path.read_bytes()
        path.write_bytes(mutated_text(make, original.decode()))
        outcomes.append(ends(lambda given, study: load_inventories(given), root, toy_study, seed, watch))
        path.write_bytes(original)
    counted(outcomes, "tables", record_property)


@pytest.mark.parametrize("word", WORDS)
def test_each_strange_word_is_an_answer_to_everything(word, toy_study, watch):
    for read in (read_settings, read_words):
        ends(read, f"toy_plant_electricity={word}" if read is read_settings else word, toy_study, word[:20], watch)


def test_twenty_thousand_unknown_names_are_refused_soon(toy_study, tmp_path, watch):
    path = tmp_path / "many.yaml"
    names = "".join(f"    toy_plant_electrictiy_{number}: {number}.5\n" for number in range(20_000))
    path.write_text(f"many:\n  settings:\n{names}", encoding="utf-8")
    assert not ends(read_scenarios, path, toy_study, "many settings", watch)

    settings = "\n".join(f"toy_plant_electrictiy_{number}=1" for number in range(20_000))
    assert not ends(read_settings, settings, toy_study, "many settings", watch)

    path.write_text("".join(f"  toy_plant_electrictiy_{number}: 1\n" for number in range(20_000)), encoding="utf-8")
    assert not ends(read_scenarios, path, toy_study, "many entries", watch)

    row = "half,end of lief,recovery_rate_nikel_{},0.5,Recovery,Example,page 1,confirmed,no,0,1\n"
    rules = "".join([RULES.split("\n")[0], "\n", *(row.format(number) for number in range(5000))])
    path = tmp_path / "many.csv"
    path.write_text(rules, encoding="utf-8")
    assert not ends(read_rules, path, toy_study, "many rules", watch)


def test_the_counts_are_those_that_were_promised():
    assert MUTANTS in (40, 2000)


WORKBOOK = """Database,mine
,
Project parameters
name,amount,formula
my_x,5,
,
Activity,cell
code,cell
unit,kilogram
location,CN
Exchanges
name,amount,unit,location,categories,type,formula,uncertainty type,scale,database
cell,1,kilogram,CN,,production,,,,
"carbon dioxide, fossil",1.5,kilogram,,air::urban,biosphere,,2,0.1,biosphere3
nickel sulfate production,1,kilogram,CN,,technosphere,my_x*2,,,
market for sulfate,-1,kilogram,GLO,,technosphere,,5,,
"""


def read_whole_workbook(path, study):
    """Read, linked and reported, all but written."""
    with patch.object(importing, "write_project", lambda *given: ((), ())):
        report = importing.import_files(
            [path], study.base, study.current.project, "never written", True, root=study.root, look=lambda *given: ()
        )
    assert report.text()
    assert json.dumps(report.document())


def read_table_of_targets(path, study):
    read_mapping(path)


WORKBOOK_LINES = [line.split(",") for line in WORKBOOK.replace('"carbon dioxide, fossil"', "CO2").splitlines()]
MAPPING = [
    list(COLUMNS),
    ["mine", "technosphere", "copper", "kilogram", "GLO", "", "cell", 2, "", "", "raw", "nickel", 0.5],
]
WORKBOOKS = {
    "workbook.csv": (WORKBOOK.encode(), lambda chance, content: mutated_text(chance, content.decode()), read_whole_workbook),
    "workbook.xlsx": (workbook_bytes("mine", WORKBOOK_LINES), mutated_workbook, read_whole_workbook),
    "mapping.csv": (csv_text(MAPPING[0], MAPPING[1:]).encode(), lambda chance, content: mutated_text(chance, content.decode()),
                    read_table_of_targets),
    "mapping.xlsx": (workbook_bytes("mapping", MAPPING), mutated_workbook, read_table_of_targets),
}  # fmt: skip


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_is_read_or_refused(name, toy_study, tmp_path, watch, record_property):
    content, mutate, read = WORKBOOKS[name]
    path = tmp_path / name
    path.write_bytes(content)
    read(path, toy_study)  # loads bw2io, which takes a while
    outcomes = []
    for seed, changed in mutants(name, lambda chance: mutate(chance, content)):
        path.write_bytes(changed)
        outcomes.append(ends(read, path, toy_study, seed, watch))
    counted(outcomes, name, record_property)


def test_the_command_imports_a_mutant_or_ends_with_1(copy_base, tmp_path, capsys):
    """written and prepared this time, by the command, with what nothing links left out"""
    ends = set()
    for number, (_, changed) in enumerate(
        mutants("import", lambda chance: mutated_text(chance, WORKBOOK), MUTANTS // 10)
    ):
        path = tmp_path / f"mutant {number}.csv"
        path.write_bytes(changed)
        with within(SECONDS):
            ends.add(main(["import", str(path), "--drop-unlinked"]))
        assert "Traceback" not in "".join(capsys.readouterr())
    assert 0 in ends
    assert ends <= {0, 1}


@pytest.mark.parametrize("amount", ["1_000", "１２", "inf", "nan", "010"])
def test_an_amount_of_a_workbook_is_written_as_any_other_number(amount, tmp_path):
    (tmp_path / "own.csv").write_text(WORKBOOK.replace("1.5", amount), encoding="utf-8")

    with pytest.raises(LcaModelsError, match=r"own\.csv:14  amount '"):
        by_ending.read(tmp_path / "own.csv")
