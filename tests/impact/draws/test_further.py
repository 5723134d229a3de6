"""The further distributions of stats_arrays, against its own samples and validation."""

import contextlib

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stats_arrays import UncertaintyBase, uncertainty_choices

from lca_models.impact.draws.distributions import distributions_of
from lca_models.impact.draws.further import FURTHER_KINDS, MIRRORED, WEIBULL
from lca_models.scope.scenario import ScenarioError

NUMBERS = {
    6: {"loc": 0.3},
    7: {"minimum": 2, "maximum": 5},
    8: {"loc": 1.0, "scale": 2.0, "shape": 1.5},
    9: {"loc": 1.0, "scale": 0.5, "shape": 3.0},
    10: {"loc": 2.0, "shape": 5.0, "minimum": 1.0, "maximum": 4.0},
    11: {"loc": 2.0, "scale": 0.5, "shape": 0.0},
    12: {"loc": 2.0, "scale": 0.5, "shape": 9.0},
    13: {"loc": 2.0, "minimum": 1.0, "maximum": 5.0},
}
CASES = {
    **{f"{kind} {number}": {"uncertainty type": number, **NUMBERS[number]} for number, kind in FURTHER_KINDS.items()},
    "unit beta": {"uncertainty type": 10, "loc": 2.0, "shape": 2.0},
    "Weibull without loc": {"uncertainty type": 8, "loc": None, "scale": 2.0, "shape": 1.5},
    "plain t": {"uncertainty type": 12, "loc": None, "shape": 9.0},
    "negative Weibull": {"uncertainty type": 8, "loc": 1.0, "scale": 2.0, "shape": 1.5, "negative": True},
    "negative gamma": {"uncertainty type": 9, "loc": 0.0, "scale": 0.5, "shape": 3.0, "negative": True},
    "cut Weibull": {"uncertainty type": 8, "loc": 0.0, "scale": 2.0, "shape": 1.5, "minimum": 1.0, "maximum": 3.0},
    "cut negative gamma": {"uncertainty type": 9, "loc": 0.0, "scale": 0.5, "shape": 3.0, "negative": True,
                           "minimum": -2.0, "maximum": -0.5},
    "cut Gumbel": {"uncertainty type": 11, "loc": 2.0, "scale": 0.5, "shape": 0.0, "maximum": 3.0},
    "cut t": {"uncertainty type": 12, "loc": 2.0, "scale": 0.5, "shape": 9.0, "minimum": 1.5},
    "discrete from 0": {"uncertainty type": 7, "maximum": 3},
    "pert of a weight": {"uncertainty type": 13, "loc": 2.0, "scale": 8.0, "minimum": 1.0, "maximum": 5.0},
}  # fmt: skip


def drawn_by_brightway(fields, n):
    row = UncertaintyBase.from_dicts({key: np.nan if value is None else value for key, value in fields.items()})
    kind = uncertainty_choices[fields["uncertainty type"]]
    return kind.bounded_random_variables(row, n, np.random.RandomState(5), maximum_iterations=200).ravel()


def drawn_here(fields, n):
    one = distributions_of(("one",), [fields], np.array([2.0]))
    values = np.empty((1, 1, n))
    one.plan(one.uncertain).draw(np.random.default_rng(5), values, compiled=False)
    return values.ravel()


@pytest.mark.parametrize("fields", CASES.values(), ids=CASES)
def test_samples_are_those_of_stats_arrays(fields):
    """To what 40,000 samples tell: mean, spread and every tenth of the way"""
    ours, theirs = drawn_here(fields, 40_000), drawn_by_brightway(fields, 40_000)

    assert ours.mean() == pytest.approx(theirs.mean(), abs=0.03 * theirs.std())
    assert ours.std() == pytest.approx(theirs.std(), rel=0.05)
    tenths = np.linspace(0.1, 0.9, 9)
    assert np.quantile(ours, tenths) == pytest.approx(np.quantile(theirs, tenths), abs=0.08 * theirs.std() + 1e-9)
    assert ours.min() >= fields.get("minimum", -np.inf)
    assert ours.max() <= fields.get("maximum", np.inf)


