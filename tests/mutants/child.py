"""Opens files of this kit that may be damaged, one after the other, in a process that may die of it.

`python child.py FOLDER`: reads a line of JSON for each file, {"format": …, "folder": …, "base": …}, and answers with one:
what came of it, and which files outside of FOLDER were written to.
"""

import json
import sys
import traceback
import warnings
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the helpers of the tests

import numpy as np
from mutations import Watch

from lca_models.impact.assessment import assess
from lca_models.impact.compiled.model import load_compiled
from lca_models.impact.draws.blocks import Blocks, kept_in, run_blocks
from lca_models.inventory.brightway.pointer import marked_projects, read_pointer
from lca_models.inventory.files.manifest import problems_of
from lca_models.inventory.stored.row_hash import is_as_hashed
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import read_project_rows
from lca_models.scope.errors import LcaModelsError

TOY = ("recycling", "life_cycle_toy")


def compiled(folder):
    """Results and gradients by both executors, at the defaults and elsewhere"""
    found = []
    for executor in ("numpy", "numba"):
        model = load_compiled(folder / "toy.npz", executor)
        values = np.tile(model.defaults, (3, 1))
        found += [model(values), model.gradient(values, total=True), model.credits(values)]
    return [one.tolist() for one in found]


def draw(block):
    return (np.random.default_rng(block.stream).random((block.rows, 2)), np.array(block.rows))


def samples(folder):
    done = run_blocks(draw, Blocks(50, 7, 20), kept_in(folder, {"function": "draw"}, resume=True))
    return [[one.tolist() for one in results] for results in done]


def pointer(folder):
    """What the pointer says; a mark says the same of its project, or nothing"""
    found = read_pointer(folder)
    return [repr(found), all(one == found.current for one in marked_projects(folder))]


def manifest(folder):
    return problems_of(folder)


def project(folder):
    """Results, and whether somebody is told that the project is not what was built.

    To nine digits: a hash does not see what lies below the twelfth, since sums in another order differ there.
    """
    current = read_pointer(folder).current
    rows = read_project_rows(folder / current.folder)
    stages = assess(build_product_system(rows, TOY)).stages()
    return [f"{one:.9g}" for one in stages.values()] if is_as_hashed(rows, current.rows_hash) else "announced as edited"


OPENS = {one.__name__: one for one in (compiled, samples, pointer, manifest, project)}


@cache
def expected(name, folder):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return json.dumps(OPENS[name](Path(folder)))


def outcome(name, folder, base):
    """`same`, `other`, `refused: …` or `fault: …`"""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = OPENS[name](Path(folder))
    except LcaModelsError as error:
        words = str(error)
        return f"refused: {words}" if len(words) < 2000 else f"fault: {len(words)} characters: {words[:300]}"
    except BaseException:
        lines = traceback.format_exc().strip().splitlines()
        return "fault: " + " < ".join(line.strip() for line in lines[:-8:-1])
    if found == "announced as edited":
        return "refused: announced as edited"
    return "same" if json.dumps(found) == expected(name, base) else f"other: {str(found)[:300]}"


def main():
    watch = Watch(sys.argv[1])
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["format"] != "manifest":
            expected(asked["format"], asked["base"])
        watch.on, watch.seen[:] = True, []
        said = outcome(asked["format"], asked["folder"], asked["base"])
        watch.on = False
        sys.stdout.write(json.dumps({"outcome": said, "outside": watch.seen}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
