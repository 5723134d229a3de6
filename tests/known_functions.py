"""Functions whose sensitivity and spread are known in closed form."""

import math

import numpy as np

from lca_models.impact.draws.distributions import distributions_of
from lca_models.inventory.tables.uncertainty import NORMAL, UNIFORM, Spread


def spreads(**by_name):
    return distributions_of(tuple(by_name), [one.fields() for one in by_name.values()])


def uniforms(count, low=0.0, high=1.0):
    return spreads(**{f"x{i + 1}": Spread(UNIFORM, 0.0, None, low, high) for i in range(count)})


def normals(deviations):
    return spreads(**{f"x{i + 1}": Spread(NORMAL, 0.0, deviation) for i, deviation in enumerate(deviations)})


def independent(inputs, rows, seed):
    """Random values (rows, d) of independent inputs."""
    levels = np.random.default_rng(seed).random((rows, len(inputs)))
    return np.ascontiguousarray(inputs.ppf(levels.T).T)


def ishigami(x, a=7.0, b=0.1):
    return np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_indices(a=7.0, b=0.1):
    """Ishigami and Homma (1990): inputs uniform between -pi and pi; S1 and ST"""
    alone = [0.5 * (1 + b * math.pi**4 / 5) ** 2, a**2 / 8, 0.0]
    together = b**2 * math.pi**8 * (1 / 18 - 1 / 50)
    variance = sum(alone) + together
    total = [alone[0] + together, alone[1], together]
    return np.array(alone) / variance, np.array(total) / variance


G_WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])


def sobol_g(x):
    return np.prod((np.abs(4 * x - 2) + G_WEIGHTS) / (1 + G_WEIGHTS), axis=1)


def sobol_g_indices():
    """Saltelli and Sobol' (1995): V_i = 1 / (3 (1 + a_i)^2), V = prod (1 + V_i) - 1; S1 and ST"""
    alone = 1 / (3 * (1 + G_WEIGHTS) ** 2)
    whole = np.prod(1 + alone)
    return alone / (whole - 1), alone * whole / (1 + alone) / (whole - 1)


def morris_function(x):
    """Morris (1991), 20 inputs, with its unnamed coefficients set to 0.

    Inputs 1 to 7 interact or bend, 8 to 10 are linear and alone, 11 to 20 do nothing.
    """
    w = 2 * (x - 0.5)
    for curved in (2, 4, 6):
        w[:, curved] = 2 * (1.1 * x[:, curved] / (x[:, curved] + 0.1) - 0.5)
    found = 20 * w[:, :10].sum(axis=1)
    for i in range(6):
        for j in range(i + 1, 6):
            found -= 15 * w[:, i] * w[:, j]
            for k in range(j + 1, 5):
                found -= 10 * w[:, i] * w[:, j] * w[:, k]
                for m in range(k + 1, 4):
                    found += 5 * w[:, i] * w[:, j] * w[:, k] * w[:, m]
    return found
