"""Single tabs of the page in a notebook, each a widget of its own."""

from __future__ import annotations

from lca_models.impact.study import Study
from lca_models.panels.model.answers import PanelModel, open_model
from lca_models.panels.model.choosing import Choosing, start_setup
from lca_models.panels.page.widget import PageWidget
from lca_models.panels.state import PageState
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.labels import check_language
from lca_models.scope.wording.catalogue import ENGLISH


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


def _setup(model: PanelModel, **start: str | float) -> CalculationSetup:
    """The page's first setup but for some fields, the product before all others."""
    setup = start_setup(model.offer)
    for name, value in sorted(start.items(), key=lambda one: one[0] != "product"):
        setup = Choosing(model.offer, setup).with_value(name, value)
    return setup


def _tab(model: PanelModel, state: PageState) -> PageWidget:
    check_language(state.language)
    return PageWidget(model, state, only=(state.tab,))
