"""End of life: the approaches as functions, and the tables that hold the same arithmetic as parameters."""

import csv
import warnings
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from reference.end_of_life import (
    APPROACHES,
    AVOIDED_BURDEN,
    CIRCULAR,
    CUT_OFF,
    HALF,
    WITHOUT_CREDIT,
    Circularity,
    Emissions,
    factors,
    footprint,
)

from lca_models.impact.assessment import assess
from lca_models.inventory.system.end_of_life import end_of_life_problems
from lca_models.inventory.tables.formulas import evaluate_parameters, names_in
from lca_models.scope.scenario import ScenarioError
from tests.shipped_tables import shipped_system

INVENTORIES = Path(__file__).parents[3] / "inventories"
PACKS = ("lfp-60kwh", "nmc811-80kwh")
ROUTES = ("landfill", "pyrometallurgy", "hydrometallurgy", "direct")
RECYCLED_CONTENT = {"recycled_aluminium_share": 0.3, "recycled_copper_share": 0.5}
RECYCLED_ACTIVES = {"recycled_lithium_share": 0.1, "recycled_nickel_share": 0.4, "recycled_cobalt_share": 0.2,
                    "recycled_graphite_share": 0.3}  # fmt: skip
CHECK_FLOWS = Circularity(recycled_output=0.9, allocation_factor=0.2)
CHECK_EMISSIONS = Emissions(virgin=10, recycling=2, disposal=0.1)

shares = st.floats(0, 1)
amounts = st.floats(0, 100)


@st.composite
def circularities(draw, **fixed):
    recycled = draw(shares)
    drawn = {
        "recycled_content": draw(shares),
        "recycled_output": recycled,
        "energy_recovery": draw(st.floats(0, 1 - recycled)),
        "allocation_factor": draw(shares),
        "energy_allocation_factor": draw(shares),
        "quality_in": draw(shares),
        "quality_out": draw(shares),
        "bought_per_contained": draw(st.floats(1, 2)),
        "burden_sharing": draw(shares),
    }
    return Circularity(**drawn | fixed)


emissions = st.builds(Emissions, amounts, amounts, amounts, amounts, amounts | st.none(), amounts, amounts, amounts)


# --- the formulas


def test_the_worked_example_of_the_circular_footprint_formula():
    """10 + 0.8 x 0.9 x (2 - 10) + 0.1 x 0.1"""
    assert footprint(CIRCULAR, CHECK_FLOWS, CHECK_EMISSIONS) == pytest.approx(4.25)


def test_the_worked_example_by_every_approach():
    """Ev 10, R2 0.9 at 2, disposal of 0.1 at 0.1 under each"""
    found = {approach: footprint(approach, CHECK_FLOWS, CHECK_EMISSIONS) for approach in APPROACHES}

    assert found == pytest.approx(
        {
            WITHOUT_CREDIT: 10 + 0.9 * 2 + 0.01,
            CUT_OFF: 10 + 0.01,
            AVOIDED_BURDEN: 10 + 0.9 * 2 - 0.9 * 10 + 0.01,
            HALF: 10 + 0.5 * 0.9 * (2 - 10) + 0.01,
            CIRCULAR: 4.25,
        }
    )


def test_every_term_of_the_circular_footprint_formula_is_counted():
    """0.6 x 10 + 0.4 (0.2 x 3 + 0.8 x 10 x 0.9) + 0.8 x 0.5 (2 + 1 - 8 x 0.7) + 0.75 x 0.3 (4 - 6) + 0.2 x 0.1"""
    flows = Circularity(0.4, 0.5, 0.3, 0.2, 0.25, 0.9, 0.7)
    per_kg = Emissions(
        10, recycled=3, recycling=2, refining=1, replaced=8, disposal=0.1, energy_recovery=4, energy_saved=6
    )

    expected = 0.6 * 10 + 0.4 * (0.6 + 7.2) + 0.4 * (3 - 5.6) + 0.225 * -2 + 0.02
    assert footprint(CIRCULAR, flows, per_kg) == pytest.approx(expected)


@given(circularities(allocation_factor=1.0, burden_sharing=1.0, energy_recovery=0.0), emissions)
def test_a_of_1_is_cut_off(flows, per_kg):
    assert footprint(CIRCULAR, flows, per_kg) == pytest.approx(footprint(CUT_OFF, flows, per_kg))


