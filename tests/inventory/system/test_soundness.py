"""What Brightway accepts without a word: each made through bw2data in a copy of the toy project, each refused by name."""

from importlib import import_module

import numpy as np
import pytest

from lca_models.impact.assessment import assess
from lca_models.inventory.system.rows import ProjectError
from lca_models.inventory.tables.taken_names import TAKEN_NAMES
from lca_models.scope.stages import UNASSIGNED
from tests.impact.conftest import make_system

PACK, CELL_PLANT = ("manufacturing", "pack_toy"), ("raw_materials", "electricity_cell_plant")


NICKEL, RECYCLING = ("raw_materials", "nickel_sulfate"), ("recycling", "recycling_toy")


GUANGDONG, CO2 = ("raw_materials", "electricity_cn_gd"), ("elementary_flows", "co2_fossil")


PACK_POWER = "'manufacturing/pack_toy' <- 'raw_materials/electricity_cell_plant'"


REACTIVATE = r"add_exchanges_to_group.*recalculate\(\)"


def refused(project, match):
    with pytest.raises(ProjectError, match=match) as raised:
        project.system()
    return str(raised.value)


def parameter_tables():
    """`from bw2data import parameters` would give the manager object of the same name."""
    return import_module("bw2data.parameters")


def activate(project, process):
    """What a researcher does to make the formulas of a process work."""
    project.brightway.parameters.add_exchanges_to_group("/".join(process), project.brightway.get_activity(process))
    project.brightway.parameters.recalculate()


def test_the_project_as_built_is_trusted(toy_copy):
    assert assess(toy_copy.system()).score == pytest.approx(6 + 5 - 4.4)


def said(project, words):
    """What the system says beside its numbers."""
    found = " ".join(project.system().warnings)
    assert words in found
    return found


def test_a_formula_that_no_group_computes_leaves_the_stored_amount(toy_copy):
    exchange = toy_copy.exchange(PACK, NICKEL)
    exchange["formula"] = "toy_plant_electricity * 5"
    exchange.save()

    assert assess(toy_copy.system()).score == pytest.approx(6.6)
    found = said(toy_copy, "formulas that Brightway does not compute: 1 (the first")
    assert "'manufacturing/pack_toy' <- 'raw_materials/nickel_sulfate' 'toy_plant_electricity * 5'" in found


@pytest.mark.parametrize("text", ["CO2", "see p. 12", "2^", "氢氧化镍"])
def test_a_formula_that_names_no_parameter_is_text(toy_copy, text):
    exchange = toy_copy.exchange(PACK, NICKEL)
    exchange["formula"] = text
    exchange.save()

    assert assess(toy_copy.system()).score == pytest.approx(6.6)
    assert text in said(
        toy_copy, "formulas that are text, as they name no parameter of their scope and belong to no group: 1"
    )


def test_a_formula_changed_after_its_activation_is_said(toy_copy):
    exchange = toy_copy.exchange(PACK, CELL_PLANT)
    exchange["formula"] = "toy_plant_electricity * 2"
    exchange.save()

    assert assess(toy_copy.system(), {"toy_plant_electricity": 3}).score == pytest.approx(6.6 + 0.5)
    assert PACK_POWER in said(
        toy_copy, "exchanges that show another formula than the one that Brightway computes, which counts: 1"
    )


def test_a_formula_changed_after_its_activation_is_refused_once_the_amount_is_too(toy_copy):
    exchange = toy_copy.exchange(PACK, CELL_PLANT)
    exchange["formula"], exchange["amount"] = "toy_plant_electricity * 2", 4.0
    exchange.save()

    message = refused(toy_copy, f"computes 'toy_plant_electricity'.*{REACTIVATE}")
    assert PACK_POWER in message
    assert "toy_plant_electricity * 2" in message


def test_the_remedy_of_the_message_works(toy_copy):
    """4 kWh instead of 2 at 0.5 kg: 1 kg more"""
    exchange = toy_copy.exchange(PACK, CELL_PLANT)
    exchange["formula"] = "toy_plant_electricity * 2"
    exchange.save()
    activate(toy_copy, PACK)

    assert assess(toy_copy.system()).score == pytest.approx(6.6 + 1)


