"""Recycled lithium, nickel, cobalt, graphite of active materials: what the markets hold, and what a share saves by approach."""

from functools import cache

import pytest

from lca_models.impact.assessment import assess
from lca_models.scope.scenario import ScenarioError

APPROACHES = ("no-credit", "cut-off", "avoided-burden", "fifty-fifty", "cff")
COUNTED = {"no-credit": 1.0, "cut-off": 1.0, "avoided-burden": 0.0, "fifty-fifty": 0.5, "cff": 0.2}  # A of metals: 0.2
MARKETS = {"lithium": "lithium_carbonate", "nickel": "nickel_sulfate", "cobalt": "cobalt_sulfate"}
EU_2031 = {"recycled_cobalt_share": 0.16, "recycled_lithium_share": 0.06, "recycled_nickel_share": 0.06}
PRODUCTS = ("lfp-60kwh", "nmc811-80kwh")


@pytest.fixture(scope="module")
def score(shipped_study):
    systems = {product: shipped_study.product_system(product) for product in PRODUCTS}

    @cache
    def found(product, settings):
        return assess(systems[product], dict(settings))

    return lambda product, **settings: found(product, tuple(sorted(settings.items())))


def saved(score, product, **settings):
    """kg CO2-eq per pack that recycled content saves, the other settings alike"""
    plain = {name: value for name, value in settings.items() if not name.startswith("recycled_")}
    return score(product, **plain).score - score(product, **settings).score


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("approach", APPROACHES)
def test_no_share_is_the_result_without(score, product, approach):
    plain = score(product, end_of_life_approach=approach).score
    none = score(product, end_of_life_approach=approach, **dict.fromkeys(EU_2031, 0.0)).score

    assert none == pytest.approx(plain, rel=1e-12)


@pytest.mark.parametrize("approach", APPROACHES)
def test_a_market_sells_as_much_metal_as_is_bought(score, approach):
    """With equal quality: what is not counted as recycled is counted as primary."""
    values = score("nmc811-80kwh", end_of_life_approach=approach, **EU_2031).parameters

    for metal in MARKETS:
        recycled = values[f"recycled_{metal}_counted"]
        assert recycled == pytest.approx(COUNTED[approach] * EU_2031[f"recycled_{metal}_share"], abs=1e-15)
        assert recycled + values[f"primary_{metal}_counted"] == pytest.approx(1.0, abs=1e-15)


def test_recycled_salts_hold_what_is_recovered_of_the_metal(score):
    """Metal in the cathode of 1 kg of black mass times its recovery rate; all of lithium, nickel and cobalt."""
    values = score("nmc811-80kwh").parameters
    powder = values["nmc622_black_mass_cathode"] / values["nmc622_cathode_molar_mass"]
    for metal, salt, symbol, share in (("lithium", "lithium_carbonate", "li", 1.0),
                                       ("nickel", "nickel_sulfate", "ni", values["nmc622_nickel_share"]),
                                       ("cobalt", "cobalt_sulfate", "co", values["nmc622_cobalt_share"])):  # fmt: skip
        mass = values[f"molar_mass_{symbol}"]
        content = mass * (2 if metal == "lithium" else 1) / values[f"molar_mass_{salt}"]
        held = powder * share * mass
        assert values[f"recycled_{salt}_yield"] * content == pytest.approx(
            held * values[f"recovery_rate_{metal}"], rel=1e-9
        )


@pytest.mark.parametrize("allocation", ["mass", "economic"])
def test_the_black_mass_is_shared_whole(score, allocation):
    """The salts of 1 kg of black mass carry 1 kg; manganese sulfate carries by mass, and nothing by value."""
    values = score("nmc811-80kwh", salt_allocation=allocation).parameters
    carried = sum(values[f"recycled_{salt}_yield"] * values[f"black_mass_per_{salt}"] for salt in MARKETS.values())
    if allocation == "mass":
        carried += values["recycled_manganese_sulfate_yield"] / values["recycled_salts_mass"]

    assert carried == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("approach", APPROACHES)
