"""Exchanges of foreign files find what they buy, or say what came near."""

import pytest

from lca_models.inventory.formats.linking import ImportReport, Target, Unlinked, link_exchanges

POWER = Target(("kit", "power"), {"name": "power", "unit": "kilowatt hour", "location": "CN"})
CARBON = Target(("kit", "co2"), {"name": "CO2", "unit": "kilogram", "categories": ("air",), "type": "emission"})


def linked(exchange, *targets):
    """Input of an exchange, or the reason why it has none."""
    unlinked = link_exchanges({"mine": [{"name": "cell", "code": "cell", "exchanges": [exchange]}]}, targets)
    return unlinked[0].reason if unlinked else exchange["input"]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"name": "Power", "type": "technosphere"}, ("kit", "power")),
        ({"name": "power", "type": "technosphere", "location": "cn"}, ("kit", "power")),
        ({"name": "power", "type": "technosphere", "location": "DE"}, "the name is known with kilowatt hour, CN"),
        ({"name": "power", "type": "technosphere", "database": "other"}, "it names the database 'other'; found in kit"),
        ({"name": "powre", "type": "technosphere"}, "no process has this name; did you mean 'power'?"),
        ({"name": "power", "type": "biosphere"}, "no flow has this name; known: co2"),
        ({"name": "co2", "type": "biosphere", "categories": ("air",)}, ("kit", "co2")),
        ({"name": "co2", "type": "biosphere", "categories": ("water",)}, "the name is known with kilogram, air"),
        ({"name": "cell", "type": "production"}, ("mine", "cell")),
        ({"name": "gone", "type": "technosphere", "input": ("kit", "gone")}, "no process has this name; known: cell, power"),
        ({"name": "gone", "type": "technosphere", "input": ("kit", "power")}, ("kit", "power")),
    ],
)  # fmt: skip
def test_every_field_that_is_given_must_agree(given, found):
    assert linked(given, POWER, CARBON) == found


def test_an_input_that_several_exchanges_name_is_one_with_its_uses():
    exchange = {"name": "steam", "unit": "kilogram", "type": "technosphere", "location": "CN"}
    datasets = [{"name": name, "code": name, "exchanges": [dict(exchange)]} for name in ("cell", "pack")]
    (unlinked,) = link_exchanges({"mine": datasets})

    assert (unlinked.process, unlinked.uses) == ("cell", 2)
    assert str(unlinked).startswith("mine: 'cell' <- 'steam, kilogram, CN' [technosphere] (2 times): no process")


def test_a_report_counts_what_could_not_be_linked():
    lost = Unlinked("mine", "cell", "technosphere", "steam", "kilogram", "CN", 2, "no process has this name")
    report = ImportReport("imported mine", {"mine": 3}, {"mine": 7}, {"kit": 5}, (lost,), False, ("a problem",))

    assert report.text().splitlines() == [
        "mine: 3 processes and flows, 7 exchanges",
        "  linked to kit: 5",
        "could not be linked: 2 exchanges, 1 inputs",
        f"  {lost}",
        "the project holds what this kit does not calculate:",
        "  a problem",
        "nothing was written",
    ]
    assert report.document()["unlinked"][0]["uses"] == 2


def test_two_candidates_are_never_chosen_between():
    targets = [
        Target((database, "power"), {"name": "Power", "unit": "kilowatt hour", "location": "CN"}) for database in "ab"
    ]
    exchange = {"name": "power", "unit": "kilowatt hour", "type": "technosphere"}
    unlinked = link_exchanges({"mine": [{"name": "cell", "code": "cell", "exchanges": [exchange]}]}, targets)

    assert unlinked[0].reason == "2 candidates: a/power, b/power"
    assert "input" not in exchange


def test_the_own_database_goes_before_others():
    own = {"name": "power", "code": "mine", "unit": "kilowatt hour", "location": "CN", "exchanges": []}
    exchange = {"name": "power", "unit": "kilowatt hour", "type": "technosphere"}
    other = Target(("kit", "power"), {"name": "power", "unit": "kilowatt hour", "location": "CN"})

    assert link_exchanges({"mine": [own, {"name": "cell", "code": "cell", "exchanges": [exchange]}]}, [other]) == ()
    assert exchange["input"] == ("mine", "mine")
