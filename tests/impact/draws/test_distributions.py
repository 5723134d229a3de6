"""One rule and one inverse for parameters and exchanges: as laws over both, against stats_arrays and SciPy."""

import math

import numpy as np
import pytest
from counts import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from known_functions import spreads
from scipy.stats import norm, truncnorm

from lca_models.impact.compiled.model import compile_system
from lca_models.impact.draws.distributions import (
    MAX_SHOWN,
    check_draws,
    distributions_of,
)
from lca_models.impact.draws.parameters import parameter_distributions, uncertain_parameters
from lca_models.impact.everything.monte_carlo import everything_uncertain
from lca_models.inventory.tables.uncertainty import CERTAIN, LOGNORMAL, NORMAL, TRIANGULAR, UNIFORM, Spread
from lca_models.scope.scenario import ScenarioError
from tests.impact.conftest import MANUFACTURING, make_system

EMIT = "biosphere"
LEVELS = np.array([0.025, 0.25, 0.5, 0.75, 0.975])
SPREADS = {
    "certain": Spread(CERTAIN, 3.0),
    "lognormal": Spread(LOGNORMAL, math.log(2.0), 0.3),
    "avoided": Spread(LOGNORMAL, math.log(2.0), 0.3, negative=True),
    "normal": Spread(NORMAL, 5.0, 2.0),
    "uniform": Spread(UNIFORM, 0.0, None, -1.0, 4.0),
    "triangular": Spread(TRIANGULAR, 0.5, None, 0.0, 2.0),
    "cut_normal": Spread(NORMAL, 0.0, 1.0, -0.5, 1.5),
    "cut_lognormal": Spread(LOGNORMAL, 0.0, 0.5, 0.8, 3.0),
}
ALL = spreads(**SPREADS)


def ppf(one, levels=LEVELS):
    return spreads(one=one).ppf(np.array(levels)[None, :])[0]


# What Brightway may store with one exchange or parameter.
HALVES = st.integers(-4, 4).map(lambda k: k / 2)
NUMBERS = st.one_of(HALVES, HALVES, HALVES, st.sampled_from([None, math.nan, math.inf, -math.inf]))
FIELDS = st.fixed_dictionaries(
    {"uncertainty type": st.sampled_from([0, 1, LOGNORMAL, NORMAL, UNIFORM, TRIANGULAR] * 3 + [14, 99])}
    | dict.fromkeys(("loc", "scale", "minimum", "maximum", "shape"), NUMBERS),
    optional={"negative": st.booleans()},
)


def number(fields, key):
    given = fields.get(key)
    return math.nan if given is None else given


def is_possible(fields):
    """The rule, written for one distribution"""
    kind, negative = fields["uncertainty type"], fields.get("negative", False)
    loc, scale, low, high = (number(fields, key) for key in ("loc", "scale", "minimum", "maximum"))
    if kind in (0, 1):
        return True
    if kind not in (LOGNORMAL, NORMAL, UNIFORM, TRIANGULAR):
        return False
    needed = {LOGNORMAL: (loc, scale), NORMAL: (loc, scale), UNIFORM: (low, high), TRIANGULAR: (low, loc, high)}[kind]
    if not all(map(math.isfinite, needed)) or low > high:
        return False
    if kind in (UNIFORM, TRIANGULAR):
        return kind == UNIFORM or low <= loc <= high
    if scale < 0 or (kind == LOGNORMAL and (low >= 0 if negative else high <= 0)):
        return False
    return scale == 0 or low == high or chance_between(kind, negative, loc, scale, low, high) > 2.0**-32


def chance_between(kind, negative, loc, scale, low, high):
    low, high = (-math.inf if math.isnan(low) else low), (math.inf if math.isnan(high) else high)
    if kind == LOGNORMAL:
        low, high = (-high, -low) if negative else (low, high)
        low, high = (math.log(end) if end > 0 else -math.inf for end in (low, high))
    return norm.cdf(high, loc, scale) - norm.cdf(low, loc, scale)


