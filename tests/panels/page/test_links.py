"""An address and a state of the page are two forms of one thing; a hostile address changes nothing and runs nothing."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from counts import LONG
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.choosing import Choosing, start_setup
from lca_models.panels.page.links import address_of, state_of_address
from lca_models.panels.state import TABS, PageState
from lca_models.panels.views.compare import choose_second
from lca_models.panels.views.entering import set_cell
from lca_models.scope.address import to_address
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import DECLARED_UNITS, PACK

SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
HOSTILE = [
    "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "javascript:alert(1)", "data:text/html,<b>",
    "../../secret", "/secret.csv", "ftp://x.test/secret", "https://x.test/", "PROJECT:DB/CODE", "sheet.xlsx", "a.yaml#b",
    "${7*7}", "{{7*7}}", "__import__('os')", "'; DROP TABLE x;--", "%00", "\u202e", "x" * 121, "１２", "nan", "inf", "0x1f",
    "1e999", "-", "--set", "\U0001f600", "\x00", "\r\nX: y", "constructor", "__proto__",
]  # fmt: skip
SHEETS = Path(__file__).parents[3] / "notebooks" / "data_sheets"


@pytest.fixture
def start(model):
    first = start_setup(model.offer)
    return PageState(first, first)


def some_setup(model, data):
    setup = start_setup(model.offer)
    for _ in range(data.draw(st.integers(0, 5))):
        choosing = Choosing(model.offer, setup)
        name = data.draw(st.sampled_from([one for one in choosing.names if one != "rules"]))
        if choosing.is_number(name):
            lowest, highest, _ = choosing.limits(name)
            value = data.draw(
                st.floats(lowest, highest, allow_subnormal=False).map(lambda one: one if one > 1e-90 else 0.0)
            )
        else:
            codes = ("gwp20-ar6", "fossil-energy") if name == "method" else [one.code for one in choosing.offered(name)]
            value = data.draw(st.sampled_from(codes))
        setup = choosing.with_value(name, value)
    return setup


@settings(suppress_health_check=SHARED, max_examples=500 if LONG else 40)
@given(st.data())
def test_a_state_reads_back_from_its_address(model, data):
    setup = some_setup(model, data)
    usual = start_setup(model.offer, setup.product)
    state = PageState(
        setup,
        data.draw(st.sampled_from([usual, setup, start_setup(model.offer)])),
        data.draw(st.sampled_from([None, usual, setup])),
        per=data.draw(st.sampled_from(DECLARED_UNITS)),
        tab=data.draw(st.sampled_from(TABS)),
        language=data.draw(st.sampled_from(["en", "zh"])),
    ).in_one_category()
    search = address_of(state, model)
    link = state_of_address(search, model, PageState(usual, usual))

    assert (link.state, link.refused, link.notes) == (state, (), ())
    assert address_of(link.state, model) == search


@settings(suppress_health_check=SHARED, max_examples=300 if LONG else 30)
@given(st.data())
def test_a_damaged_address_is_taken_in_part_or_not_and_never_fails(model, data):
    search = (
        "?v=1&lang=zh-Hans&per=pack&product=nmc811-80kwh&set.cell_plant_province=CN-SC&set.green_power_share=0.5"
        "&second.product=lfp-60kwh"
    )
    place, other = data.draw(st.integers(0, len(search))), data.draw(st.text(max_size=5))
    damaged = search[:place] + other + search[place + data.draw(st.integers(0, 5)) :]
    first = start_setup(model.offer)
    link = state_of_address(damaged, model, PageState(first, first))

    model.evaluate(link.state.setup)
    assert address_of(link.state, model).startswith("?v=1")


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_refused_at_its_field(model, start, value):
    kept = "?v=1&set.cell_plant_province=CN-SC"
    for key in (
        "product",
        "rules",
        "set.grid_year",
        "set.green_power_share",
        "second.product",
        "base.rules",
        "tab",
        "scenario",
    ):
        link = state_of_address(f"{kept}&{key}={quote(value, safe='', errors='replace')}", model, start)

        assert link.state.setup == CalculationSetup("lfp-60kwh", "cn-551", settings={"cell_plant_province": "CN-SC"})
        assert [one.key for one in link.refused] == [key]
        assert len(link.banner()) == 1


def test_every_refused_setting_names_what_is_near(model, start):
    link = state_of_address(
        "?v=1&product=lfp-6kwh&rules=cn-55&set.gren_power_share=0.5&set.green_power_share=7&per=packs", model, start
    )
    english, chinese = link.banner()[0]

    assert english.startswith("shown without 5 settings of the link")
    assert chinese.startswith("链接中有5项设置未采用")
    assert all(word in english for word in ("'lfp-60kwh'", "'cn-551'", "'green_power_share'", "'pack'"))
    assert link.state.setup == start.setup


def test_a_link_made_with_other_inventories_says_so(model, start):
    link = state_of_address("?v=1&per=pack&at=00000000&sheet=8f3a00112233", model, start)

    assert link.state == replace(start, per=PACK)
    assert len(link.notes) == 2


def test_a_range_of_an_input_stands_in_the_address(model, start):
    name = next(iter(model.input_ranges(start.setup)))
    state = replace(start, ranges={name: (1.5, 2.5)})
    search = address_of(state, model)

    assert search == f"?v=1&range.{name}=1.5~2.5"
    assert state_of_address(search, model, start).state == state
    assert state_of_address(f"?v=1&range.{name}=2~1", model, start).refused
    assert state_of_address("?v=1&range.nothing=1~2", model, start).refused


def test_what_a_person_opened_never_stands_in_an_address(model, start):
    state = replace(start, setup=CalculationSetup("folder/secret.xlsx", "cn-551"))

    assert "secret" not in address_of(state, model)


def test_a_link_with_the_sheet_gives_back_both_batteries_and_the_baseline(model, start):
    """a pack of one's own against its archetype, beside a copy of itself"""
    own = replace(model)
    asked = {"sheet": "product", "key": "rated_energy", "column": "yours", "text": "62.4"}
    entered = set_cell(start, own, asked)
    copied = choose_second(entered, own, {"start": "mine", "change": {"cell_plant_province": "CN-NM"}})
    search = address_of(copied, own)
    again = state_of_address(search, own, start)

    assert again.refused == again.notes == ()
    assert (again.state.setup, again.state.second) == (copied.setup, copied.second)
    assert again.state.baseline == copied.baseline
    assert "second.product=own" in search
    assert "62.4" not in search
    without = state_of_address(search, replace(model), start)
    assert [one.key for one in without.refused] == ["second.product"]


