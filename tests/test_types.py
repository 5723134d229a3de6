"""What a type checker says to someone who writes against the public names."""

import re
from pathlib import Path

from mypy import api

import lca_models as lm

REPOSITORY = Path(__file__).parents[1]
SCRIPT = """\
import lca_models as lm

reveal_type(lm.load_study())
system = lm.load_study().product_system("lfp-60kwh")
lm.assess(system, {"green_power_share": 0.5}, province="CN-SC")
lm.assess(system, methd=("climate change", "GWP100", "IPCC AR6"))
lm.assess(system, cathode_province="CN-SC")
lm.compile_system("lfp-60kwh")
lm.compile_sistem(system)
"""


def test_mypy_knows_the_public_names_and_refuses_wrong_calls(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    study, assess = lm.Study.__module__, lm.assess.__module__

    # The cache of `make check`: two seconds, ten without it.
    options = ["--config-file", str(REPOSITORY / "pyproject.toml"), "--cache-dir", str(REPOSITORY / ".mypy_cache")]
    found, failure, status = api.run([*options, str(script)])

    assert failure == ""
    assert status == 1
    assert re.sub(r"\S*(?=script\.py)", "", found).splitlines() == [
        f'script.py:3: note: Revealed type is "{study}.Study"',
        'script.py:6: error: Unexpected keyword argument "methd" for "assess"; did you mean "method"?  [call-arg]',
        f'script.py:6: note: "assess" defined in "{assess}"',
        'script.py:7: error: Unexpected keyword argument "cathode_province" for "assess"  [call-arg]',
        f'script.py:7: note: "assess" defined in "{assess}"',
        'script.py:8: error: Argument 1 to "compile_system" has incompatible type "str"; expected "ProductSystem"  [arg-type]',
        'script.py:9: error: Module has no attribute "compile_sistem"; maybe "compile_system"?  [attr-defined]',
        "Found 4 errors in 1 file (checked 1 source file)",
    ]