@given(circularities(allocation_factor=0.0, energy_allocation_factor=0.0, quality_in=1.0), emissions)
def test_a_of_0_is_full_substitution(flows, per_kg):
    """Ev + R2 (ErecEoL - Ev* Q) + R3 (EER - saved) + (1 - R2 - R3) ED, whatever R1"""
    replaced = per_kg.virgin if per_kg.replaced is None else per_kg.replaced
    substitution = (
        flows.bought_per_contained * per_kg.virgin
        + flows.recycled_output * (per_kg.recycling + per_kg.refining - replaced * flows.quality_out)
        + flows.energy_recovery * (per_kg.energy_recovery - per_kg.energy_saved)
        + (1 - flows.recycled_output - flows.energy_recovery) * per_kg.disposal
    )
    assert footprint(CIRCULAR, flows, per_kg) == pytest.approx(substitution)


@given(circularities(allocation_factor=0.0, energy_allocation_factor=0.0, quality_in=1.0, quality_out=1.0), emissions)
def test_avoided_burden_is_full_substitution_where_scrap_is_refined_alike(flows, per_kg):
    """Erec = refining of scrap and Ev* = Ev: recycled content cancels."""
    alike = replace(per_kg, recycled=per_kg.refining, replaced=None)
    assert footprint(AVOIDED_BURDEN, flows, alike) == pytest.approx(footprint(CIRCULAR, flows, alike))


@given(circularities(allocation_factor=0.5, energy_allocation_factor=0.0, burden_sharing=1.0), emissions)
def test_50_50_is_the_formula_with_a_of_one_half(flows, per_kg):
    assert footprint(HALF, flows, per_kg) == pytest.approx(footprint(CIRCULAR, flows, per_kg))


@given(circularities(recycled_content=0.0, recycled_output=0.0, energy_recovery=0.0), emissions)
def test_all_approaches_agree_when_nothing_is_recycled(flows, per_kg):
    expected = flows.bought_per_contained * per_kg.virgin + per_kg.disposal
    for approach in APPROACHES:
        assert footprint(approach, flows, per_kg) == pytest.approx(expected)


@given(circularities())
def test_avoided_burden_credits_only_what_exceeds_the_recycled_content(flows):
    found = factors(AVOIDED_BURDEN, flows)
    net = max(flows.recycled_output - flows.recycled_content * flows.bought_per_contained, 0)

    assert found.credit == pytest.approx(net * flows.quality_out, abs=1e-12)
    assert found.refining == pytest.approx(net, abs=1e-12)
    assert found.treatment == flows.recycled_output


@given(circularities())
def test_scrap_is_bought_or_credited_but_never_both(flows):
    """Recycled mass counted at the input and mass credited never exceed what leaves as scrap."""
    found = factors(AVOIDED_BURDEN, flows)
    assert found.recycled * flows.bought_per_contained + found.refining <= flows.recycled_output + 1e-12


@given(circularities())
def test_no_credit_where_none_is_given(flows):
    for approach in (WITHOUT_CREDIT, CUT_OFF):
        found = factors(approach, flows)
        assert found.credit == found.energy_credit == found.refining == 0


@given(circularities(allocation_factor=0.2), emissions)
def test_kept_burdens_raise_the_result_by_a_times_recycling(flows, per_kg):
    kept, shared = (footprint(CIRCULAR, replace(flows, burden_sharing=sharing), per_kg) for sharing in (0.0, 1.0))
    assert kept - shared == pytest.approx(0.2 * flows.recycled_output * per_kg.recycling, abs=1e-9)


# --- what the parameters may be


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"recovery_rate_plastics": 0.7, "energy_recovery_share": 0.4},
            "R2 + R3 is 0.7 + 0.4 = 1.1; more than 1 cannot leave",
        ),
        ({"allocation_factor_metals": 1.2}, "allocation_factor_metals is 1.2, outside 0-1; give a share"),
        ({"allocation_factor_energy": -0.1}, "allocation_factor_energy is -0.1, outside 0-1; give a share"),
        ({"recycling_burden_sharing": float("nan")}, "recycling_burden_sharing is nan, outside 0-1; give a share"),
        (
            {"quality_ratio_copper": 1.1},
            "quality_ratio_copper is 1.1; a recovered material is at best worth the primary one",
        ),
    ],
)
def test_what_is_impossible_is_said_in_one_line(values, message):
    (problem,) = end_of_life_problems(values)

    assert message in problem
    assert "\n" not in problem


