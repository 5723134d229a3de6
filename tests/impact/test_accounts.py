"""Every setting of a result moves it, or is announced with the reason."""

import random
from functools import cache

import numpy as np
import pytest
from counts import LONG

from lca_models.impact.footprint import functional_unit_of
from lca_models.impact.methods import DEFAULT_METHOD
from lca_models.inventory.system.choices import offered_choices
from lca_models.inventory.system.settings import resolve_settings
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import DECLARED_UNITS
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import speaking

RULES = ("cn-551", "eu-cfb-ev", "iso-14067-cut-off")
SAMPLED = 15  # parameters a rule set, drawn by seed
PRODUCT = "lfp-60kwh"


def settings_of(system, names):
    """Parameter and another admissible value for each of the names that has one."""
    for name in names:
        row = system.parameters[name]
        if row.data.get("kind") == "choice":
            tried = [float(one.number) for one in offered_choices(row, system.choices) if one.number != row.amount]
        else:
            low, high = row.data.get("limits") or (None, None)
            tried = [
                one for one in (0.9 * row.amount, 1.1 * row.amount, 0.5, high, low) if one not in (None, row.amount)
            ]
        for value in tried:
            try:
                yield name, value, resolve_settings({name: value}, system.parameters, system.choices)
            except ScenarioError:
                continue
            break


@pytest.mark.parametrize("rules", RULES)
def test_a_setting_moves_the_result_or_is_announced(shipped_study, rules):
    """The compiled system, which shares no line with the accounts, is the witness of what moves."""
    system = shipped_study.product_system(PRODUCT, rules)
    model = shipped_study.compiled(system, (DEFAULT_METHOD,))
    plain = sorted(name for name, row in system.parameters.items() if not row.formula)
    chosen = plain if LONG else random.Random(11).sample(plain, SAMPLED)

    def outcome(numbers):
        values = system.parameter_values(numbers)
        unit = functional_unit_of(system, values, system.rule_set)
        stages = model.lines(np.array([[values[name]] for name in model.parameters]))[:, 0, 0]
        return stages, [one.of_pack(unit) for one in DECLARED_UNITS]

    rest = outcome({})
    silent, wrong, tried = [], [], 0
    for name, value, numbers in settings_of(system, chosen):
        tried += 1
        stages, units = outcome(numbers)
        moves = units != rest[1] or bool(np.abs(stages - rest[0]).max() > 1e-9 * np.abs(rest[0]).max())
        found = shipped_study.footprint(CalculationSetup(PRODUCT, rules, settings={name: value}))
        notes = [note for note in found.notes() if note.startswith(f"{name}=") and "changes nothing here: " in note]
        silent += [name] if not moves and not notes else []
        wrong += [name] if moves and notes else []
    assert tried > 0.9 * len(chosen)
    assert (silent, wrong) == ([], [])


@cache
def notes_of(study, *words, language="en", product=PRODUCT, **said):
    setup = CalculationSetup(product, settings=words, **said)
    with speaking(language):
        return study.footprint(setup).notes()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"rules": "eu-cfb-ev", "words": ["lfp_cycle_life=3000"]}, "rules eu-cfb-ev count warranty years"),
        ({"rules": "eu-cfb-ev", "province": "CN-SC"}, "kept out by electricity_rule=NATIONAL (rules eu-cfb-ev)"),
        ({"words": ["nmc811_cycle_life=3000"]}, "nothing that lfp-60kwh needs depends on it"),
        ({"words": ["grid_pathway=CARBON-NEUTRAL"]}, "kept out by grid_year=2024 (default)"),
        ({"words": ["cell_plant_certificate_share=0.5"]}, "kept out by certificates_count=NO (rules cn-551)"),
        ({"words": ["certificates_count=1"]}, "certificate_share=0 (default)"),
        ({"words": ["onsite_technology=WIND"]}, "cell_plant_onsite_share=0 (default)"),
        ({"words": ["cell_plant_energy=47.23"]}, "it is so already (Jinasena2021)"),
        ({"words": ["contracts_count=YES"]}, "it is so already (rules cn-551)"),
        ({"words": ["anode_natural_share=0.3", "anode_synthetic_share=0.7"]},
         "anode_synthetic_share=0.7 changes nothing here: the rest of its mix leaves it this share: anode_natural_share"),
        ({"words": ["anode_natural_share=0.3", "anode_synthetic_share=0.7"]},
         "anode_natural_share=0.3 changes nothing here: the rest of its mix leaves it this share: anode_synthetic_share"),
        ({"words": ["service_life_fade=no-fade", "lfp_end_of_life_retention=0.7"]},
         "kept out by service_life_fade=no-fade (your setting)"),
        ({"words": ["lfp_end_of_life_retention=0.7"], "fade_curve": "0:1,2000:0.8"}, "the measured fade stands in its place"),
        ({"rules": "eu-cfb-ev", "fade_curve": "0:1,2000:0.8"}, "measured fade changes nothing here"),
        ({"scenarios": ("certificates-100",)}, "kept out by certificates_count=NO (rules cn-551)"),
    ],
    ids=str,
)  # fmt: skip
def test_why_a_setting_changes_nothing_is_said(shipped_study, said, reason):
    """Read from the structure: another service life, a choice, a factor of zero, the value in force"""
    given = dict(said)
    notes = notes_of(shipped_study, *given.pop("words", ()), **given)

    assert any("changes nothing here" in note and reason in note for note in notes), notes


