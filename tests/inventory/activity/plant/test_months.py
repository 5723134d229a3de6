from dataclasses import replace
from fractions import Fraction

import pytest

from lca_models.inventory.activity.plant.lines import Readings, exact
from lca_models.inventory.activity.plant.months import twelve_months, year_amount
from tests.plants import PERIOD, every, months, texts, year


def amount(readings, findings, activity=None):
    return year_amount(readings, PERIOD, "M1", findings, {} if activity is None else activity)


def test_twelve_months_run_over_the_end_of_a_year():
    """November 2025 to October 2026"""
    found = twelve_months("2025-11")

    assert (found[0], found[1], found[2], found[-1], len(found)) == ("2025-11", "2025-12", "2026-01", "2026-10", 12)


@pytest.mark.parametrize(
    ("readings", "total", "completeness"),
    [
        (months([1] * 12), 12, 1),
        (months([1] * 11), 12, 2),
        (months([1] * 10), 12, 2),
        (every(exact(0.1)), Fraction(12, 10), 2),
        (year(12), 12, 4),
    ],
)
def test_a_year_is_as_complete_as_it_was_read(readings, total, completeness, findings):
    """twelve months 1, ten or eleven or the same every month 2, a total 4"""
    found = amount(readings, findings)

    assert (found.total, found.completeness) == (total, completeness)


def test_gaps_follow_what_was_started_and_not_the_calendar(findings):
    """11 kWh for 11 started; December starts 3"""
    found = amount(
        months([1] * 11, "kWh"), findings, {month: Fraction(1 + 2 * (month == "2025-12")) for month in PERIOD}
    )

    assert found.months["2025-12"] == 3
    assert texts(findings) == [("V19", "M1: 2025-12 missing, estimated 3 kWh from output")]


def test_a_month_in_which_nothing_was_started_is_estimated_as_nothing(findings):
    assert amount(months([1] * 11), findings, {month: Fraction(month != "2025-12") for month in PERIOD}).total == 11


def test_gaps_without_output_by_month_are_the_mean_of_the_others(findings):
    assert amount(months([1] * 5 + [3] * 5, "t"), findings).total == 24
    assert texts(findings) == [("V19", "M1: 2025-11, 2025-12 missing, estimated 4 t as the mean of the others")]


def test_more_than_two_months_are_no_year(findings):
    amount(months([1] * 9), findings)

    assert [code for code, text in texts(findings, "error") if "more than 2 months" in text] == ["V19"]


def test_a_bill_of_the_year_leaves_what_months_lack(findings):
    """100 - 9: no estimate, whatever was started"""
    readings = replace(months([1] * 9, "t"), year_total=Fraction(100))

    assert amount(readings, findings).total == 100
    assert texts(findings) == [
        ("V19", "M1: 2025-10, 2025-11, 2025-12 missing, for which the bill of the year leaves 91 t")
    ]


@pytest.mark.parametrize(("bill", "refused"), [(120, False), (Fraction(1206, 10), False), (Fraction(1207, 10), True)])
def test_months_and_the_bill_agree_within_half_a_percent(bill, refused, findings):
    """0.5 % of 120.6 is 0.603"""
    amount(replace(months([10] * 12), year_total=Fraction(bill)), findings)

    assert [code for code, _ in texts(findings, "error")] == ["V20"] * refused


def test_a_bill_below_the_months_that_were_read_is_refused(findings):
    assert amount(replace(months([10] * 9), year_total=Fraction(80)), findings) is None
    assert [code for code, _ in texts(findings, "error")] == ["V20"]


def test_the_bill_is_compared_with_twelve_times_a_month(findings):
    amount(replace(every(10), year_total=Fraction(100)), findings)

    assert [code for code, _ in texts(findings, "error")] == ["V20"]


def test_months_outside_the_period_are_refused(findings):
    """thirteen months"""
    readings = Readings({**dict.fromkeys(PERIOD, Fraction(1)), "2026-01": Fraction(1)}, place="row")

    assert amount(readings, findings) is None
    assert [(code, "2026-01" in text) for code, text in texts(findings, "error")] == [("V18", True)]


def test_amounts_by_month_and_for_every_month_are_one_too_many(findings):
    assert amount(replace(months([1] * 12), every_month=Fraction(1)), findings) is None
    assert len(texts(findings, "error")) == 1


def test_output_is_not_estimated(findings):
    assert year_amount(months([1] * 11), PERIOD, "good output of A", findings, None) is None
    assert "write 0 where nothing was made" in texts(findings, "error")[0][1]


def test_nothing_given_is_nothing_known(findings):
    assert amount(Readings(), findings) is None
    assert texts(findings) == []
