"""One product as one database: codes that stay apart, names that tell processes apart, spreads about what is written."""

from dataclasses import replace

import numpy as np
import pytest

from lca_models.inventory.formats.writing.contents import plain
from lca_models.inventory.system.rows import ProjectError
from lca_models.inventory.tables.formulas import names_in


def test_every_process_and_flow_has_a_code_of_its_own_and_what_it_makes_comes_first(toy_contents):
    assert len({*toy_contents.codes.values()}) == len(toy_contents.codes)
    assert toy_contents.demand == ("toy", "life_cycle_toy")
    assert all(rows[0].exchange.is_production for rows in toy_contents.rows.values())


def test_two_of_one_code_or_one_name_are_told_apart(toy_contents):
    system = toy_contents.system
    first, second = system.processes[:2]
    data = {**second.data, **{name: first.data.get(name) for name in ("name", "reference product", "unit", "location")}}
    same = replace(second, data=data)
    twin = replace(toy_contents, system=replace(system, processes=(first, same, *system.processes[2:])))
    assert twin.titles[first.key] == f"{first.name} [{twin.codes[first.key]}]"
    assert twin.titles[second.key] == f"{first.name} [{twin.codes[second.key]}]"
    flow = replace(system.flows[0], key=("flows", first.key[1]))
    twin = replace(toy_contents, system=replace(system, flows=(flow, *system.flows[1:])))
    assert (twin.codes[first.key], twin.codes[flow.key]) == ("_".join(first.key), "_".join(flow.key))


def test_a_spread_stands_about_the_amount_that_it_was_given_for(toy_contents):
    """an amount that was set is certain"""
    spread = [row for rows in toy_contents.rows.values() for row in rows if row.spread["uncertainty type"]]
    assert spread
    moved = replace(toy_contents, amounts=np.asarray(toy_contents.amounts) * 1.5)
    assert not [row for rows in moved.rows.values() for row in rows if row.spread["uncertainty type"] and row.amount]
    assert all(not row.spread["uncertainty type"] for row in spread if row.formula)


def test_parameters_are_those_that_formulas_read_each_behind_what_it_reads(toy_contents):
    names = [one.name for one in toy_contents.parameters]
    assert "toy_plant_electricity" in names
    assert {one.name: one.amount for one in toy_contents.parameters}["toy_plant_electricity"] == 2.0


def test_parameters_of_two_places_with_one_name_are_refused(toy_contents):
    system = toy_contents.system
    formula = system.formulas[0]
    plain_name = next(iter(names_in(formula.text)))
    name = formula.names[plain_name]
    other = replace(formula, names={**formula.names, plain_name: f"db::{name}"})
    parameters = {**system.parameters, f"db::{name}": system.parameters[name]}
    two = replace(system, formulas=(*system.formulas, other), parameters=parameters)
    with pytest.raises(ProjectError, match="are called"):
        _ = replace(toy_contents, system=two, values={**toy_contents.values, f"db::{name}": 1.0}).parameters


def test_fields_are_plain_values_or_left_out_and_limits_keep_their_sides():
    given = {"a": np.float64(1.5), "b": np.int64(2), "c": float("nan"), "d": object(), "e": (1, "x")}
    given["f"] = {"h": True, "g": None}
    assert plain(given) == {"a": 1.5, "b": 2, "e": (1, "x"), "f": {"h": True}}
    assert plain({"limits": [0.0, None]}) == {"limits": [0.0, None]}


def test_a_flow_of_its_own_tells_its_factors(toy_contents):
    system = toy_contents.system
    assert toy_contents.factors_of(system.flows[0]) == ""
    own = replace(system.flows[0], id=-1)
    held = replace(toy_contents, system=replace(system, flows=(own, *system.flows[1:])))
    assert held.factors_of(own).startswith('{"climate change')