@given(circularities())
def test_what_is_possible_is_no_problem(flows):
    values = {
        "recovery_rate_plastics": flows.recycled_output,
        "energy_recovery_share": flows.energy_recovery,
        "allocation_factor_metals": flows.allocation_factor,
        "allocation_factor_energy": flows.energy_allocation_factor,
        "recycling_burden_sharing": flows.burden_sharing,
        "quality_ratio_copper": flows.quality_out,
        "another_parameter": 7.0,
    }
    assert not [*end_of_life_problems(values)]


# --- the tables


@cache
def parameters():
    """Amounts and formulas of every parameter that end of life depends on."""
    rows = {}
    for path in sorted((INVENTORIES / "parameters").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows |= {row["name"]: (float(row["amount"]), row["formula"]) for row in csv.DictReader(file)}
    with (INVENTORIES / "parameters/end_of_life.csv").open(encoding="utf-8", newline="") as file:
        wanted = {row["name"] for row in csv.DictReader(file) if not row["name"].endswith("_direct_burden")}
    needed: set[str] = set()
    while wanted:
        name = wanted.pop()
        needed.add(name)
        wanted |= names_in(rows[name][1]) - needed if rows[name][1] else set()
    return {name: rows[name] for name in sorted(needed)}


def tables(settings):
    amounts = {name: amount for name, (amount, _) in parameters().items()}
    assert set(settings) <= set(amounts)
    return evaluate_parameters(
        amounts | settings, {name: formula for name, (_, formula) in parameters().items() if formula}
    )


OWN_SHARES = (
    "allocation_factor_metals", "allocation_factor_other", "allocation_factor_energy", "recycling_burden_sharing",
    "recycled_copper_share", "recycled_aluminium_share", "recycled_nickel_share", "recycled_graphite_share",
    "quality_ratio_copper", "quality_ratio_input_graphite",
    "quality_ratio_aluminium", "quality_ratio_nickel", "quality_ratio_graphite", "quality_ratio_input_copper",
    "quality_ratio_input_aluminium", "quality_ratio_input_nickel", "collection_rate", "recovery_rate_copper",
    "recovery_rate_aluminium", "recovery_rate_nickel", "direct_recovery_anode", "smelting_recovery_copper",
)  # fmt: skip


@given(
    st.sampled_from(APPROACHES),
    st.sampled_from(range(4)),
    st.fixed_dictionaries(dict.fromkeys(OWN_SHARES, shares)),
    st.floats(0.5, 1),
)
@example(CIRCULAR, 2, dict.fromkeys(OWN_SHARES, 0.5), 0.8)
def test_the_parameters_of_the_tables_are_the_functions(approach, route, given_shares, foil_yield):
    """For nickel, graphite, copper of foil and pack, aluminium of pack: burdens, credits, input side."""
    values = tables(
        {"end_of_life_approach": APPROACHES.index(approach) + 1.0, "recycling_route": float(route),
         "foil_yield": foil_yield, **given_shares}
    )  # fmt: skip
    for material, place, group, gross in (
        ("nickel", "nickel", "metals", 1.0),
        ("graphite", "graphite", "other", 1.0),
        ("copper", "copper_foil", "metals", 1 + values["foil_scrap_ratio"]),
        ("copper", "copper_pack", "metals", 1.0),
        ("aluminium", "aluminium_pack", "metals", 1.0),
    ):
        content = values.get(f"recycled_{material}_share", 0.0)
        if approach == AVOIDED_BURDEN and content:  # what every place of the material can give back; of powders nothing
            content = values.get(f"{material}_content_limit", 0.0)
            assert (
                content <= min(values[f"recycled_{material}_share"], values[f"recycled_output_{place}"] / gross) + 1e-12
            )
        flows = Circularity(
            recycled_content=content,
            recycled_output=values[f"recycled_output_{place}"],
            allocation_factor=values[f"allocation_factor_{group}"],
            quality_in=values.get(f"quality_ratio_input_{material}", 1.0),
            quality_out=values[f"quality_ratio_{material}"],
            bought_per_contained=gross,
            burden_sharing=values["recycling_burden_sharing"],
        )
        expected, net = factors(approach, flows), values.get(f"{place}_net", 1.0)
        recovered = flows.recycled_output
        assert recovered * values[f"recycling_burden_{group}"] == pytest.approx(expected.treatment, abs=1e-9)
        assert recovered * net * values[f"recycling_credit_{group}"] == pytest.approx(expected.refining, abs=1e-9)
        assert recovered * net * values[f"recycling_credit_{material}"] == pytest.approx(expected.credit, abs=1e-9)
        if f"primary_{material}_counted" in values:
            assert values[f"primary_{material}_counted"] == pytest.approx(expected.virgin, abs=1e-9)
            assert values[f"recycled_{material}_counted"] == pytest.approx(expected.recycled, abs=1e-9)


@given(st.sampled_from(APPROACHES), shares, shares, shares)
def test_the_energy_part_of_the_tables_is_that_of_the_functions(approach, recovered, burned, allocation):
    assume(recovered + burned <= 1)
    values = tables(
        {"end_of_life_approach": APPROACHES.index(approach) + 1.0, "recovery_rate_plastics": recovered,
         "energy_recovery_share": burned, "allocation_factor_energy": allocation}
    )  # fmt: skip
    expected = factors(
        approach,
        Circularity(recycled_output=recovered, energy_recovery=burned, energy_allocation_factor=allocation),
    )
    assert burned * values["energy_recovery_credit"] == pytest.approx(expected.energy_credit, abs=1e-9)
    # Plastics that are burned without recovery are disposal.
    assert values["plastics_emission_share"] == pytest.approx(expected.energy_burden + expected.disposal, abs=1e-9)


# --- the shipped products


def shipped(product, approach, **settings):
    return assess(shipped_system(product), {"end_of_life_approach": approach, **settings})


@pytest.mark.parametrize("product", PACKS)
@pytest.mark.parametrize("route", ROUTES)
def test_the_formula_lies_between_cut_off_and_avoided_burden(product, route):
    """A = 1 is cut-off, A = 0 avoided burden, with recycled content and recycled production scrap too."""
    for content in ({}, {**RECYCLED_CONTENT, **RECYCLED_ACTIVES, "production_scrap_recycled_share": 1}):
        for factor, approach in ((1, CUT_OFF), (0, AVOIDED_BURDEN)):
            groups = {"allocation_factor_metals": factor, "allocation_factor_other": factor}
            circular = shipped(product, CIRCULAR, recycling_route=route, **groups, **content)
            other = shipped(product, approach, recycling_route=route, **content)
            assert circular.score == pytest.approx(other.score, rel=1e-9)


@pytest.mark.parametrize("product", PACKS)
@pytest.mark.parametrize("nothing", [{"recycling_route": "landfill"}, {"collection_rate": 0}])
def test_approaches_agree_on_a_pack_that_is_not_recycled(product, nothing):
    scores = {shipped(product, approach, **nothing).score for approach in APPROACHES}
    assert max(scores) == pytest.approx(min(scores), rel=1e-12)


@pytest.mark.parametrize("product", PACKS)
@pytest.mark.parametrize("route", ROUTES[1:])
def test_credits_are_negative_lines_of_recycling_and_absent_by_default(product, route):
    for approach in APPROACHES:
        found = shipped(product, approach, recycling_route=route)
        credit = found.credits().get("recycling", 0.0)
        assert credit == 0 if approach in (WITHOUT_CREDIT, CUT_OFF) else credit < 0
        assert found.credits().get("manufacturing", 0.0) == 0
    default = assess(shipped_system(product), {"recycling_route": route})
    assert default.score == shipped(product, WITHOUT_CREDIT, recycling_route=route).score


def test_recycled_content_lowers_the_credit_of_avoided_burden_and_nothing_else():
    plain = shipped("lfp-60kwh", AVOIDED_BURDEN)
    content = shipped("lfp-60kwh", AVOIDED_BURDEN, **RECYCLED_CONTENT)

    assert content.score == pytest.approx(plain.score)
    assert content.credits()["recycling"] > plain.credits()["recycling"]
    assert content.stages()["raw material acquisition"] < plain.stages()["raw material acquisition"]


def test_the_formula_counts_a_of_the_recycled_content():
    """Share A of R1 at the input: A = 0.2 saves a fifth of what cut-off saves there."""
    saved = {}
    for approach in (CUT_OFF, CIRCULAR):
        plain, content = (
            shipped("nmc811-80kwh", approach, **given_content).stages()["raw material acquisition"]
            for given_content in ({}, RECYCLED_CONTENT)
        )
        saved[approach] = plain - content
    assert saved[CIRCULAR] == pytest.approx(0.2 * saved[CUT_OFF])


def test_production_scrap_is_credited_in_manufacturing():
    for approach in APPROACHES:
        found = shipped("nmc811-80kwh", approach, production_scrap_recycled_share=1)
        credit = found.credits().get("manufacturing", 0.0)
        assert credit == 0 if approach in (WITHOUT_CREDIT, CUT_OFF) else credit < 0


def test_burdens_kept_with_the_battery_are_those_of_no_credit():
    """Credits of the formula, burdens up to scrap in full."""
    kept = shipped("lfp-60kwh", CIRCULAR, recycling_burden_sharing=0)
    shared = shipped("lfp-60kwh", CIRCULAR)
    burdens = {approach: shipped("lfp-60kwh", approach).score for approach in (WITHOUT_CREDIT, CUT_OFF)}

    assert kept.score - shared.score == pytest.approx(0.2 * (burdens[WITHOUT_CREDIT] - burdens[CUT_OFF]))
    assert kept.credits() == pytest.approx(shared.credits())


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"recovery_rate_plastics": 0.7, "energy_recovery_share": 0.4}, r"R2 \+ R3 is 0.7 \+ 0.4 = 1.1"),
        ({"allocation_factor_metals": 1.2}, "allocation_factor_metals=1.2: is not a share; give a number from 0 to 1"),
        ({"quality_ratio_copper": 1.5}, "quality_ratio_copper=1.5: is not a share; give a number from 0 to 1"),
        ({"end_of_life_approach": "cutoff"}, "did you mean 'cut-off'"),
        ({"recycled_copper_share": -0.1}, "recycled_copper_share=-0.1: is not a share"),
    ],
)
def test_impossible_settings_are_refused_in_one_line(settings, message):
    with pytest.raises(ScenarioError, match=message) as raised:
        assess(shipped_system("lfp-60kwh"), settings)
    assert "\n" not in str(raised.value)


