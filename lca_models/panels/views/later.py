"""The Explorer after a moment: intervals with the place of the totals in them, the map, and the largest purchases."""

from __future__ import annotations

from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.intervals import SEED
from lca_models.panels.model.swings import swings
from lca_models.panels.state import PageState
from lca_models.panels.views.explorer import unit_of
from lca_models.panels.views.said import View, pair
from lca_models.panels.views.setup import PLANT
from lca_models.panels.views.tracing.where import largest
from lca_models.scope.declared_unit import DECLARED_UNITS, KWH_CAPACITY, KWH_DELIVERED, PACK, find_declared_unit

PURCHASES, REASONS = 6, 3  # how many are named
MIDDLE = 50  # percentile
USUAL = (KWH_CAPACITY, PACK, KWH_DELIVERED)  # totals that stand there whichever is shown


def explorer_later(state: PageState, model: PanelModel) -> View:
    """What follows after a moment: intervals with the place of the totals in them, the map, and the largest purchases."""
    plant = str(state.shown.get("plant", PLANT))
    intervals = _intervals(state, model)
    return {
        "intervals": intervals,
        "why": why_not_the_middle(state, model, intervals.get(state.per.code)),
        "map": map_view(state, model, plant),
        "largest": largest(state, model, PURCHASES),
    }


def why_not_the_middle(state: PageState, model: PanelModel, interval: View | None) -> list[View]:
    """The inputs that pull the draws furthest to the side on which most of them lie, with the totals at their ends."""
    if interval is None:
        return []
    pack, result = model.pack(state.setup.product, state.setup.rules, state.setup.method), model.evaluate(state.setup)
    scale, _ = unit_of(result, state.per)
    here, side = result.total(state.per).amount, 1 if interval["percentile"] < MIDDLE else -1
    moved = swings(pack, pack.numbers(state.setup.settings), {}, state.per)
    pulls = sorted(moved, key=lambda one: -side * (one.at_low + one.at_high - 2 * here))
    return [
        {"key": one.name, "name": list(one.words), "unit": "" if one.unit == "1" else one.unit, "low": one.low,
         "high": one.high, "at_low": one.at_low * scale, "at_high": one.at_high * scale}
        for one in pulls[:REASONS] if side * (one.at_low + one.at_high - 2 * here) > 0
    ]  # fmt: skip


def _intervals(state: PageState, model: PanelModel) -> View:
    found = {}
    result = model.evaluate(state.setup)
    shown = [one for one in DECLARED_UNITS if one in (state.per, *USUAL)]
    for code, one in model.intervals(state.setup, shown).items():
        scale, _ = unit_of(result, find_declared_unit(code))
        ends = {name: getattr(one, name) * scale for name in ("low", "p25", "median", "p75", "high")}
        found[code] = {**ends, "percentile": one.percentile, "n": one.n, "uncertain": one.uncertain, "seed": SEED}
    return found


def map_view(state: PageState, model: PanelModel, plant: str) -> View:
    """The total per declared unit with a plant in each province."""
    table = model.places(state.setup, plant, state.per)
    scale, unit = unit_of(model.evaluate(state.setup), state.per)
    first = int(table["column"].min())  # the west of the country is empty at its edge
    columns = ("province", "name", "name_zh", "row", "column", "amount")
    tiles = [
        {"code": code, "name": pair(name, name_zh), "row": int(row), "column": int(column) - first,
         "amount": float(amount) * scale}
        for code, name, name_zh, row, column, amount in zip(*(table[one] for one in columns), strict=True)
    ]  # fmt: skip
    return {"plant": plant, "unit": unit, "per": state.per.code, "tiles": tiles}
