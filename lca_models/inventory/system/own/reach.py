"""Processes of a project that only an own pack buys of, made part of what its demand reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lca_models.inventory.system.rows import PROCESS_TYPES, ExchangeRow, Key, ProjectRows


def reaching(rows: ProjectRows, demand: Key, further: Sequence[str]) -> ProjectRows:
    """The rows with purchases of nothing by the demanded process of each of the `further` processes and flows.

    They are named by code or DATABASE/CODE; what the project does not have is left out, for whoever buys it to say.
    """
    if not further:
        return rows
    wanted = set(further)
    found = [node for node in rows.nodes if wanted & {node.key[1], "/".join(node.key)}]
    added = tuple(
        ExchangeRow(-1 - place, demand, node.key, "technosphere" if node.type in PROCESS_TYPES else "biosphere", 0.0, "",
                    {"input": node.key, "output": demand, "unit": node.data.get("unit", "")})
        for place, node in enumerate(found)
    )  # fmt: skip
    return replace(rows, exchanges=(*rows.exchanges, *added))
