"""What a person does in My battery, and what the other tabs then show."""

from dataclasses import replace

import pytest

from lca_models.inventory.activity.findings import SheetError
from lca_models.panels.views.entering import (
    STEP,
    add_supplier,
    clear_sheet,
    empty_sheet,
    open_sheet,
    open_step,
    own_sheet,
    remove_row,
    saved_sheet,
    set_cell,
)
from lca_models.panels.views.keeping import save
from lca_models.panels.views.mine import mine_view
from lca_models.panels.views.setup import setup_view
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError


def given(key, text, sheet="product", column="yours"):
    return {"sheet": sheet, "key": key, "column": column, "text": text}


def test_a_first_value_makes_the_pack_the_product_of_every_tab(start, own_model):
    """the archetype stays as the baseline"""
    state = set_cell(start, own_model, given("rated_energy", "62.4"))

    result = own_model.evaluate(state.setup)
    assert result.functional_unit.rated_energy_kwh == 62.4
    assert state.baseline.product == "lfp-60kwh"
    assert own_model.offer.sizes[state.setup.product].default == 62.4


def test_a_value_of_the_pack_takes_the_place_of_the_choice_that_stood_there(start, own_model):
    chosen = replace(
        start, setup=start.setup.with_setting("cell_plant_province", "CN-NM").with_setting("grid_year", "2022")
    )

    state = set_cell(chosen, own_model, given("plant_province", "CN-SC"))

    assert dict(state.setup.settings) == {"grid_year": "2022"}
    assert own_model.pack(state.setup.product, "cn-551").system.pack.choices["cell_plant_province"][0] == "CN-SC"


def test_a_wrong_value_leaves_the_other_tabs_as_they_were(start, own_model):
    right = set_cell(start, own_model, given("rated_energy", "62.4"))
    wrong = set_cell(right, own_model, given("rated_energy", "62,4,"))

    assert wrong.setup == right.setup
    assert wrong.own != right.own
    assert own_sheet(wrong, own_model).problems
    mended = set_cell(wrong, own_model, given("rated_energy", "62.4"))
    assert own_model.evaluate(mended.setup).stages == own_model.evaluate(right.setup).stages


def test_rows_are_added_and_taken_out(start, own_model):
    leg = [("direction", "out"), ("mode", "rail"), ("distance", "2000")]
    state = start
    for column, text in leg:
        state = set_cell(state, own_model, {"sheet": "transport", "row": 0, "column": column, "text": text})
    first = sum(own_model.evaluate(start.setup).stages.values())

    assert own_sheet(state, own_model).pack is not None
    assert sum(own_model.evaluate(state.setup).stages.values()) != first
    state = remove_row(state, own_model, {"sheet": "transport", "row": 0})
    assert sum(own_model.evaluate(state.setup).stages.values()) == pytest.approx(first, rel=1e-12)


def test_a_sheet_that_is_opened_has_the_number_of_the_command_line(start, own_model, sheet_message, model):
    state = open_sheet(start, own_model, sheet_message())
    asked = CalculationSetup("notebooks/data_sheets/lfp_sichuan.yaml", "cn-551")

    path = str(own_sheet(state, own_model).file)
    assert sum(own_model.evaluate(state.setup).stages.values()) == pytest.approx(
        model.study.footprint(replace(asked, product=path)).assessment.score, rel=1e-12
    )
    assert state.tab == "mine"


def test_a_broken_sheet_is_shown_at_the_step_of_its_first_mistake(start, own_model, sheet_message):
    state = open_sheet(start, own_model, sheet_message(**{"{direction: out,": "{direction: away,"}))

    assert state.setup == start.setup
    assert state.shown[STEP] == "suppliers"


@pytest.mark.parametrize(
    "message",
    [
        {"files": [{"name": "x", "data": "no base64!"}]},
        {"files": [{"name": "x", "data": ""}]},
        {},
        {"files": "x"},
        {"files": [{"name": "x", "size": 6 * 1024**2}]},
        {"files": [{"name": "x", "data": ""}] * 31},
    ],
)
def test_what_is_no_sheet_is_refused(start, own_model, message):
    with pytest.raises(SheetError):
        open_sheet(start, own_model, message)


@pytest.mark.parametrize(
    "message", [{"sheet": "meters"}, {"sheet": "meters", "row": True}, {"sheet": "meters", "row": "0"}, {"sheet": None}]
)
def test_a_row_that_is_none_is_refused(start, own_model, message):
    with pytest.raises(SheetError):
        remove_row(start, own_model, message)


def test_steps_are_five(start, own_model):
    assert open_step(start, own_model, {"step": "energy"}).shown[STEP] == "energy"
    with pytest.raises(ScenarioError, match="there is no step 'sixth'"):
        open_step(start, own_model, {"step": "sixth"})


def test_starting_again_is_the_archetype(start, own_model):
    state = set_cell(start, own_model, given("rated_energy", "62.4"))

    assert clear_sheet(state, own_model, {}).setup == start.setup


def test_sheets_are_kept_as_workbooks(start, own_model):
    with pytest.raises(SheetError, match="nothing is filled in yet"):
        saved_sheet(start, own_model, {})
    state = set_cell(start, own_model, given("name", "A & B/C"))

    name, _, content = saved_sheet(state, own_model, {})
    assert (name, content[:2]) == ("my_lfp-60kwh.xlsx", b"PK")
    assert empty_sheet(start, own_model, {})[0] == "my_lfp-60kwh.xlsx"


def test_the_command_names_the_file_that_is_saved(start, own_model):
    """never the place where the page keeps it"""
    state = set_cell(start, own_model, given("rated_energy", "62.4"))

    assert setup_view(state, own_model)["command"] == ["lca-models footprint my_lfp-60kwh.xlsx"]
    _, _, scenario = save(state, own_model, {"what": "scenario"})
    assert state.setup.product not in scenario.decode()


def test_a_row_of_a_supplier_begins_with_the_purchase_that_it_replaces(start, own_model):
    """once, however often a person asks for it; the tab opens at its step"""
    asked = {"replaces": "cell_lfp > cathode_lfp"}
    state = add_supplier(add_supplier(start, own_model, asked), own_model, asked)
    raw = own_sheet(state, own_model).raw

    assert [line["replaces"].text for line in raw.tables["suppliers"]] == ["cell_lfp > cathode_lfp"]
    assert (state.tab, state.shown["mine.step"]) == ("mine", "suppliers")
    [step] = [one for one in mine_view(state, own_model)["steps"] if "groups" in one]
    [table] = [group["table"] for group in step["groups"] if group["key"] == "suppliers"]
    assert table["rows"][0]["cells"]["replaces"] == "cell_lfp > cathode_lfp"
    with pytest.raises(SheetError, match="BUYER > INPUT"):
        add_supplier(state, own_model, {"replaces": "<b>"})