def test_a_formula_taken_away_while_brightway_still_computes_it_is_refused(toy_copy):
    """As long as the amount is what Brightway computes, it goes on doing so"""
    exchange = toy_copy.exchange(PACK, CELL_PLANT)
    del exchange["formula"]
    exchange.save()
    assert assess(toy_copy.system(), {"toy_plant_electricity": 3}).score == pytest.approx(6.6 + 0.5)
    exchange["amount"] = 3.0
    exchange.save()

    assert PACK_POWER in refused(toy_copy, "still computes 'toy_plant_electricity'.*remove_exchanges_from_group")


def test_an_exchange_deleted_under_its_formula_is_counted(toy_copy):
    from bw2data.backends import ExchangeDataset

    number = toy_copy.exchange(PACK, CELL_PLANT)._document.id
    ExchangeDataset.delete().where(ExchangeDataset.id == number).execute()

    assert "group 'manufacturing/pack_toy' still computes" in said(
        toy_copy, "faults of the project that this demand does not reach: 1"
    )


def test_a_database_rewritten_in_another_order_computes_nothing(toy_copy):
    """Brightway gives the new rows new ids, so that none of its formulas is computed any more, and says nothing"""
    database = toy_copy.brightway.Database("raw_materials")
    data = dict(reversed(database.load().items()))
    for process in data.values():
        process["exchanges"].reverse()
    database.write(data, searchable=False, check_typos=False)

    assert assess(toy_copy.system()).score == pytest.approx(6.6)
    assert "electricity_cell_plant" in said(toy_copy, "formulas that Brightway does not compute: 2")


def test_factors_of_flows_that_all_have_renewed_ids_are_refused(toy_copy):
    """Brightway scores the method 0 without a word."""
    database = toy_copy.brightway.Database("elementary_flows")
    data = database.load()
    database.delete(warn=False)
    database.write(data, searchable=False, check_typos=False)

    with pytest.raises(ProjectError, match=r"all 2 factors of climate change .* belong to flows that no longer exist"):
        assess(toy_copy.system())


@pytest.mark.parametrize("kind", [2, 3])
def test_a_formula_with_a_distribution_is_said(toy_copy, kind):
    """lognormal, normal"""
    exchange = toy_copy.exchange(PACK, CELL_PLANT)
    exchange.update({"uncertainty type": kind, "loc": 2.0, "scale": 0.1})
    exchange.save()

    assert PACK_POWER in said(
        toy_copy, "exchanges with a formula and a distribution, which vary with their parameters only: 1"
    )


@pytest.mark.parametrize(
    "amount", [float("nan"), float("inf"), 4 + 0j, "4", None, np.array([1.0, 2.0])], ids=lambda value: repr(value)
)
def test_an_amount_that_is_no_finite_number_is_refused(toy_copy, amount):
    exchange = toy_copy.exchange(PACK, NICKEL)
    exchange["amount"] = amount
    store(exchange)

    message = refused(toy_copy, "not a finite number; give it one")
    assert "'manufacturing/pack_toy' <- 'raw_materials/nickel_sulfate'" in message


def store(exchange):
    """Brightway keeps such amounts when a formula yields them; its save() refuses some of them when typed."""
    row = exchange._document
    row.data = {**row.data, "amount": exchange["amount"]}
    row.save()


@pytest.mark.parametrize(
    "amount", [np.float64(10), np.float32(10), np.int64(10), np.array(10.0)], ids=lambda value: type(value).__name__
)
def test_a_number_of_numpy_is_a_number(toy_copy, amount):
    """The last is what where() leaves behind."""
    exchange = toy_copy.exchange(PACK, NICKEL)
    exchange["amount"] = amount
    store(exchange)

    assert assess(toy_copy.system()).score == pytest.approx(6.6)


def test_a_truth_is_a_number(toy_copy):
    """What a comparison leaves behind: 1 kg of nickel sulfate in place of 10, 9 at 0.6 kg less"""
    exchange = toy_copy.exchange(PACK, NICKEL)
    exchange["amount"] = True
    store(exchange)

    assert assess(toy_copy.system()).score == pytest.approx(6.6 - 9 * 0.6)


