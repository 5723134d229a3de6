"""Modules that nobody uses are loaded at the first look into them."""

import subprocess
import sys

PROGRAM = """
import sys
from lca_models.commands.terminal.late import Late, load_late
load_late()
load_late()
assert sum(isinstance(one, Late) for one in sys.meta_path) == 1
import scipy.sparse.linalg
parts = ("numpy.f2py.crackfortran", "numpy.testing._private", "unittest")
print([one for one in parts if one in sys.modules])
import numpy, numpy.f2py
numpy.testing.assert_allclose(1.0, 1.0)
print(numpy.f2py.get_include() == numpy.f2py.get_include(), parts[1] in sys.modules, parts[0] in sys.modules)
"""


def test_scipy_does_not_load_what_it_copies_and_whoever_asks_has_it():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)

    assert (done.stderr, done.stdout.splitlines()) == ("", ["[]", "True True True"])
