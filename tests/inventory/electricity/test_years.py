"""A year is rows of tables: 2025 copied from 2024 calculates, and whatever row it lacks is named."""

import csv
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.commands.main import main
from lca_models.impact.assessment import assess
from lca_models.inventory.brightway.in_memory import product_system
from lca_models.inventory.checks.inventories import find_problems, load_inventories
from lca_models.inventory.electricity.list_formulas import with_list_formulas
from lca_models.inventory.electricity.years import check_years, year_notes, years_of
from lca_models.inventory.tables.formulas import FormulaError, evaluate
from lca_models.inventory.tables.reading import find_inventories, rows_of
from tests.shipped_tables import shipped_tables

SHIPPED = find_inventories()
NEEDED = ("grid_years", "generation", "consumption")
OF_YEARS = (*NEEDED, "claims", "national_generation", "official_grid_factors")


def is_of(year, row):
    return row["year" if "year" in row.cells else "code"] == str(year)


def copied(tables, old, new, lacks=None):
    """Tables with the rows of a year once more for another; `lacks`: (kind, number of a row) that is forgotten."""
    found = []
    for table in tables:
        rows = [row for row in table.rows if is_of(old, row)] if table.kind in OF_YEARS else []
        if lacks and lacks[0] == table.kind:
            del rows[lacks[1] % len(rows)]
        added = tuple(
            replace(row, cells={name: str(new) if text == str(old) else text for name, text in row.cells.items()})
            for row in rows
        )
        found.append(replace(table, rows=(*table.rows, *added)))
    return tuple(found)


def write(tables, root):
    """A copy of the shipped folder with these tables."""
    for table in tables:
        path = root / table.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.columns)
            writer.writerows([row[column] for column in table.columns] for row in table.rows)
    (root / "scenarios.yaml").write_bytes((SHIPPED / "scenarios.yaml").read_bytes())
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return write(copied(shipped_tables(), 2024, 2025), tmp_path_factory.mktemp("tables"))


@pytest.fixture(scope="module")
def inventories(root):
    return load_inventories(root).inventories


def test_check_passes_with_a_year_copied_from_another(root, capsys):
    assert main(["check", str(root)]) == 0
    assert "every rule holds" in capsys.readouterr().out


@pytest.fixture(scope="module")
def system(inventories):
    return product_system(inventories, "lfp-60kwh")


@pytest.mark.parametrize("rule", ["PROVINCIAL", "REGIONAL", "NATIONAL", "OFFICIAL"])
@pytest.mark.parametrize("residual", [0, 1])
def test_a_year_copied_from_another_gives_its_result(system, rule, residual):
    """0 kg apart, by every rule of location supply and on the residual mix"""
    settings = {"electricity_rule": rule, "residual_mix_counts": residual}
    former, latter = (assess(system, {**settings, "grid_year": year}).score for year in ("2024", "2025"))

    assert latter == pytest.approx(former, rel=1e-12)
    assert latter != pytest.approx(assess(system, {**settings, "grid_year": "2023"}).score, rel=1e-3)


@pytest.mark.parametrize("kind", NEEDED)
def test_check_names_a_row_that_the_new_year_lacks(kind):
    """The first row of each table that a year needs, forgotten."""
    problems = find_problems(copied(shipped_tables(), 2024, 2025, lacks=(kind, 0)))

    assert len(problems) > 0
    assert all("2025" in problem.message for problem in problems)


@given(kind=st.sampled_from(NEEDED[1:]), number=st.integers(0, 10_000), year=st.sampled_from([2023, 2024, 2025]))
def test_any_row_forgotten_in_any_year_is_named(kind, number, year):
    """Province and technology of it, by one problem."""
    rows = [row for row in rows_of(copied(shipped_tables(), 2024, 2025), kind) if is_of(year, row)]
    lost = rows[number % len(rows)]
    tables = tuple(
        replace(one, rows=tuple(row for row in one.rows if row.cells != lost.cells)) if one.kind == kind else one
        for one in copied(shipped_tables(), 2024, 2025)
    )

    (problem,) = check_years(tables)

    assert problem.place.table == f"electricity/{kind}.csv"
    assert str(year) in problem.message
    assert lost["province"] in problem.message
    assert lost.cells.get("technology", "") in problem.message


