"""What the packages of the Brightway family say and load stays with them."""

import gc
import sys
import warnings
from importlib import import_module

import pytest

from lca_models.inventory.brightway.silence import GRAMMARS, UNITS, silence


def test_nothing_is_printed_or_warned_of(capsys, recwarn):
    with silence():
        sys.stdout.write("converting")
        sys.stderr.write("a bar")
        warnings.warn("pypardiso would be faster", stacklevel=1)

    assert capsys.readouterr() == ("", "")
    assert not recwarn.list


def test_grammars_that_are_never_used_are_not_made(monkeypatch):
    """jsonschema asks for them and goes on without; whoever wants them afterwards has them"""
    monkeypatch.delitem(sys.modules, GRAMMARS, raising=False)
    with silence(), pytest.raises(ImportError):
        import_module(GRAMMARS)

    assert GRAMMARS not in sys.modules


def test_grammars_that_somebody_has_made_stay(monkeypatch):
    made = object()
    monkeypatch.setitem(sys.modules, GRAMMARS, made)
    with silence():
        assert import_module(GRAMMARS) is made


def test_units_are_those_of_bw2parameters_for_whoever_asks(monkeypatch):
    """within it and afterwards, and nothing is left of what stood for them"""
    monkeypatch.delitem(sys.modules, UNITS, raising=False)
    with silence():
        late = sys.modules[UNITS].PintWrapper
        inside = late.is_quantity(3)

    assert (inside, late.is_quantity(3)) == (False, False)
    assert late.ureg is import_module(UNITS).PintWrapper.ureg


def test_what_stands_is_no_garbage_within_it_and_is_looked_at_again_afterwards(monkeypatch):
    gc.unfreeze()
    with silence(), silence():
        held = gc.get_freeze_count()

    assert (held > 0, gc.get_freeze_count()) == (True, 0)