def is_certain(fields):
    """No type, no width, no scale"""
    kind = fields["uncertainty type"]
    no_scale = kind in (LOGNORMAL, NORMAL) and fields["scale"] == 0
    return kind in (0, 1) or no_scale or number(fields, "minimum") == number(fields, "maximum")


def middle(fields):
    """The amount that a distribution is given for; 1 where it has none"""
    kind, loc = fields["uncertainty type"], number(fields, "loc")
    if kind == LOGNORMAL and math.isfinite(loc):
        return -math.exp(loc) if fields.get("negative") else math.exp(loc)
    if kind == UNIFORM and is_possible(fields):
        low, high = fields["minimum"], fields["maximum"]
        return loc if low <= loc <= high else (low + high) / 2
    return loc if kind in (NORMAL, TRIANGULAR) and math.isfinite(loc) else 1.0


def as_exchange(fields, amount):
    return make_system("pack", {}, pack=(MANUFACTURING, [(EMIT, "co2", amount, fields)]))


def as_parameter(fields, amount):
    data = {"amount": {"kind": "number", **fields}}
    return make_system("pack", {"amount": amount}, data=data, pack=(MANUFACTURING, [(EMIT, "co2", "amount")]))


def read(fields, amount):
    """Distributions of the same fields with an exchange, and with a parameter; a message for those that are refused"""

    def of_exchange():
        system = as_exchange(fields, amount)
        found = everything_uncertain(system).system.distributions
        return found[np.array([exchange.type == EMIT for exchange in system.exchanges])]

    def of_parameter():
        return parameter_distributions(as_parameter(fields, amount).parameters, {"amount": amount})

    for make in (of_exchange, of_parameter):
        try:
            yield make()
        except ScenarioError as error:
            yield str(error)


@settings(max_examples=examples(150))
@given(FIELDS)
def test_an_exchange_and_a_parameter_get_the_same_verdict_and_the_same_values(fields):
    exchange, parameter = read(fields, middle(fields))

    if is_possible(fields):
        assert exchange.uncertain.tolist() == parameter.uncertain.tolist() == [not is_certain(fields)]
        assert np.array_equal(exchange.ppf(LEVELS[None, :]), parameter.ppf(LEVELS[None, :]))
        assert np.isfinite(exchange.ppf(LEVELS[None, :])).all()
    else:
        assert exchange.replace("'small/pack' <- 'small/co2'", "amount") == parameter


@settings(max_examples=examples(25))
@given(FIELDS.filter(lambda fields: is_possible(fields) and is_certain(fields)), st.sampled_from([2.0, -1.5]))
def test_what_is_certain_never_moves_a_sample(fields, amount):
    parameters = uncertain_parameters(compile_system(as_parameter(fields, amount)))

    assert parameters.names == ()
    for system in (as_exchange(fields, amount), as_parameter(fields, amount)):
        model = everything_uncertain(system)
        assert model.uncertain_exchanges == 0
        assert model.scores(3) == pytest.approx(np.full((3, 1), amount), rel=1e-14)


@pytest.mark.parametrize("kind", [0, 1, LOGNORMAL, NORMAL, UNIFORM, TRIANGULAR])
@given(loc=st.floats(-3, 3), scale=st.floats(0.01, 2), below=st.floats(0.01, 2), above=st.floats(0.01, 2),
       negative=st.booleans())  # fmt: skip
def test_values_at_a_level_are_those_of_stats_arrays(kind, loc, scale, below, above, negative):
    import stats_arrays

    known = stats_arrays.uncertainty_choices[kind]
    row = {"loc": loc, "scale": scale, "uncertainty_type": kind, "negative": negative and kind == LOGNORMAL}
    if kind in (UNIFORM, TRIANGULAR):
        row |= {"minimum": loc - below, "maximum": loc + above}
    found = distributions_of(("a",), [{**row, "uncertainty type": kind}])

    assert found.ppf(LEVELS[None, :]) == pytest.approx(known.ppf(known.from_dicts(row), LEVELS[None, :]), rel=1e-12)


