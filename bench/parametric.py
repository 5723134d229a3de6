"""The compiled system over its parameters, beside bw2calc on the shipped system and lca_algebraic on an equal foreground."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from bench.foreground import CHEMISTRIES, PROVINCES, ROUTES, foreground, parameter_values, product_system
from bench.measure import Row, alternate, medians, rate, ratio, span, timed
from bench.peers import bw2calc_peer, lca_algebraic_peer, write_system
from bench.worker import Peer

KINDS = ("LCA", "IterativeLCA", "PartitionedMonteCarloLCA")
SAMPLES, PEER_SAMPLES, REFERENCE = 100_000, 20, 16
TURNS = 20  # calls in a turn beside a peer that takes a second, so that a turn of ours is no blink
PRODUCT = "lfp-60kwh"


def rows(study: object, folder: Path, quick: bool) -> list[Row]:
    """Every row of the compiled system."""
    return [*shipped_rows(study, folder, quick), *foreground_rows(folder, quick)]


def shipped_rows(study: object, folder: Path, quick: bool) -> list[Row]:
    """The compiled system of the shipped product."""
    from lca_models.impact.assessment import assess
    from lca_models.impact.compiled.model import compile_system
    from lca_models.impact.draws.parameters import uncertain_parameters
    from lca_models.impact.methods import DEFAULT_METHOD
    from lca_models.interpretation.uncertainty.uncertain_result import uncertain_result

    system = study.product_system(PRODUCT)  # type: ignore[attr-defined]
    categories = [*system.factors, *system.factors][:16]
    model, wide = compile_system(system), compile_system(system, categories, allow_incomplete=True)
    plain = compile_system(system, executor="numpy")
    inputs = uncertain_parameters(model)
    samples = SAMPLES // 10 if quick else SAMPLES
    columns = np.ascontiguousarray(inputs.draw(samples, 0).T)
    functions = {key: one.specialised(inputs.names) for key, one in (("ours", model), ("wide", wide), ("numpy", plain))}
    sides = {
        key: (lambda function=function: timed(lambda: function.lines(columns)) / samples)
        for key, function in functions.items()
    }
    uncertain = uncertain_result(assess(system))
    sides["drawn"] = lambda: timed(lambda: uncertain.monte_carlo(samples)) / samples
    peer = bw2calc_peer("scipy")
    difference, peer_sides, refused = _bw2calc_sides(system, model, inputs, peer, folder)
    for side in sides.values():
        side()
    found = alternate(sides | peer_sides, 3 if quick else 5)
    median = medians(found)
    speedups = {kind: ratio(found, kind) for kind in peer_sides}
    peers = (*(f"bw2calc {kind} {rate(median[kind])}, {speedups[kind]:,.0f}x" for kind in peer_sides), *refused)
    gradient = _gradient_row(model, inputs, quick)
    peer.close()
    return [
        Row("parameter samples, one category, evaluation only", rate(median["ours"]), peers, "2,000x LCA", "3 M/s",
            speedups["LCA"] >= 2000),
        Row("... drawing included, as lca-models montecarlo does it", rate(median["drawn"]),
            (f"bw2calc LCA {ratio(found, 'LCA', 'drawn'):,.0f}x",), aim="1.5 M/s"),
        Row(f"... 16 categories ({len(system.factors)} of the project, some twice)", rate(median["wide"]), (), aim="1 M/s"),
        Row("... NumPy executor", rate(median["numpy"]), (), aim="300 k/s"),
        gradient,
        Row("agreement with bw2calc LCA on the same values", f"{difference:.1e}", (f"{DEFAULT_METHOD[1]}",), "1e-9",
            "1e-12", difference <= 1e-9),
        _compile_row(quick),
        _cold_row(model, folder, quick),
    ]  # fmt: skip


def _bw2calc_sides(
    system: object, model: object, inputs: object, peer: Peer, folder: Path
) -> tuple[float, dict[str, object], list[str]]:
    """Largest difference from bw2calc on the same values, and what times its classes."""
    from dataclasses import replace

    from lca_models.impact.everything.system import uncertain_system
    from lca_models.impact.methods import DEFAULT_METHOD

    drawn = inputs.draw(REFERENCE, 1)  # type: ignore[attr-defined]
    settings = [dict(zip(inputs.names, map(float, row), strict=True)) for row in drawn]  # type: ignore[attr-defined]
    amounts = np.column_stack([system.amounts(system.parameter_values(one)) for one in settings])  # type: ignore[attr-defined]
    arrays = uncertain_system(system, [DEFAULT_METHOD])  # type: ignore[arg-type]
    peer.call("load", name="values", path=str(write_system(folder / "values.npz", arrays, samples=amounts)))
    theirs = peer.call("iterate", name="values", kind="LCA", n=REFERENCE, arrays=True)["scores"]
    ours = model.specialised(inputs.names)(drawn)[:, :, 0].sum(axis=1)  # type: ignore[attr-defined,operator]
    difference = float(np.abs(np.array(theirs) / ours - 1).max())
    open_names = set(model.blueprint.processes)  # type: ignore[attr-defined]
    static = np.array(["/".join(node.key) not in open_names for node in system.processes])  # type: ignore[attr-defined]
    parted = replace(arrays)
    peer.call("load", name="parted", path=str(write_system(folder / "parted.npz", parted, static=static)))
    sides, refused = {}, []
    for kind in KINDS:
        name, with_arrays = ("parted", False) if kind.startswith("Partitioned") else ("values", True)
        try:
            peer.call("iterate", name=name, kind=kind, n=1, arrays=with_arrays)
        except RuntimeError as error:
            refused.append(f"bw2calc {kind} did not run: {error}")
            continue
        sides[kind] = lambda kind=kind, name=name, with_arrays=with_arrays: peer.call(
            "iterate", name=name, kind=kind, n=PEER_SAMPLES, arrays=with_arrays
        )["seconds"]
    return difference, sides, refused


def _gradient_row(model: object, inputs: object, quick: bool) -> Row:
    samples = 5_000 if quick else 20_000
    values = np.repeat(model.defaults[None, :], samples, axis=0)  # type: ignore[attr-defined]
    names = list(model.parameters)  # type: ignore[attr-defined]
    places = [names.index(name) for name in inputs.names]  # type: ignore[attr-defined]
    values[:, places] = inputs.draw(samples, 2)  # type: ignore[attr-defined]
    sides = {
        "ours": lambda: timed(lambda: model(values)) / samples,  # type: ignore[operator]
        "gradient": lambda: timed(lambda: model.gradient(values, total=True)) / samples,  # type: ignore[attr-defined]
    }
    for side in sides.values():
        side()
    found = alternate(sides)
    evaluations = ratio(found, "gradient")
    seconds = medians(found)["gradient"]
    return Row(
        f"gradient of all {len(names)} parameters",
        f"{evaluations:.2g} evaluations",
        (f"{span(seconds)} a sample",),
        aim="3",
    )


def _compile_row(quick: bool) -> Row:
    program = (
        "import time, lca_models as lm, lca_models.impact.compiled.model, lca_models.impact.study, scipy.sparse.linalg\n"
        "import lca_models.impact.compiled.kernels, lca_models.inventory.brightway.project\n"
        f"start = time.perf_counter(); lm.compile_system(lm.load_study().product_system('{PRODUCT}'))\n"
        "print(time.perf_counter() - start)"
    )
    found = [float(_run(program)) for _ in range(3 if quick else 5)]
    seconds = float(np.median(found))
    return Row("compile the shipped system, Brightway read included, after imports", span(seconds), (), aim="0.3 s")


def _cold_row(model: object, folder: Path, quick: bool) -> Row:
    path = folder / "model.npz"
    model.save(path)  # type: ignore[attr-defined]
    program = (
        "import sys; from pathlib import Path; from lca_models.impact.compiled.model import load_compiled\n"
        "print(float(load_compiled(Path(sys.argv[1]))().sum()))"
    )
    _run(program, str(path))
    seconds = float(np.median([timed(lambda: _run(program, str(path))) for _ in range(3 if quick else 7)]))
    return Row("command to first number from a compiled file", span(seconds), (), aim="0.3 s")


def _run(program: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[-1]


def foreground_rows(folder: Path, quick: bool) -> list[Row]:
    """An equal foreground in lca_algebraic: parameter samples, and the grid of 31 x 8 x 4 x 5 scenarios."""
    from lca_models.impact.compiled.model import compile_system

    model = foreground()
    system = product_system(model)
    compiled_in = timed(lambda: compile_system(system))
    compiled = compile_system(system)
    samples = SAMPLES // 10
    values = parameter_values(model, samples)
    sides = {"ours": lambda: timed(lambda: [compiled(values) for _ in range(TURNS)]) / samples / TURNS}
    grid = grid_values()
    varying = compiled.specialised(tuple(grid))
    grid_side = {"grid": lambda: timed(lambda: varying(grid))}
    for side in (*sides.values(), *grid_side.values()):
        side()
    peer = lca_algebraic_peer()
    peers: tuple[str, ...] = ("lca_algebraic: make bench-lca-algebraic makes its environment",)
    grid_peers: tuple[str, ...] = ()
    if peer is not None:
        prepared, first, difference = _prepare_lca_algebraic(peer, model, compiled, folder)
        for name, settings in (("values", values), ("grid", {**_defaults(model, grid), **grid})):
            np.savez(folder / f"{name}.npz", **settings)
        peer_files = {"lca_algebraic": str(folder / "values.npz"), "their grid": str(folder / "grid.npz")}
        # One side is counted per sample, the other as a whole.
        points = {"lca_algebraic": 1, "their grid": len(grid["green_power_share"])}
        for name, path in peer_files.items():
            sides[name] = lambda name=name, path=path: peer.call("evaluate", path=path)["seconds"] * points[name]
    found = alternate(sides | grid_side, 3)
    median = medians(found)
    met = grid_met = None
    if peer is not None:
        times, grid_times = ratio(found, "lca_algebraic"), ratio(found, "their grid", "grid")
        met, grid_met = times >= 40, grid_times >= 40
        peers = (f"lca_algebraic {rate(median['lca_algebraic'])}, {times:,.0f}x",
                 f"prepared in {span(prepared + first)}, ours in {span(compiled_in)}; difference {difference:.1e}")  # fmt: skip
        grid_peers = (f"lca_algebraic {span(median['their grid'])}, {grid_times:,.0f}x",)
        peer.close()
    return [
        Row("parameter samples, a foreground of 104 parameters and 1,100 formulas", rate(median["ours"]), peers,
            "40x lca_algebraic", "", met),
        Row("31 provinces x 8 chemistries x 4 routes x 5 green shares, warm", span(median["grid"]), grid_peers,
            "40x lca_algebraic", "5 ms", grid_met),
    ]  # fmt: skip


def grid_values() -> dict[str, np.ndarray]:
    """Settings (4,960,) of the full factorial."""
    shares = np.linspace(0, 1, 5)
    points = np.array(list(itertools.product(range(PROVINCES), range(CHEMISTRIES), range(ROUTES), range(5))))
    found = {"green_power_share": shares[points[:, 3]]}
    for column, (prefix, count) in enumerate(
        (("in_province", PROVINCES), ("is_chemistry", CHEMISTRIES), ("by_route", ROUTES))
    ):
        found |= {f"{prefix}_{k}": (points[:, column] == k).astype(float) for k in range(count)}
    return found


def _defaults(model: dict[str, object], grid: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    count = len(next(iter(grid.values())))
    return {name: np.full(count, given[0]) for name, given in model["parameters"].items()}  # type: ignore[attr-defined]


def _prepare_lca_algebraic(
    peer: Peer, model: dict[str, object], compiled: object, folder: Path
) -> tuple[float, float, float]:
    """Seconds to write the model and to the first result, and the largest difference from ours."""
    path, home, check = folder / "foreground.json", folder / "brightway2", folder / "check.npz"
    path.write_text(json.dumps(model))
    home.mkdir()
    values = parameter_values(model, 20, seed=9)
    np.savez(check, **values)
    prepared = peer.call("load", path=str(path), folder=str(home))["seconds"]
    first = peer.call("compile_model")["seconds"]
    theirs = np.array(peer.call("evaluate", path=str(check))["scores"])
    ours = compiled(values)[:, :, 0].sum(axis=1)  # type: ignore[operator]
    return prepared, first, float(np.abs(theirs / ours - 1).max())
