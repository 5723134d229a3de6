"""A registry served for the benchmarks by a process of its own: `python -m bench.served FILE`; ends with its standard input."""

from __future__ import annotations

import os
import signal
import sys
from threading import Thread


def main() -> int:
    """Serve on loopback without limits of rate; the address is the first line that is written."""
    from lca_models.programme.registry.opening import open_registry
    from lca_models.programme.service.app import Settings
    from lca_models.programme.service.limits import DEFAULT_RATES, Limits
    from lca_models.programme.service.serving import Address, Workers, serve

    registry = open_registry(sys.argv[1])
    limits = Limits(rates=dict.fromkeys(DEFAULT_RATES, "1000000/minute"), bytes_a_day=2**40)
    Thread(target=_end_with_input, daemon=True).start()
    try:
        serve(registry, Address(port=0), Settings(limits), Workers(0), lambda url: print(url, flush=True))
    finally:
        registry.close()
    return 0


def _end_with_input() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    raise SystemExit(main())
