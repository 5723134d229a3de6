"""A bundle as the product of a command: its data sheet and its setup, in a folder that goes when the command ends."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.scope.calculation_setup import DECLARATION, CalculationSetup
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.impact.footprint import Footprint
    from lca_models.impact.study import Study
    from lca_models.reporting.verification.received import Inside, Received

OPENED, WORK, AT_END = "opened_bundle", "work_folder", "at_end"  # where a command keeps what it has opened


@dataclass(frozen=True)
class OpenedBundle:
    """A bundle whose members are what its manifest says."""

    file: Path
    received: Received
    inside: Inside

    @property
    def hash(self) -> str:
        """SHA-256 of its manifest."""
        return self.received.hash

    def total_kg(self) -> float:
        """What it declares, kg CO2e per pack. Raises ScenarioError where it says nothing that can be read."""
        return sum(self.stages().values())

    def stages(self) -> dict[str, float]:
        """The same by stage. Raises ScenarioError where it says nothing that can be read."""
        from lca_models.reporting.verification.rules.declared_figures import TOTAL, declared_stages

        try:
            return {stage: kg for stage, kg in declared_stages(self.received.bundle).items() if stage != TOTAL}
        except (KeyError, ValueError):
            raise ScenarioError(
                message("{file}: it declares no stages that can be read; lca-models verify says more", file=self.file)
            ) from None

    def link(self) -> dict[str, Any]:
        """The bundle as a link of the chain of provenance of a bundle that extends it."""
        said = self.received.bundle.json("declaration.json")
        product = said.get("product") if isinstance(said.get("product"), dict) else {}
        return {"file": self.file.name, "manifest_sha256": self.hash, "issued": str(said.get("issued") or ""),
                "product": str(product.get("name") or ""), "model": str(product.get("model") or ""),
                "kg_co2e_per_pack": self.total_kg()}  # fmt: skip

    def chain(self) -> tuple[dict[str, Any], ...]:
        """What a bundle of this product extends, the first issued first: what this one extends, then this one."""
        return (*(dict(one) for one in self.inside.received), self.link())


@contextmanager
def closing(options: argparse.Namespace) -> Iterator[None]:
    """Remove what was unpacked for a command when it ends."""
    try:
        yield
    finally:
        getattr(options, AT_END, ExitStack()).close()


def _work_folder(options: argparse.Namespace) -> Path:
    """The folder of a command, which goes when it ends; what the killed have left goes with the next."""
    from lca_models.inventory.brightway.project import base_folder
    from lca_models.reporting.verification.received import workplace

    if not hasattr(options, WORK):
        stack = ExitStack()
        setattr(options, AT_END, stack)
        setattr(options, WORK, stack.enter_context(workplace(base_folder())))
    return Path(getattr(options, WORK))


def open_bundle(text: str, options: argparse.Namespace) -> OpenedBundle:
    """The bundle in a file, unpacked.

    Raises ScenarioError for a file that is none, or was changed since it was declared.
    """
    from lca_models.reporting.declaration.archive import ArchiveError
    from lca_models.reporting.declaration.manifest import changed, unlisted
    from lca_models.reporting.verification.received import BundleError, receive, unpack

    file = Path(text)
    if not file.is_file():
        raise ScenarioError(message("there is no file {file}; give its path from the folder you are in", file=text))
    try:
        found = receive(file)
        members = found.bundle.members
        try:
            odd = (*changed(members), *unlisted(members))
        except ValueError:
            raise ScenarioError(message("{file} is no bundle: it has no manifest", file=text)) from None
        if odd:
            raise ScenarioError(
                message("{file} is not what was declared: {members}; lca-models verify {file} says more",
                        file=text, members=enumerated(dict.fromkeys(odd)))
            )  # fmt: skip
        inside = unpack(found.bundle, _work_folder(options) / found.hash[:16])
    except (ArchiveError, BundleError) as error:
        raise ScenarioError(message("{file} is no bundle: {error}", file=text, error=error)) from None
    return OpenedBundle(file, found, inside)


def with_bundle(setup: CalculationSetup, options: argparse.Namespace) -> CalculationSetup:
    """A setup whose product is a bundle, as one of the data sheet inside: what is said here stands above what it says.

    Raises ScenarioError as `open_bundle` does.
    """
    if setup.kind != DECLARATION:
        return setup
    opened = open_bundle(setup.product, options)
    setattr(options, OPENED, opened)
    theirs = opened.inside.setup
    above = replace(setup, product="").above(theirs)
    return replace(above, scenarios=setup.scenarios or theirs.scenarios)


def named(options: argparse.Namespace, result: Footprint) -> Footprint:
    """The result whose product is called by the bundle, not by the folder that it was unpacked in and that goes."""
    opened: OpenedBundle | None = getattr(options, OPENED, None)
    if opened is None:
        return result
    found, name = result.resolved, str(opened.file)
    setup, asked = replace(found.setup, product=name), replace(found.asked, product=name)
    return replace(result, resolved=replace(found, setup=setup, asked=asked))


def beside(options: argparse.Namespace, study: Study, result: Footprint) -> dict[str, Any] | None:
    """What a bundle declared, what it comes to here, and what the result is; None where the product is no bundle."""
    opened: OpenedBundle | None = getattr(options, OPENED, None)
    if opened is None:
        return None
    again = sum(study.footprint(opened.inside.setup).stages.values())
    return {"file": str(opened.file), "manifest_sha256": opened.hash, "unit": "kg CO2e per pack",
            "declared": opened.total_kg(), "worked_out_again": again, "here": sum(result.stages.values()),
            "replaced": [f"{one.get('buyer')} > {one.get('input')}" for one in _added(opened, result)]}  # fmt: skip


def _added(opened: OpenedBundle, result: Footprint) -> list[Any]:
    known = {(one.get("buyer"), one.get("input")) for one in opened.inside.setup.replacements}
    return [one for one in result.setup.replacements if (one.get("buyer"), one.get("input")) not in known]


def beside_words(found: dict[str, Any] | None) -> list[str]:
    """The same as lines for a terminal."""
    if found is None:
        return []
    lines = [message("{file}, manifest {hash}: received {declared:,.1f} kg CO2e per pack, worked out again {again:,.1f} kg",
                     file=found["file"], hash=found["manifest_sha256"][:16], declared=found["declared"],
                     again=found["worked_out_again"])]  # fmt: skip
    if abs(found["here"] - found["worked_out_again"]) > 0:
        named = ", ".join(one.removeprefix("stage > ") for one in found["replaced"]) or message("your settings")
        lines.append(message("received {declared:,.1f} kg, with your {named} {here:,.1f} kg",
                             declared=found["declared"], named=named, here=found["here"]))  # fmt: skip
    return lines