# --- Brightway


def test_brightway_computes_the_worked_example_from_the_formulas_of_the_tables(small_project):
    """4.25 by bw2calc, the exchanges set by Brightway's own recalculation from the shipped parameter formulas"""
    from importlib import import_module

    project = small_project(
        ore=[("biosphere", "co2", 10.0)],
        replaced=[("biosphere", "co2", 10.0)],
        recycler=[("biosphere", "co2", 2.0)],
        tip=[("biosphere", "co2", 0.1)],
        part=("recycling", [("technosphere", "ore", 1.0), ("technosphere", "recycler", 0.0),
                            ("substitution", "replaced", 0.0), ("technosphere", "tip", 0.0)]),
    )  # fmt: skip
    formulas = {
        "recycler": "recycled_part_share * recycling_burden_metals",
        "replaced": "recycled_part_share * recycling_credit_metals",
        "tip": "1 - recycled_part_share",
    }
    for bought, formula in formulas.items():
        exchange = project.exchange(("small", "part"), ("small", bought))
        exchange["formula"] = formula
        exchange.save()
    needed = ("end_of_life_approach", "allocation_factor_metals", "recycling_burden_sharing", "approach_without_credit",
              "approach_avoided_burden", "approach_half", "approach_circular", "recycling_burden_metals",
              "recycling_credit_metals")  # fmt: skip
    rows = [{"name": name, "amount": parameters()[name][0], "formula": parameters()[name][1]} for name in needed]
    rows = [{key: value for key, value in row.items() if value != ""} for row in rows]
    rows[0]["amount"] = 5.0
    brightway = project.brightway
    brightway.parameters.new_project_parameters([*rows, {"name": "recycled_part_share", "amount": 0.9}])
    part = brightway.get_activity(("small", "part"))
    brightway.parameters.add_exchanges_to_group("small part", part)
    import_module("bw2data.parameters").ActivityParameter.recalculate_exchanges("small part")
    brightway.Database("small").process()

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from bw2calc import LCA

        lca = LCA({part: 1}, method=("climate change", "GWP100", "IPCC AR6"))
        lca.lci()
        lca.lcia()

    assert lca.score == pytest.approx(4.25, rel=1e-6)
    assert assess(project.system(("small", "part"))).score == pytest.approx(4.25)
