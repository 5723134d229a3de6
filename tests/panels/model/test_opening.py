"""A form opens where a setup says: the address of the page, a scenario file and the form itself are one calculation."""

import pytest
from counts import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.panels.model.scenario_form import INSTRUMENTS
from lca_models.scope.address import from_address, to_address
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError


@given(st.data())
@settings(max_examples=examples(25))
def test_the_address_of_any_choices_opens_the_form_at_them(model, data):
    form = model.form(product=data.draw(st.sampled_from([one.code for one in model.offer.products])))
    chosen = {
        "rules": st.sampled_from([one.code for one in model.offer.rules]),
        "instrument": st.sampled_from(sorted(INSTRUMENTS)),
        "green_percent": st.integers(0, 100),
        "pack_energy": st.integers(20, 150),
        "cathode_province": st.sampled_from(["CN-SC", "CN-NM"]),
        "grid_year": st.sampled_from(["2022", "2023"]),
        "end_of_life_approach": st.sampled_from(["", "cff", "cut-off"]),
    }
    form.set_fields({name: data.draw(values) for name, values in chosen.items()})
    if form.green_percent:
        form.technology = data.draw(st.sampled_from([one.code for one in form.offered("technology")]))
    setup = form.setup()

    opened = model.form(**model.opening(from_address(to_address(setup))))
    assert opened.setup() == setup
    assert opened.instrument == form.instrument or not form.green_percent


def test_a_setup_as_people_write_it_opens_at_codes(model):
    """names and numbers of choices, a scenario of the inventories, and the province of the plant"""
    setup = CalculationSetup("lfp-60kwh", scenarios=("grid-2024",), settings={"cathode_province": "Sichuan",
                             "recycling_route": 3, "cell_plant_onsite_share": "0.07"}, province="四川")  # fmt: skip
    start = model.opening(setup)

    assert start == {
        "product": "lfp-60kwh", "rules": "cn-551", "grid_year": "2024", "cathode_province": "CN-SC",
        "recycling_route": "direct", "instrument": "on_site", "green_percent": 7, "cell_plant_province": "CN-SC",
    }  # fmt: skip
    total = model.study.footprint(setup).total().amount
    assert sum(model.evaluate(model.form(**start).setup()).stages.values()) == pytest.approx(total, rel=1e-12)


def test_an_address_without_a_product_opens_at_the_first(model):
    assert model.opening(from_address("?province=CN-SC"))["product"] == model.offer.products[0].code


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("?product=lfp-60", "there is no product 'lfp-60'; did you mean 'lfp-60kwh'"),
        ("?province=CN-XX", "is no province"),
        ("?grid_yaer=2023", "there is no parameter 'grid_yaer'; did you mean 'grid_year'"),
        (
            "?lfp_cycle_life=4000",
            "the page has no field for 'lfp_cycle_life'; leave it out, or use lca-models footprint",
        ),
        ("?method=gwp20-ar6", "the page has no field for an impact category"),
        ("?fade-curve=0:1,9000:0.8", "the page has no field for a fade curve"),
        ("?green_power_share=0.355", "green_percent is '35.5'; give a whole number from 0 to 100 %"),
        ("?green_power_share=0.1&cell_plant_onsite_share=0.1", "green power of one instrument; keep one share"),
        ("?lfp_pack_energy=1000", "give a number from 20 to 150 kWh"),
        ("?product=a:b/c", "an address names none; use the command line"),
        ("?rules=cn-515&province=CN-XX", "there is no rule set 'cn-515'"),
    ],
    ids=lambda text: text[:30],
)
def test_what_the_page_cannot_open_is_a_message(model, address, message):
    with pytest.raises(ScenarioError) as refused:
        model.opening(from_address(address))

    assert message in str(refused.value)
