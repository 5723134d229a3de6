"""The electricity of a plant: what it makes or contracts itself, and the rest from where it stands.

A plant takes shares of its load from generation on site and over a direct line (no grid, so no grid losses), from green
power traded with certificates and from unbundled certificates (generation of one kind, delivered by the grid, so with
losses), each where the rules count it. The rest is location supply, by `electricity_rule`: the market of its province,
of its regional grid, of the nation, or the official footprint factor, which holds transmission and distribution already.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from lca_models.inventory.electricity.markets import (
    DELIVERED,
    NATION,
    USER_MIX,
    DerivedExchange,
    DerivedProcess,
    Grid,
    Plant,
    grid_code,
    market,
    market_code,
    purchase,
    service_exchange,
)
from lca_models.inventory.electricity.names import named
from lca_models.inventory.electricity.pathways import YEAR_PARAMETER
from lca_models.inventory.tables.formulas import FormulaError, evaluate, names_in
from lca_models.inventory.tables.reading import Place
from lca_models.inventory.tables.records import NATION_NUMBER, USER_MIX_NUMBER, Choice
from lca_models.scope.wording.messages import message

ON_SITE, DIRECT_LINE, GREEN_POWER = "electricity_on_site", "electricity_direct_line", "electricity_green_power"
OFFICIAL = "electricity_official_footprint"
PROVINCIAL, REGIONAL, NATIONAL, OFFICIAL_RULE = (
    "PROVINCIAL",
    "REGIONAL",
    "NATIONAL",
    "OFFICIAL",
)  # of electricity_rules.csv
RULES = (PROVINCIAL, REGIONAL, NATIONAL, OFFICIAL_RULE)
RULE_PARAMETER = "electricity_rule"
SHARES = ("onsite_share", "direct_line_share", "green_trade_share", "certificate_share")
GREEN_SHARE, GREEN_SHARE_OF = "green_power_share", "cell_plant_green_trade_share"  # what people set, what follows it
SHARE_TOLERANCE = 1e-6

_SHARED = (
    (ON_SITE, "on_site", "onsite_technology", "Never meets the grid: no grid losses"),
    (DIRECT_LINE, "direct_line", "direct_line_technology", "Never meets the grid: no grid losses"),
    (GREEN_POWER, "green_power", "green_power_technology",
     "Generation of the chosen kind, with losses and grid service"),
)  # fmt: skip
TECHNOLOGY_PARAMETERS = tuple(parameter for _, _, parameter, _ in _SHARED)


def supply_processes(grid: Grid) -> list[DerivedProcess]:
    """What plants can contract, the official factor, and the electricity of each plant."""
    if not grid.plants:
        return []
    found = [market(code, named(key), DELIVERED, "CN", comment) for code, key, _, comment in _SHARED]
    comment = "Official average by grid_year, transmission and distribution included: no losses added"
    name, name_zh = named("official")
    found.append(DerivedProcess(OFFICIAL, name, DELIVERED, "kWh", "CN", "aggregated", comment, name_zh))
    comment = "Its own and contracted shares; the rest by electricity_rule where the choice parameter places it"
    return found + [market(plant.code, (plant.name, plant.name_zh), DELIVERED, "CN", comment) for plant in grid.plants]


def supply_exchanges(grid: Grid) -> Iterator[DerivedExchange]:
    """Exchanges of `supply_processes`."""
    if not grid.plants:
        return
    for code, _, parameter, _ in _SHARED:
        losses = f"/(1 - {grid.service.loss_parameter})" if code == GREEN_POWER else ""
        for number, technology in grid.green_technologies.items():
            formula = f"supply_technology_guard*({parameter} == {number}){losses}"
            yield _bought(grid, code, technology, formula, grid.plants[0].place)
    yield service_exchange(grid, GREEN_POWER, grid.plants[0].place)
    formula = "official_footprint_factor"
    yield DerivedExchange(OFFICIAL, "biosphere", grid.service.emission_flow, evaluate(formula, grid.values), "kg",
                          formula=formula, locator=f"parameter {formula}", place=grid.plants[0].place)  # fmt: skip
    for plant in grid.plants:
        for bought, formula in (*_own_supply(plant), *_location_supply(grid, plant)):
            yield _bought(grid, plant.code, bought, formula, plant.place)


def _bought(grid: Grid, code: str, bought: str, formula: str, place: Place) -> DerivedExchange:
    return purchase(code, bought, evaluate(formula, grid.values), "parameters of the supply of plants", place,
                    formula=formula)  # fmt: skip


def _own_supply(plant: Plant) -> Iterator[tuple[str, str]]:
    """What a plant makes or contracts, with formulas."""
    yield ON_SITE, f"{plant.prefix}_onsite_share"
    yield DIRECT_LINE, f"{plant.prefix}_direct_line_share"
    yield GREEN_POWER, f"{plant.prefix}_green_share"
    if plant.captive_share:
        yield plant.captive_technology, f"{plant.prefix}_rest_share*{plant.captive_share}"


def _location_supply(grid: Grid, plant: Plant) -> Iterator[tuple[str, str]]:
    """The rest of the load by rule and place, with formulas; the user's own mix stands for a place."""
    rest, place = f"{plant.prefix}_rest_share", plant.parameter
    rule = {code: f"({RULE_PARAMETER} == {grid.rule_number(code)})" for code in RULES}
    if plant.captive_share:
        rest += f"*(1 - {plant.captive_share})"
    for province in grid.base.provinces:
        yield market_code(province.code), f"{rest}*{rule[PROVINCIAL]}*({place} == {province.number})"
    for name in grid.base.grids:
        inside = " + ".join(f"({place} == {one.number})" for one in grid.base.provinces if one.grid == name)
        yield grid_code(name), f"{rest}*{rule[REGIONAL]}*(1.0*{inside})"
    local = f"(1.0*{rule[PROVINCIAL]} + 1.0*{rule[REGIONAL]})"
    yield NATION, f"{rest}*(1.0*{rule[NATIONAL]} + {local}*({place} == {NATION_NUMBER}))"
    yield USER_MIX, f"{rest}*{local}*({place} == {USER_MIX_NUMBER})"
    yield OFFICIAL, f"{rest}*{rule[OFFICIAL_RULE]}"


