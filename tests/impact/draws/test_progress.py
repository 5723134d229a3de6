"""A bar where a person watches, lines where they are kept; time is counted by a clock of the test."""

import io

import pytest

from lca_models.impact.draws.progress import LINE_EVERY, Progress, is_terminal
from lca_models.scope.wording.messages import speaking


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def told(stream, steps, **given):
    """What is told while a step of 10 takes some seconds each."""
    clock = Clock()
    with Progress(10 * len(steps), stream=stream, clock=clock, **given) as progress:
        for seconds in steps:
            clock.now += seconds
            progress.advance(10)
    return stream.getvalue()


def test_a_log_gets_a_line_every_ten_seconds():
    """20 steps of 4 s: after 12, 24, 36, 48, 60 and 72 s; 140 left at 30 in 12 s are 68 s to go"""
    lines = told(io.StringIO(), [4.0] * 20).splitlines()

    assert len(lines) == 6
    assert lines[0] == "samples: 30 of 200 after 12 s, about 68 s to go"
    assert all("\r" not in line for line in lines)


@pytest.mark.parametrize("steps", [[LINE_EVERY / 2], [1.0] * 9, []])
def test_what_takes_no_ten_seconds_leaves_no_line(steps):
    assert told(io.StringIO(), steps) == ""


def test_a_terminal_gets_a_bar_and_no_lines():
    shown = told(Terminal(), [20.0] * 5, delay=0)

    assert "50/50" in shown
    assert "to go" not in shown


def test_nothing_is_told_where_nobody_asked():
    assert told(io.StringIO(), [20.0] * 5, shown=False) == ""
    assert told(Terminal(), [20.0] * 5, shown=False, delay=0) == ""


def test_time_left_counts_this_run_alone():
    """of 100, 80 were there before: 10 more in 20 s leave 10 and 20 s"""
    stream, clock = io.StringIO(), Clock()
    progress = Progress(100, done=80, stream=stream, clock=clock)
    clock.now = 20.0
    progress.advance(10)

    assert stream.getvalue() == "samples: 90 of 100 after 20 s, about 20 s to go\n"


def test_a_line_is_said_in_the_language_in_use():
    with speaking("zh"):
        assert "剩余" in told(io.StringIO(), [20.0])


def test_a_log_that_is_gone_stops_nothing():
    closed = io.StringIO()
    closed.close()
    clock = Clock()
    progress = Progress(10, stream=closed, clock=clock)
    clock.now = 20.0
    progress.advance(10)

    assert not is_terminal(closed)
    assert not is_terminal(None)
