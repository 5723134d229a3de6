"""Two versions of the tables: rows that differ, and what that does to the toy (0.11 kg CO2-eq per kWh of capacity)."""

import json
import shutil
from pathlib import Path

import pytest

from lca_models.commands.main import main
from lca_models.interpretation.comparison import table_versions as changes_module
from lca_models.interpretation.comparison.table_versions import find_changes
from lca_models.inventory.tables.reading import InventoryError

TINY = Path(__file__).parents[2] / "tiny_inventory"
CAPACITY = 60  # kWh
NICKEL = "raw_materials/exchanges.csv", "ghg_co2e_ar6,0.6,", "ghg_co2e_ar6,0.7,"
DIRECT = "manufacturing/exchanges.csv", "co2_fossil,4,", "co2_fossil,5,"
MASS = "manufacturing/exchanges.csv", "nickel_sulfate,10,", "nickel_sulfate,12,"
COBALT = (
    "cobalt_sulfate,cobalt sulfate production,cobalt sulfate,kg,CN,,aggregated,none,\n",
    "cobalt_sulfate,biosphere,co2_fossil,5,kg,,,pedigree,,,,1-1-1-1-1,Example,worked example,literature,\n",
    "pack_toy,technosphere,cobalt_sulfate,2,kg,,raw material acquisition,pedigree,,,,1-1-1-1-1,Example,worked example,"
    "literature,\n",
)


@pytest.fixture
def new(tmp_path):
    shutil.copytree(TINY, tmp_path / "new")
    return tmp_path / "new"


def edit(root, file, old, replacement):
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, replacement, 1), encoding="utf-8")


def add(root, file, text):
    path = root / file
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def effects(found):
    return {effect.rows[0].key: (effect.by_product or {}).get("toy") for effect in found.effects}


def test_equal_tables_have_no_changes(new):
    found = find_changes(TINY, new)

    assert found.rows == ()
    assert found.effects == ()
    assert found.products[0].difference == dict.fromkeys(found.products[0].difference, 0.0)


def test_one_changed_amount_is_one_row_with_its_effect(new):
    """10 kg bought and 9 kg avoided, each 0.1 kg more"""
    edit(new, *NICKEL)
    found = find_changes(TINY, new)
    product = found.products[0]

    assert [(row.key, row.cells[0].column, row.cells[0].old, row.cells[0].new) for row in found.rows] == [
        (("nickel_sulfate", "ghg_co2e_ar6"), "amount", "0.6", "0.7")
    ]
    assert product.before["total"] == pytest.approx(6.6 / CAPACITY)
    assert product.difference["raw material acquisition"] == pytest.approx(1.0 / CAPACITY)
    assert product.difference["recycling"] == pytest.approx(-0.9 / CAPACITY)
    assert product.relative == pytest.approx(0.1 / 6.6)
    assert effects(found) == pytest.approx({("nickel_sulfate", "ghg_co2e_ar6"): 0.1 / CAPACITY})
    assert found.interaction["toy"] == pytest.approx(0, abs=1e-12)


def test_what_rows_do_only_together_is_the_interaction(new):
    """2 kg more at 0.1 kg more"""
    for one in (NICKEL, MASS, DIRECT):
        edit(new, *one)
    found = find_changes(TINY, new)

    assert effects(found) == pytest.approx({
        ("nickel_sulfate", "ghg_co2e_ar6"): 0.1 / CAPACITY,
        ("pack_toy", "nickel_sulfate"): 2 * 0.6 / CAPACITY,
        ("pack_toy", "co2_fossil"): 1 / CAPACITY,
    })  # fmt: skip
    assert found.interaction["toy"] == pytest.approx(2 * 0.1 / CAPACITY)
    assert found.products[0].difference["total"] == pytest.approx((0.1 + 1.2 + 1 + 0.2) / CAPACITY)


def test_an_amount_that_follows_from_a_formula_is_no_change_of_its_own(new):
    edit(new, "parameters/toy.csv", "toy_plant_electricity,number,2,", "toy_plant_electricity,number,3,")
    assert main(["check", str(new), "--update-amounts"]) == 0
    found = find_changes(TINY, new)

    assert [row.follows for row in found.rows] == [True, False]
    assert effects(found) == pytest.approx({("toy_plant_electricity",): 0.5 / CAPACITY})