def load_shares(names: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The parameters that share the load of each plant, of those that there are: they sum to 1 at most."""
    return _load_shares(tuple(names))


@lru_cache(maxsize=16)  # the same names are looked through for every value that a person tries
def _load_shares(names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    found = []
    for prefix in sorted(name.removesuffix("_onsite_share") for name in names if name.endswith("_onsite_share")):
        shares = [f"{prefix}_{one}" for one in SHARES]
        set_by_people = [GREEN_SHARE if name == GREEN_SHARE_OF else name for name in shares]
        found.append(tuple(name for name in set_by_people if name in names))
    return tuple(found)


def supply_problems(
    values: Mapping[str, float], guard: str = "", rules: Sequence[Choice] = (), years: Sequence[Choice] = ()
) -> list[str]:
    """What is wrong with the supply of plants at given values of all plain parameters, a line each.

    `guard`: formula that divides by zero for a rule that cannot be applied; `rules`, `years`: the lists it speaks of.
    """
    found = []
    for names in load_shares(values):
        shares = {name: values[name] for name in names}
        if sum(shares.values()) > 1 + SHARE_TOLERANCE:
            text = " + ".join(f"{name}={value:g}" for name, value in shares.items() if value)
            found.append(
                message(
                    "{words} is {sum:g}, more than the whole load; let them sum to 1 at most",
                    words=text,
                    sum=sum(shares.values()),
                )
            )
    if guard and names_in(guard) <= set(values) and not holds(guard, values):
        rule = next((one.code for one in rules if one.number == values[RULE_PARAMETER]), f"{values[RULE_PARAMETER]:g}")
        possible = [one.code for one in years if holds(guard, {**values, YEAR_PARAMETER: one.number})]
        found.append(
            message(
                "{RULE_PARAMETER}={rule}: there is no official footprint factor of {value:g}; set "
                "{YEAR_PARAMETER} to {value_2}, or choose another rule",
                RULE_PARAMETER=RULE_PARAMETER,
                rule=rule,
                value=values[YEAR_PARAMETER],
                YEAR_PARAMETER=YEAR_PARAMETER,
                value_2=message(" or ").join(possible) or message("a year that has one"),
            )
        )
    return found


def holds(guard: str, values: Mapping[str, float]) -> bool:
    """Whether a guard has a value."""
    try:
        evaluate(guard, values)
    except FormulaError:
        return False
    return True
