"""The program `lca-models`: a door so small that it listens to ctrl-C before anything large is loaded."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def main() -> int:
    """Run the command line; its exit status. Stopped by a signal at any time, it ends with 128 and its number."""
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

        _listen(listened, _raise)
        return run()
    except KeyboardInterrupt as stopped:  # between the lines above
        return 128 + (stopped.args[0] if stopped.args else signal.SIGINT)
    finally:
        _listen(listened, signal.SIG_DFL)  # whatever Python still does at its end needs no handler


def _complete() -> int:
    """Answer a shell that asks what a word may become."""
    from lca_models.commands.main import build_parser
    from lca_models.commands.terminal.completion import answer

    answer(build_parser())
    return 0


def _listen(numbers: list[signal.Signals], handler: Any) -> None:
    for number in numbers:
        signal.signal(number, handler)


def _leave(number: int, _frame: Any, said: bytes = b"") -> None:
    """End at once: while modules are loaded nothing is written yet, and an exception might be swallowed."""
    if said:
        os.write(2, said)
    os._exit(128 + number)


def _raise(number: int, _frame: Any) -> None:
    raise KeyboardInterrupt(number)


if __name__ == "__main__":
    sys.exit(main())
