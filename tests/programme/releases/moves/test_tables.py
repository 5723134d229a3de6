"""Tables of what a release moves, by arithmetic: three packs of 100 kWh that go from 100, 200, 300 kg to 104, 210, 360 kg."""

import pytest

from lca_models.programme.releases.moves.calculating import Moved, Moves
from lca_models.programme.releases.moves.tables import beyond, tables_of


def pack(own, kg, more, chemistry="lfp", province="CN-SC"):
    return Moved(
        own, f"org-{own}", chemistry, province, 100.0, {"manufacturing": kg, "recycling": 0.0},
        {"manufacturing": kg + 2 * more, "recycling": -more}, {"a.csv": 2 * more, "b.csv": -more}, (2 * more, None),
    )  # fmt: skip


UNITS = ((("a.csv", "x"),), (("b.csv", "y"), ("c.csv", "z")))
ONES = (pack("p", 100.0, 4.0), pack("q", 200.0, 10.0, "nmc"), pack("r", 300.0, 60.0, "nmc", "CN-FJ"))
MOVES = Moves("1.5.0", "1.4.0", 7, True, UNITS, ONES, {"s": "no sheet"})


@pytest.fixture(scope="module")
def tables():
    return {name: table.to_dict("records") for name, table in tables_of(MOVES).items()}


def test_rows_and_tables_by_the_sum_of_their_sizes_over_declarations(tables):
    first, second = tables["rows"]
    assert (first["table"], first["key"], first["sum_of_sizes"], first["declarations"]) == ("a.csv", "x", 148, 3)
    assert first["beyond_5_percent"] == 3
    assert (second["table"], second["key"], second["sum_of_sizes"], second["declarations"]) == (
        "b.csv + c.csv",
        "y; z",
        0,
        0,
    )
    assert [(one["table"], one["sum_of_sizes"], one["sum"]) for one in tables["tables"]] == [
        ("a.csv", 148, 148), ("b.csv", 74, -74),
    ]  # fmt: skip


def test_stages_sum_to_the_whole_difference(tables):
    assert {one["stage"]: one["sum"] for one in tables["stages"]} == {"manufacturing": 148, "recycling": -74}


def test_last_digits_are_no_change():
    """recycling goes from 7 to 7 and a last digit, beside 10 kg of manufacturing"""
    before = {"manufacturing": 100.0, "recycling": 7.0}
    one = Moved(
        "p", "o", "lfp", "CN-SC", 100.0, before, {"manufacturing": 110.0, "recycling": 7.000000000000001}, {}, ()
    )
    stages = tables_of(Moves("v", "u", 1, True, (), (one,), {}))["stages"].to_dict("records")
    assert {row["stage"]: (row["sum_of_sizes"], row["sum"]) for row in stages} == {
        "manufacturing": (10.0, 10.0),
        "recycling": (0.0, 0.0),
    }


def test_groups_tell_how_many_are_to_be_renewed(tables):
    lfp, nmc = tables["chemistries"]
    assert (lfp["declarations"], lfp["median"], lfp["beyond_5_percent"]) == (1, 0.04, 0)
    assert (nmc["declarations"], nmc["lowest"], nmc["highest"]) == (2, 0.05, 0.2)
    assert (nmc["beyond_5_percent"], nmc["beyond_10_percent"]) == (1, 1)
    assert [(one["province"], one["declarations"]) for one in tables["provinces"]] == [("CN-FJ", 1), ("CN-SC", 2)]


def test_exactly_a_share_is_not_beyond_it():
    assert [beyond(one, 0.05) for one in ONES] == [False, False, True]


def test_declarations_stand_by_how_far_they_move_with_their_places(tables):
    assert [(one["declaration"], one["renew"]) for one in tables["declarations"]] == [
        ("r", "10 %"),
        ("q", ""),
        ("p", ""),
    ]
    assert tables["declarations"][0]["after"] == 3.6
    assert [(one["rank_before"], one["rank_after"]) for one in tables["declarations"]] == [(3, 3), (2, 2), (1, 1)]


def test_the_summary_counts_and_says_whether_places_change(tables):
    found = {one["indicator"]: one["value"] for one in tables["summary"]}
    assert found == {
        "declarations": 3, "not_calculated": 1, "beyond_5_percent": 1, "beyond_10_percent": 1,
        "median_change": pytest.approx(0.05), "kendall_tau": 1.0, "rank_changed": 0,
    }  # fmt: skip
    other = Moves("v", "u", 1, True, UNITS, (pack("p", 100.0, 4.0), pack("q", 101.0, 0.5)), {})
    places = tables_of(other)["summary"].set_index("indicator")["value"]
    assert (places["rank_changed"], places["kendall_tau"]) == (2, -1)


def test_a_release_that_reaches_nobody_has_empty_tables():
    found = tables_of(Moves("v", "u", 1, True, (), (), {}))
    assert all(found[name].empty for name in ("rows", "tables", "stages", "chemistries", "provinces", "declarations"))
    assert found["summary"].set_index("indicator")["value"]["declarations"] == 0