@pytest.mark.parametrize(
    ("formula", "fault"),
    [
        ("toy_plant_electricity^2", r"uses \^.*write \*\*"),
        ("open('secret.txt')", "calls 'open'"),
        ("toy_plant_electricity.real", "not arithmetic"),
        ("[toy_plant_electricity][0]", "not arithmetic"),
        ("toy_plant_electricty", "'toy_plant_electricty', which no parameter in its scope is called"),
    ],
)
def test_a_formula_beyond_arithmetic_is_refused_and_not_evaluated(toy_copy, formula, fault):
    """written as an import or another program could leave it, past Brightway's own checks"""
    exchange = toy_copy.exchange(PACK, CELL_PLANT)
    exchange["formula"] = formula
    exchange.save()
    table = parameter_tables().ParameterizedExchange
    table.update(formula=formula).where(table.exchange == exchange._document.id).execute()

    assert PACK_POWER in refused(toy_copy, fault)


def test_a_substitution_without_production_is_refused(toy_copy):
    toy_copy.exchange(RECYCLING, RECYCLING).delete()

    assert "'recycling/recycling_toy'" in refused(
        toy_copy, "nothing produces this input; give it a production exchange"
    )


def test_a_database_never_processed_is_said_where_it_is_reached(toy_copy):
    brightway = toy_copy.brightway
    database = brightway.Database("suppliers")
    database.register()
    own = {"input": ("suppliers", "anode"), "amount": 1.0, "type": "production"}
    data = {("suppliers", "anode"): {"name": "anode", "exchanges": [own]}}
    database.write(data, process=False, searchable=False, check_typos=False)
    assert toy_copy.system().warnings == ()
    brightway.get_activity(PACK).new_exchange(input=("suppliers", "anode"), amount=1, type="technosphere").save()

    said(toy_copy, "'suppliers' was written but not processed since, so bw2calc does not see its rows")


def test_a_group_that_waits_for_recalculation_is_refused(toy_copy):
    toy_copy.brightway.parameters.new_project_parameters([{"name": "toy_plant_electricity", "amount": 3}])

    assert PACK_POWER in refused(toy_copy, r"recalculate\(\)")


def test_a_parameter_changed_in_brightway_counts_after_recalculation(toy_copy):
    """3 kWh instead of 2 at 0.5 kg"""
    toy_copy.brightway.parameters.new_project_parameters([{"name": "toy_plant_electricity", "amount": 3}])
    toy_copy.brightway.parameters.recalculate()

    assert assess(toy_copy.system()).score == pytest.approx(6.6 + 0.5)


def test_a_stored_amount_that_differs_from_its_formula_is_refused(toy_copy):
    exchange = toy_copy.exchange(PACK, CELL_PLANT)
    exchange["amount"] = 2.5
    exchange.save()

    assert PACK_POWER in refused(toy_copy, r"stores 2\.5 but its formula .* gives 2.*recalculate\(\)")


def test_a_derived_parameter_that_differs_from_its_formula_is_refused_where_it_is_needed(toy_copy):
    brightway = toy_copy.brightway
    brightway.parameters.new_project_parameters(
        [{"name": "toy_cell_mass", "amount": 1, "formula": "toy_pack_mass / 2"}]
    )
    brightway.parameters.recalculate()
    table = parameter_tables().ProjectParameter
    table.update(amount=7.0).where(table.name == "toy_cell_mass").execute()
    assert "parameter 'toy_cell_mass' stores 7" in said(
        toy_copy, "faults of the project that this demand does not reach: 1"
    )
    table = parameter_tables().ParameterizedExchange
    number = toy_copy.exchange(PACK, CELL_PLANT)._document.id
    table.update(formula="toy_plant_electricity + 0 * toy_cell_mass").where(table.exchange == number).execute()

    refused(toy_copy, r"parameter 'toy_cell_mass' stores 7\.0 but its formula 'toy_pack_mass / 2' gives 200")


