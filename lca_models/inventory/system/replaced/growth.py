"""A product system that is given further processes, flows and exchanges; what it has keeps its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lca_models.inventory.stored.factors import Characterization
from lca_models.inventory.system.product_system import FormulaRow, ProductSystem
from lca_models.inventory.system.rows import NEGATIVE_TYPES, ExchangeRow, Key, Node

Part = tuple[str, float]  # stage, share of an amount


class Growth:
    """What is added to a system, and what of it is changed."""

    def __init__(self, base: ProductSystem) -> None:
        self.base = base
        self._processes = list(base.processes)
        self._products = list(base.products)
        self._flows = list(base.flows)
        self._served: list[tuple[Sequence[tuple[str, ...]], float]] = []  # per further flow: methods, factor in them
        self._exchanges = list(base.exchanges)
        self._amounts = base.stored_amounts.tolist()
        self._stages = list(base.stages)
        self._formulas = {row.exchange: row for row in base.formulas}
        self._numbers = 0

    def number(self) -> int:
        """An id that no row of a project has."""
        self._numbers -= 1
        return self._numbers

    def add_process(self, node: Node) -> None:
        """A process, which makes the product of its own key."""
        self._processes.append(node)
        self._products.append(node.key)

    def add_flow(self, node: Node, methods: Sequence[tuple[str, ...]], factor: float = 1.0) -> None:
        """An elementary flow with one factor in some methods, and none in others."""
        self._flows.append(node)
        self._served.append((methods, factor))

    def add_exchange(
        self, row: ExchangeRow, amount: float, formula: str = "", names: Mapping[str, str] = {}, stage: str = ""
    ) -> None:
        """A further exchange; `names`: qualified parameters by the names in the formula."""
        if formula:
            self._formulas[len(self._exchanges)] = FormulaRow(len(self._exchanges), formula, names)
        self._exchanges.append(row)
        self._amounts.append(amount)
        self._stages.append(stage)

    def aim(self, place: int, product: Key) -> None:
        """Turn an exchange to another product."""
        row = self._exchanges[place]
        self._exchanges[place] = replace(row, input=product, data={**row.data, "input": product})

    def buy_from(self, place: int, product: Key, data: Mapping[str, Any]) -> None:
        """Turn an exchange to another product, its amount and stage as they are; `data`: more to say of it."""
        row = self._exchanges[place]
        self._exchanges[place] = replace(row, input=product, data={**row.data, "input": product, **data})

    def relink(self, place: int, product: Key, part: Part, data: Mapping[str, Any]) -> None:
        """Turn a purchase to another product, in a stage, with a share of its amount."""
        stage, share = part
        formula = self._formulas.get(place)
        if formula is not None and share != 1:
            self._formulas[place] = replace(formula, text=_times(formula.text, share))
        row = self._exchanges[place]
        text = self._formulas[place].text if formula is not None else ""
        data = {**data, **({"formula": text} if text else {}), "stage": stage}
        self._amounts[place] *= share
        self._exchanges[place] = replace(row, input=product, amount=self._amounts[place], formula=text, data=data)
        self._stages[place] = stage

    def in_stage(self, stage: str) -> list[int]:
        """Positions of the exchanges that count in a stage."""
        return [place for place, one in enumerate(self._stages) if one == stage]

    def drop(self, place: int, data: Mapping[str, Any]) -> None:
        """Leave of an exchange a row of 0, without a formula and in no stage; `data`: more to say of it."""
        row = self._exchanges[place]
        kept = {name: value for name, value in row.data.items() if name != "formula"}
        self._exchanges[place] = replace(row, amount=0.0, formula="", data={**kept, "amount": 0.0, "stage": "", **data})
        self._amounts[place], self._stages[place] = 0.0, ""
        self._formulas.pop(place, None)

    def split(self, place: int, product: Key, part: Part, data: Mapping[str, Any]) -> None:
        """A share of a purchase in another stage, beside it."""
        stage, share = part
        row = self.base.exchanges[place]
        formula = next((one for one in self.base.formulas if one.exchange == place), None)
        amount = float(self.base.stored_amounts[place]) * share
        text = _times(formula.text, share) if formula is not None else ""
        data = {**data, **({"formula": text} if text else {}), "stage": stage}
        further = replace(row, id=self.number(), input=product, amount=amount, formula=text, data=data)
        self.add_exchange(further, amount, text, formula.names if formula is not None else {}, stage)

    def system(self) -> ProductSystem:
        """The system with all of it."""
        products = {key: row for row, key in enumerate(self._products)}
        flows = {node.key: row for row, node in enumerate(self._flows)}
        columns = {node.key: column for column, node in enumerate(self._processes)}
        emitted = np.array([one.type == "biosphere" for one in self._exchanges], dtype=bool)
        rows = [(flows if one.type == "biosphere" else products)[one.input] for one in self._exchanges]
        return replace(
            self.base,
            processes=tuple(self._processes),
            products=tuple(self._products),
            flows=tuple(self._flows),
            exchanges=tuple(self._exchanges),
            matrix_rows=np.array(rows, dtype=int),
            matrix_columns=np.array([columns[one.process] for one in self._exchanges], dtype=int),
            is_biosphere=emitted,
            signs=np.where([one.type in NEGATIVE_TYPES for one in self._exchanges], -1.0, 1.0),
            stored_amounts=np.array(self._amounts),
            stages=tuple(self._stages),
            formulas=tuple(self._formulas[place] for place in sorted(self._formulas)),
            factors={name: self._longer(one, name) for name, one in self.base.factors.items()},
            characterizations={
                name: self._characterization(one, name) for name, one in self.base.characterizations.items()
            },
        )

    def _longer(self, factors: np.ndarray, method: tuple[str, ...]) -> np.ndarray:
        return np.concatenate([factors, [factor * (method in served) for served, factor in self._served]])

    def _characterization(self, one: Characterization, method: tuple[str, ...]) -> Characterization:
        new = np.array([method in served for served, _ in self._served], dtype=np.bool_)
        return replace(
            one,
            factors=self._longer(one.factors, method),
            given=np.concatenate([one.given, new]),
            regional=np.concatenate([one.regional, np.zeros(len(new), dtype=np.bool_)]),
        )


def _times(formula: str, share: float) -> str:
    return f"({formula}) * {share!r}"