FIELDS = st.fixed_dictionaries(
    {"uncertainty type": st.sampled_from(sorted(FURTHER_KINDS))},
    optional=dict.fromkeys(("loc", "scale", "shape", "minimum", "maximum"), st.sampled_from([-1.0, 0.0, 0.5, 1.0, 2.0]))
    | {"negative": st.booleans()},
)


def is_possible(fields):
    """What stats_arrays validates; a shape that a Gumbel lacks is 0, a range without a whole number is one fault more, and
    so is a beta from 0, its bound where none is given, down to a maximum"""
    row = UncertaintyBase.from_dicts({"shape": 0.0, **fields} if fields["uncertainty type"] == 11 else fields)
    if fields["uncertainty type"] == 7:
        return "maximum" in fields and np.ceil(fields.get("minimum", 0.0)) < np.trunc(fields["maximum"])
    if fields["uncertainty type"] == 6 and "loc" not in fields:
        return True  # the amount
    try:
        uncertainty_choices[fields["uncertainty type"]].validate(row)
    except Exception:
        return False
    lowest, highest = (0.0, 1.0) if fields["uncertainty type"] == 10 else (-np.inf, np.inf)
    return not fields.get("minimum", lowest) >= fields.get("maximum", highest)


@settings(max_examples=300)
@given(FIELDS)
@example({"uncertainty type": 10, "shape": 0.5, "maximum": -1.0})
def test_what_stats_arrays_refuses_is_refused_with_its_row(fields):
    """All but cuts between which nothing lies, over which it loops in vain"""
    given_loc = {**fields, "loc": fields.get("loc", 1.0)}
    if is_possible(given_loc):
        with contextlib.suppress(NothingBetweenError), as_nothing_between():
            found = distributions_of(("row",), [given_loc], np.array([1.0]))
            assert np.isfinite(found.ppf(np.array([[0.001, 0.5, 0.999]]))).all()
    else:
        with pytest.raises(ScenarioError, match="row: its"):
            distributions_of(("row",), [given_loc], np.array([1.0]))


class NothingBetweenError(Exception):
    """The cuts leave nothing to draw."""


@contextlib.contextmanager
def as_nothing_between():
    try:
        yield
    except ScenarioError as error:
        if "none of it lies" not in str(error):
            raise
        raise NothingBetweenError from None


@pytest.mark.parametrize("kind", sorted(FURTHER_KINDS))
def test_quantiles_rise_with_their_levels(kind):
    one = distributions_of(("one",), [{"uncertainty type": kind, **NUMBERS[kind]}], np.array([2.0]))
    values = one.ppf(np.linspace(0.001, 0.999, 500)[None, :])[0]

    assert (np.diff(values) >= 0).all()


def test_only_weibull_and_gamma_have_a_negative_side():
    for kind in FURTHER_KINDS:
        plain, turned = (
            distributions_of(
                ("one",), [{"uncertainty type": kind, **NUMBERS[kind], "negative": negative}], np.array([2.0])
            )
            for negative in (False, True)
        )
        at = np.array([[0.3]])
        assert bool(plain.ppf(at) == turned.ppf(at)) is (kind not in MIRRORED)


def test_a_loc_that_is_missing_is_the_amount_as_in_brightways_matrices():
    """A Weibull of no offset is told from one whose offset nobody gave: from 3 on"""
    fields = {"uncertainty type": WEIBULL, "scale": 1.0, "shape": 2.0}
    found = distributions_of(("one",), [fields], np.array([3.0])).ppf(np.array([[1e-9]]))

    assert found[0, 0] == pytest.approx(3.0, abs=1e-3)


def test_a_further_kind_stands_at_its_amount_and_cannot_be_widened():
    one = distributions_of(("one",), [{"uncertainty type": WEIBULL, **NUMBERS[WEIBULL]}], np.array([2.5]))

    assert one.central.tolist() == [2.5]
    assert one.widened(0.0).uncertain.tolist() == [False]
    with pytest.raises(ScenarioError, match="one: its Weibull distribution cannot be widened"):
        one.widened(2.0)
