"""A pilot from its seed: clean sheets of all companies, and the errors that its design plants in them.

`balanced`: each pack in a plant of its own, at most one error a sheet, as many of each kind. `realistic`: packs share plants,
errors come by the rates of their kinds and the skill of the company, and may meet in a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lca_models.impact.study import Study
from lca_models.programme.pilot.companies import Company, draw_companies
from lca_models.programme.pilot.draws import Draws
from lca_models.programme.pilot.kinds import FRAUD, Kind, kinds
from lca_models.programme.pilot.planting.change import Change, Ground
from lca_models.programme.pilot.planting.register import OF_PLANT, plants
from lca_models.programme.pilot.sheets.document import CleanSheet, Document, clean_sheets
from lca_models.programme.pilot.sheets.kit import Archetype, archetype_of
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

BALANCED, REALISTIC = "balanced", "realistic"
DESIGNS = (REALISTIC, BALANCED)
COMPANIES, EACH = 60, 4  # of a whole pilot; errors of each kind in a balanced one
ROWS_LEAVE = ("H12", "H19")  # kinds that take a row away, planted first so that pointers of the others hold


class PilotError(LcaModelsError, ValueError):
    """A pilot has a design that exists, and at least one company."""


@dataclass(frozen=True)
class PlantedError:
    """An error in a sheet."""

    kind: str
    event: str  # what happened once: a kind at a plant, or in a pack
    pack: str
    change: Change  # in the clean sheet, alone


@dataclass(frozen=True)
class Declaration:
    """A sheet as it is handed in."""

    clean: CleanSheet
    document: Document
    errors: tuple[PlantedError, ...] = ()
    edits: Mapping[str, float] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """SYN-007-02."""
        return self.clean.id


@dataclass(frozen=True)
class Pilot:
    """A synthetic pilot."""

    seed: int
    design: str
    companies: tuple[Company, ...]
    declarations: tuple[Declaration, ...]

    @property
    def errors(self) -> tuple[PlantedError, ...]:
        """All errors, in the order of the sheets."""
        return tuple(error for one in self.declarations for error in one.errors)


def generate_pilot(study: Study, seed: int, design: str = REALISTIC, *, companies: int = COMPANIES) -> Pilot:
    """A pilot of a seed; the same for the same seed, design and number of companies.

    Raises PilotError for a design that there is none of, and for no company.
    """
    if design not in DESIGNS:
        raise PilotError(
            message("there is no design '{design}'; {near}", design=design, near=suggestion(design, DESIGNS))
        )
    if companies < 1:
        raise PilotError(message("a pilot has at least one company, not {count}", count=companies))
    drawn = draw_companies(seed, companies, alone=design == BALANCED)
    kits: dict[str, Archetype] = {}
    for one in drawn:
        if one.chemistry not in kits:
            kits[one.chemistry] = archetype_of(study, one.chemistry)
    sheets = tuple(sheet for one in drawn for sheet in clean_sheets(one, kits[one.chemistry]))
    each = max(1, round(EACH * companies / COMPANIES))
    planted = _balanced(seed, sheets, kits, each) if design == BALANCED else _realistic(sheets, kits)
    errors: dict[str, list[PlantedError]] = {}
    for error in planted:
        errors.setdefault(error.pack, []).append(error)
    return Pilot(seed, design, drawn, tuple(_declared(one, errors.get(one.id, ()), sheets, kits) for one in sheets))


def _balanced(
    seed: int, sheets: Sequence[CleanSheet], kits: Mapping[str, Archetype], each: int
) -> Iterator[PlantedError]:
    """Errors of each kind in sheets that hold no other one; fewer where no more sheets can hold the kind."""
    order = [int(one) for one in Draws(seed, "pilot").stream("order").permutation(len(sheets))]
    for kind in kinds().values():
        count = 0
        for at in [*order]:
            if count == each:
                break
            sheet = sheets[at]
            draws = Draws(seed, f"{kind.id}/{sheet.id}")
            change = _change(kind.id, sheet, sheet.document, sheets, kits, draws)
            if change is not None:
                yield PlantedError(kind.id, f"{kind.id} {sheet.id}", sheet.id, change)
                order.remove(at)
                count += 1


def _realistic(sheets: Sequence[CleanSheet], kits: Mapping[str, Archetype]) -> Iterator[PlantedError]:
    """Errors by the rates of their kinds: of a plant in all its sheets, of a fraud in one, else in each by chance."""
    by_plant: dict[str, list[CleanSheet]] = {}
    for one in sheets:
        by_plant.setdefault(one.plant.id, []).append(one)
    for group in by_plant.values():
        company = group[0].company
        for kind in kinds().values():
            if kind.id in OF_PLANT or kind.group == FRAUD:
                chosen = group if kind.id in OF_PLANT else [company.draws.pick(group, f"pack of {kind.id}")]
                named = (
                    [(one, f"{kind.id} {group[0].plant.id}") for one in chosen] if _happens(kind, company, "") else []
                )
            else:
                named = [(one, f"{kind.id} {one.id}") for one in group if _happens(kind, company, one.pack.field)]
            for one, event in named:
                draws = Draws(company.draws.seed, event)
                change = _change(kind.id, one, one.document, sheets, kits, draws)
                if change is not None:
                    yield PlantedError(kind.id, event, one.id, change)


def _happens(kind: Kind, company: Company, field: str) -> bool:
    """Whether an error occurs: frauds by their share, errors by theirs and the skill of the company."""
    rate = kind.share if kind.group == FRAUD else kind.share * 2 * (1 - company.skill)
    return bool(company.draws.stream(f"has {kind.id}/{field}").random() < rate)


def _change(
    kind: str,
    sheet: CleanSheet,
    document: Document,
    sheets: Sequence[CleanSheet],
    kits: Mapping[str, Archetype],
    draws: Draws,
) -> Change | None:
    others = [one for one in sheets if one.company.number != sheet.company.number]
    return plants()[kind](Ground(sheet, kits[sheet.company.chemistry], draws, others), document)


def _declared(
    sheet: CleanSheet, errors: Sequence[PlantedError], sheets: Sequence[CleanSheet], kits: Mapping[str, Archetype]
) -> Declaration:
    """A sheet with all its errors, one on the other; one that another leaves no room for is not planted."""
    document, kept = sheet.document, list[PlantedError]()
    edits: dict[str, float] = {}
    for error in sorted(errors, key=lambda one: one.kind not in ROWS_LEAVE):
        if not kept:
            change: Change | None = error.change
        else:
            draws = Draws(sheet.company.draws.seed, error.event)
            change = _change(error.kind, sheet, document, sheets, kits, draws)
        if change is not None:
            document, edits = change.document, {**edits, **change.edits}
            kept.append(replace(error, change=replace(error.change, pointers=change.pointers)))
    return Declaration(sheet, document, tuple(kept), edits)
