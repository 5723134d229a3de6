"""The program `lca-models`: a door so small that it listens to ctrl-C before anything large is loaded."""

from __future__ import annotations

import gc
import os
import signal
import sys

TYPE_CHECKING = False  # that of typing, which is not loaded for it
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

OBJECTS = 200_000  # made between two searches for garbage, for 700: what is loaded is none, and a command ends soon
SIGNALS = (signal.SIGINT, signal.SIGTERM)


def main() -> int:
    """Run the command line; its exit status. Stopped by a signal at any time, it ends with 128 and its number."""
    gc.set_threshold(OBJECTS)
    listened = [number for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    try:
        _listen(listened, _leave)
        from lca_models.commands.terminal.asked import asked_language
        from lca_models.scope.wording.messages import message, speaking

        with speaking(asked_language(sys.argv[1:])):
            said = f"{message('stopped')}\n".encode(errors="backslashreplace")
        _listen(listened, lambda number, frame: _leave(number, frame, said))
        if "_ARGCOMPLETE" in os.environ:
            return _complete()
        from lca_models.commands.main import main as run
        from lca_models.commands.terminal.late import load_late

        load_late()
        sys.unraisablehook = _unraised
        _listen(listened, _raise)
        return run()
    except KeyboardInterrupt as stopped:  # between the lines above
        return 128 + (stopped.args[0] if stopped.args else signal.SIGINT)
    finally:
        gc.freeze()  # Python searches all that is left before it is thrown away: a tenth of a second of a short command
        _listen(listened, signal.SIG_DFL)  # whatever Python still does at its end needs no handler


def _complete() -> int:
    """Answer a shell that asks what a word may become."""
    from lca_models.commands.main import build_parser
    from lca_models.commands.terminal.completion import answer

    answer(build_parser())
    return 0


def _listen(
    numbers: list[signal.Signals], handler: Callable[[int, FrameType | None], object] | signal.Handlers
) -> None:
    for number in numbers:
        signal.signal(number, handler)


def _leave(number: int, _frame: FrameType | None, said: bytes = b"") -> None:
    """End at once: while modules are loaded nothing is written yet, and an exception might be swallowed."""
    if said:
        os.write(2, said)
    os._exit(128 + number)


def _unraised(lost: sys.UnraisableHookArgs) -> None:
    """Stop a little later where a signal fell into a place that lets nothing out, such as the end of an object."""
    if isinstance(lost.exc_value, KeyboardInterrupt):
        from _thread import interrupt_main
        from threading import Timer

        number = lost.exc_value.args[0] if lost.exc_value.args else signal.SIGINT
        Timer(0.01, interrupt_main, [number]).start()
    elif "--debug" in sys.argv:
        sys.__unraisablehook__(lost)


def _raise(number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt(number)


if __name__ == "__main__":
    sys.exit(main())
