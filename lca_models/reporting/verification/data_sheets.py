"""The witness of a data sheet: its product as a Brightway project of its own, which bw2calc recalculates before it goes."""

from __future__ import annotations

from dataclasses import replace

from lca_models.impact.assessment import assess
from lca_models.impact.methods import MethodName
from lca_models.inventory.brightway.adoption import project_workplace
from lca_models.inventory.brightway.own_product import write_own_products
from lca_models.inventory.projects.own_products import find_own_product
from lca_models.inventory.projects.places import ProjectPlace, find_projects
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import ProjectError, read_project_rows
from lca_models.reporting.verification.contributions import Verification, verify
from lca_models.scope.wording.messages import message

PROJECT = "verified"


def verify_data_sheet(
    system: ProductSystem, place: ProjectPlace, method: MethodName | str, *, allow_incomplete: bool = False
) -> Verification:
    """Total and contributions of a product of a data sheet beside bw2calc, NumPy and bw2analyzer on what is written of it.

    `system`: without a rule set; `place`: the project that its archetype stands in. Raises ProjectError where Brightway
    refuses the product.
    """
    with project_workplace(place.base) as base:
        (address,) = write_own_products(base, place.folder, PROJECT, [system])
        own = find_own_product(address, None, lambda: find_projects([base]))
        if own is None:
            raise ProjectError(message("what was written of '{product}' cannot be found again", product=address))
        read = own.system(read_project_rows(own.place.folder), checked=True)
        found = verify(assess(read, method=method, allow_incomplete=allow_incomplete), base, PROJECT)
    score = assess(system, method=method, allow_incomplete=allow_incomplete).score
    return replace(found, bw2calc=replace(found.bw2calc, kit=score), numpy=replace(found.numpy, kit=score))