def test_a_negative_lognormal_mirrors_the_positive_one():
    assert ppf(SPREADS["avoided"]) == pytest.approx(-ppf(SPREADS["lognormal"]))


def test_an_amount_below_0_makes_a_lognormal_negative_where_nothing_else_does():
    """as Brightway reads it"""
    found = distributions_of(("a",), [{"uncertainty type": LOGNORMAL, "loc": 0.0, "scale": 0.1}], np.array([-1.0]))

    assert found.central == pytest.approx([-1.0])


def test_bounds_cut_a_normal_and_a_lognormal_off():
    assert ppf(SPREADS["cut_normal"]) == pytest.approx(truncnorm(-0.5, 1.5).ppf(LEVELS))
    cut = truncnorm(math.log(0.8) / 0.5, math.log(3.0) / 0.5)
    assert np.log(ppf(SPREADS["cut_lognormal"])) / 0.5 == pytest.approx(cut.ppf(LEVELS))


def test_a_bound_of_nan_or_infinity_is_none():
    """Brightway's way to leave it open"""
    for low, high in ((math.nan, math.nan), (-math.inf, math.inf)):
        assert ppf(Spread(NORMAL, 5.0, 2.0, low, high)) == pytest.approx(ppf(SPREADS["normal"]))


def test_bounds_of_a_negative_lognormal_are_negative_too():
    """between -3 and -0.8: the mirror image of 0.8 to 3; one of 0 cuts nothing off"""
    mirrored = Spread(LOGNORMAL, 0.0, 0.5, -3.0, -0.8, negative=True)
    open_ended = Spread(LOGNORMAL, math.log(2.0), 0.3, None, 0.0, negative=True)

    assert ppf(mirrored) == pytest.approx(-ppf(SPREADS["cut_lognormal"]))
    assert ppf(open_ended) == pytest.approx(ppf(SPREADS["avoided"]))


@pytest.mark.parametrize("name", [name for name, one in SPREADS.items() if not one.negative])
@given(low=st.floats(0, 1), high=st.floats(0, 1))
def test_a_higher_level_never_gives_a_lower_value(name, low, high):
    below, above = ppf(SPREADS[name], sorted((low, high)))

    assert np.isfinite([below, above]).all()
    assert below <= above or below == pytest.approx(above, rel=1e-12)


def test_central_values_are_the_median_of_a_lognormal_and_loc_of_the_others():
    assert ALL.central[:6] == pytest.approx([3, 2, -2, 5, 0, 0.5])


@pytest.mark.parametrize(("loc", "central"), [(0.9, 0.9), (0.0, 0.0), (1.5, 0.5), (math.nan, 0.5)])
def test_a_uniform_keeps_its_own_value_where_it_lies_inside(loc, central):
    assert spreads(recovery=Spread(UNIFORM, loc, None, 0.0, 1.0)).central == [central]


def test_a_wider_spread_keeps_the_middle_and_no_spread_is_certain():
    """2.5 times as far from the middle, on either side; normals in units of their scale"""
    one = spreads(a=SPREADS["normal"], b=Spread(TRIANGULAR, 3.0, None, 1.0, 4.0), c=SPREADS["lognormal"])
    wide = one.widened(2.5)

    assert wide.central == pytest.approx(one.central)
    assert wide.ppf(np.tile(LEVELS, (3, 1)))[0] - 5 == pytest.approx(2.5 * (one.ppf(np.tile(LEVELS, (3, 1)))[0] - 5))
    assert (wide.minimum[1], wide.maximum[1]) == (3 - 2.5 * 2, 3 + 2.5 * 1)
    assert not one.widened(0).uncertain.any()


def test_each_row_follows_its_own_distribution():
    for row, one in zip(ALL.ppf(np.tile(LEVELS, (len(ALL), 1))), SPREADS.values(), strict=True):
        assert row == pytest.approx(ppf(one))