def test_a_share_saves_what_the_approach_counts_of_it(score, product, approach):
    """As much as under cut-off times 1, A, a half, or nothing where all that is recovered is credited."""
    whole = saved(score, product, end_of_life_approach="cut-off", **EU_2031)
    found = saved(score, product, end_of_life_approach=approach, **EU_2031)

    assert whole > 0
    assert found == pytest.approx(COUNTED[approach] * whole, abs=1e-8)


@pytest.mark.parametrize("approach", ["no-credit", "cut-off", "fifty-fifty", "cff"])
@pytest.mark.parametrize("metal", MARKETS)
def test_more_recycled_metal_is_lighter_as_its_salt_is(score, approach, metal):
    savings = [
        saved(score, "nmc811-80kwh", end_of_life_approach=approach, **{f"recycled_{metal}_share": share})
        for share in (0.0, 0.1, 0.5, 1.0)
    ]

    assert savings == sorted(set(savings))
    assert savings[2] == pytest.approx(savings[3] / 2)  # the market is linear in its share


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("approach", APPROACHES)
def test_graphite_goes_the_same_way_with_the_factor_of_other_materials(score, product, approach):
    """A of graphite is 0.5; its market sells a kilogram for each that is bought"""
    settings = {"end_of_life_approach": approach, "recycled_graphite_share": 0.3}
    whole = saved(score, product, **settings | {"end_of_life_approach": "cut-off"})
    values = score(product, **settings).parameters
    counted = 0.5 if approach == "cff" else COUNTED[approach]

    assert whole > 0
    assert saved(score, product, **settings) == pytest.approx(counted * whole, abs=1e-8)
    assert values["recycled_graphite_counted"] + values["primary_graphite_counted"] == pytest.approx(1.0, abs=1e-15)


def test_graphite_carries_its_part_of_the_powders(score):
    """By mass: cathode and anode powder of 1 kg of black mass carry 1 kg."""
    values = score("lfp-60kwh", recycled_graphite_share=0.3).parameters
    anode = values["nmc622_cell_specific_energy"] * values["nmc622_graphite_mass"] / values["nmc622_black_mass_yield"]
    powders = (
        values["direct_recovery_cathode"] * values["nmc622_black_mass_cathode"]
        + values["direct_recovery_anode"] * values["black_mass_active_transfer"] * anode
    )

    assert powders * values["black_mass_per_powder"] == pytest.approx(1.0, rel=1e-12)


def test_the_end_of_life_of_the_pack_stays_what_it_is(score):
    """Its own recycling is counted once, there; what is bought brings the recycling of other packs."""
    for approach in APPROACHES:
        plain, content = (
            score("nmc811-80kwh", end_of_life_approach=approach, **given).stages() for given in ({}, EU_2031)
        )
        changed = {stage for stage in plain if plain[stage] != pytest.approx(content[stage], rel=1e-12)}
        assert changed == ({"raw material acquisition"} if COUNTED[approach] else set())


def test_an_iron_phosphate_pack_holds_recycled_lithium_alone(score):
    assert saved(score, "lfp-60kwh", recycled_nickel_share=0.5, recycled_cobalt_share=0.5) == pytest.approx(0, abs=1e-9)
    assert saved(score, "lfp-60kwh", recycled_lithium_share=0.06) > 0


def test_only_active_materials_buy_from_the_markets(shipped_study):
    """Lithium of the electrolyte does not count, and what recycling avoids is the primary salt."""
    rows = shipped_study.rows.exchanges
    markets = {f"{salt}_market" for salt in MARKETS.values()}
    buyers = {row.process[1] for row in rows if row.input[1] in markets and row.process != row.input}
    avoided = {row.input[1] for row in rows if row.type == "substitution"}

    assert buyers
    assert not {code for code in buyers if not code.startswith(("cathode_", "precursor_"))} - {
        "lithium_hydroxide",
        "nickel_carbonate",
    }
    assert set(MARKETS.values()) <= avoided
    assert not avoided & markets


@pytest.mark.parametrize("share", [1.2, -0.1])
def test_a_share_that_cannot_be_is_refused_with_what_can(score, share):
    with pytest.raises(
        ScenarioError, match=f"recycled_lithium_share={share}: is not a share; give a number from 0 to 1"
    ):
        score("lfp-60kwh", recycled_lithium_share=share)
