"""A small export of SimaPro: a cell of copper with electricity and treated scrap, in the words of its blocks."""

HEADER = """{SimaPro 9.5.0.2}
{processes}
{Date: 10/12/2025}
{Time: 10:54:47}
{Project: Batteries}
{CSV Format version: 9.0.0}
{CSV separator: Semicolon}
{Decimal separator: .}
{Date separator: /}
{Short date format: dd/MM/yyyy}

"""


def process(identifier, name, category="material", **blocks):
    """A process of blocks by name, `_` for a blank and `__` for a slash."""
    lines = ["Process", "", "Category type", category, "", "Process identifier", identifier, "", "Process name", name, "",
             "Geography", "China", "", "Comment", "made up", ""]  # fmt: skip
    for block, rows in blocks.items():
        lines += [block.replace("__", "/").replace("_", " "), *([rows] if isinstance(rows, str) else rows), ""]
    return "\n".join([*lines, "End", "", ""])


def block(name, *rows):
    return "\n".join([name, *rows, "", "End", "", ""])


GRID = process("P1", "grid", Products="electricity, grid;kWh;1;100;not defined;Grids;",
               Emissions_to_air="Carbon dioxide, fossil;high. pop.;g;500;Undefined;0;0;0;")  # fmt: skip
COPPER = process("P2", "", Products="copper;t;1;100;not defined;Metals;",
                 Electricity__heat="electricity, grid;kWh;2000;Lognormal;1.44;0;0;",
                 Resources="Copper ore;in ground;kg;1200;Undefined;0;0;0;")  # fmt: skip
SCRAP = process("P3", "treating scrap", category="waste treatment", Waste_treatment="scrap;kg;1;All waste types;Waste;",
                Emissions_to_air="Carbon dioxide, fossil;;kg;0.5;Undefined;0;0;0;")  # fmt: skip
CELL = process(
    "P4", "cell production", Products="cell;kg;2;100;not defined;Cells;",
    Avoided_products="copper;kg;0.2;Undefined;0;0;0;", Materials__fuels="copper;kg;E*Share^2*100;Undefined;0;0;0;",
    Electricity__heat="electricity, grid;kWh;1;Triangle;0;0.5;2;", Waste_to_treatment="scrap;kg;0.1;Undefined;0;0;0;",
    Input_parameters="Share;0.5;Undefined;0;0;0;No;of it", Calculated_parameters="Twice;Iff(Share=0.5, 2, 3);",
)  # fmt: skip
UNITS = block("Units", "kg;Mass;1;kg", "g;Mass;0.001;kg", "t;Mass;1000;kg", "kWh;Energy;3.6;MJ", "MJ;Energy;1;MJ")
GIVEN = block("Project Input parameters", "E;0.012;Lognormal;1.21;0;0;No;a share")
WHOLE = HEADER + GRID + COPPER + SCRAP + CELL + UNITS + GIVEN
