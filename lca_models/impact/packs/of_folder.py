"""A folder of data sheets as one table: what each pack comes to by stage, which sheets are refused, what they cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from lca_models.impact.documents import co2e_by_key
from lca_models.impact.draws.sharing import shared
from lca_models.impact.packs.together import PackFault, PackResult, Packs, results_of_packs
from lca_models.inventory.activity.folder import TYPICAL_PACKS, FolderSheet, SheetFolder
from lca_models.inventory.activity.sheet.fields import find_entry
from lca_models.inventory.system.pack import Pack
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import in_language, message

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class FolderResults:
    """The packs of a folder and what they come to."""

    folder: SheetFolder
    by_file: Mapping[str, PackResult | PackFault]  # by name of file; files without a pack are not there

    @property
    def results(self) -> tuple[tuple[FolderSheet, PackResult], ...]:
        """Sheets that have a result, in the order of their files."""
        found = ((one, self.by_file.get(one.file.name)) for one in self.folder.sheets)
        return tuple((one, result) for one, result in found if isinstance(result, PackResult))

    def folder_names(self) -> dict[str, str]:
        """A folder for the report of each result, by name of file: the file without its ending, apart where two agree."""
        names = [one.file.stem for one, _ in self.results]
        return {
            one.file.name: one.file.stem if names.count(one.file.stem) == 1 else one.file.name.replace(".", "_")
            for one, _ in self.results
        }

    def problems(self) -> tuple[str, ...]:
        """What refuses sheets, each with its file and its place."""
        found = []
        for one in self.folder.sheets:
            found += [_placed(one.file.name, finding.words) for finding in one.errors]
            result = self.by_file.get(one.file.name)
            if isinstance(result, PackFault):
                found += [f"{one.file.name}: {text}" for text in result.problems]
        return tuple(found)

    def coverage(self) -> tuple[str, ...]:
        """What the sheets are about: chemistries, typical packs, and products of plants that have no sheet."""
        counts = ", ".join(f"{_chemistry(name)} {count}" for name, count in self.folder.chemistries.items())
        lines = [
            message(
                "{count} of {all} sheets calculated; chemistries: {counts}",
                count=len(self.results),
                all=len(self.folder.sheets),
                counts=counts or message("none"),
            )
        ]
        typical = len({one.sheet.product.model or one.file.name for one, _ in self.results if one.sheet is not None})
        if typical < TYPICAL_PACKS:
            lines.append(
                message(
                    "packs: {count}; the pilot asks for {typical} typical packs of a company",
                    count=typical,
                    typical=TYPICAL_PACKS,
                )
            )
        for plant in self.folder.plants():
            lines.append(
                message(
                    "plant {plant}: sheets are about {share:.0%} of its good output",
                    plant=plant.plant,
                    share=plant.share,
                )
                + (message("; without a sheet: {listed}", listed=enumerated(plant.without)) if plant.without else "")
            )
        return tuple(lines)

    def rows(self) -> list[dict[str, Any]]:
        """One row a result: file, product, chemistry, plant, energy, mass, stages, total per declared unit, what is given."""
        return [_row(one, result) for one, result in self.results]

    def table(self) -> pd.DataFrame:
        """Table, one row a sheet and stage: file, product, chemistry, plant, stage, amount, unit."""
        import pandas as pd

        head = ("file", "product", "chemistry", "plant")
        rows = [
            {**{name: row[name] for name in head}, "stage": stage, "amount": amount, "unit": f"{row['unit']}/pack"}
            for row in self.rows()
            for stage, amount in row["stages"].items()
        ]
        return pd.DataFrame(rows, columns=[*head, "stage", "amount", "unit"])

    def document(self) -> dict[str, Any]:
        """For programs: rows, problems by file and coverage."""
        plants = [
            {"plant": one.plant, "with_sheet": [*one.with_sheet], "without": [*one.without], "share": one.share}
            for one in self.folder.plants()
        ]
        return {
            "folder": str(self.folder.folder),
            "rows": self.rows(),
            "problems": [*self.problems()],
            "coverage": {"chemistries": dict(self.folder.chemistries), "plants": plants},
        }


def _placed(file: str, words: str) -> str:
    """What is wrong, with the file that it is wrong in."""
    return words if words.startswith(file) else f"{file}: {words}"


def _row(one: FolderSheet, result: PackResult) -> dict[str, Any]:
    pack, unit = result.pack, result.functional_unit
    totals = result.totals()
    return {
        "file": one.file.name,
        "product": pack.name,
        "model": pack.identity.get("model", ""),
        "chemistry": (one.sheet.product.chemistry or "") if one.sheet is not None else "",
        "plant": pack.identity.get("plant", ""),
        "archetype": pack.archetype,
        "is_example": pack.is_example,
        "rated_energy_kwh": unit.rated_energy_kwh,
        "mass_kg": unit.mass_kg,
        "energy_delivered_kwh": unit.energy_delivered_kwh,
        "unit": result.unit,
        "stages": dict(result.stages),
        "total": co2e_by_key(totals),
        "totals": [one.document() for one in totals],
        "given": pack.given_count,
        "blank": len(pack.blanks),
        "warnings": len(pack.warnings),
    }


def results_of_folder(folder: SheetFolder, study: Packs) -> FolderResults:
    """What the packs of a folder come to.

    Raises ScenarioError where what is asked for cannot be, whichever pack it is of.
    """
    files = [one.file.name for one in folder.sheets if one.pack is not None]
    results = shared(partial(_of_packs, study), folder.packs)
    return FolderResults(folder, dict(zip(files, results, strict=True)))


def _of_packs(study: Packs, packs: Sequence[Pack]) -> tuple[PackResult | PackFault, ...]:
    return results_of_packs(packs, study)


def _chemistry(key: str) -> str:
    """What a chemistry is called, in the language in use."""
    entry = find_entry("chemistries", key)
    return in_language(entry.english, entry.chinese) if entry is not None else key