def test_a_scenario_of_the_inventories_is_what_it_sets(model, start):
    name = next(one for one, found in model.study.scenarios.items() if found.settings)
    link = state_of_address(f"?v=1&scenario={name}", model, start)

    assert link.refused == ()
    assert dict(link.state.setup.settings) == dict(model.study.scenarios[name].settings)


def test_the_rule_set_compared_with_stands_in_the_address(model):
    start = start_setup(model.offer)
    state = PageState(start, start, tab="rules", second_rules="iso-14067-cut-off")
    search = address_of(state, model)
    same = state_of_address("?v=1&against=cn-551", model, PageState(start, start))

    assert search == "?v=1&tab=rules&against=iso-14067-cut-off"
    assert state_of_address(search, model, PageState(start, start)).state == state
    assert same.state.second_rules == ""
    assert [one.key for one in same.refused] == ["against"]


def test_a_sheet_that_the_page_was_started_with_stands_in_the_address_by_its_name(shipped_study):
    """never by its folder; a page that was not started with it says that there is no such product"""
    model = PanelModel(shipped_study, (str(SHEETS / "lfp_sichuan.yaml"),))
    own, shipped = (start_setup(model.offer, one) for one in (model.sheets[0], "lfp-60kwh"))
    for setup, baseline in ((own, own), (own, shipped), (shipped, own)):
        search = address_of(PageState(setup, baseline, second=own), model)
        assert str(SHEETS) not in search
        found = state_of_address(search, model, PageState(shipped, shipped))
        assert found.refused == ()
        assert (found.state.setup, found.state.baseline, found.state.second) == (setup, baseline, own)
    [refused] = state_of_address(
        "?v=1&product=lfp_sichuan.yaml", PanelModel(shipped_study), PageState(shipped, shipped)
    ).refused
    assert refused.key == "product"


@settings(suppress_health_check=SHARED, max_examples=20)
@given(st.data())
def test_an_address_written_in_python_opens_on_the_page(model, data):
    """product, rules, category, province and settings, whatever they are"""
    first = start_setup(model.offer)
    asked = some_setup(model, data)
    said = replace(
        asked, province="" if "cell_plant_province" in asked.settings else data.draw(st.sampled_from(("", "CN-SC")))
    )
    link = state_of_address(to_address(said), model, PageState(first, first))
    province = {"cell_plant_province": said.province} if said.province else {}

    assert link.refused == ()
    assert link.state.setup == replace(asked, settings={**asked.settings, **province})


def test_a_category_with_too_little_data_is_refused_alone(model, start):
    link = state_of_address("?v=1&method=so2&per=pack", model, start)

    assert [one.key for one in link.refused] == ["method"]
    assert (link.state.setup.method, link.state.per) == ("", PACK)
