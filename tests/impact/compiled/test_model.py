"""A compiled system gives what solving its matrices gives, for every trap of matrix LCA that is known to us."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.impact.assessment import assess, solve
from lca_models.impact.compiled.model import compile_system
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.scenario import ScenarioError
from tests.impact.conftest import MANUFACTURING, RECYCLING, make_system

EXECUTORS = ("numpy", "numba")
BUY, EMIT, AVOID, MAKE = "technosphere", "biosphere", "substitution", "production"


def check(system, expected, **settings):
    """Both executors, and solving the matrices, give the arithmetic; so do the stages one by one."""
    values = system.parameter_values(settings)
    solved = solve(system, values, system.amounts(values))
    assert solved.score == pytest.approx(expected, rel=1e-12)
    for executor in EXECUTORS:
        model = compile_system(system, executor=executor)
        assert model(settings).sum() == pytest.approx(expected, rel=1e-12)
        assert model(settings)[0, :, 0] == pytest.approx(list(solved.stages().values()), rel=1e-12)
        assert -model.credits(settings).sum() == pytest.approx(-sum(solved.credits().values()), rel=1e-12)


def test_a_formula_is_followed_through_the_chain():
    """3 kWh x share 0.5 x 0.8 kg/kWh, and 1 kg directly"""
    system = make_system(
        "pack", {"energy_need": 3.0, "coal_share": 0.5, "coal_energy": "energy_need * coal_share"},
        pack=(MANUFACTURING, [(BUY, "power", "coal_energy"), (EMIT, "co2", 1.0)]), power=[(EMIT, "co2", 0.8)],
    )  # fmt: skip
    check(system, 3 * 0.5 * 0.8 + 1)
    check(system, 10 * 0.25 * 0.8 + 1, energy_need=10, coal_share=0.25)


def test_parameters_of_project_database_and_activity():
    """The nearest of a name counts: 4 in the pack, 3 in its database (doubled), 2 in the project; 4 + 6"""
    system = make_system(
        "pack", {"need": 2.0, "small::need": 3.0, "small::twice": "2 * need", "small/pack::need": 4.0},
        pack=(MANUFACTURING, [(EMIT, "co2", "need"), (BUY, "part", 1.0)]), part=[(EMIT, "co2", "twice")],
    )  # fmt: skip
    assert compile_system(system).parameters == ("need", "small/pack::need", "small::need")
    check(system, 4 + 6)
    check(system, 1 + 10, **{"small/pack::need": 1.0, "small::need": 5.0, "need": 100.0})


def test_a_foreground_process_that_buys_from_the_foreground_alone():
    system = make_system(
        "life", {"cell_count": 3.0},
        life=(RECYCLING, [(BUY, "pack", 1.0)]), pack=(MANUFACTURING, [(BUY, "cell", "cell_count")]),
        cell=(MANUFACTURING, [(EMIT, "co2", 2.0)]),
    )  # fmt: skip
    check(system, 6.0)
    check(system, 10.0, cell_count=5)


def test_an_avoided_product_is_a_credit_of_its_stage():
    """10 bought at 0.6 in manufacturing, 0.9 x 10 avoided in recycling"""
    system = make_system(
        "life", {"recovery_rate": 0.9},
        life=(MANUFACTURING, [(BUY, "treated", 1.0), (BUY, "nickel", 10.0)]),
        treated=(RECYCLING, [(AVOID, "nickel", "10 * recovery_rate")]), nickel=[(EMIT, "co2", 0.6)],
    )  # fmt: skip
    check(system, 6 - 5.4)
    check(system, 6 - 1.2, recovery_rate=0.2)
    credits = compile_system(system).credits({"recovery_rate": 0.5})[0, :, 0]
    assert credits == pytest.approx([0, 0, 0, -3.0])


def test_waste_treatment_with_a_production_of_minus_one():
    """2 kg of waste handed over (bought with a minus sign, as the treatment makes -1), 0.3 kg CO2 each"""
    system = make_system(
        "pack", {"waste_mass": 2.0},
        pack=(MANUFACTURING, [(BUY, "landfill", "-waste_mass")]),
        landfill=[(MAKE, "landfill", -1.0), (EMIT, "co2", 0.3)],
    )  # fmt: skip
    check(system, 0.6)
    check(system, 1.5, waste_mass=5)


def test_production_amounts_other_than_one_and_uncertain_ones():
    """4 units made with 8 kg CO2: 2 each; 3 bought; the yield halves: 4 each"""
    system = make_system(
        "pack", {"batch_yield": 4.0},
        pack=(MANUFACTURING, [(MAKE, "pack", 2.0), (BUY, "part", 6.0)]),
        part=[(MAKE, "part", "batch_yield"), (EMIT, "co2", 8.0)],
    )  # fmt: skip
    check(system, 6.0)
    check(system, 12.0, batch_yield=2)


def test_losses_on_the_diagonal():
    """0.5 / (1 - loss) per kWh, in the background and in the foreground"""
    system = make_system(
        "pack", {"own_use": 0.2, "scrap_rate": 0.1},
        pack=(MANUFACTURING, [(BUY, "pack", "scrap_rate"), (BUY, "plant", 1.0)]),
        plant=[(BUY, "plant", "own_use"), (EMIT, "co2", 0.5)],
    )  # fmt: skip
    check(system, 0.5 / 0.8 / 0.9)
    check(system, 0.5 / 0.5 / 0.6, own_use=0.5, scrap_rate=0.4)


def test_a_loop_in_the_background_and_one_in_the_foreground():
    """coal needs 0.1 power, power needs 0.4 coal; cells need 0.05 packs back as scrap"""
    system = make_system(
        "pack", {"coal_use": 0.4, "returned_share": 0.05},
        pack=(MANUFACTURING, [(BUY, "cell", 1.0)]),
        cell=("raw material acquisition", [(BUY, "pack", "returned_share"), (BUY, "power", 2.0)]),
        power=[(BUY, "coal", "coal_use"), (EMIT, "co2", 1.0)], coal=[(BUY, "power", 0.1), (EMIT, "co2", 0.2)],
    )  # fmt: skip
    power = (1 + 0.4 * 0.2) / (1 - 0.4 * 0.1)
    check(system, 2 * power / 0.95)
    power = (1 + 0.7 * 0.2) / (1 - 0.7 * 0.1)
    check(system, 2 * power / 0.5, coal_use=0.7, returned_share=0.5)


def test_a_loop_through_a_pivot_of_zero_is_solved_directly():
    """x = 1 + 2 y, y = 1 + x + (share - 1) y: with share 2 the order that suits other values divides by 0"""
    system = make_system(
        "pack", {"own_share": 0.5, "other_share": 0.25},
        pack=(MANUFACTURING, [(BUY, "one", 1.0)]),
        one=[(BUY, "two", "other_share"), (BUY, "one", "own_share"), (EMIT, "co2", 1.0)],
        two=[(BUY, "one", 1.0), (BUY, "two", "own_share"), (EMIT, "co2", 1.0)],
    )  # fmt: skip
    # a = own, b = other: one (1 - a) - b two = 1, two (1 - a) - one = 1
    for own, other in ((0.5, 0.2), (1.0, -0.3), (1.0, 0.5)):
        one = ((1 - own) + other) / ((1 - own) ** 2 - other)
        check(system, one, own_share=own, other_share=other)


def test_what_is_left_to_solve_directly_is_said_without_solving_it():
    """x = 1 / (1 - share): 2 at a half; at 1 the process uses up all it makes"""
    system = make_system(
        "pack", {"own_use": 0.5},
        pack=(MANUFACTURING, [(BUY, "plant", 1.0)]), plant=[(BUY, "plant", "own_use"), (EMIT, "co2", 1.0)],
    )  # fmt: skip
    lines, left = compile_system(system).unsolved_lines(np.array([[0.5, 1.0, 0.0]]))

    assert left.tolist() == [False, True, False]
    assert lines[:, 0, ~left].sum(axis=0) == pytest.approx([2.0, 1.0])


def test_a_loop_that_uses_up_all_it_makes_is_refused():
    system = make_system(
        "pack", {"own_use": 0.2},
        pack=(MANUFACTURING, [(BUY, "plant", 1.0)]), plant=[(BUY, "plant", "own_use"), (EMIT, "co2", 0.5)],
    )  # fmt: skip
    for executor in EXECUTORS:
        with pytest.raises(ProjectError, match="no unique solution"):
            compile_system(system, executor=executor)({"own_use": np.array([0.1, 1.0])})


def test_two_exchanges_between_the_same_pair_add_up():
    system = make_system(
        "pack", {"first_need": 2.0},
        pack=(MANUFACTURING, [(BUY, "power", "first_need"), (BUY, "power", 3.0), (AVOID, "power", 1.0)]),
        power=[(EMIT, "co2", 0.5)],
    )  # fmt: skip
    check(system, 2.0)
    check(system, 0.5 * (7 + 3 - 1), first_need=7)


def test_a_background_that_buys_from_the_foreground_is_refused_by_name():
    with pytest.raises(
        ProjectError, match="'small/mine' <- 'small/cell': a process without a stage buys from the foreground"
    ):
        make_system(
            "pack", {"energy_need": 1.0},
            pack=(MANUFACTURING, [(BUY, "cell", 1.0), (BUY, "mine", 1.0)]),
            cell=(MANUFACTURING, [(EMIT, "co2", "energy_need")]), mine=[(BUY, "cell", 0.1)],
        )  # fmt: skip


def divided_system():
    return make_system(
        "pack", {"life_time": 8.0, "yearly_use": 2.0, "use_rate": "yearly_use / life_time"},
        pack=(MANUFACTURING, [(BUY, "power", "use_rate"), (EMIT, "co2", "1 / (life_time - 2)")]), power=[(EMIT, "co2", 4.0)],
    )  # fmt: skip


def test_a_division_by_a_parameter_that_becomes_zero_names_it():
    check(divided_system(), 1 + 1 / 6)
    for executor in EXECUTORS:
        model = compile_system(divided_system(), executor=executor)
        with pytest.raises(ProjectError, match=r"parameter 'use_rate': .* divides by zero \(zero: life_time\)"):
            model({"life_time": np.array([4.0, 0.0])})
        with pytest.raises(ProjectError, match=r"an exchange of 'small/pack': '1 / \(life_time - 2\)' divides by zero"):
            model({"life_time": 2.0})


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_value_that_is_no_number_is_refused_by_name(bad):
    model = compile_system(divided_system())
    with pytest.raises(ScenarioError, match=r"yearly_use is .* in sample 1; give finite numbers"):
        model({"yearly_use": np.array([1.0, bad])})
    values = np.tile(model.defaults, (3, 1))
    values[2, 1] = bad
    with pytest.raises(ScenarioError, match=r"yearly_use is .* in sample 2; give finite numbers"):
        model(values)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"yearly_us": 1.0}, "there is no parameter 'yearly_us'; did you mean 'yearly_use'"),
        ({"use_rate": 1.0}, r"parameter 'use_rate' is derived \(yearly_use / life_time\); set what it depends on"),
        ({"yearly_use": "much"}, "yearly_use='much' is not a number"),
        ({"yearly_use": np.ones((2, 2))}, r"yearly_use has the shape \(2, 2\); give a number"),
        (
            {"yearly_use": np.ones(2), "life_time": np.ones(3)},
            "different numbers of samples: yearly_use: 2, life_time: 3",
        ),
        (np.ones((4, 3)), r"an array of values has the shape \(samples, 2\); this one has \(4, 3\)"),
        (np.ones(2), r"an array of values has the shape \(samples, 2\); this one has \(2,\)"),
    ],
)
def test_values_that_do_not_fit_are_refused(values, fault):
    with pytest.raises(ScenarioError, match=fault):
        compile_system(divided_system())(values)


def test_several_faults_are_named_at_once():
    with pytest.raises(ScenarioError, match=r"(?s)yearly_us.*use_rate"):
        compile_system(divided_system())({"yearly_us": 1.0, "use_rate": 1.0})


@pytest.mark.parametrize("executor", EXECUTORS)
@pytest.mark.parametrize("n", [0, 1, 127, 128, 129, 5000])
def test_any_number_of_samples(executor, n):
    use = np.linspace(1, 2, n)
    results = compile_system(divided_system(), executor=executor)({"yearly_use": use})

    assert results.shape == (n, 4, 1)
    assert results.sum(axis=(1, 2)) == pytest.approx(use / 8 * 4 + 1 / 6)


def test_ten_million_samples():
    use = np.linspace(1, 2, 10_000_000)
    results = compile_system(divided_system())({"yearly_use": use})[:, 1, 0]

    assert np.abs(results - (use / 2 + 1 / 6)).max() < 1e-12


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("sqrt(first) + exp(second) + log(first)", lambda a, b: np.sqrt(a) + np.exp(b) + np.log(a)),
        ("min(first, second, 1) + max(first, 0.7)", lambda a, b: np.minimum(np.minimum(a, b), 1) + np.maximum(a, 0.7)),
        ("where(first > second, first, second ** 2)", lambda a, b: np.where(a > b, a, b**2)),
        ("first if second <= 0.5 else -second", lambda a, b: np.where(b <= 0.5, a, -b)),
        ("(0.2 < first <= second) + (first == 0.5) + (first != second)",
         lambda a, b: (a > 0.2) * (a <= b) * 1.0 + (a == 0.5) + (a != b)),
        ("(first and second) + (0 or second) + (not first)", lambda a, b: np.where(a != 0, b, a) + b + (a == 0)),
        ("first // 0.3 + first % 0.3 + round(10 * second) + floor(first) + ceil(second)",
         lambda a, b: a // 0.3 + a % 0.3 + np.rint(10 * b) + np.floor(a) + np.ceil(b)),
        ("first ** second + 2 ** first + abs(first - second)", lambda a, b: a**b + 2**a + abs(a - b)),
        ("sin(first) + cos(second) + tan(first) + hypot(first, second) + pi * e",
         lambda a, b: np.sin(a) + np.cos(b) + np.tan(a) + np.hypot(a, b) + np.pi * np.e),
        ("log10(first) - log2(second) + ln(first) - 3 + (1 - first) - (second - first)",
         lambda a, b: np.log10(a) - np.log2(b) + np.log(a) - 3 + (1 - a) - (b - a)),
    ],
)  # fmt: skip
def test_the_functions_of_brightway(formula, expected):
    first, second = np.meshgrid(np.array([0.1, 0.5, 0.9, 1.3]), np.array([0.2, 0.5, 1.7]))
    system = make_system("pack", {"first": 0.4, "second": 0.6}, pack=(MANUFACTURING, [(EMIT, "co2", formula)]))
    for executor in EXECUTORS:
        found = compile_system(system, executor=executor)({"first": first.ravel(), "second": second.ravel()})
        assert found[:, 1, 0] == pytest.approx(expected(first, second).ravel(), rel=1e-12)


FORMULAS = (
    "alpha_share",
    "2 * beta_share",
    "alpha_share * gamma_share",
    "sqrt(beta_share) / 3",
    "max(alpha_share, gamma_share)",
    "0.3 / (1 + gamma_share)",
    "0.1 * (beta_share > 0.15)",
)


@st.composite
def random_systems(draw):
    """A foreground of two, a background of four in loops, formulas on a third of the exchanges, waste, losses, credits."""
    share = st.floats(0.01, 0.3)
    names = ("alpha_share", "beta_share", "gamma_share")
    formula = st.sampled_from(FORMULAS)
    amount = st.one_of(share, share, formula)
    processes = {}
    others = [f"b{i}" for i in range(4)]
    for code in others:
        rows = [(MAKE, code, draw(st.sampled_from([1.0, 2.0, 0.5, "1 + alpha_share"]))), (EMIT, "co2", draw(amount))]
        rows += [(BUY, other, draw(amount)) for other in others if draw(st.booleans())]
        processes[code] = rows
    processes["waste"] = [(MAKE, "waste", -1.0), (EMIT, "co2", draw(amount)), (BUY, "b0", draw(share))]
    processes["f0"] = (MANUFACTURING, [(BUY, "f1", draw(amount)), (BUY, "waste", -draw(share))]
                       + [(BUY, other, draw(amount)) for other in others])  # fmt: skip
    processes["f1"] = (RECYCLING, [(AVOID, "b1", draw(amount)), (BUY, "b2", draw(amount)), (EMIT, "co2", draw(amount)),
                                   *([(BUY, "f0", draw(share))] if draw(st.booleans()) else [])])  # fmt: skip
    return make_system("f0", {name: draw(share) for name in names}, **processes)


@given(random_systems(), st.lists(st.tuples(*[st.floats(0.01, 0.3)] * 3), min_size=1, max_size=5))
def test_any_small_system_at_any_values(system, samples):
    values = np.array(samples)
    expected = []
    for sample in samples:
        assessed = assess(system, dict(zip(("alpha_share", "beta_share", "gamma_share"), sample, strict=True)))
        expected.append(list(assessed.stages().values()))
    for executor in EXECUTORS:
        found = compile_system(system, executor=executor)(values)[:, :, 0]
        assert found == pytest.approx(np.array(expected), rel=1e-9, abs=1e-12)


@given(random_systems(), st.tuples(*[st.floats(0.02, 0.14)] * 3))
def test_the_gradient_is_the_slope(system, sample):
    """Central differences at a step of 1e-6 agree to 1e-6; both executors agree to 1e-12."""
    if abs(sample[0] - sample[2]) < 1e-3:
        return  # a corner of max(alpha, gamma): no slope
    model = compile_system(system, executor="numpy")
    centre = np.array(sample)
    exact = model.gradient(centre[None])[0, :, 0]
    step = 1e-6
    for k in range(3):
        ends = np.array([centre, centre])
        ends[:, k] += (step, -step)
        above, below = model(ends)[:, :, 0]
        assert exact[:, k] == pytest.approx((above - below) / (2 * step), rel=1e-5, abs=1e-7)
    compiled = replace(model, executor="numba").gradient(centre[None])[0, :, 0]
    assert compiled == pytest.approx(exact, rel=1e-12, abs=1e-14)
    assert model.gradient(centre[None], total=True)[0, 0] == pytest.approx(exact.sum(axis=0), rel=1e-9, abs=1e-12)


def test_a_branch_not_taken_spoils_no_gradient():
    """second is 2.5, so 1 / (second - 2.5) has no value, but nobody asks for it"""
    system = make_system(
        "pack", {"first": 0.0, "second": 2.0},
        pack=(MANUFACTURING, [(EMIT, "co2", "3 * second if second > 1 else second / (second - 1) * (1 / (second - 2.5))")]),
    )  # fmt: skip
    for executor in EXECUTORS:
        model = compile_system(system, executor=executor)
        found = model.gradient({"second": np.array([2.5, 2.0])})[:, 1, 0]
        assert found.tolist() == [[0.0, 3.0], [0.0, 3.0]]


def test_a_slope_is_not_given_where_a_formula_has_no_value():
    """1 / first is the slope of its logarithm at -1 too, and a comparison has the slope 0"""
    for formula in ("3 + log(first)", "2 * second * (log(first) < 1)"):
        system = make_system("pack", {"first": 1.0, "second": 2.0}, pack=(MANUFACTURING, [(EMIT, "co2", formula)]))
        for executor in EXECUTORS:
            model = compile_system(system, executor=executor)
            assert np.isfinite(model.gradient()).all()
            with pytest.raises(ProjectError, match=r"log\(a\) needs a > 0; here a = -1"):
                model.gradient({"first": np.array([1.0, -1.0])})


def formulas_that_no_result_shows():
    """1 kg emitted; a switched-off row, a flow that does not count and a process that supplies nothing divide by something."""
    return make_system(
        "pack", {"first": 1.0, "second": 1.0, "third": 1.0, "unused": "1 / (first - 9)"},
        pack=(MANUFACTURING, [(EMIT, "co2", 1.0), (EMIT, "co2", "0 * (second / (first - 2))"), (BUY, "idle", 0.0)]),
        idle=[(EMIT, "co2", "1 / (first - 3) if second > 0 else 0")],
    )  # fmt: skip


@pytest.mark.parametrize("executor", EXECUTORS)
def test_a_formula_without_a_value_is_refused_though_no_result_depends_on_it(executor):
    """0 / 0 counts as nothing neither here nor in Brightway"""
    system = formulas_that_no_result_shows()
    general = compile_system(system, executor=executor)
    for model in (general, general.specialised(["first", "second"])):
        assert model({"first": np.array([1.0, 4.0])}).sum(axis=(1, 2)) == pytest.approx([1, 1])
        assert model({"first": 3.0, "second": -1.0}).sum() == pytest.approx(1)
        for bad, where in ((2.0, "small/pack"), (3.0, "small/idle")):
            with pytest.raises(ProjectError, match=rf"an exchange of '{where}': .* divides by zero"):
                model({"first": np.array([1.0, bad])})
            with pytest.raises(ProjectError, match="divides by zero"):
                system.amounts(system.parameter_values({"first": bad}))
    assert general.idle == {"first", "second", "third"}


def test_a_parameter_that_no_exchange_rests_on_is_refused_as_a_single_result_refuses_it():
    """1 / (first - 9), though no result shows it"""
    system = formulas_that_no_result_shows()
    model = compile_system(system)

    assert model({"first": np.array([8.0, 1.0, 9.1])}).sum(axis=(1, 2)) == pytest.approx([1, 1, 1])
    for refuse in (
        lambda: assess(system, {"first": 9.0}),
        lambda: model({"first": np.array([8.0, 9.0])}),
        lambda: model.gradient({"first": 9.0}),
        lambda: model.parameter_values(["unused"], {"first": 9.0}),
    ):
        with pytest.raises(ProjectError, match=r"parameter 'unused': '1 / \(first - 9\)' divides by zero"):
            refuse()
    assert model.parameter_values(["unused"], {"first": 8.0})["unused"] == pytest.approx([-1])


def test_a_specialised_system_gives_the_same_with_fewer_operations():
    general = compile_system(divided_system())
    special = general.specialised(["yearly_use"], {"life_time": 4.0})

    assert special.parameters == ("yearly_use",)
    assert len(special.tape.operations) < len(general.tape.operations)
    assert special(np.array([[3.0]])).sum() == pytest.approx(3 / 4 * 4 + 1 / 2, rel=1e-14)
    assert general.specialised(["yearly_use"], {"life_time": 4.0}) is special
    with pytest.raises(ScenarioError, match="life_time: fixed in this specialised system"):
        special({"life_time": 1.0})
    with pytest.raises(ScenarioError, match="there is no parameter 'life_tim'"):
        general.specialised(["yearly_use"], {"life_tim": 4.0})


def test_other_settings_of_what_varies_anyway_take_no_other_operations():
    general = compile_system(divided_system())
    moved = general.specialised(general.parameters, {"yearly_use": 3.0, "life_time": 4.0})

    assert moved.tape is general.tape
    assert moved().sum() == pytest.approx(3 / 4 * 4 + 1 / 2, rel=1e-14)


def test_a_system_that_is_not_compiled_at_once_is_the_same_where_it_is_asked(toy_system):
    at_once, later = (compile_system(toy_system, at_once=one) for one in (True, False))
    names = at_once.parameters[:2]

    assert at_once.recorded is at_once.tape
    assert later.recorded is None
    assert np.array_equal(later.specialised(names)(), at_once.specialised(names)())
    assert np.array_equal(later(), at_once())


def test_every_stage_is_the_sum_of_its_own_purchases(toy_system):
    model = compile_system(toy_system)

    assert model()[0, :, 0] == pytest.approx([6, 5, 0, 1 - 9 * 0.6])
    assert model.stages == ("raw material acquisition", "manufacturing", "distribution", "recycling")
    assert model.units == ("kg CO2-eq",)
    assert model.credits()[0, :, 0] == pytest.approx([0, 0, 0, -5.4])


def test_a_code_that_nothing_supplies_is_refused(toy_system):
    model = compile_system(toy_system)
    fault = "cell_plant_province is 99, which no process supplies; give one of 44, 51"
    with pytest.raises(ScenarioError, match=fault):
        model({"cell_plant_province": np.array([44.0, 99.0])})
    values = model.defaults[None].copy()
    values[0, model.parameters.index("cell_plant_province")] = 99
    with pytest.raises(ScenarioError, match=fault):
        model(values)


def test_an_unknown_method_and_executor_are_refused(toy_system):
    with pytest.raises(ScenarioError, match=r"there is no method 'smell\|bad'"):
        compile_system(toy_system, [("smell", "bad")])
    with pytest.raises(ScenarioError, match="there is no executor 'nunba'; did you mean 'numba'"):
        compile_system(toy_system, executor="nunba")()


def test_several_categories_at_once(toy_system):
    methods = tuple(toy_system.factors)
    model = compile_system(toy_system, methods)
    for position, method in enumerate(methods):
        stages = list(assess(toy_system, method=method).stages().values())
        assert model()[0, :, position] == pytest.approx(stages, rel=1e-12)