def test_settings_that_move_the_result_are_counted_and_nothing_more(shipped_study):
    notes = notes_of(shipped_study, "cell_plant_energy=25")

    assert notes[-1] == "1 input is yours: cell_plant_energy=25 (was 47.23, Jinasena2021)"
    assert not any("changes nothing" in note for note in notes)


def test_a_share_that_is_given_is_said_to_be_a_fact_once(shipped_study):
    notes = notes_of(shipped_study, "anode_natural_share=0.3", "lithium_lepidolite_share=0.175", "cell_plant_energy=25")

    facts = [note for note in notes if "a fact and not drawn" in note]
    assert facts == [
        "given, so a fact and not drawn, with the rest of its mix: anode_natural_share, lithium_lepidolite_share"
    ]


def test_the_empty_mix_of_the_user_says_that_it_is_the_mix_of_china(shipped_study):
    notes = notes_of(shipped_study, "cell_plant_province=USER-MIX")

    assert "cell_plant_province=USER-MIX is the market of China: electricity/user_mix.csv is empty" in notes


def test_the_winner_of_two_sources_is_stated(shipped_study):
    notes = notes_of(shipped_study, "cathode_province=CN-YN", scenarios=("hydro-province",))

    assert (
        "cathode_province=CN-YN (your setting) stands above cathode_province=CN-SC (scenario hydro-province)"
    ) in notes


def test_of_two_scenarios_the_later_one_wins_and_says_so(shipped_study):
    notes = notes_of(shipped_study, scenarios=("green-power-50", "green-power-100"))

    assert (
        "green_power_share=1 (scenario green-power-100) stands above green_power_share=0.5 (scenario green-power-50)"
        in notes
    )


def test_a_setting_stands_above_the_province_of_a_scenario(shipped_study, tmp_path):
    """A setting of the person who asks, and not the province that a file gives"""
    path = tmp_path / "own.yaml"
    path.write_text("own: {description: d, province: CN-SC, rules: eu-cfb-ev, settings: {}}", encoding="utf-8")
    setup = CalculationSetup(PRODUCT, "cn-551", scenarios=(str(path),), settings={"cell_plant_province": "CN-GD"})
    found = shipped_study.footprint(setup)

    assert found.province == "CN-GD"
    assert (
        "cell_plant_province=CN-GD (your setting) stands above cell_plant_province=CN-SC (scenario own)"
        in found.notes()
    )
    assert "rules=cn-551 (your setting) stands above rules=eu-cfb-ev (scenario own)" in found.notes()


def test_a_setting_and_a_province_that_differ_are_refused(shipped_study):
    setup = CalculationSetup(PRODUCT, province="CN-SC", settings={"cell_plant_province": "CN-GD"})

    with pytest.raises(ScenarioError, match="two provinces, CN-SC by --province and CN-GD by cell_plant_province"):
        shipped_study.footprint(setup)
    same = CalculationSetup(PRODUCT, province="Sichuan", settings={"cell_plant_province": "CN-SC"})
    assert shipped_study.footprint(same).province == "CN-SC"


def test_results_of_many_setups_say_the_same_as_each_alone(shipped_study):
    setups = [
        CalculationSetup(PRODUCT, rules, province=place, settings={"lfp_cycle_life": 3000})
        for rules in RULES
        for place in ("CN-SC", "CN-FJ", "USER-MIX")
    ]

    assert [one.notes() for one in shipped_study.results(setups)] == [
        shipped_study.footprint(one).notes() for one in setups
    ]


def test_programs_read_what_becomes_of_each_setting(shipped_study):
    setup = CalculationSetup(PRODUCT, "eu-cfb-ev", settings={"lfp_cycle_life": 3000, "cell_plant_energy": 25})
    inputs = shipped_study.footprint(setup).document()["inputs"]

    assert inputs["header"] == ["lfp_cycle_life=3000", "cell_plant_energy=25"]
    assert [one["name"] for one in inputs["yours"]] == ["lfp_cycle_life", "cell_plant_energy"]
    assert [(one["moves"], bool(one["why"])) for one in inputs["settings"]] == [(False, True), (True, False)]


def test_reasons_are_said_in_the_language_in_use(shipped_study):
    notes = notes_of(shipped_study, "grid_pathway=CARBON-NEUTRAL", language="zh")

    assert any("grid_year=2024（默认）" in note or "grid_year=2024 (默认)" in note for note in notes)
    assert not any("changes nothing" in note for note in notes)