def test_a_new_process_counts_where_it_is_bought(new):
    for file, line in zip(("processes.csv", "exchanges.csv"), COBALT[:2], strict=True):
        add(new, f"raw_materials/{file}", line)
    add(new, "manufacturing/exchanges.csv", COBALT[2])
    found = find_changes(TINY, new)

    assert {row.change for row in found.rows} == {"added"}
    assert effects(found) == pytest.approx({("pack_toy", "cobalt_sulfate"): 2 * 5 / CAPACITY})
    back = find_changes(new, TINY)
    assert {row.change for row in back.rows} == {"removed"}
    assert effects(back) == pytest.approx({("pack_toy", "cobalt_sulfate"): -2 * 5 / CAPACITY})
    assert back.interaction["toy"] == pytest.approx(0, abs=1e-12)


def test_another_name_of_what_is_bought_is_no_rise_and_no_fall(new):
    """the pack buys its 10 kg of a market that buys nickel sulfate one to one"""
    add(
        new,
        "raw_materials/processes.csv",
        "nickel_market,market of nickel sulfate,nickel sulfate,kg,CN,,market,none,\n",
    )
    add(new, "raw_materials/exchanges.csv", "nickel_market,technosphere,nickel_sulfate,1,kg,,,pedigree,,,,1-1-1-1-1,Example,"
        "worked example,literature,\n")  # fmt: skip
    edit(new, "manufacturing/exchanges.csv", ",nickel_sulfate,10,", ",nickel_market,10,")
    found = find_changes(TINY, new)

    assert [len(effect.rows) for effect in found.effects] == [2]
    assert found.up_and_down["toy"] == {"up": {"count": 0, "sum": 0}, "down": {"count": 0, "sum": 0}}


def test_shares_of_one_group_change_together(new, tmp_path):
    line = "{},share,{},,1,,,determined,,toy_mix,,Example,worked example,literature,share,份额,\n"
    old = tmp_path / "old"
    shutil.copytree(TINY, old)
    for root, shares in ((old, (0.75, 0.25)), (new, (0.5, 0.5))):
        for name, share in zip(("toy_first_share", "toy_second_share"), shares, strict=True):
            add(root, "parameters/toy.csv", line.format(name, share))
        edit(root, "raw_materials/exchanges.csv", "ghg_co2e_ar6,0.6,kg,,,pedigree",
             f"ghg_co2e_ar6,{shares[0]},kg,toy_first_share,,determined")  # fmt: skip
    found = find_changes(old, new)

    assert len(found.effects) == 1
    assert {row.key for row in found.effects[0].rows} == {("toy_first_share",), ("toy_second_share",)}
    assert found.effects[0].by_product["toy"] == pytest.approx((10 - 9) * (0.5 - 0.75) / CAPACITY)


@pytest.mark.parametrize("file", ["nickel.csv", "exchanges_more.csv"])
def test_a_row_may_move_to_another_file_and_line(new, file):
    path = new / "raw_materials" / "exchanges.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    (new / "raw_materials" / file).write_text(lines[0] + lines[-1], encoding="utf-8")
    edit(new, "parameters/toy.csv", "toy_pack_energy,number,60,", "toy_pack_energy,number,60.0,")

    assert find_changes(TINY, new).rows == ()


def test_a_change_of_text_or_source_has_no_effect(new):
    edit(new, "raw_materials/exchanges.csv", "worked example", "page 2")
    found = find_changes(TINY, new)

    assert [(cell.column, cell.new) for cell in found.rows[0].cells] == [("locator", "page 2")]
    assert found.effects == ()


def test_a_translation_or_a_place_in_the_page_has_no_effect(new):
    """in columns that the old tables leave out"""
    path = new / "parameters/toy.csv"
    header, first, *rest = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{header},panel,panel_place", f"{first},plants,1", *rest, ""]), encoding="utf-8")
    path = new / "raw_materials/processes.csv"
    header, *rest = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{header},name_zh", *(f"{row},过程" for row in rest), ""]), encoding="utf-8")
    found = find_changes(TINY, new)

    assert {cell.column for row in found.rows for cell in row.cells} == {"panel", "panel_place", "name_zh"}
    assert found.effects == ()