@given(number=st.integers(0, 10_000))
def test_any_row_forgotten_of_a_national_year_or_a_pathway_is_named(number):
    rows = list(rows_of(shipped_tables(), "national_generation"))
    lost = rows[number % len(rows)]
    tables = tuple(
        replace(one, rows=tuple(row for row in one.rows if row is not lost))
        if one.kind == "national_generation"
        else one
        for one in shipped_tables()
    )

    (problem,) = check_years(tables)

    assert lost["year"] in problem.message
    assert (lost["pathway"] or lost["technology"]) in problem.message


def test_a_year_without_any_row_and_rows_without_a_year_are_named():
    without = tuple(
        replace(one, rows=tuple(row for row in one.rows if not is_of(2024, row))) if one.kind == "generation" else one
        for one in shipped_tables()
    )
    messages = [problem.message for problem in check_years(without)]

    assert any("2024 has no rows in generation.csv" in message for message in messages)
    unlisted = copied(shipped_tables(), 2024, 2025, lacks=("grid_years", 0))
    assert {problem.message for problem in check_years(unlisted)} == {
        "2025 is not in grid_years.csv; add it there, or delete its rows"
    }


def test_a_year_without_an_official_factor_is_noted_and_refuses_that_rule():
    """no error: the factor of a year is published later than its statistics"""
    tables = copied(shipped_tables(), 2024, 2025, lacks=("official_grid_factors", 0))
    parameters = {row["name"]: row["formula"] for row in rows_of(with_list_formulas(tables), "parameters")}
    guard = parameters["electricity_rule_guard"]

    assert list(check_years(tables)) == []
    assert len(year_notes(tables)) == 1
    assert "for 2025, so electricity_rule=OFFICIAL is refused" in year_notes(tables)[0]
    assert year_notes(shipped_tables()) == ()
    assert evaluate(guard, {"electricity_rule": 4.0, "grid_year": 2024.0}) == 1
    with pytest.raises(FormulaError, match="divides by zero"):
        evaluate(guard, {"electricity_rule": 4.0, "grid_year": 2025.0})


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("parameter", "official_footprint_later", r"no parameter; did you mean 'official_footprint_latter'"),
        ("amount", "0.6", r"amount 0\.6 differs from the parameter 'official_footprint_latter', which is 0\.5777"),
    ],
)
def test_an_official_factor_is_the_parameter_it_names(column, text, message):
    tables = tuple(
        replace(one, rows=tuple(
            replace(row, cells={**row.cells, column: text}) if is_of(2024, row) and row["province"] == "CN" else row
            for row in one.rows
        )) if one.kind == "official_grid_factors" else one
        for one in shipped_tables()
    )  # fmt: skip

    (problem,) = check_years(tables)

    assert problem.place.table == "electricity/official_grid_factors.csv"
    assert re.search(message, problem.message)


def test_a_guard_that_somebody_wrote_must_hold_every_year():
    """as in former tables: 1 for 2023 alone"""
    written = {"formula": "1/(1.0*(grid_year == 2023))", "made_from": ""}
    tables = tuple(
        replace(one, rows=tuple(
            replace(row, cells={**row.cells, **written}) if row["name"] == "grid_year_guard" else row for row in one.rows
        ))
        for one in shipped_tables()
    )  # fmt: skip

    years = {re.search(r"stops at (\d+)", problem.message)[1] for problem in check_years(tables)}

    assert years == {"2021", "2022", "2024", "2035", "2060"}


def test_the_years_of_the_shipped_tables():
    years = years_of(shipped_tables())

    assert (years.base, years.statistics, years.national) == (2023, (2023, 2024), (2021, 2022))
    assert years.pathways == {2035: (1, 2), 2060: (1, 2)}
    assert years.official == {2023: "official_footprint_former", 2024: "official_footprint_latter"}
