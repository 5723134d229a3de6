"""End of life as functions: what recycling adds and saves, for one material, under each approach.

The tables hold the same arithmetic as parameters (`parameters/end_of_life.csv`), which the exchanges of `recycling/`,
`manufacturing/` and the metal markets multiply. Here it can be read, checked against worked examples, and held against them.

Circular footprint formula (CFF; Recommendation (EU) 2021/2279, Annex I; material, energy and disposal parts):

    (1 - R1) Ev + R1 (A Erec + (1 - A) Ev Qsin/Qp) + (1 - A) R2 (ErecEoL - Ev* Qsout/Qp)
    + (1 - B) R3 (EER - saved energy) + (1 - R2 - R3) ED

Every approach is a weight on each of these emissions (`Factors`), per kg of material in the product.
"""

from __future__ import annotations

from dataclasses import dataclass

# codes of end_of_life_approaches.csv
WITHOUT_CREDIT, CUT_OFF, AVOIDED_BURDEN, HALF, CIRCULAR = "no-credit", "cut-off", "avoided-burden", "fifty-fifty", "cff"
APPROACHES = (WITHOUT_CREDIT, CUT_OFF, AVOIDED_BURDEN, HALF, CIRCULAR)


@dataclass(frozen=True)
class Circularity:
    """Where a material comes from and where it goes; shares are 0-1."""

    recycled_content: float = 0.0  # CFF: R1, only where traced through the supply chain
    recycled_output: float = 0.0  # R2: collection x recovery, at the gate of the recycler
    energy_recovery: float = 0.0  # R3
    allocation_factor: float = 0.5  # A: share of burdens and credits of recycling that belongs to the next user
    energy_allocation_factor: float = 0.0  # B
    quality_in: float = 1.0  # Qsin/Qp: recycled material bought over primary
    quality_out: float = 1.0  # Qsout/Qp: recovered material over the primary it replaces
    bought_per_contained: float = 1.0  # mass bought per mass in the product; above 1 where production scrap falls
    burden_sharing: float = 1.0  # 1: recycling burdens are shared by A as in the formula; 0: they stay with the product


@dataclass(frozen=True)
class Emissions:
    """Emissions per kg of one material, in one unit throughout."""

    virgin: float  # CFF: Ev
    recycled: float = 0.0  # Erec, of the recycled material bought
    recycling: float = 0.0  # ErecEoL, up to the scrap or salt that the recycler sells
    refining: float = 0.0  # ErecEoL, from that scrap to the material replaced; 0 where the recycler sells the material
    replaced: float | None = None  # Ev*; None: as virgin
    disposal: float = 0.0  # ED
    energy_recovery: float = 0.0  # EER
    energy_saved: float = 0.0  # LHV (XER,heat ESE,heat + XER,elec ESE,elec)


@dataclass(frozen=True)
class Factors:
    """Weight of each emission per kg of material in the product; a credit is a positive weight of what it avoids."""

    virgin: float  # of Ev, per kg bought
    recycled: float  # of Erec, per kg bought
    treatment: float  # of ErecEoL up to scrap
    refining: float  # of ErecEoL from scrap on
    credit: float  # of Ev*
    disposal: float  # of ED
    energy_burden: float  # of EER
    energy_credit: float  # of the energy saved

    def footprint(self, emissions: Emissions, bought_per_contained: float = 1.0) -> float:
        """Emissions of 1 kg of material in the product over its life; the credits are the negative terms."""
        replaced = emissions.virgin if emissions.replaced is None else emissions.replaced
        return (
            bought_per_contained * (self.virgin * emissions.virgin + self.recycled * emissions.recycled)
            + self.treatment * emissions.recycling
            + self.refining * emissions.refining
            - self.credit * replaced
            + self.disposal * emissions.disposal
            + self.energy_burden * emissions.energy_recovery
            - self.energy_credit * emissions.energy_saved
        )


def factors(approach: str, flows: Circularity) -> Factors:
    """The weights of an approach, one of APPROACHES."""
    return _FACTORS[approach](flows)


