"""An impact category goes by its id, by Brightway's name and by that name as text, at every door."""

import pytest

from lca_models.impact.assessment import assess, solve
from lca_models.impact.compiled.model import compile_system
from lca_models.impact.everything.monte_carlo import everything_uncertain
from lca_models.impact.footprint import footprint
from lca_models.impact.methods import category_name, find_method, find_methods, method_id
from lca_models.interpretation.comparison.grid import compare
from lca_models.interpretation.comparison.rule_sets import compare_rules
from lca_models.interpretation.comparison.scenario_grids import product_grid, scenario_grid
from lca_models.interpretation.comparison.table_versions import find_changes
from lca_models.interpretation.uncertainty.local_sensitivity import local_sensitivity, tornado
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.scenario import ScenarioError

NAME = ("climate change", "GWP100", "IPCC AR5")
FORMS = {
    "id": "gwp100-ar5",
    "name": NAME,
    "list of JSON": list(NAME),
    "text of Brightway": "climate change|GWP100|IPCC AR5",
    "text of a report": "climate change (GWP100, IPCC AR5)",
    "text of Python": "('climate change', 'GWP100', 'IPCC AR5')",
}
AXES = {"recovery_rate_nickel": [0.0, 0.5]}
DOORS = {
    "find_method": lambda study, system, method: find_method(study.rows, method) + find_method(system, method),
    "method_id": lambda study, system, method: method_id(system, method),
    "assess": lambda study, system, method: assess(system, method=method).score,
    "solve": lambda study, system, method: solve(system, system.parameter_values(), system.stored_amounts, method).score,
    "footprint": lambda study, system, method: footprint(system, method=method).document(),
    "compile_system": lambda study, system, method: compile_system(system, method)().tolist(),
    "compile_system, several": lambda study, system, method: compile_system(system, [method, "gwp100-ar6"])().tolist(),
    "everything_uncertain": lambda study, system, method: everything_uncertain(system, method).scores(2).tolist(),
    "compare": lambda study, system, method: compare(study, ["toy"], rules=["cn-551"], method=method),
    "compare_rules": lambda study, system, method: compare_rules(study, "toy", method=method).document(),
    "product_grid": lambda study, system, method: product_grid({"toy": system}, AXES, method=method).to_dict(),
    "scenario_grid": lambda study, system, method: scenario_grid(
        {"toy": both(system)}, AXES, category=method).to_dict(),
    "local_sensitivity": lambda study, system, method: local_sensitivity(both(system), category=method)["derivative"].tolist(),
    "tornado": lambda study, system, method: tornado(both(system), category=method).to_dict(),
    "find_changes": lambda study, system, method: find_changes(study.root, study.root, method).document(),
}  # fmt: skip


def both(system):
    return compile_system(system, ["gwp100-ar6", "gwp100-ar5"])


@pytest.mark.parametrize("door", DOORS)
def test_every_door_takes_every_form_of_a_name(toy_study, toy_system, door):
    results = [DOORS[door](toy_study, toy_system, method) for method in FORMS.values()]

    assert all(result == results[0] for result in results)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("method", "nearest"), [("gwp100-ar7", "gwp100-ar6"), (("climate change", "GWP100", "IPCC AR7"),
                         "climate change.GWP100.IPCC AR6")], ids=["id", "name"])  # fmt: skip
def test_every_door_answers_an_unknown_method_with_the_nearest(toy_study, toy_system, door, method, nearest):
    with pytest.raises(ScenarioError, match=f"there is no method '.*AR7'.*did you mean .*'{nearest}'|"
                                            f"there is no method 'gwp100-ar7'; did you mean .*'{nearest}'"):  # fmt: skip
        DOORS[door](toy_study, toy_system, method)


def test_one_name_is_no_list_of_names(toy_system):
    assert find_methods(toy_system, NAME) == (NAME,)
    assert find_methods(toy_system, ["gwp100-ar5", NAME]) == (NAME, NAME)
    with pytest.raises(ScenarioError, match=r"no method 'gwp1'.*\n.*no method 'gwp2'"):
        find_methods(toy_system, ["gwp1", "gwp2"])


def test_a_category_that_was_not_compiled_is_refused(toy_system):
    model = compile_system(toy_system)

    assert model.position_of("gwp100-ar6") == 0
    with pytest.raises(ScenarioError, match="there is no method 'gwp100-ar5'; did you mean 'gwp100-ar6'"):
        model.position_of("gwp100-ar5")


def test_a_category_is_written_with_its_details_in_brackets():
    assert category_name(NAME) == "climate change (GWP100, IPCC AR5)"
    assert category_name(("water use",)) == "water use"


def test_a_category_whose_flows_were_written_again_is_refused(toy_copy):
    """Brightway renews their numbers, by which factors know them: bw2calc says 0, and the kit why."""
    flows = toy_copy.brightway.Database("elementary_flows")
    data = flows.load()
    flows.delete(keep_params=True, warn=False)
    flows.write(data, process=False)
    system = toy_copy.system()

    for door in ("assess", "compile_system", "everything_uncertain"):
        with pytest.raises(ProjectError, match=r"all \d+ factors of .* belong to flows that no longer exist.*reset"):
            {"assess": assess, "compile_system": compile_system, "everything_uncertain": everything_uncertain}[door](
                system
            )
