"""The ledger of a batch: events in, balances by date out, and what cannot be is refused by name.

At every date each pool holds at least nothing, and all pools together hold what was made. Events count on their date whatever
the order of their reports; an event is taken back by another, which stays beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce

from lca_models.programme.batches.life import (
    COLLECTED,
    DELIVERED,
    IN_SECOND_USE,
    IN_USE,
    KINDS,
    MOVES,
    POOLS,
    RECYCLED,
    REVERSED,
    Batch,
    Event,
    kind_word,
    pool_word,
)
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

Balance = Mapping[str, int]  # packs by pool
ORIGINS = (IN_USE, IN_SECOND_USE)  # of packs that are collected


class BatchError(LcaModelsError):
    """An event that cannot be: every fault on its own line."""


@dataclass(frozen=True)
class Ledger:
    """A batch and what was reported of it, in the order of the reports."""

    batch: Batch
    events: tuple[Event, ...] = ()

    @classmethod
    def of(cls, batch: Batch, events: Sequence[Event]) -> Ledger:
        """The ledger of events that are reported one after the other. Raises BatchError as `reported` does."""
        return reduce(cls.reported, events, cls(batch))

    def reported(self, event: Event) -> Ledger:
        """The ledger with one event more.

        Raises BatchError for one that cannot be: before its batch, reported already, more packs than its pool holds at
        some date, more metal than they contain, or data that its kind does not take.
        """
        if problems := self.problems(event):
            raise BatchError("\n".join(problems))
        return self._with(event)

    def problems(self, event: Event) -> list[str]:
        """All that keeps an event from being reported, a line each, in the language in use."""
        found = [*_faults(self, event)]
        if self._is_movable(event):
            found += self._with(event)._shortage(event)
        return found

    def _with(self, event: Event) -> Ledger:
        return Ledger(self.batch, (*self.events, event))

    @cached_property
    def standing(self) -> tuple[Event, ...]:
        """Events that count: those that move packs and were not taken back."""
        back = {(one.reporter, one.reverses) for one in self.events if one.kind == REVERSED}
        return tuple(one for one in self.events if one.kind != REVERSED and one.key not in back)

    @cached_property
    def balances(self) -> Mapping[date, Balance]:
        """Packs by pool at the end of every date on which something happened, in their order."""
        found, now = {}, dict.fromkeys(POOLS, 0)
        for event in sorted(self.standing, key=lambda one: one.at):
            source, target = event.move
            if source:
                now[source] -= event.packs
            now[target] += event.packs
            found[event.at] = dict(now)
        return found

    def balance(self, as_of: date | None = None) -> Balance:
        """Packs by pool at the end of a date; now where none is given."""
        past = [one for at, one in self.balances.items() if as_of is None or at <= as_of]
        return past[-1] if past else dict.fromkeys(POOLS, 0)

    @property
    def made(self) -> int:
        """Packs made: what all pools hold together."""
        return sum(self.balance().values())

    def _is_movable(self, event: Event) -> bool:
        """Whether its packs can be counted at all, so that it is worth saying that they are too many."""
        if event.kind == REVERSED:
            return not [*_faults_of_reversal(self, event)]
        is_new = event.key not in {one.key for one in self.events}
        can_move = event.kind in MOVES and (not event.origin or event.origin in ORIGINS)
        return can_move and event.packs > 0 and is_new and event.at >= self.batch.begins

    def _shortage(self, last: Event) -> list[str]:
        """What a pool lacks, with the last event, at the first date that one lacks anything; at most one line."""
        for at, balance in self.balances.items():
            for pool, packs in balance.items():
                if packs < 0:
                    return [_told_shortage(last, at, pool, -packs)]
        return []


def _told_shortage(event: Event, at: date, pool: str, lack: int) -> str:
    if event.kind == REVERSED:
        return message(
            "without {reference}, {lack} packs {pool} are missing on {date}; reverse first what was reported of them",
            reference=event.reverses,
            pool=pool_word(pool),
            lack=lack,
            date=at.isoformat(),
        )
    words = message(
        "{kind} {packs} packs, {held} {pool}",
        kind=kind_word(event.kind),
        packs=event.packs,
        held=event.packs - lack,
        pool=pool_word(pool),
    )
    return (
        words if at == event.at else words + message(" on {date}, by what is reported until then", date=at.isoformat())
    )


def _faults(ledger: Ledger, event: Event) -> Iterator[str]:
    """What is wrong with an event whatever its pools hold."""
    batch = ledger.batch
    if event.kind not in KINDS:
        yield message("'{kind}' is no kind of event; {near}", kind=event.kind, near=suggestion(event.kind, KINDS))
        return
    if not event.reference:
        yield message("an event needs a reference of its reporter's own, to tell it from others")
    elif event.key in {one.key for one in ledger.events}:
        yield message("reference {reference} already reported", reference=event.reference)
    if event.at < batch.begins:
        yield message("event of {at} before batch {begins}", at=event.at.isoformat(), begins=batch.begins.isoformat())
    if event.kind == REVERSED:
        yield from _faults_of_reversal(ledger, event)
        return
    if event.packs < 1:
        yield message(
            "{kind} {packs} packs; give a whole number above 0", kind=kind_word(event.kind), packs=event.packs
        )
    if event.mass_kg is not None and not (event.mass_kg.is_finite() and event.mass_kg > 0):
        yield message("a mass of {kg} kg; give what was weighed, or leave it out", kg=event.mass_kg)
    yield from _faults_of_data(batch, event)


def _faults_of_data(batch: Batch, event: Event) -> Iterator[str]:
    """What a kind of event does not take, and what its packs cannot give."""
    takers = {"origin": COLLECTED, "legs": DELIVERED, "route": RECYCLED, "metals_kg": RECYCLED, "reverses": REVERSED}
    for name, kind in takers.items():
        if getattr(event, name) and event.kind != kind:
            yield message(
                "{name} is said of {taker} packs only, not of {kind}",
                name=name,
                taker=kind_word(kind),
                kind=kind_word(event.kind),
            )
    if event.kind == COLLECTED and event.origin and event.origin not in ORIGINS:
        yield message(
            "packs are collected from {known}, not from '{origin}'",
            known=", ".join(repr(one) for one in ORIGINS),
            origin=event.origin,
        )
    for leg in event.legs:
        if not (leg.km.is_finite() and leg.km >= 0):
            yield message("{km} km by {mode}; give a distance from 0", km=leg.km, mode=leg.mode)
    for metal, kg in event.metals_kg.items():
        if kg.is_finite() and kg >= 0:
            yield from _faults_of_metal(batch, event, metal)
        else:
            yield message("{metal} out {kg} kg; give a mass from 0", metal=metal, kg=kg)


def _faults_of_metal(batch: Batch, event: Event, metal: str) -> Iterator[str]:
    if metal not in batch.contents:
        yield message(
            "the batch states no content of '{metal}'; {near}", metal=metal, near=suggestion(metal, [*batch.contents])
        )
        return
    most = event.packs * batch.contents[metal]
    if event.metals_kg[metal] > most:
        yield message(
            "{metal} out {kg} kg, {packs} packs hold {most} kg",
            metal=metal,
            kg=event.metals_kg[metal],
            packs=event.packs,
            most=most,
        )


def _faults_of_reversal(ledger: Ledger, event: Event) -> Iterator[str]:
    """A reversal takes back one event of its own reporter, whole and once."""
    mine = {one.reference: one for one in ledger.events if one.reporter == event.reporter}
    taken = mine.get(event.reverses)
    if taken is None:
        yield message(
            "there is no event {reference} of this reporter to reverse; {near}",
            reference=event.reverses,
            near=suggestion(event.reverses, [*mine]),
        )
    elif taken.kind == REVERSED:
        yield message("{reference} is a reversal; report the event anew", reference=event.reverses)
    elif taken not in ledger.standing:
        yield message("{reference} is reversed already", reference=event.reverses)
    elif event.packs != taken.packs:
        yield message(
            "{reference} is of {packs} packs and is reversed whole; report the right number anew",
            reference=event.reverses,
            packs=taken.packs,
        )
