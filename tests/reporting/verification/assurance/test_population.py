"""What to look at in a line that was chosen: months of a meter, documents, statements, the choice of a default."""

from pathlib import Path

from lca_models.inventory.activity.sheet.models import Amounts, DataSheet, MeterLine, OutputLine, Value
from lca_models.reporting.verification.assurance.population import months_to_look_at, own_kg, what_to_look_at
from lca_models.reporting.verification.assurance.sampling import Line


def value(number):
    return Value(number=number, unit="kWh", place="x", written=str(number))


def months(*amounts):
    return {f"2025-{month:02d}": value(amount) for month, amount in enumerate(amounts, start=1)}


METER = MeterLine(id="M1", item="electricity_grid", place="meters[0]", months=months(100, 300, 90, 200))
OUTPUT = OutputLine(product_id="p", unit="packs", good=Amounts(months=months(10, 20, 10, 50)))
SHEET = DataSheet(file=Path("a.yaml"), meters=(METER,), output=(OUTPUT,))


def test_highest_and_lowest_per_output_the_largest_and_a_drawn_month_are_looked_at():
    """per pack 10, 15, 9 and 4: the second is highest and largest, the fourth lowest; the drawn one is any"""
    chosen = months_to_look_at(METER, SHEET, "seed")

    assert {"2025-02", "2025-04"} <= set(chosen) <= {"2025-01", "2025-02", "2025-03", "2025-04"}
    assert chosen == months_to_look_at(METER, SHEET, "seed")
    assert (
        len({months_to_look_at(METER, SHEET, str(seed)) for seed in range(30)}) == 3
    )  # nothing more, 2025-01, 2025-03


def test_without_months_or_output_there_is_less_to_choose():
    assert months_to_look_at(METER.model_copy(update={"months": {}}), SHEET, "s") == ()
    assert "2025-02" in months_to_look_at(METER, SHEET.model_copy(update={"output": ()}), "s")


def test_each_kind_of_line_says_what_is_looked_at():
    assert "log and bill of M1: months" in what_to_look_at(Line("a", 1.0, places=("meters[0]; meters[9]",)), SHEET, "s")
    assert "statement, period" in what_to_look_at(Line("a", 1.0, kind="supplier"), SHEET, "s")
    assert "default fits" in what_to_look_at(Line("a", 1.0, is_as_released=True), SHEET, "s")
    assert what_to_look_at(Line("a", 1.0, places=("pack_parts!D2",)), SHEET, "s").endswith("pack_parts!D2")


def test_own_data_are_neither_released_nor_of_a_supplier():
    """3 + 4 of the maker; 5 as released and 6 of a supplier are not"""
    lines = [Line("a", 3.0), Line("b", -4.0), Line("c", 5.0, is_as_released=True), Line("d", 6.0, kind="supplier")]

    assert own_kg(lines) == 7.0
