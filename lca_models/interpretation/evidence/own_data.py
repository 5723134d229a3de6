"""Whose data a result rests on: the maker's own, those of suppliers, and those of the archetype; and what was behind them.

A contribution is an amount times a factor. The amount is somebody's activity data: of the maker, or of the archetype. The
factor is a background process of the kit, a footprint of a supplier, or an emission of the process itself. Both are told
apart, by stage. Two figures sum this up, over everything, credits left out. Activity data: what rests on values that were
measured, billed or calculated from documents, and on footprints of suppliers times their own share. Primary data: what of this
has a primary factor as well (Pathfinder Framework: based on both activity data and emission factors), a footprint of a supplier
times its own share or an emission of the maker's own process; factors of the kit's background count 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lca_models.impact.assessment import Assessment
from lca_models.inventory.activity.sheet.fields import materials
from lca_models.inventory.system.accounted.provenance import USER
from lca_models.inventory.system.own.structure import scale_parameters
from lca_models.inventory.system.pack import GivenParameter, Origin
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.replaced.structure import parameter_names
from lca_models.inventory.system.rows import IN_PLACE_OF, Key
from lca_models.inventory.tables.formulas import names_in
from lca_models.scope.stages import GATE, RECYCLING
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

MEASURED, STATED, SUPPLIER, ARCHETYPE, CREDIT = "measured", "stated", "supplier", "archetype", "credit"
WHOSE = (MEASURED, STATED, SUPPLIER, ARCHETYPE)  # classes of a contribution, without credits
END_OF_LIFE = "end_of_life"  # sheet
BACKGROUND, OWN_EMISSION = "background", "own emission"  # factors beside those of suppliers


@dataclass(frozen=True)
class Line:
    """An exchange with a stage, and whose data what it adds to a score rests on."""

    place: int  # position in the exchanges of its system
    stage: str
    amount: float  # in the unit of the score
    factor: str  # BACKGROUND, SUPPLIER or OWN_EMISSION
    shares: Mapping[str, float]  # by class of its amount, WHOSE or CREDIT; they sum to 1


@dataclass(frozen=True)
class Part:
    """A part of a score, in its unit."""

    stage: str
    whose: str  # amount: one of WHOSE, or CREDIT
    factor: str  # BACKGROUND, SUPPLIER or OWN_EMISSION
    amount: float


@dataclass(frozen=True)
class OwnData:
    """Whose data one result rests on."""

    parts: tuple[Part, ...]  # sum to the score
    unit: str
    primary_share: float  # 0-1, of the life cycle without credits
    primary_share_to_gate: float  # 0-1, of raw materials and manufacturing
    activity_share: float  # 0-1, the same of measured or documented activity data, whatever factor they meet
    activity_share_to_gate: float  # 0-1
    given: int  # values of the maker
    blank: int  # fields that hold the archetype

    def share(self, whose: str, stage: str | None = None) -> float:
        """Share of a class in a stage, or in all of them (0-1), credits excluded; 0 where there is nothing."""
        parts = [one for one in self.parts if one.whose != CREDIT and stage in (None, one.stage)]
        total = sum(one.amount for one in parts)
        return sum(one.amount for one in parts if one.whose == whose) / total if total else 0.0

    def factor_share(self, factor: str) -> float:
        """Share of the score, credits excluded, whose factor is of a kind (0-1)."""
        parts = [one for one in self.parts if one.whose != CREDIT]
        total = sum(one.amount for one in parts)
        return sum(one.amount for one in parts if one.factor == factor) / total if total else 0.0

    def table(self) -> pd.DataFrame:
        """Tidy table: stage, whose, factor, amount, unit; sums to the score."""
        import pandas as pd

        rows = [(one.stage, one.whose, one.factor, one.amount, self.unit) for one in self.parts]
        return pd.DataFrame(rows, columns=["stage", "whose", "factor", "amount", "unit"])

    def note(self) -> str:
        """One line for every result of a data sheet (V44)."""
        return message(
            "{n} of {m} values are yours: {share:.0%} of the result; archetype {rest:.0%}",
            n=self.given,
            m=self.given + self.blank,
            share=self.share(MEASURED) + self.share(STATED),
            rest=self.share(ARCHETYPE),
        )

    def document(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "parts": [{"stage": one.stage, "whose": one.whose, "factor": one.factor, "amount": one.amount}
                      for one in self.parts],
            "unit": self.unit,
            "shares": {whose: self.share(whose) for whose in WHOSE},
            "background_share": self.factor_share(BACKGROUND),
            "primary_share": self.primary_share,
            "primary_share_to_gate": self.primary_share_to_gate,
            "activity_share": self.activity_share,
            "activity_share_to_gate": self.activity_share_to_gate,
            "given_values": self.given,
            "archetype_values": self.blank,
        }  # fmt: skip


def own_data(assessment: Assessment, supplier_shares: Mapping[str, float] | None = None) -> OwnData:
    """Whose data a result rests on; of a shipped product all is the archetype's.

    `supplier_shares`: primary-data shares (0-1) that suppliers state, by supplier (default: what the data sheet
    says); one that states none counts 0. Raises FormulaError for a formula
    that cannot be read.
    """
    system = assessment.system
    stated = system.pack.supplier_shares if supplier_shares is None and system.pack else supplier_shares or {}
    activity = activity_data(system)
    suppliers = _suppliers(system)
    sums: dict[tuple[str, str, str], float] = {}
    primary, documented = (dict.fromkeys(system.stage_names, 0.0) for _ in range(2))
    for line in lines_of(assessment):
        stage, amount, exchange = line.stage, line.amount, system.exchanges[line.place]
        if line.factor == SUPPLIER:
            own_share = stated.get(suppliers.get(exchange.input[1], ""), 0.0)
            documented[stage] += amount * own_share
            primary[stage] += amount * own_share * (activity[line.place] == MEASURED)
        documented[stage] += amount * line.shares.get(MEASURED, 0.0)
        if line.factor == OWN_EMISSION:
            primary[stage] += amount * line.shares.get(MEASURED, 0.0)
        for whose, share in line.shares.items():
            key = stage, whose, line.factor
            sums[key] = sums.get(key, 0.0) + amount * share
    parts = tuple(
        Part(stage, whose, factor, sums[stage, whose, factor])
        for stage in system.stage_names
        for whose in (*WHOSE, CREDIT)
        for factor in (BACKGROUND, SUPPLIER, OWN_EMISSION)
        if (stage, whose, factor) in sums
    )
    pack = system.pack
    return OwnData(
        parts,
        assessment.score_unit,
        _over(primary, parts, system.stage_names),
        _over(primary, parts, GATE),
        _over(documented, parts, system.stage_names),
        _over(documented, parts, GATE),
        pack.given_count if pack is not None else 0,
        len(pack.blanks) if pack is not None else 0,
    )


def lines_of(assessment: Assessment) -> Iterator[Line]:
    """Every exchange with a stage that adds something to a score, in the order of the system: whose data it rests on.

    The amounts sum to the score. Raises FormulaError for a formula that cannot be read.
    """
    system, contributions = assessment.system, assessment.purchases
    activity = activity_data(system)
    inside = _supplied_processes(assessment, activity)
    for place, exchange in enumerate(system.exchanges):
        amount, stage = float(contributions[place]), system.stages[place]
        if not stage or not amount:
            continue
        factor, shares = BACKGROUND, {activity[place]: 1.0}
        if exchange.process in inside:  # what a supplier needs is behind the factor of what the maker buys
            shares = inside[exchange.process]
        elif system.is_biosphere[place]:
            factor = OWN_EMISSION
        if IN_PLACE_OF in exchange.data:
            factor, shares = SUPPLIER, {SUPPLIER: 1.0}
        if exchange.type == "substitution":
            shares = {CREDIT: 1.0}
        yield Line(place, stage, amount, factor, shares)


def _over(counted: Mapping[str, float], parts: Iterable[Part], stages: Iterable[str]) -> float:
    """What is counted of stages over everything in them, credits excluded."""
    wanted = frozenset(stages)
    total = sum(one.amount for one in parts if one.stage in wanted and one.whose != CREDIT)
    return sum(amount for stage, amount in counted.items() if stage in wanted) / total if total else 0.0


def _supplied_processes(assessment: Assessment, activity: Sequence[str]) -> dict[Key, dict[str, float]]:
    """Processes of the foreground that make a material, with whose data the amounts bought of it are (shares of 1)."""
    system = assessment.system
    chemistry = system.product.chemistry if system.product is not None else ""
    codes = {code for one in materials() for code in one.processes_of(chemistry)}
    made = {node.key for node in system.processes if node.stage and node.key[1] in codes}
    amounts: dict[Key, dict[str, float]] = {key: {} for key in made}
    for place, exchange in enumerate(system.exchanges):
        if exchange.input in made and exchange.type != "substitution" and not system.is_production[place]:
            shares = amounts[exchange.input]
            bought = abs(float(assessment.quantities[place]))
            shares[activity[place]] = shares.get(activity[place], 0.0) + bought
    return {
        key: {whose: bought / sum(shares.values()) for whose, bought in shares.items()}
        if sum(shares.values())
        else {ARCHETYPE: 1.0}
        for key, shares in amounts.items()
    }


def _suppliers(system: ProductSystem) -> dict[str, str]:
    """Supplier by the code of the process that stands for its footprint."""
    names = parameter_names(system.replacements)
    return {name: one.supplier for name, one in zip(names, system.replacements, strict=True)}


def activity_data(system: ProductSystem) -> tuple[str, ...]:
    """Per exchange: whose amount it is, MEASURED or STATED by the maker, or of the ARCHETYPE.

    Of several values of the maker behind an amount the weakest counts.
    """
    found = [
        STATED if exchange.data.get("evidence") == USER and system.pack is None else ARCHETYPE
        for exchange in system.exchanges
    ]
    if system.pack is None:
        return tuple(found)
    for place, origins in origins_behind(system).items():
        found[place] = MEASURED if all(one.is_measured for one in origins) else STATED
    roots = given_behind(system)
    for row in system.formulas:
        inside = {row.names[plain] for plain in names_in(row.text)}
        if (
            found[row.exchange] == ARCHETYPE
            and system.exchanges[row.exchange].data.get("evidence") == USER
            and not any(roots.get(name) for name in inside)
        ):
            found[row.exchange] = STATED  # an option of the command line, an edit
    return tuple(found)


def origins_behind(system: ProductSystem) -> dict[int, tuple[Origin, ...]]:
    """Per exchange, by its position, whose amount is the maker's: the values of theirs that it stands on.

    Nothing for a shipped product. An amount is the maker's where its formula holds a value of theirs beside what only
    scales it: the size of the pack, and yields.
    """
    pack = system.pack
    if pack is None:
        return {}
    roots = given_behind(system)
    scales = frozenset(scale_parameters(system))
    theirs = _theirs(system)
    bought = {(one.buyer, one.input): one.origin for one in pack.purchases}
    found: dict[int, tuple[Origin, ...]] = {}
    for row in system.formulas:
        exchange = system.exchanges[row.exchange]
        inside = {row.names[plain] for plain in names_in(row.text)}
        own = inside & theirs - scales
        counted = own or (inside if inside <= theirs else frozenset())
        origins = [one.origin for name in sorted(counted) for one in roots.get(name, ())]
        if system.processes[int(system.matrix_columns[row.exchange])].stage == RECYCLING:
            # Masses of the pack say nothing of what a recycler will do with them.
            origins = [one for one in origins if one.place.startswith(END_OF_LIFE)]
        if purchase := bought.get((exchange.process[1], exchange.input[1])):
            origins.append(purchase)
        if origins:
            found[row.exchange] = tuple(dict.fromkeys(origins))
    return found


def given_behind(system: ProductSystem) -> dict[str, tuple[GivenParameter, ...]]:
    """Values of the maker that each parameter follows, scales of the pack left out where others stand beside them."""
    pack = system.pack
    if pack is None:
        return {}
    scales = frozenset(scale_parameters(system))
    found: dict[str, tuple[GivenParameter, ...]] = {one.name: (one,) for one in pack.parameters if one.origin.place}
    for name, text, names in system.derived:
        inside = sorted({names[plain] for plain in names_in(text)})
        behind = [one for other in inside if other not in scales for one in found.get(other, ())]
        if behind and name not in found:
            found[name] = tuple(dict.fromkeys(behind))
    return found


def _theirs(system: ProductSystem) -> frozenset[str]:
    """Parameters that are the maker's: given, or following from nothing else."""
    pack = system.pack
    found = {one.name for one in pack.parameters} if pack is not None else set()
    for name, text, names in system.derived:
        inside = {names[plain] for plain in names_in(text)}
        if inside and inside <= found:
            found.add(name)
    return frozenset(found)
