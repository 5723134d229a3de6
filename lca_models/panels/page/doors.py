"""The doors for a cell of a notebook: the page whole, and single tabs of it, each a widget of its own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from lca_models.impact.study import Study
from lca_models.panels.model.answers import PanelModel, open_model
from lca_models.panels.model.choosing import Choosing, start_setup
from lca_models.panels.page.widget import PageWidget
from lca_models.panels.state import PageState
from lca_models.scope.calculation_setup import DATA_SHEET, CalculationSetup
from lca_models.scope.labels import check_language
from lca_models.scope.wording.catalogue import ENGLISH, LANGUAGES
from lca_models.scope.wording.messages import LANGUAGE_VARIABLE


def scenario_explorer(
    study: Study | None = None, language: str = ENGLISH, sheets: Sequence[str] = (), **start: str | float
) -> PageWidget:
    """The page of a study (default: the shipped one), opened in the Explorer at the defaults but for `start`.

    `sheets`: data sheets to choose beside the shipped products. `start` takes the fields of the page: product (also the path
    of a data sheet), rules, pack_energy (kWh), green_percent (0 to 100), cell_plant_province and so on. Its `setup` is what
    it calculates, to be read and set; `result` and `baseline` are the footprints that it shows. Raises ScenarioError for a
    field or value that does not exist, SheetError for a sheet that cannot be calculated.
    """
    check_language(language)
    product = str(start.get("product", ""))
    asked = [product] if product and CalculationSetup(product).kind == DATA_SHEET else []
    model = open_model(study, [*asked, *sheets])
    setup = _setup(model, **start)
    usual = replace(start_setup(model.offer, setup.product), rules=setup.rules)
    return PageWidget(model, PageState(setup, usual, language=language))


def served_page() -> PageWidget:
    """The page as `lca-models app` serves it, in the language that the environment names."""
    asked = os.environ.get(LANGUAGE_VARIABLE, ENGLISH)
    return scenario_explorer(language=asked if asked in LANGUAGES else ENGLISH)


def comparison_panel(
    study: Study | None = None, language: str = ENGLISH, *, first: str = "", second: str = ""
) -> PageWidget:
    """Two batteries of a study (default: the shipped one) beside each other.

    `first` and `second`: ids of products (default: the first two of the inventories). Raises ScenarioError for an unknown
    product or language, InventoryError and ProjectError as `load_study`.
    """
    model = open_model(study)
    codes = [one.code for one in model.offer.products]
    one, other = (_setup(model, product=code) for code in (first or codes[0], second or codes[1]))
    return _tab(model, PageState(one, one, second=other, tab="compare", language=language))


def rules_panel(
    study: Study | None = None, language: str = ENGLISH, *, second: str = "eu-cfb-ev", **start: str | float
) -> PageWidget:
    """A pack of a study (default: the shipped one) under two rule sets, and the steps between their totals.

    `second`: the rule set beside that of the pack; `start`: fields of the page, such as `product`, `rules` or
    `cell_plant_province`. Raises ScenarioError for a field or value that does not exist, InventoryError and ProjectError as
    `load_study`.
    """
    model = open_model(study)
    setup = _setup(model, **start)
    return _tab(model, PageState(setup, setup, second_rules=second, tab="rules", language=language))


def origin_panel(study: Study | None = None, language: str = ENGLISH, **start: str | float) -> PageWidget:
    """Where the result of a study (default: the shipped one) comes from, opened at the defaults but for `start`.

    `start`: fields of the page, such as `product` or `cell_plant_province`. Raises ScenarioError for a field, a value or a
    language that does not exist, InventoryError and ProjectError as `load_study`.
    """
    model = open_model(study)
    setup = _setup(model, **start)
    return _tab(model, PageState(setup, start_setup(model.offer, setup.product), tab="where", language=language))


def sensitivity_panel(study: Study | None = None, language: str = ENGLISH, **start: str | float) -> PageWidget:
    """What matters to the result of a study (default: the shipped one), opened at the defaults but for `start`.

    `start`: fields of the page, such as `product` or `cell_plant_province`. Raises ScenarioError for a field, a value or a
    language that does not exist, InventoryError and ProjectError as `load_study`.
    """
    model = open_model(study)
    setup = _setup(model, **start)
    return _tab(model, PageState(setup, start_setup(model.offer, setup.product), tab="matters", language=language))


def _setup(model: PanelModel, **start: str | float) -> CalculationSetup:
    """The page's first setup but for some fields, the product before all others."""
    setup = start_setup(model.offer)
    for name, value in sorted(start.items(), key=lambda one: one[0] != "product"):
        setup = Choosing(model.offer, setup).with_value(name, value)
    return setup


def _tab(model: PanelModel, state: PageState) -> PageWidget:
    check_language(state.language)
    return PageWidget(model, state, only=(state.tab,))
