"""Stub."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import Seen

RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {}
