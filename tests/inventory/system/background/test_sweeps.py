"""Large systems solved by sweeps: what a factorisation gives, or nothing."""

import numpy as np
import pytest
from counts import examples
from scipy import sparse
from scipy.sparse.linalg import splu

from lca_models.inventory.system.background import sweeps
from lca_models.inventory.system.background.sweeps import LARGE, Sweeps, projected, solver_of, swept


def productive(seed, size=60):
    """A system in which every process spends some of its revenue on others, in units that are worlds apart."""
    generator = np.random.default_rng(seed)
    price = np.exp(generator.normal(0, 3, size))
    spent = generator.random((size, size)) * (generator.random((size, size)) < 0.1)
    np.fill_diagonal(spent, 0.0)
    spent *= generator.uniform(0.3, 0.9, size) / np.maximum(spent.sum(axis=0), 1e-9)
    made = np.diag(generator.choice([1.0, 2.0, -1.0], size))
    return sparse.csc_array(made - spent * price[None, :] / price[:, None]), generator


@pytest.mark.parametrize("seed", range(examples(20)))
def test_sweeps_give_what_a_factorisation_gives(seed, monkeypatch):
    monkeypatch.setattr(Sweeps, "_factorized", property(lambda _: pytest.fail("a factorisation")))
    matrix, generator = productive(seed)
    shuffled = generator.permutation(matrix.shape[0])
    makers = np.argsort(shuffled)  # product i is made by the process that stands in column makers[i]
    given, exact = Sweeps(matrix[:, shuffled].tocsc(), makers), splu(matrix[:, shuffled].tocsc())
    for b in (np.eye(matrix.shape[0])[0], generator.random(matrix.shape[0]), generator.random((matrix.shape[0], 3))):
        for trans in ("N", "T"):
            expected = exact.solve(b, trans=trans)
            np.testing.assert_allclose(given.solve(b, trans), expected, rtol=1e-9, atol=1e-12 * np.abs(expected).max())


def test_a_loop_that_takes_more_than_it_makes_is_solved_as_a_factorisation_would(monkeypatch):
    """1.2 of itself through two processes: supplies are negative, sweeps run away, and the solution is found all the same."""
    monkeypatch.setattr(Sweeps, "_factorized", property(lambda _: pytest.fail("a factorisation")))
    matrix = sparse.csc_array(np.array([[1.0, -1.2, 0.0], [-1.0, 1.0, -0.5], [0.0, -0.1, 1.0]]))
    b = np.array([1.0, 0.0, 0.0])

    assert swept(matrix.tocsr(), b[:, None]) is None
    np.testing.assert_allclose(Sweeps(matrix, np.arange(3)).solve(b), np.linalg.solve(matrix.toarray(), b), rtol=1e-12)
    np.testing.assert_allclose(
        Sweeps(matrix, np.arange(3)).solve(b, "T"), np.linalg.solve(matrix.toarray().T, b), rtol=1e-12
    )


def test_a_diagonal_without_an_entry_is_left_to_a_factorisation():
    matrix = sparse.csc_array(np.array([[0.0, 1.0], [2.0, 0.0]]))

    assert swept(matrix.tocsr(), np.ones((2, 1))) is None
    assert projected(matrix.tocsr(), np.ones(2), np.ones(2)) is None
    assert Sweeps(matrix, np.arange(2)).solve(np.array([1.0, 4.0])).tolist() == [2.0, 1.0]


def test_a_singular_matrix_is_an_error():
    matrix = sparse.csc_array(np.array([[1.0, -1.0], [-1.0, 1.0]]))

    with pytest.raises(RuntimeError):
        Sweeps(matrix, np.arange(2)).solve(np.array([1.0, 0.0]))


def test_small_systems_are_factorised(monkeypatch):
    monkeypatch.setattr(sweeps, "Sweeps", lambda *_: "sweeps")

    assert solver_of(sparse.eye_array(3, format="csc")) != "sweeps"
    assert solver_of(sparse.eye_array(LARGE + 1, format="csc")) == "sweeps"
