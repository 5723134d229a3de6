"""What holds for every tab."""

from dataclasses import replace

import pytest
from counts import LONG

from lca_models.panels.page.answering import PageSession
from lca_models.panels.views.tabs import TABS
from lca_models.scope.declared_unit import CODES

CATEGORIES = (
    ["gwp20-ar6", "gwp100-ar5", "gwp100-ar6-biogenic", "gwp100-ar6-fossil", "gwp100-ar6-land-use", "fossil-energy"]
    if LONG
    else ["gwp20-ar6"]
)


def units_of_results(view):
    """Every unit that stands beside what results are counted per, wherever in a view."""
    if isinstance(view, dict):
        if "unit" in view and view.get("per") in CODES:
            yield view["unit"]
        view = list(view.values())
    if isinstance(view, list):
        for one in view:
            yield from units_of_results(one)


def units_of_tab(session, tab):
    [*_, state] = session.answer({"do": "tab", "tab": tab})
    parts = [state, *session.answer({"do": "more"})]
    return [unit for one in parts for unit in units_of_results(one.content)]


@pytest.mark.parametrize("category", ["", *CATEGORIES])
def test_every_unit_of_a_result_names_its_category_unless_it_is_the_default(model, category):
    """of totals, stages, map, tree, provenance, ranges, both batteries and both rule sets, in both languages"""
    session = PageSession(replace(model))
    found = {"A": [unit for one in session.answer({"do": "set", "values": {"method": category}} if category else
                                                  {"do": "hello"}) for unit in units_of_results(one.content)]}  # fmt: skip
    session.answer({"do": "second", "start": "lfp-60kwh"})
    session.answer({"do": "tab", "tab": "where"})
    for tab in TABS:
        found[tab] = units_of_tab(session, tab)
    mark = session.model.evaluate(session.state.setup).marks

    assert {name for name, units in found.items() if units} == {"A", *TABS} - {"mine"}
    for unit in (unit for units in found.values() for unit in units):
        if category:
            assert all(one.endswith(f"({mark[language]})") for language, one in zip(("en", "zh"), unit, strict=True))
        else:
            assert unit in ("kg CO₂-eq", "g CO₂-eq")