def test_a_digest_differs_where_a_distribution_does():
    other = {**SPREADS, "normal": Spread(NORMAL, 5.0, 2.5)}

    assert ALL.digest() == spreads(**SPREADS).digest()
    assert ALL.digest() != spreads(**other).digest()


@pytest.mark.parametrize(
    ("one", "message"),
    [
        (Spread(UNIFORM, 0, None, 2.0, 1.0), "minimum 2 and maximum 1"),
        (Spread(UNIFORM, math.nan, None, 2.0, 1.0), "minimum 2 and maximum 1"),
        (Spread(UNIFORM, 0, None, 1.0), "has no maximum; give numbers"),
        (Spread(UNIFORM, 0, None, 1.0, math.inf), "has maximum inf"),
        (Spread(TRIANGULAR, 5.0, None, 0.0, 1.0), "mode 5 outside 0 to 1"),
        (Spread(TRIANGULAR, 5.0, None, 1.0, 1.0), "mode 5 outside 1 to 1"),
        (Spread(NORMAL, 0, None), "has no scale"),
        (Spread(NORMAL, math.nan, None), "has no loc and has no scale"),
        (Spread(NORMAL, 0, 1.0, 3.0, 2.0), "minimum 3 and maximum 2"),
        (Spread(NORMAL, 0, 1.0, 40.0), "minimum 40, between which none of it lies"),
        (Spread(LOGNORMAL, 0, -1.0), "scale -1; give a standard deviation, 0 or above"),
        (Spread(LOGNORMAL, math.nan, 1.0), "has no loc"),
        (Spread(LOGNORMAL, 0, 1.0, None, -2.0), "positive values only, but has maximum -2"),
        (Spread(LOGNORMAL, 0, 1.0, 1.0, None, negative=True), "negative values only, but has minimum 1"),
        (Spread(14, 0), "has the type 14; known: 0 and 1 certain, 2 lognormal"),
    ],
)
def test_an_impossible_distribution_is_refused_with_its_row(one, message):
    with pytest.raises(ScenarioError, match=message) as caught:
        distributions_of(("a",), [one.fields()], places=("parameters/numbers.csv:14",))
    assert str(caught.value).startswith("parameters/numbers.csv:14: ")
    assert "'a'" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"uncertainty type": NORMAL, "loc": 1.0, "scale": "wide"}, "a: its scale 'wide' is no number; give one"),
        ({"uncertainty type": "lognormal"}, "a: its uncertainty type 'lognormal' is no number; give one"),
        ({"uncertainty type": 2.5, "loc": 0, "scale": 1}, "a: its uncertainty type is 2.5; give a whole number"),
    ],
)
def test_what_is_no_number_is_refused_with_its_row(fields, message):
    with pytest.raises(ScenarioError) as caught:
        distributions_of(("a",), [fields])
    assert str(caught.value) == message


def test_all_impossible_distributions_are_named_one_a_line():
    bad = {"uncertainty type": NORMAL, "loc": 0.0, "scale": -1.0}
    names = tuple(f"exchange {k}" for k in range(MAX_SHOWN + 3))
    with pytest.raises(ScenarioError) as caught:
        distributions_of(names, [{**bad, "scale": "x"}, {"uncertainty type": 0}, *[bad] * (MAX_SHOWN + 1)])
    lines = str(caught.value).splitlines()

    assert [line.split(":")[0] for line in lines[:3]] == ["exchange 0", "exchange 2", "exchange 3"]
    assert lines[MAX_SHOWN:] == ["and 2 more"]


@pytest.mark.parametrize("n", [0, -3, 2.5, "100", None, True])
def test_a_number_of_samples_is_a_whole_number_above_0(n):
    with pytest.raises(ScenarioError, match=r"n is .*; give a whole number above 0"):
        check_draws(n, 0)


@pytest.mark.parametrize("seed", [-1, 1.5, "a", None, False])
def test_a_seed_is_a_whole_number_from_0_up(seed):
    with pytest.raises(ScenarioError, match=r"the seed is .*; give a whole number from 0 up"):
        check_draws(1, seed)
