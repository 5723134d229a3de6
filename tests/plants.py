"""Readings, meters and findings of plants, in short."""

from lca_models.inventory.activity.plant.lines import Meter, Readings, exact
from lca_models.inventory.activity.plant.months import twelve_months

PERIOD = twelve_months("2025-01")


def every(amount, unit=""):
    """The same amount in each of twelve months."""
    return Readings(every_month=exact(amount), unit=unit)


def year(amount, unit=""):
    """The total of a year."""
    return Readings(year_total=exact(amount), unit=unit)


def months(amounts, unit=""):
    """Amounts of the first months of 2025."""
    return Readings(
        months={month: exact(amount) for month, amount in zip(PERIOD, amounts, strict=False)}, unit=unit, place="row"
    )


def meter(id, item, unit, readings, parent="", allocation=""):
    return Meter(id, item, unit, readings, f"meters {id}", parent, allocation, id)


def texts(findings, *severities):
    return [(one.code, one.text) for one in findings.of(*(severities or ("error", "warning", "note")))]
