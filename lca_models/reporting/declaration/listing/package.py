"""The database of a bundle as a BW2Package."""

from __future__ import annotations

from lca_models.inventory.formats.writing.bw2package import package_bytes as bytes_of
from lca_models.inventory.formats.writing.bw2package import package_object
from lca_models.reporting.declaration.listing.databases import RECORD, Databases


def package_bytes(found: Databases) -> bytes:
    """One Database and its Methods as the bytes of a BW2Package."""
    system = found.result.system
    metadata = {"format": "lca_models", RECORD: found.record()}
    objects = [package_object("Database", found.name, metadata, found.datasets)]
    for id_, method in sorted(found.methods.items()):
        said = {"unit": str(system.method_metadata[method].get("unit", "")), "lca_models_id": id_}
        objects.append(package_object("Method", found.method_name(method), said, found.factors(method)))
    return bytes_of(objects)
