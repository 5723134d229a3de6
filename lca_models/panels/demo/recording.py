"""Tapes, distributions and the service life of a product under a rule set, as the interpreter of the demo reads them.

Only operations that every machine rounds alike are written, so that the browser has the numbers of the kit to the last digits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lca_models.impact.compiled.instructions import INSTRUCTIONS, NOTHING
from lca_models.impact.compiled.model import CompiledSystem
from lca_models.impact.compiled.tape import Tape
from lca_models.impact.delivered_energy import ENERGY_DELIVERED, FADE_PARAMETER, names_of_term
from lca_models.impact.draws.distributions import NO_GROUP
from lca_models.impact.draws.parameters import UncertainParameters, uncertain_parameters
from lca_models.inventory.system.choices import choice_code
from lca_models.panels.demo.arrays import packed
from lca_models.panels.model.compiled_pack import CompiledPack
from lca_models.panels.model.idle_fields import CERTIFICATES
from lca_models.panels.model.swings import ranges_of
from lca_models.panels.views.said import unit_words
from lca_models.scope.declared_unit import DECLARED_UNITS
from lca_models.scope.functional_unit import LINEAR_FADE
from lca_models.scope.quantity import readable
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

# What IEEE 754 rounds in one way, and steps: the functions of mathematics differ between machines in their last digit.
EXACT = frozenset({
    "add", "subtract", "multiply", "multiply_add", "divide", "floor_divide", "remainder", "minimum", "maximum", "equal",
    "not_equal", "less", "less_equal", "and", "or", "not", "select", "sqrt", "absolute", "floor", "ceil", "round",
})  # fmt: skip
NO_REGISTER = 2**16 - 1
STILL, NORMAL, LOGNORMAL, TRIANGULAR, UNIFORM = range(5)  # kinds of a drawn input, as draws.js knows them
COEFFICIENTS = 7  # of a drawn input, at most


def tape_document(tape: Tape) -> dict[str, Any]:
    """A tape as arrays in base64; constants only of the steps that hold one.

    Raises ScenarioError for an operation that machines round differently, and OverflowError for more than 65,535 registers.
    """
    numbers = tape.operations.tolist()
    if strange := {INSTRUCTIONS[number].operation.name for number in numbers} - EXACT:
        raise ScenarioError(
            message(
                "a formula uses {listed}, which machines round differently; the demo holds arithmetic alone, leave this "
                "product out",
                listed=enumerated(sorted(strange)),
            )
        )
    held = np.array([None in INSTRUCTIONS[number].places for number in numbers], dtype=bool)
    return {
        "registers": tape.registers,
        "operations": packed(tape.operations, "u1"),
        "targets": packed(tape.targets, "u2"),
        "operands": packed(_registers(tape.operands), "u2"),
        "constants": packed(tape.constants[held], "f8"),
        "inputs": packed(_registers(tape.inputs), "u2"),
        "outputs": packed(tape.outputs, "u2"),
        "fixed": packed(tape.fixed, "u2"),
        "fixedValues": packed(tape.fixed_values, "f8"),
    }


def _registers(found: np.ndarray) -> np.ndarray:
    return np.where(found == NOTHING, NO_REGISTER, found)


@dataclass(frozen=True)
class Recording:
    """What of a compiled pack the demo needs: the inputs that people move or that are drawn, and what they lead to."""

    pack: CompiledPack
    unruled: Mapping[str, float]  # parameters that the rules say otherwise than the tables, as the tables say them

    @property
    def terms(self) -> tuple[str, ...]:
        """Parameters that the declared units rest on."""
        compiled, system = self.pack.compiled, self.pack.system
        named = (names_of_term(one.term, compiled, system) for one in DECLARED_UNITS if one.term)
        return tuple(dict.fromkeys(name for names in named for name in names))

    def document(self) -> dict[str, Any]:
        """Everything but proofs: tapes, inputs with their defaults, service life, declared units, distributions.

        Raises ScenarioError for a formula that is no arithmetic, and for a distribution that the demo does not know.
        """
        drawn = uncertain_parameters(self.pack.compiled)
        model = self._specialised(drawn)
        return {
            "inputs": list(model.parameters),
            "defaults": packed(model.defaults, "f8"),
            "stages": list(model.stages),
            "unit": model.units[0],
            "hash": model.blueprint.rows_hash,
            "results": tape_document(model.tape),
            "terms": tape_document(model.parameter_tape(self.terms)),
            "per": self._declared_units(model),
            "life": self._service_life(),
            "unruled": dict(self.unruled),
            "ranges": {name: list(ends) for name, ends in ranges_of(self.pack, {}, {}).items()},
            "drawn": drawn_document(drawn, model),
        }

    def _specialised(self, drawn: UncertainParameters) -> CompiledSystem:
        compiled = self.pack.compiled
        idle = compiled.idle & compiled.idle_for(self.terms)
        reasons = {CERTIFICATES} & {*compiled.parameters}  # what a share of green power has no effect without
        return compiled.specialised(tuple(sorted({*self.pack.moved, *drawn.names, *self.unruled, *reasons} - idle)))

    def _declared_units(self, model: CompiledSystem) -> list[dict[str, Any]]:
        """Of each declared unit: code, the terms it is the product of (all that count, of energy delivered), scale, unit."""
        found = []
        for one in DECLARED_UNITS:
            names = names_of_term(one.term, model, self.pack.system) if one.term else ()
            scale, unit = readable(model.units[0], one)
            found.append({"code": one.code, "terms": [self.terms.index(name) for name in names],
                          "delivered": one.term == ENERGY_DELIVERED, "scale": scale,
                          "unit": unit_words(unit, self.pack.marks)})  # fmt: skip
        return found

    def _service_life(self) -> dict[str, Any]:
        """What the energy delivered is counted by; `linear`: the number of the fade that falls in a straight line."""
        system = self.pack.system
        row = system.parameters.get(FADE_PARAMETER)
        codes = row.data.get("codes") or () if row is not None else ()
        linear = [
            float(one) for one in codes if row is not None and choice_code(row, one, system.choices) == LINEAR_FADE
        ]
        return {"kind": self.pack.rule_set.service_life, "linear": linear[0] if linear else None,
                "terms": {name: place for place, name in enumerate(self._generic_names())}}  # fmt: skip

    def _generic_names(self) -> Sequence[str]:
        """Names of the terms as the service life knows them, whatever the product calls its own."""
        product = self.pack.system.shipped_product
        own = {product.rated_energy: "rated_energy", product.usable_share: "usable_share", product.cycles: "cycles",
               product.end_of_life_retention: "retention", product.warranty_years: "warranty_years",
               product.pack_mass: "mass"}  # fmt: skip
        return [own.get(name, name) for name in self.terms]


def drawn_document(drawn: UncertainParameters, model: CompiledSystem) -> dict[str, Any]:
    """Uncertain inputs that a result may depend on, in the order in which levels are drawn for them, and their mixes.

    Raises ScenarioError for a distribution of a kind that the demo does not know.
    """
    found = drawn.inputs
    read = {*model.parameters}
    groups = {int(group) for name, group in zip(drawn.names, found.groups, strict=True) if name in read} - {NO_GROUP}
    kept = [at for at, name in enumerate(drawn.names) if name in read or int(found.groups[at]) in groups]
    kinds, coefficients = _coefficients(drawn)
    place = {name: number for number, name in enumerate(model.parameters)}
    return {
        "names": [drawn.names[at] for at in kept],
        "inputs": [place.get(drawn.names[at], -1) for at in kept],
        "uncertain": [bool(found.uncertain[at]) for at in kept],
        "varying": [bool(found.varying[at]) for at in kept],
        "groups": [int(found.groups[at]) for at in kept],
        "kinds": [kinds[at] for at in kept],
        "coefficients": packed(coefficients[kept], "f8"),
        "amounts": packed(found.amounts[kept], "f8"),
        "central": packed(np.where(found.varying, found.central, found.amounts)[kept], "f8"),
        "totals": _totals(drawn),
    }


def _coefficients(drawn: UncertainParameters) -> tuple[list[int], np.ndarray]:
    """Kind of every input, and what its levels are turned into values by: (inputs, COEFFICIENTS)."""
    plan = drawn.inputs.plan(drawn.inputs.uncertain & drawn.inputs.varying)
    if len(plan.further):
        names = ", ".join(drawn.names[int(at)] for at in plan.further)
        raise ScenarioError(message("the demo cannot draw {listed}; leave this product out", listed=names))
    kinds = [STILL] * len(drawn.names)
    found = np.zeros((len(kinds), COEFFICIENTS))
    for number, at in enumerate(plan.normal.tolist()):
        kinds[at] = LOGNORMAL if plan.logarithmic[number] else NORMAL
        found[at] = [plan.loc[number], plan.scale[number], plan.signs[number], plan.below[number], plan.width[number],
                     *plan.cuts[:, number]]  # fmt: skip
    for rows, kind, columns in ((plan.triangular, TRIANGULAR, plan.triangle), (plan.uniform, UNIFORM, plan.span)):
        for number, at in enumerate(rows.tolist()):
            kinds[at] = kind
            found[at, : len(columns)] = columns[:, number]
    return kinds, found


def _totals(drawn: UncertainParameters) -> Mapping[str, float]:
    """What the members of each mix sum to."""
    mixes = drawn.inputs.mixes()
    first = mixes.rows[mixes.starts[:-1]]
    return {str(int(drawn.inputs.groups[at])): float(total) for at, total in zip(first, mixes.totals, strict=True)}
