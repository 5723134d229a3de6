"""What happens to the packs of a batch: pools that they lie in, events that move them, what an event says beside its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lca_models.scope.wording.messages import message

MADE, DELIVERED, COLLECTED, SECOND_USE, RECYCLED, LOST, REVERSED = KINDS = (
    "made",
    "delivered",
    "collected",
    "second use",
    "recycled",
    "lost",
    "reversed",
)
STORED, IN_USE, HELD, IN_SECOND_USE, TREATED, GONE = POOLS = (
    "made",
    "in use",
    "held",
    "second use",
    "treated",
    "lost",
)
# From where to where packs go; collected packs come from use unless the event says from second use.
MOVES = {
    MADE: ("", STORED),
    DELIVERED: (STORED, IN_USE),
    COLLECTED: (IN_USE, HELD),
    SECOND_USE: (HELD, IN_SECOND_USE),
    RECYCLED: (HELD, TREATED),
    LOST: (IN_USE, GONE),
}


@dataclass(frozen=True)
class Batch:
    """Packs of one model from one plant, alike enough to share a declaration."""

    id: str
    begins: date
    pack_mass_kg: Decimal
    contents: Mapping[str, Decimal] = field(
        default_factory=dict
    )  # kg per pack by metal; metals not named are not judged


@dataclass(frozen=True)
class Leg:
    """A part of the way to the customer."""

    mode: str  # as the kit's distribution names it: truck, rail, …
    km: Decimal


@dataclass(frozen=True)
class Event:
    """What somebody reports of some packs of a batch; what it does not say keeps the default of its stage."""

    kind: str
    at: date
    packs: int
    reporter: str
    reference: str
    origin: str = ""  # of collected packs: in use or second use
    mass_kg: Decimal | None = None  # of all its packs; the batch's where none was weighed
    legs: tuple[Leg, ...] = ()  # of delivered packs
    route: str = ""  # of recycled packs: a recycling route of the kit
    metals_kg: Mapping[str, Decimal] = field(default_factory=dict)  # recovered from recycled packs
    reverses: str = ""  # the reference, by the same reporter, of the event that this one takes back

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by: a reporter uses a reference once."""
        return self.reporter, self.reference

    @property
    def move(self) -> tuple[str, str]:
        """The pools that its packs leave and enter; they leave none when they are made.

        Raises KeyError for a kind that moves nothing.
        """
        source, target = MOVES[self.kind]
        return self.origin or source, target


def kind_word(kind: str) -> str:
    """A kind of event in the language in use."""
    words = {
        MADE: message("made"),
        DELIVERED: message("delivered"),
        COLLECTED: message("collected"),
        SECOND_USE: message("to second use"),
        RECYCLED: message("recycled"),
        LOST: message("lost"),
        REVERSED: message("reversed"),
    }
    return words.get(kind, kind)


def pool_word(pool: str) -> str:
    """A pool in the language in use."""
    words = {
        STORED: message("not delivered"),
        IN_USE: message("in use"),
        HELD: message("held"),
        IN_SECOND_USE: message("in second use"),
        TREATED: message("treated"),
        GONE: message("lost"),
    }
    return words.get(pool, pool)
