import pytest
from hypothesis import given
from hypothesis import strategies as st
from setups import setups

from lca_models.scope.address import LONGEST, from_address, to_address
from lca_models.scope.calculation_setup import FOREIGN, CalculationSetup
from lca_models.scope.scenario import ScenarioError


@given(setups(without=("amount",)).filter(lambda setup: setup.kind != FOREIGN))
def test_an_address_gives_its_setup_again(setup):
    address = to_address(setup)

    assert from_address(address) == setup
    assert from_address(f"http://127.0.0.1:8866/voila/{address}#top") == setup
    assert from_address(address.removeprefix("?")) == setup
    assert from_address("http://127.0.0.1:8866/voila/") == CalculationSetup()


def test_an_address_can_be_read():
    setup = CalculationSetup(
        "nmc811-80kwh", scenarios=("grid-2024", "route-direct"), settings={"green_power_share": 0.5, "market": "a b"},
        province="CN-SC", declared_unit="pack", fade_curve="0:1,500:0.9",
    )  # fmt: skip

    assert to_address(setup) == (
        "?v=1&product=nmc811-80kwh&scenario=grid-2024&scenario=route-direct&province=CN-SC&per=pack&fade-curve=0:1,500:0.9"
        "&set.green_power_share=0.5&set.market=a%20b"
    )


@pytest.mark.parametrize("said", [{"product": "a:b/c"}, {"amount": 2.0}, {"stages": "s.csv"}])
def test_an_address_holds_nothing_of_a_brightway_project(said):
    with pytest.raises(ScenarioError, match="an address"):
        to_address(CalculationSetup(**said))
    with pytest.raises(ScenarioError, match="an address"):
        from_address("?" + "&".join(f"{name}={value}" for name, value in said.items()))


@given(st.text(max_size=60))
def test_any_text_is_a_setup_or_a_message(text):
    try:
        found = from_address(f"?{text}")
    except ScenarioError as error:
        found = str(error).strip()

    assert found


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("?prduct=toy", "an address has no 'prduct'; did you mean 'product'?"),
        ("?product=", "'product' is empty in the address"),
        ("?product=a&product=b", "'product' stands twice in the address; keep one"),
        ("?product=a&grid_year=1&set.grid_year=2", "'set.grid_year' stands twice"),
        ("?rules=/etc/rules.csv", "'/etc/rules.csv' is a file, and an address names no file"),
        ("?scenario=../x.yaml%23high", "is a file, and an address names no file"),
        ("?product=../pack.xlsx", "is a file, and an address names no file"),
        ("?fade-curve=/etc/passwd", "fade_curve: '/etc/passwd' is no fade curve"),
        ("?product=%ff", "the address cannot be read"),
        ("?product=a%0Ab", "product is 'a\\nb'; give one line of text"),
        ("?" + "a_b=1&" * 300, "the address cannot be read"),
        ("?product=" + "a" * LONGEST, "characters; an address of a calculation has at most 8000"),
        ("?=1", "an address has no ''"),
        ("?set.=1", "holds the name ''"),
        ("?replacements=1", "an address has no 'replacements'"),
    ],
    ids=lambda text: text[:40],
)
def test_an_address_that_is_none_gives_a_message(address, message):
    with pytest.raises(ScenarioError) as refused:
        from_address(address)

    assert message in str(refused.value)
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize(
    "setup",
    [
        CalculationSetup("toy", rules="mine.csv"),
        CalculationSetup("toy", scenarios=("mine.yaml#high",)),
        CalculationSetup("pack.yaml"),
        CalculationSetup("toy", overrides=[{"mass": 1}]),
    ],
)
def test_what_an_address_cannot_hold_is_refused(setup):
    with pytest.raises(ScenarioError, match="address"):
        to_address(setup)