def test_a_formula_computed_by_the_group_of_another_process_has_its_scope(toy_copy):
    """Brightway computes it with the parameters that this group sees."""
    table = parameter_tables().ParameterizedExchange
    number = toy_copy.exchange(PACK, CELL_PLANT)._document.id
    table.update(group="recycling/recycling_toy").where(table.exchange == number).execute()

    assert assess(toy_copy.system(), {"toy_plant_electricity": 3}).score == pytest.approx(6.6 + 0.5)


@pytest.mark.parametrize("name", ["size", "e", "min"])
def test_a_parameter_with_a_name_of_brightway_touches_no_formula_without_it(toy_copy, name):
    table = parameter_tables().ProjectParameter
    table.insert(id=1, name=name, amount=1.0, data={}).execute()

    assert assess(toy_copy.system()).score == pytest.approx(6.6)


def test_a_formula_with_a_parameter_of_a_name_that_has_another_meaning_is_refused(toy_copy):
    """`e` would be 2.718… here, and 2 in Brightway"""
    table = parameter_tables().ProjectParameter
    table.insert(id=1, name="e", amount=2.0, data={}).execute()
    table = parameter_tables().ParameterizedExchange
    number = toy_copy.exchange(PACK, CELL_PLANT)._document.id
    table.update(formula="toy_plant_electricity * e / 2").where(table.exchange == number).execute()

    refused(toy_copy, "refers to the parameter 'e', which has a name of Brightway's formulas; rename it")


def test_every_name_that_brightway_uses_is_known_to_be_taken():
    from bw2parameters.interpreter import Interpreter

    lower = {name for name in Interpreter().BUILTIN_SYMBOLS if name.isidentifier() and name == name.lower()}

    assert {name for name in lower if not name.startswith("_")} <= TAKEN_NAMES


def test_a_process_deleted_with_its_purchases_leaves_formulas_that_are_counted(toy_copy):
    toy_copy.brightway.get_activity(("raw_materials", "electricity_cn_sc")).delete()

    assert "electricity_cell_plant" in said(toy_copy, "faults of the project that this demand does not reach: 1")


def test_a_code_that_chooses_nothing_is_refused(toy_copy):
    """99 is no province: the cell plant would have no electricity at all"""
    table = parameter_tables().ProjectParameter
    table.update(amount=99.0).where(table.name == "cell_plant_province").execute()
    toy_copy.brightway.parameters.recalculate()

    refused(toy_copy, "parameter 'cell_plant_province' is 99.* chooses nothing; give one of 44, 51")


def test_a_stage_that_is_none_is_refused(toy_copy):
    exchange = toy_copy.exchange(PACK, NICKEL)
    exchange["stage"] = "manufacture"
    exchange.save()

    refused(toy_copy, "stage 'manufacture', which is none; did you mean 'manufacturing'")


def test_a_background_process_that_buys_the_foreground_is_refused(toy_copy):
    background = toy_copy.brightway.get_activity(NICKEL)
    background.new_exchange(input=PACK, amount=0.1, type="technosphere").save()

    refused(
        toy_copy, "'raw_materials/nickel_sulfate' <- 'manufacturing/pack_toy': a process without a stage buys from the"
    )


def test_a_product_of_a_process_without_stage_has_the_stage_unassigned(toy_copy):
    assert toy_copy.system(NICKEL).stage_names == (UNASSIGNED,)


def test_a_project_of_several_faults_lists_them_all(toy_copy):
    first, second = toy_copy.exchange(PACK, NICKEL), toy_copy.exchange(PACK, CO2)
    for exchange in (first, second):
        exchange["amount"] = float("nan")
        store(exchange)

    assert refused(toy_copy, "2 problems in the Brightway project").count("not a finite number") == 2


def test_parameters_that_need_each_other_are_named():
    with pytest.raises(ProjectError, match=r"in a circle: first, second$"):
        make_system("pack", {"first": "2 * second", "second": "first / 2", "third": "first"},
                    pack=("manufacturing", [("biosphere", "co2", "first")]))  # fmt: skip
