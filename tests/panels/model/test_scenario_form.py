"""The form of the explorer without a browser: defaults, limits, text that is no number, and the settings it stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.tables.records import Choice
from lca_models.panels.model.parameter_fields import ParameterField
from lca_models.panels.model.scenario_form import OWN_FIELDS, Offer, PackSize, ScenarioForm
from lca_models.scope.scenario import ScenarioError

PLACES = (Choice("CN-FJ", 35, "Fujian", "福建"), Choice("CN-SC", 51, "Sichuan", "四川"))
TECHNOLOGIES = (Choice("WIND", 1, "Wind power", "风电"), Choice("SOLAR-PV", 2, "Photovoltaic power", "光伏发电"))
APPROACHES = (
    Choice("no-credit", 1, "no credit", "不抵扣"),
    Choice("cff", 5, "circular footprint formula", "循环足迹公式"),
)


def offer() -> Offer:
    """two packs of 60 and 80 kWh, two provinces, two technologies"""
    others = {
        "grid_year": ("power", "2024"),
        "grid_pathway": ("power", "PLEDGES"),
        "recycling_route": ("end_of_life", "hydro"),
    }
    fields = [
        ParameterField(name, group, code, (Choice(code, 1, "", ""), Choice(f"{code}-B", 2, "", "")))
        for name, (group, code) in others.items()
    ]
    fields += [ParameterField(name, "plants", "CN-FJ", PLACES) for name in ("cell_plant_province", "cathode_province")]
    fields.append(ParameterField("end_of_life_approach", "end_of_life", "no-credit", APPROACHES))
    fields.append(ParameterField("loss_rate", "power", 0.05, lowest=0.02, highest=0.1))
    technologies = {"green_power_technology": "WIND", "direct_line_technology": "WIND", "onsite_technology": "SOLAR-PV"}
    return Offer(
        products=(Choice("lfp-60kwh", 0, "LFP", ""), Choice("nmc811-80kwh", 1, "NMC811", "")),
        sizes={
            "lfp-60kwh": PackSize("lfp_pack_energy", 60, 20, 150),
            "nmc811-80kwh": PackSize("nmc811_pack_energy", 80, 20, 150),
        },
        rules=(Choice("cn-551", 0, "", ""), Choice("eu-cfb-ev", 1, "", "")),
        technologies=dict.fromkeys(technologies, TECHNOLOGIES),
        default_technologies=technologies,
        fields=tuple(fields),
    )


@pytest.fixture
def form() -> ScenarioForm:
    return ScenarioForm(offer())


def test_it_opens_at_the_baseline(form):
    assert form.setup().words() == ("lca-models", "footprint", "lfp-60kwh", "--rules", "cn-551")
    assert form.pack_energy == 60


def test_only_what_differs_from_the_baseline_is_a_setting(form):
    form.cell_plant_province = "CN-SC"
    form.green_percent = 35

    assert form.setup().settings == {"green_power_share": 0.35, "cell_plant_province": "CN-SC"}


def test_a_share_of_zero_sets_no_technology(form):
    form.technology = "SOLAR-PV"

    assert form.setup().settings == {}


def test_the_instrument_decides_which_share_is_set(form):
    form.green_percent = 50
    settings = {}
    for instrument in ("trade", "certificates", "direct_line", "on_site"):
        form.instrument = instrument
        settings[instrument] = dict(form.setup().settings)

    assert settings == {
        "trade": {"green_power_share": 0.5},
        "certificates": {"cell_plant_certificate_share": 0.5},
        "direct_line": {"cell_plant_direct_line_share": 0.5},
        "on_site": {"cell_plant_onsite_share": 0.5},
    }


def test_an_instrument_brings_the_technology_of_its_own(form):
    form.instrument = "on_site"

    assert form.technology == "SOLAR-PV"


def test_a_battery_brings_the_size_of_its_own(form):
    form.pack_energy = 75
    form.product = "nmc811-80kwh"

    assert form.pack_energy == 80
    assert form.setup().settings == {}


def test_an_approach_named_is_a_setting_even_if_it_is_the_default(form):
    form.end_of_life_approach = "no-credit"

    assert form.setup().settings == {"end_of_life_approach": "no-credit"}


def test_reset_returns_to_where_it_opened_and_keeps_the_language():
    form = ScenarioForm(offer(), product="nmc811-80kwh", cell_plant_province="CN-SC")
    opened = form.setup()
    form.language = "zh"
    form.set_fields({"product": "lfp-60kwh", "green_percent": 10, "cell_plant_province": "CN-FJ", "rules": "eu-cfb-ev"})
    form.reset()

    assert form.setup() == opened
    assert form.language == "zh"


@pytest.mark.parametrize(("name", "text", "message"), [
    ("pack_energy", "abc", "pack_energy is 'abc'; give a number from 20 to 150 kWh"),
    ("pack_energy", "nan", "pack_energy is 'nan'; give a number from 20 to 150 kWh"),
    ("pack_energy", "151", "pack_energy is 151 kWh; give a number from 20 to 150 kWh"),
    ("green_percent", "-1", "green_percent is -1 %; give a number from 0 to 100 %"),
    ("green_percent", "12.5", "green_percent is '12.5'; give a whole number from 0 to 100 %"),
    ("cathode_province", "CN-SX", "cathode_province is 'CN-SX', which is not offered; did you mean 'CN-SC'"),
    ("loss_rate", "0.5", "loss_rate is 0.5; give a number from 0.02 to 0.1"),
    ("loss_rate", "much", "loss_rate is 'much'; give a number from 0.02 to 0.1"),
    ("product", "lfp-60", "product is 'lfp-60', which is not offered; did you mean 'lfp-60kwh'?"),
    ("pack_size", "60", "the explorer has no field 'pack_size'; did you mean"),
])  # fmt: skip
def test_what_is_impossible_is_refused_and_nothing_changes(form, name, text, message):
    before = form.setup()

    with pytest.raises(ScenarioError) as refused:
        form.set_fields({name: text})

    assert str(refused.value).startswith(message)
    assert form.setup() == before


def test_text_that_is_a_number_is_taken(form):
    form.set_fields({"pack_energy": "75.5"})

    assert form.setup().settings == {"lfp_pack_energy": 75.5}


def test_a_language_changes_no_number(form):
    form.green_percent = 20
    before = form.setup()
    form.language = "zh"

    assert form.setup() == before
    with pytest.raises(ScenarioError, match="no language"):
        form.language = "de"


def test_a_scenario_names_product_and_rules(form):
    form.grid_year = "2024-B"
    scenario = form.scenario()

    assert scenario.settings == {"grid_year": "2024-B"}
    assert scenario.description == "Chosen in the explorer for lfp-60kwh under cn-551"


@given(st.data())
def test_any_choices_survive_words_and_reset(data):
    """every setting stands in the command as NAME=VALUE, and reset forgets them all"""
    form = ScenarioForm(offer())
    opened = form.setup()
    codes = [name for name, one in form.fields.items() if not one.is_number]
    form.set_fields(
        {name: data.draw(st.sampled_from([one.code for one in form.offered(name)]), name) for name in codes}
    )
    form.loss_rate = data.draw(st.floats(0.02, 0.1))
    form.green_percent = data.draw(st.integers(0, 100))
    chosen = form.setup()
    given_words = [word for word in chosen.words() if "=" in word]

    assert len(given_words) == len(chosen.settings)
    assert {word.partition("=")[0] for word in given_words} == set(chosen.settings)
    form.reset()
    assert form.setup() == opened


def test_every_field_can_be_given_at_the_start():
    start = {"product": "nmc811-80kwh", "pack_energy": 100, "rules": "eu-cfb-ev", "instrument": "on_site",
             "technology": "WIND", "green_percent": 5}  # fmt: skip
    form = ScenarioForm(offer(), **start)

    assert {name: getattr(form, name) for name in start} == start
    assert set(start) == set(OWN_FIELDS)
    assert form.names == (*OWN_FIELDS, *(one.name for one in offer().fields))
