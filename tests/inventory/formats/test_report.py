"""What an import says it did."""

from lca_models.inventory.formats.linking.unlinked import Unlinked
from lca_models.inventory.formats.report import ImportReport

LOST = Unlinked("mine", "technosphere", "steam", "kilogram", "CN", "", "cell", "no process has this name", "", 2)


def test_a_report_counts_what_could_not_be_linked():
    report = ImportReport("imported mine", {"mine": 3}, {"mine": 7}, {"kit": 5}, (LOST,), False, ("a problem",))

    assert report.text().splitlines() == [
        "mine: 3 processes and flows, 7 exchanges",
        "  linked to kit: 5",
        "could not be linked: 2 exchanges, 1 inputs",
        f"  {LOST}",
        "the project holds what this kit does not calculate:",
        "  a problem",
        "nothing was written",
    ]
    assert report.document()["unlinked"][0]["uses"] == 2


def test_a_report_says_how_many_rows_of_how_many_were_left_out():
    report = ImportReport("p", {}, {}, {}, (), True, (), 4, {"mine/cell": (2, 5), "mine/pack": (1, 3)})
    lines = report.text().splitlines()
    assert "linked by the mapping table: 4 exchanges" in lines
    assert "left out: 3 of 8 rows of these processes" in lines
    assert "  mine/cell: 2 of 5 rows" in lines
