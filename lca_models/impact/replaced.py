"""What stands in place of what purchases buy, beside what it replaces: a line for every result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lca_models.impact.assessment import solve
from lca_models.impact.methods import MethodName, method_id
from lca_models.inventory.stored.background import OWN, PROXY
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.replaced.background import lacking_products, relinked_places
from lca_models.inventory.system.replaced.structure import figure_formula, parameter_names, with_replacements
from lca_models.inventory.system.rows import COPY_OF, IN_PLACE_OF, Node
from lca_models.inventory.tables.formulas import evaluate, names_in
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.labels import word_label
from lca_models.scope.replacement import EVERY, SERVED, STAGE, Replacement
from lca_models.scope.wording.marks import clauses, enumerated
from lca_models.scope.wording.messages import language_in_use, message

if TYPE_CHECKING:  # loaded where a sheet names a supplier
    from lca_models.inventory.activity.suppliers.lines import KitFigure

NO_FIGURE = "not stated"


@dataclass(frozen=True)
class Replaced:
    """A replacement in one result, in the unit of its impact category per unit of the input."""

    replacement: Replacement
    words: str  # of the input
    parameter: str  # that holds its figure
    value: float
    was: float  # intensity of the input in the project, at the same parameters
    buyers: tuple[str, ...]
    stages: tuple[str, ...]  # of its purchases; none of the background
    unit: str
    is_served: bool  # whether it has a figure for the category

    def document(self) -> dict[str, Any]:
        """The replacement for programs."""
        one = self.replacement
        return {
            "input": one.input, "buyer": one.buyer, "buyers": list(self.buyers), "supplier": one.supplier,
            "parameter": self.parameter, "value": self.value, "in_place_of": self.was, "unit": self.unit,
            "gases": dict(one.gases), "gwp": one.gwp, "boundary": one.boundary, "stages": list(self.stages),
            "recycled_content": one.recycled_content, "electricity": one.electricity, "valid_from": one.valid_from,
            "valid_until": one.valid_until, "pedigree": one.pedigree, "source": one.source, "locator": one.locator,
            "counted": self.is_served,
        }  # fmt: skip

    def notes(self) -> Iterator[str]:
        """The line that every result has, then what it leaves open, in the language in use."""
        one = self.replacement
        buyers = message("every buyer") if one.buyer == EVERY else ", ".join(self.buyers)
        if not self.is_served:
            yield message("{input}: {supplier} has no figure for this category and is counted as missing "
                          "(in place of {was:.4g} {unit})",
                          input=self.words, supplier=one.supplier, was=self.was, unit=self.unit)  # fmt: skip
            return
        yield message("{input}: {supplier}, {value:.4g} {unit}, in place of {was:.4g} ({buyers}; {boundary}; {source})",
                      input=self.words, supplier=one.supplier, value=self.value, unit=self.unit, was=self.was,
                      buyers=buyers, boundary=word_label(one.boundary, language_in_use()), source=one.source)  # fmt: skip
        if left := clauses(self._left_open()):
            yield message("{input} of {supplier}: {left}", input=self.words, supplier=one.supplier, left=left)

    def _left_open(self) -> Iterator[str]:
        one = self.replacement
        if self.stages and not one.stages and one.buyer != STAGE:
            listed = ", ".join(word_label(stage, language_in_use()) for stage in self.stages)
            yield message("all of it stands in {stages}", stages=listed)
        if not one.gases and one.gwp.startswith("GWP100 AR6"):
            yield message("its gases are not split, so all of it is fossil")
        if one.recycled_content != NO_FIGURE:
            yield message("recycled content {inside}", inside=word_label(one.recycled_content, language_in_use()))
        if one.electricity != NO_FIGURE:
            yield message("its electricity is {view} in every view of this result",
                          view=word_label(one.electricity, language_in_use()))  # fmt: skip
        else:
            yield message("the views of electricity do not move it")
        if one.valid_from or one.valid_until:
            yield message("valid from {first} until {last}",
                          first=one.valid_from or "…", last=one.valid_until or "…")  # fmt: skip
        if not one.pedigree:
            yield message("its spread is that of a figure of unknown quality")


def replaced_of(system: ProductSystem, values: Mapping[str, float], method: MethodName) -> tuple[Replaced, ...]:
    """The replacements of a system at given values of its parameters, beside what they replace.

    Raises ProjectError for a system without a unique solution.
    """
    before = system.before_replacements
    if before is None:
        return ()
    derived = {name for name, _, _ in before.derived}
    plain = {name: values[name] for name in before.parameters if name not in derived}
    stored = before.parameter_values(plain)
    intensities = solve(before, stored, before.amounts(stored), method, judged=False).intensities
    of_stages = _stages_before(system, before, values, method)
    category = method_id(system, method)
    unit = str(system.method_metadata[method].get("unit", ""))
    rows = {row.id: row for row in before.exchanges}
    found = []
    for name, one in zip(parameter_names(system.replacements), system.replacements, strict=True):
        places = [
            place for place, row in enumerate(system.exchanges) if row.input[1] == name and IN_PLACE_OF in row.data
        ]
        counted = sum(share for group, share in one.parts if category in SERVED[one.gwp][group])
        if one.buyer == STAGE:
            words, was = word_label(one.input, language_in_use()), of_stages[one.input]
        else:
            key = rows[system.exchanges[places[0]].id].input
            bought = before.processes[int(before.makers[before.product_index[key]])]
            words, was = excerpt(bought.product_words(language_in_use())), float(intensities[before.product_index[key]])
        formula = figure_formula(name, one, before.parameters)
        figure = evaluate(formula, {used: values[used] for used in names_in(formula)})
        found.append(
            Replaced(
                one, words, name, counted * figure, was,
                tuple(dict.fromkeys(system.exchanges[place].process[1] for place in places)),
                tuple(dict.fromkeys(filter(None, (system.stages[place] for place in places)))),
                f"{unit}/{one.per}", category in one.served,
            )
        )  # fmt: skip
    return tuple(found)


def _stages_before(
    system: ProductSystem, before: ProductSystem, values: Mapping[str, float], method: MethodName
) -> Mapping[str, float]:
    """Score by stage where no stage is replaced as a whole, and purchases are; nothing where none is."""
    purchases = [one for one in system.replacements if one.buyer != STAGE]
    if len(purchases) == len(system.replacements):
        return {}
    found = with_replacements(before, purchases)
    derived = {name for name, _, _ in found.derived}
    stored = found.parameter_values(
        {name: values[name] for name in found.parameters if name in values and name not in derived}
    )
    return solve(found, stored, found.amounts(stored), method, judged=False).stages()


def background_notes(system: ProductSystem, method: MethodName) -> Iterator[str]:
    """What a reader should know of a background that is not this kit's; nothing where it is."""
    background, before = system.background, system.before_background
    if background is None or before is None:
        return
    bought = set(relinked_places(before, background).values())
    served = dict(background.categories)
    if (category := method_id(system, method)) not in served:
        yield message("what is bought from {database} is counted as missing: it has no figure for this category",
                      database=background.database)  # fmt: skip
    else:
        yield message("{count} products are bought from {database} in place of this kit's background, in the category "
                      "{category}; names of ecoinvent {version} as public files cite them, not tried on that database by "
                      "this kit",
                      count=len(bought), database=background.database, category=served[category],
                      version=background.version)  # fmt: skip
    words = {_code(node): node.product_words(language_in_use()) for node in reversed(before.processes)}
    proxies = [words[one.process] for one in background.found if one.process in bought and one.grade == PROXY]
    if proxies:  # provinces of one region have one name
        yield message("of them, something else stands there for: {listed}", listed=enumerated(dict.fromkeys(proxies)))
    regional = [one for one in background.found if one.process in bought and one.location == background.origin.china]
    if regional:
        yield message("{count} of them are of the region {region}, which holds China in {model}", count=len(regional),
                      region=background.origin.china, model=background.origin.model)  # fmt: skip
    for one in lacking_products(before, background):
        yield message("{input} stays this kit's: {database} has no '{activity} | {product} | {location}'; nearest: {nearest}",
                      input=words[one.process], database=background.database, activity=one.activity, product=one.product,
                      location=one.location, nearest=one.nearest or message("nothing is near"))  # fmt: skip
    if background.electricity == OWN:
        yield message("electricity of plants and freight that this kit models stays this kit's, by province; "
                      "what is bought from {database} holds the electricity of its own",
                      database=background.database)  # fmt: skip
    else:
        yield message("electricity of plants and freight is that of {database}, by region; province, year and pathway of this "
                      "kit move it by region alone", database=background.database)  # fmt: skip
    yield message("figures of {database} have no spread here; it is licensed, so keep what is written of it to those whom "
                  "your licence allows", database=background.database)  # fmt: skip


def _code(node: Node) -> str:
    return str(node.data.get(COPY_OF) or node.key[1]).rpartition("/")[2]


def kit_figures(system: ProductSystem) -> dict[tuple[str, str], KitFigure]:
    """What the kit has for each purchase (buyer, input; codes): kg CO2e per unit of the input, and units per unit demanded.

    At the system's own values. Raises ProjectError as `solve` does.
    """
    from lca_models.inventory.activity.suppliers.lines import KitFigure

    values = system.parameter_values()
    found = solve(system, values, system.amounts(values))
    figures: dict[tuple[str, str], KitFigure] = {}
    for place, row in enumerate(system.exchanges):
        if row.type == "technosphere":
            target = (row.process[1], row.input[1])
            known = figures.get(target)
            amount = float(found.quantities[place]) + (known.amount if known else 0.0)
            figures[target] = KitFigure(float(found.intensities[system.matrix_rows[place]]), amount)
    return figures
