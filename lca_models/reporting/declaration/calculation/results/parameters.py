"""Page `parameters`: every parameter that a formula of the workbook reads: the maker's, what follows it, and cited ones."""

from __future__ import annotations

from lca_models.inventory.system.replaced.structure import parameter_names
from lca_models.reporting.declaration.calculation.book.evaluation import Fault
from lca_models.reporting.declaration.calculation.book.grammar import Call, Name, Operation, parse
from lca_models.reporting.declaration.calculation.book.pages import Cell, Page, follows, number, text
from lca_models.reporting.declaration.calculation.book.writing import formulas_of
from lca_models.reporting.declaration.calculation.inputs.filling import Filling
from lca_models.reporting.declaration.calculation.kit.live import Parameters, cell_name
from lca_models.reporting.declaration.calculation.texts import both

PAGE = "parameters"
COLUMNS = ("parameter", "value", "unit", "name_en", "name_zh", "parameter_kind", "kit_formula", "source")
VALUE, KIND = 1, 5
CLOSE = 1e-12  # of a value: what another order of operations leaves
WIDTHS = (34, 20, 12, 40, 30, 24, 60, 36)


def fill_parameters(into: Filling, parameters: Parameters) -> None:
    """A named cell for every parameter that formulas read, and for those that these read."""
    page = into.page(PAGE, COLUMNS, WIDTHS)
    known = {cell_name(name): name for name in parameters.values}
    waiting = [name for one in into.book.pages.values() for cell in one.cells.values()
               for name in _names(cell.formula, one.name)]  # fmt: skip
    waiting += map(cell_name, parameters.roots)
    rows: dict[str, int] = {}
    while waiting:
        name = waiting.pop(0)
        if name in known and name not in into.book.names:
            rows[known[name]] = row = _add(into, page, parameters, known[name])
            into.book.name(name, page.place(row, VALUE))
            waiting += _names(page.cells[(row - 1, VALUE)].formula, PAGE)
    _cut_those_that_differ(into, page, parameters, rows)


def _names(formula: str, page: str) -> list[str]:
    """Names that a formula reads."""
    if not formula:
        return []
    found, waiting = list[str](), [parse(formula, page)]
    while waiting:
        term = waiting.pop()
        if isinstance(term, Name):
            found.append(term.value)
        elif isinstance(term, Operation):
            waiting += term.operands
        elif isinstance(term, Call):
            waiting += term.arguments
    return found[::-1]


def _add(into: Filling, page: Page, parameters: Parameters, name: str) -> int:
    system = into.result.system
    row_of = system.parameters.get(name)
    data = row_of.data if row_of is not None else {}
    written = parameters.followers.get(name)
    pack = system.pack
    given = next((one for one in pack.parameters if one.name == name), None) if pack is not None else None
    own = name.startswith("own_")
    label, chinese = ("", "") if own else (str(data.get("label") or ""), str(data.get("label_zh") or ""))
    source = "" if given is not None or own else str(data.get("source") or "")
    formula = row_of.formula if row_of is not None else ""
    row = page.add([text(name), None, text(str(data.get("unit") or "")), text(label), text(chinese), None,
                    text(formula if written is not None else ""), text(source)])  # fmt: skip
    if name in parameters.roots and name in into.formulas:
        page.put(row, VALUE, follows(into.formulas[name]))
        page.put(row, KIND, text(both("kind_yours", " / ")))
    elif name in parameters.roots and parameters.values[name] == 0:
        page.put(row, VALUE, number(0))  # of something that the pack has none of
        page.put(row, KIND, text(both("kind_none", " / ")))
    elif name in parameters.roots:
        _own_cell(into, page, row, name, parameters.values[name])
    elif written is not None:
        page.put(row, VALUE, follows(written.text))
        page.put(row, KIND, text(both("kind_follows", " / ")))
    else:
        page.put(row, VALUE, number(parameters.values[name]))
        page.put(row, KIND, text(both("kind_stuck" if name in parameters.stuck else "kind_cited", " / ")))
    return row


def _own_cell(into: Filling, page: Page, row: int, name: str, value: float) -> None:
    """A value of the maker that no other page holds: its cell is here."""
    figures = parameter_names(into.result.system.replacements)
    said = ""
    if name in figures:
        one = into.result.system.replacements[figures.index(name)]
        said = f"{one.supplier}: {one.buyer} > {one.input}"
        page.put(row, 7, text(one.source))
    into.book.fill(page, row, VALUE, value, (f"parameters.{name}", name, said))
    page.put(row, KIND, text(both("kind_own_cell", " / ")))


def _cut_those_that_differ(into: Filling, page: Page, parameters: Parameters, rows: dict[str, int]) -> None:
    """A parameter whose front cells do not give the value of the kit gets a cell of its own, and says so."""
    values = formulas_of(into.book).values()
    for name in parameters.roots:
        row = rows.get(name)
        if row is None or name not in into.formulas:
            continue
        found, wanted = values.get((PAGE, row, VALUE + 1)), parameters.values[name]
        if isinstance(found, Fault) or not isinstance(found, float) or abs(found - wanted) > CLOSE * abs(wanted) + 1e-15:
            page.cells[(row - 1, VALUE)] = Cell()
            _own_cell(into, page, row, name, wanted)