def test_new_and_gone_products_have_one_side(new):
    edit(new, "products.csv", "\ntoy,", "\nplaything,")
    found = find_changes(TINY, new)

    assert [(one.product, one.before is None, one.after is None) for one in found.products] == [
        ("toy", False, True), ("plaything", True, False)
    ]  # fmt: skip
    assert all(one.relative is None for one in found.products)


def test_many_changes_are_summed_only(new, monkeypatch):
    monkeypatch.setattr(changes_module, "MOST_ATTRIBUTED", 1)
    for one in (NICKEL, MASS):
        edit(new, *one)
    found = find_changes(TINY, new)

    assert found.effects is None
    assert found.document()["interaction"] is None
    assert len(find_changes(TINY, new, each=True).effects) == 2


def test_changes_that_raise_and_lower_a_product_are_counted(new):
    """nickel sulfate emits 0.1 more, the lighter pack buys less"""
    for one in (NICKEL, MASS):
        edit(new, *one)
    found = find_changes(TINY, new)
    alone = [effect.by_product["toy"] for effect in found.effects]
    sides = found.document()["up_and_down"]["toy"]

    assert sides["up"]["count"] + sides["down"]["count"] == 2
    assert sides["up"]["sum"] + sides["down"]["sum"] == pytest.approx(sum(alone))


def test_the_command_prints_one_document_and_writes_nothing(new, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LCA_MODELS_DIR", str(tmp_path / "brightway"))
    edit(new, *NICKEL)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    assert main(["changes", str(TINY), str(new), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["unit"] == "kg CO2-eq per kWh of capacity"
    assert document["rows"] == [{
        "change": "changed", "table": "raw_materials/exchanges.csv", "row": 6, "key": ["nickel_sulfate", "ghg_co2e_ar6"],
        "column": "amount", "old": "0.6", "new": "0.7", "source": "Example", "follows_formula": False,
    }]  # fmt: skip
    assert document["products"][0]["relative"] == pytest.approx(0.1 / 6.6)
    assert main(["changes", str(TINY), str(new)]) == 0
    text = capsys.readouterr().out
    assert "nickel_sulfate / ghg_co2e_ar6  amount: 0.6 -> 0.7  [Example]" in text
    assert "+1.515%" in text
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_every_problem_of_both_folders_is_reported(new, tmp_path, capsys):
    broken = tmp_path / "broken"
    shutil.copytree(TINY, broken)
    edit(broken, "raw_materials/exchanges.csv", "ghg_co2e_ar6,0.6,", "ghg_co2e_ar6,many,")
    edit(new, "manufacturing/exchanges.csv", "co2_fossil,4,", "co2_fosil,4,")

    with pytest.raises(InventoryError):
        find_changes(broken, new)
    assert main(["changes", str(broken), str(new)]) == 1
    captured = capsys.readouterr()
    assert not captured.out
    assert "'many' is not a number" in captured.err
    assert "did you mean 'co2_fossil'" in captured.err
    assert main(["changes", str(TINY), str(tmp_path / "nowhere")]) == 1


def test_an_unknown_method_is_answered_with_the_nearest(new, capsys):
    assert main(["changes", str(TINY), str(new), "--method", "gwp100"]) == 1
    assert "did you mean" in capsys.readouterr().err


def test_a_former_version_without_verification_and_limits_is_still_read(new, tmp_path):
    former = Path(shutil.copytree(TINY, tmp_path / "former"))
    lines = (former / "columns.csv").read_text(encoding="utf-8").splitlines()
    words = ("plant_country,", "basis,", "verified,", "figure_as_printed,")
    kept = [line for line in lines if not line.partition(",")[2].startswith(words)]
    (former / "columns.csv").write_text("\n".join([*kept, ""]), encoding="utf-8")
    add(
        former, "parameters/toy.csv", "toy_unused_mass,number,0,,kg,,,determined,,,,Example,w,literature,a mass,质量,\n"
    )
    path = new / NICKEL[0]
    header, *rest = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{header},verified", *(f"{line},copy" for line in rest), ""]), encoding="utf-8")

    assert len(lines) - len(kept) == 2 * len(words)
    assert {change.kind for change in find_changes(former, new).rows} == {"columns", "parameters"}
    told = find_changes(TINY, new)
    assert {cell.column for change in told.rows for cell in change.cells} == {"verified"}
    assert told.effects == ()
