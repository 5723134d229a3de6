"""What writes the tables of the README, `docs/make_tables.py`, for the tests that ask for them."""

import importlib.util
import sys
from pathlib import Path

_SPEC = importlib.util.spec_from_file_location("make_tables", Path(__file__).parents[1] / "docs" / "make_tables.py")
assert _SPEC is not None
assert _SPEC.loader is not None
_make_tables = importlib.util.module_from_spec(_SPEC)
sys.modules[_SPEC.name] = _make_tables  # where its dataclasses look for their types
_SPEC.loader.exec_module(_make_tables)

READMES, block_of = _make_tables.READMES, _make_tables.block_of
product_rows, products, spread = _make_tables.product_rows, _make_tables.products, _make_tables.spread