def footprint(approach: str, flows: Circularity, emissions: Emissions) -> float:
    """Emissions of 1 kg of one material in the product over its life, by an approach."""
    return factors(approach, flows).footprint(emissions, flows.bought_per_contained)


def burdens_without_credit(flows: Circularity) -> Factors:
    """(1 - R1) Ev + R1 Erec + R2 ErecEoL up to scrap + R3 EER + (1 - R2 - R3) ED: what happens, and nothing avoided."""
    return Factors(
        virgin=1 - flows.recycled_content,
        recycled=flows.recycled_content,
        treatment=flows.recycled_output,
        refining=0.0,  # scrap is handed over without credit, so refining it is its buyer's
        credit=0.0,
        disposal=_disposed(flows),
        energy_burden=flows.energy_recovery,
        energy_credit=0.0,
    )


def cut_off(flows: Circularity) -> Factors:
    """(1 - R1) Ev + R1 Erec + R3 EER + (1 - R2 - R3) ED: recycling and what it saves belong to the next user."""
    return Factors(
        virgin=1 - flows.recycled_content,
        recycled=flows.recycled_content,
        treatment=0.0,
        refining=0.0,
        credit=0.0,
        disposal=_disposed(flows),
        energy_burden=flows.energy_recovery,
        energy_credit=0.0,
    )


def avoided_burden(flows: Circularity) -> Factors:
    """(1 - R1) Ev + R1 Erec + R2 ErecEoL up to scrap + (R2 - R1) (ErecEoL from scrap on - Ev* Qsout/Qp) + …

    Scrap counts once: what was bought as recycled content is not credited again, so only R2 - R1 is. Recycled content
    beyond R2 is charged as primary, for the product takes that scrap from others. With Erec of the input equal to the
    refining of scrap, R1 cancels and the result is full substitution: CFF with A = 0.
    """
    counted = min(flows.recycled_content, flows.recycled_output / flows.bought_per_contained)
    net = flows.recycled_output - counted * flows.bought_per_contained
    return Factors(
        virgin=1 - counted,
        recycled=counted,
        treatment=flows.recycled_output,
        refining=net,
        credit=net * flows.quality_out,
        disposal=_disposed(flows),
        energy_burden=flows.energy_recovery,
        energy_credit=flows.energy_recovery,
    )


def half(flows: Circularity) -> Factors:
    """50/50: supplier and user of recyclate share alike, the material part of CFF with A = 0.5; energy in full."""
    return _shared(flows, 0.5, 0.5, 0.0)


def circular_footprint(flows: Circularity) -> Factors:
    """The circular footprint formula.

    R1 = 0, A = 0.2, R2 = 0.9, Ev = Ev* = 10, ErecEoL = 2, ED = 0.1: 10 + 0.8 x 0.9 x (2 - 10) + 0.1 x 0.1 = 4.25.
    `burden_sharing` = 0 leaves the recycling burdens up to scrap whole with the product: where they are known only per
    kg of cells, no guidance says how to split them over materials.
    """
    kept = 1 - flows.allocation_factor * flows.burden_sharing
    return _shared(flows, flows.allocation_factor, kept, flows.energy_allocation_factor)


def _shared(flows: Circularity, allocation: float, burden: float, energy_allocation: float) -> Factors:
    """Weights for A = `allocation` and B = `energy_allocation`, `burden` of the treatment counted."""
    own = 1 - allocation
    return Factors(
        virgin=1 - flows.recycled_content + flows.recycled_content * own * flows.quality_in,
        recycled=flows.recycled_content * allocation,
        treatment=burden * flows.recycled_output,
        refining=own * flows.recycled_output,
        credit=own * flows.recycled_output * flows.quality_out,
        disposal=_disposed(flows),
        energy_burden=(1 - energy_allocation) * flows.energy_recovery,
        energy_credit=(1 - energy_allocation) * flows.energy_recovery,
    )


def _disposed(flows: Circularity) -> float:
    return 1 - flows.recycled_output - flows.energy_recovery


_FACTORS = {
    WITHOUT_CREDIT: burdens_without_credit,
    CUT_OFF: cut_off,
    AVOIDED_BURDEN: avoided_burden,
    HALF: half,
    CIRCULAR: circular_footprint,
}
