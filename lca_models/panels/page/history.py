"""Undo and redo: what a person chose before, as many as a hundred steps back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lca_models.panels.state import PageState

STEPS = 100
TOGETHER_MS = 800  # changes of one field so close to each other are one step: a slider drawn, a number typed


@dataclass(frozen=True)
class History:
    """States before and after the present one."""

    past: tuple[PageState, ...] = ()
    future: tuple[PageState, ...] = ()
    field: str = ""  # what the last step changed
    at: float = float("-inf")  # ms, when it did, by the clock of the browser

    def after(self, before: PageState, field: str = "", at: float = float("-inf")) -> History:
        """The history once a state was left for another by a change of `field` at a time in ms."""
        if field and field == self.field and 0 <= at - self.at < TOGETHER_MS and self.past:
            return replace(self, future=(), at=at)
        return History((*self.past, before)[-STEPS:], (), field, at)

    def undone(self, now: PageState) -> tuple[PageState, History]:
        """One step back; the same where there is none."""
        if not self.past:
            return now, self
        return now.with_undoable(self.past[-1]), History(self.past[:-1], (now, *self.future))

    def redone(self, now: PageState) -> tuple[PageState, History]:
        """One step forward again; the same where there is none."""
        if not self.future:
            return now, self
        return now.with_undoable(self.future[0]), History((*self.past, now), self.future[1:])
