"""Figures in place of purchases and stages, as the command line says them: --replace and --replace-stage.

The shell takes a > that is not quoted, and writes what the command prints into a file of the name behind it. The help shows
the quotation marks, and a value without > is answered with that.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.commands.extending.opened import open_bundle
from lca_models.commands.output import warn
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.numbers import NumberError, read_number
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.labels import word_label
from lca_models.scope.replacement import EVERY, PER_PACK, STAGE
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.stages import MANUFACTURING, RAW_MATERIAL_ACQUISITION, STAGES
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.impact.study import Study
    from lca_models.inventory.activity.suppliers.footprint import SupplierFootprint
    from lca_models.inventory.system.product_system import ProductSystem

ARROW, BUNDLE, FILES = ">", ".zip", (".json",)
_FIGURE = re.compile(r"\s*(?P<number>[^\s]+)\s*(?P<unit>kg\s*CO2[ -]?eq?.*)", re.IGNORECASE | re.DOTALL)
_UNIT = re.compile(r"kg\s*CO2[ -]?eq?\s*(?:(?:/|per)\s*(?P<per>.+))?", re.IGNORECASE)
GIVEN_GWP = "GWP100 AR6"


def add_replacing(options: argparse.ArgumentParser) -> None:
    """Add both options, which may be repeated."""
    options.add_argument(
        "--replace", dest="replaced", metavar="'BUYER > INPUT=FOOTPRINT'", action="append", default=[],
        help=message("a footprint in place of what a purchase buys: a file of PACT or Catena-X, a bundle, or a number with its "
                     "unit; in quotation marks, as in --replace 'cell_lfp > anode_graphite=graphite.json'; repeatable"),
    )  # fmt: skip
    options.add_argument(
        "--replace-stage", dest="replaced_stages", metavar="'STAGE=FIGURE'", action="append", default=[],
        help=message("a figure in place of a whole stage, as in --replace-stage 'distribution=19.8 kg CO2e/pack'; also a file "
                     "or a bundle; repeatable"),
    )  # fmt: skip


def replacements_asked(options: argparse.Namespace, study: Study, product: str) -> tuple[dict[str, Any], ...]:
    """The entries that both options ask for; doubts about their footprints go to stderr.

    `product`: a shipped id or the path of a data sheet. Raises ScenarioError with every fault of every one.
    """
    found: list[dict[str, Any]] = []
    problems: list[str] = []
    asked = [(STAGE, text) for text in getattr(options, "replaced_stages", ())]
    for kind, text in [*(("", text) for text in getattr(options, "replaced", ())), *asked]:
        try:
            buyer, code, figure = _stage_words(text) if kind else _purchase_words(text)
            found.append(_entry(buyer, code, figure, options, study, product))
        except ScenarioError as error:
            problems += str(error).splitlines()
    if problems:
        raise ScenarioError("\n".join(dict.fromkeys(problems)))
    return tuple(found)


def _purchase_words(text: str) -> tuple[str, str, str]:
    """Buyer, input and figure of `BUYER > INPUT=FOOTPRINT`."""
    purchase, equals, figure = text.partition("=")
    buyer, arrow, code = (part.strip() for part in purchase.partition(ARROW))
    if not arrow:
        raise ScenarioError(
            message("--replace '{text}' has no >; without quotation marks the shell takes it, and writes into a file of the "
                    "name behind it: --replace 'BUYER > INPUT=FOOTPRINT'", text=excerpt(text))
        )  # fmt: skip
    if not (buyer and code and equals and figure.strip()):
        raise ScenarioError(
            message("--replace '{text}' lacks a part; write 'BUYER > INPUT=FOOTPRINT'", text=excerpt(text))
        )
    return buyer, code, figure.strip()


def _stage_words(text: str) -> tuple[str, str, str]:
    """The stage and its figure of `STAGE=FIGURE`; stages go by their names in either language."""
    stage, equals, figure = (part.strip() for part in text.partition("="))
    if not (stage and equals and figure):
        raise ScenarioError(message("--replace-stage '{text}' lacks a part; write 'STAGE=FIGURE'", text=excerpt(text)))
    known = {one: one for one in STAGES} | {word_label(one, CHINESE): one for one in STAGES}
    name = re.sub(r"[\s_-]+", " ", stage.lower())
    if name not in known:
        raise ScenarioError(message("--replace-stage: there is no stage '{stage}'; {near}", stage=excerpt(stage),
                                    near=suggestion(stage, STAGES)))  # fmt: skip
    return STAGE, known[name], figure


def _entry(
    buyer: str, code: str, figure: str, options: argparse.Namespace, study: Study, product: str
) -> dict[str, Any]:
    """One replacement as a scenario writes it."""
    option = "--replace-stage" if buyer == STAGE else "--replace"
    if said := _FIGURE.fullmatch(figure):
        return _typed(buyer, code, said["number"], said["unit"], option)
    name = figure.partition("#")[0]
    if name.lower().endswith(BUNDLE):
        opened = open_bundle(name, options)
        if buyer == STAGE:
            kg = opened.stages().get(code)
            if kg is None:
                raise ScenarioError(message("{file} declares no stage '{stage}'", file=name, stage=code))
            return _stage_of_bundle(code, kg, opened.link())
        return _matched(buyer, code, _of_bundle(opened, buyer, code, study, product), option, study, product)
    if name.lower().endswith(FILES):
        return _matched(buyer, code, _of_file(figure, option), option, study, product)
    raise ScenarioError(
        message("{option}: '{figure}' is no footprint; give a file of PACT or Catena-X (.json), a bundle (.zip), or a number "
                "with its unit, such as 9.8 kg CO2e/kg", option=option, figure=excerpt(figure))
    )  # fmt: skip


def _typed(buyer: str, code: str, number: str, unit: str, option: str) -> dict[str, Any]:
    """A number with its unit."""
    try:
        value = read_number(number)
    except NumberError as error:
        raise ScenarioError(f"{option}: {error}") from None
    found = _UNIT.fullmatch(unit.strip())
    per = (found["per"] or "").strip() if found else ""
    if not per and buyer != STAGE:
        raise ScenarioError(
            message("{option}: '{unit}' does not say per what; give kg CO2e per unit of the input, such as kg CO2e/kg",
                    option=option, unit=excerpt(unit))
        )  # fmt: skip
    return {"buyer": buyer, "input": code, "supplier": message("own figure"), "value": value,
            "unit": f"kg CO2e/{per or PER_PACK}", "gwp": GIVEN_GWP, "boundary": message("not stated"),
            "source": message("a figure of the command line")}  # fmt: skip


def _stage_of_bundle(stage: str, kg: float, link: dict[str, Any]) -> dict[str, Any]:
    """A stage as another bundle declares it."""
    return {"buyer": STAGE, "input": stage, "supplier": link["product"] or link["file"], "value": kg,
            "unit": f"kg CO2e/{PER_PACK}", "gwp": GIVEN_GWP, "boundary": message("the stage {stage} as declared", stage=stage),
            "source": link["file"], "locator": f"SHA-256 {link['manifest_sha256']}"}  # fmt: skip


def _of_file(figure: str, option: str) -> SupplierFootprint:
    from lca_models.inventory.activity.findings import ERROR, Findings
    from lca_models.inventory.activity.suppliers.payloads.reading import read_footprint

    findings = Findings()
    found = read_footprint(figure, Path(), option, findings)
    if found is None or findings.of(ERROR):
        raise ScenarioError("\n".join(one.words for one in findings.of(ERROR)))
    return found


def _of_bundle(opened: Any, buyer: str, code: str, study: Study, product: str) -> SupplierFootprint:
    """The footprint that a bundle declares, per piece or per kWh of capacity, as what is bought is counted."""
    from lca_models.inventory.activity.suppliers.footprint import AR6, GRAVE, KILOWATT_HOUR, PIECE, SupplierFootprint

    stages, link = opened.stages(), opened.link()
    said = opened.received.bundle.json("declaration.json")
    about = said["product"]
    per_energy = _unit(study.product_system(product), buyer, code) == KILOWATT_HOUR
    amount = float(about["rated_energy_kwh"]) if per_energy else 1.0
    return SupplierFootprint(
        supplier=str(about.get("name") or opened.file.name), product=str(about.get("model") or ""),
        unit=KILOWATT_HOUR if per_energy else PIECE, amount=amount, value=sum(stages.values()),
        mass_kg=float(about["mass_kg"]), stages=stages, gwp=(AR6,), boundary=GRAVE, kind=message("bundle"),
        file=opened.file.name, sha256=link["manifest_sha256"],
    )  # fmt: skip


def _unit(system: ProductSystem, buyer: str, code: str) -> str:
    """The unit of what a purchase buys; a piece for a stage. Raises ScenarioError where nobody makes it."""
    from lca_models.inventory.stored.units import SHORT_UNITS

    if buyer == STAGE:
        return "unit"
    names = {name: node for node in system.processes for name in (node.key[1], "/".join(node.key))}
    if code not in names:
        raise ScenarioError(message("--replace: nobody here buys '{input}'; {near}", input=excerpt(code),
                                    near=suggestion(code, [node.key[1] for node in system.processes])))  # fmt: skip
    unit = str(names[code].data.get("unit") or "")
    return SHORT_UNITS.get(unit, unit)


def _matched(
    buyer: str, code: str, footprint: SupplierFootprint, option: str, study: Study, product: str
) -> dict[str, Any]:
    """A footprint in place of a purchase, converted to its unit and cut at the gate of the supplier."""
    from lca_models.inventory.activity.findings import ERROR, WARNING, Findings
    from lca_models.inventory.activity.suppliers.comparing import Terms
    from lca_models.inventory.activity.suppliers.matching import Purchase, match_purchase

    system, findings = study.product_system(product), Findings()
    by = next((node for node in system.processes if buyer in (node.key[1], "/".join(node.key))), None)
    purchase = Purchase(
        buyer, code, _unit(system, buyer, code), f"{option} '{code if buyer == STAGE else f'{buyer} > {code}'}'", label=code,
        stage=code if buyer == STAGE else RAW_MATERIAL_ACQUISITION,
        splits_stages=buyer not in (STAGE, EVERY) and bool(by is not None and by.stage), has_transport=True,
    )  # fmt: skip
    today = getattr(study, "today", None) or date.today()
    match = match_purchase(footprint, purchase, Terms(today), findings)
    warn(*(one.words for one in findings.of(WARNING)))
    if match is None:
        raise ScenarioError("\n".join(one.words for one in findings.of(ERROR)))
    one = match.replacement
    kept = [(stage, share) for stage, share in one.stages if stage in (RAW_MATERIAL_ACQUISITION, MANUFACTURING)]
    one = replace(one, locator="; ".join(_about(footprint, match.words)), stages=() if buyer == STAGE else tuple(kept))
    if buyer == STAGE:
        one = replace(one, per=PER_PACK, unit=f"kg CO2e/{PER_PACK}")
    return one.entry()


def _about(footprint: SupplierFootprint, words: str) -> Iterator[str]:
    """The hash of what was received, and how it was converted."""
    if footprint.sha256:
        yield f"SHA-256 {footprint.sha256}"
    if words:
        yield words
