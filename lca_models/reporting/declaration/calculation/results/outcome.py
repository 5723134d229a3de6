"""Pages `stages`, `end_of_life` and what the materials and the electricity come to: sums over the model beside those of the kit."""

from __future__ import annotations

from lca_models.reporting.declaration.calculation.book.pages import VERDICT, follows, number, text
from lca_models.reporting.declaration.calculation.inputs.filling import Filling
from lca_models.reporting.declaration.calculation.inputs.materials import BOUGHT_COLUMN, FACTOR, KG, buyers_of
from lca_models.reporting.declaration.calculation.inputs.materials import PAGE as MATERIALS
from lca_models.reporting.declaration.calculation.inputs.supply import ELECTRICITY_PAGE
from lca_models.reporting.declaration.calculation.results import model as lines_of
from lca_models.reporting.declaration.calculation.results.model import MODEL, PROCESSES, ModelCells, stage_sum, sum_over
from lca_models.reporting.declaration.calculation.texts import both, texts
from lca_models.scope.labels import word_label
from lca_models.scope.stages import RECYCLING
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

STAGES, END_OF_LIFE = "stages", "end_of_life"
STAGE_COLUMNS = ("name_en", "name_zh", "stage_pack", "stage_kwh", "stage_delivered", "stage_kit", "difference", "verdict")
PACK, KIT, DIFFERENCE, VERDICT_COLUMN = 2, 5, 6, 7
EOL_COLUMNS = ("process", "bought", "name_en", "name_zh", "quantity", "unit", "factor", "burden", "credit")
PLANT_ELECTRICITY = "electricity_cell_plant"  # code of the process that the cell plant draws its power from


def fill_stages(into: Filling) -> None:
    """Every stage by the workbook beside the same by the kit, and the total; `total_kg` names it."""
    page = into.page(STAGES, STAGE_COLUMNS, (32, 24, 20, 18, 18, 20, 16, 12))
    stages = into.result.stages
    for stage, kit in stages.items():
        _add_stage(into, (word_label(stage, ENGLISH), word_label(stage, CHINESE)), stage_sum(into, stage), kit)
    row = _add_stage(into, texts()["total"], f"SUM({page.span(PACK, 2, 1 + len(stages))})", sum(stages.values()))
    into.book.name("total_kg", page.place(row, PACK))


def _add_stage(into: Filling, names: tuple[str, str], formula: str, kit: float) -> int:
    page = into.book.pages[STAGES]
    row = page.add([text(names[0]), text(names[1]), follows(formula)])
    cell = page.place(row, PACK)
    page.put(row, 3, follows(f"{cell}/E_rated_kwh"))
    page.put(row, 4, follows(f"{cell}/E_total_kwh"))
    page.put(row, KIT, number(kit))
    page.put(row, DIFFERENCE, follows(f"ABS({cell}-{page.place(row, KIT)})"))
    page.put(row, VERDICT_COLUMN, follows(verdict(page.place(row, DIFFERENCE), page.place(row, KIT)), VERDICT))
    return row


def verdict(difference: str, kit: str) -> str:
    """Whether a difference is that of another order of operations; what may be changed makes it differ, as it should."""
    return f'IF({difference}<=1E-9*ABS({kit})+1E-9,"ok","differs")'


def fill_end_of_life(into: Filling, cells: ModelCells) -> None:
    """The lines of recycling, credits in a column of their own."""
    page = into.page(END_OF_LIFE, EOL_COLUMNS, (28, 28, 40, 28, 18, 12, 18, 18, 18))
    model, last = into.book.pages[MODEL], 1
    for row, line in cells.by_line.items():
        if line.stage != RECYCLING:
            continue
        last = page.add([follows(model.place(row, at)) for at in (0, 3, 4, 5)])
        for column, at in ((4, lines_of.QUANTITY), (5, 9), (6, lines_of.FACTOR)):
            page.put(last, column, follows(model.place(row, at)))
        page.put(last, 8 if line.sign < 0 else 7, follows(model.place(row, lines_of.KG)))
    if last > 1:
        total = page.add([text(both("total", " / "))])
        for column in (7, 8):
            page.put(total, column, follows(f"SUM({page.span(column, 2, last)})"))
    else:
        page.add([text("–")])


def fill_outcome_of_materials(into: Filling, cells: ModelCells) -> None:
    """What is bought of each material for a pack, and what it adds with all behind it."""
    page = into.book.pages[MATERIALS]
    lines = cells.lines
    supplied = {node.key[1]: place for place, node in enumerate(lines.assessment.system.processes) if place in cells.processes}
    known = {(lines.assessment.system.processes[line.column].key[1], lines.bought_code(line.exchanges[0]))
             for line in cells.by_line.values() if not line.is_background}  # fmt: skip
    for row, buyer, codes in buyers_of(into):
        found = [code for code in codes if (buyer, code) in known]
        if not found:
            continue
        wanted = [{lines_of.PROCESS: buyer, lines_of.BOUGHT: code} for code in found]
        page.put(row, BOUGHT_COLUMN, follows("+".join(sum_over(into, lines_of.QUANTITY, one) for one in wanted)))
        if len(found) == 1 and found[0] in supplied:
            factor = f"{PROCESSES}!G{cells.processes[supplied[found[0]]]}"
            page.put(row, FACTOR, follows(factor))
            page.put(row, KG, follows(f"{page.place(row, BOUGHT_COLUMN)}*{page.place(row, FACTOR)}"))
        else:
            page.put(row, KG, follows("+".join(sum_over(into, lines_of.KG, one) for one in wanted)))


def fill_outcome_of_electricity(into: Filling, cells: ModelCells) -> None:
    """The factor of the plant's electricity, what a pack takes of it and what that adds."""
    page, lines = into.book.pages[ELECTRICITY_PAGE], cells.lines
    system = lines.assessment.system
    at = next((place for place, node in enumerate(system.processes) if node.key[1] == PLANT_ELECTRICITY), None)
    if at is None:
        return
    row_of = cells.processes.get(at)
    cited = cells.factors.get(system.processes[at].key)
    factor = f"{PROCESSES}!G{row_of}" if row_of is not None else cited
    if factor is None:
        return
    share = "cell_plant_green_share"
    terms = [("el_factor", factor, "kg/kWh")]
    if share in lines.assessment.parameters:
        terms.insert(0, ("green_share", share, "1"))
    wanted = {lines_of.BOUGHT: PLANT_ELECTRICITY}
    terms += [("el_pack_kwh", sum_over(into, lines_of.QUANTITY, wanted), "kWh"), ("el_pack_kg", sum_over(into, lines_of.KG, wanted), "kg")]
    for key, formula, unit in terms:
        english, chinese = texts()[key]
        row = page.add([text(english), text(chinese), follows(formula), text(unit)])
        if key in ("el_factor", "green_share"):
            into.book.name(key, page.place(row, 2))
