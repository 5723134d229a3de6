"""Which function looks for which rule."""

import pytest

from lca_models.reporting.verification.rules import register
from lca_models.reporting.verification.rules.table import rules


def test_every_look_is_for_a_rule_of_the_table():
    assert set(register.looks()) <= set(rules())


def test_two_modules_may_not_look_for_one_rule(monkeypatch):
    monkeypatch.setattr(register, "MODULES", ({"CER-02": print}, {"CER-02": print}))
    register.looks.cache_clear()
    with pytest.raises(ValueError, match="CER-02"):
        register.looks()
    register.looks.cache_clear()
