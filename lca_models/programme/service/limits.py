"""How much a client may ask for: requests in a time, uploads in a day."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

TOKENS, TOKENS_OF_ADDRESS, READS, WRITES, PATCHES = "tokens", "tokens of an address", "reads", "writes", "patches"
DEFAULT_RATES = {
    TOKENS: "10/minute",
    TOKENS_OF_ADDRESS: "30/minute",
    READS: "600/minute",
    WRITES: "60/minute",
    PATCHES: "600/minute",  # the parts of an upload, each of which is small
}


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, numbers, and rates as the library writes them (`60/minute`)."""

    rates: dict[str, str] = field(default_factory=lambda: dict(DEFAULT_RATES))
    largest_upload: int = 128 * 2**20
    largest_in_one_piece: int = 16 * 2**20
    largest_body: int = 8 * 2**20  # of JSON
    open_uploads: int = 4
    bytes_a_day: int = 2 * 2**30


class Meter:
    """Counts requests by client in this process; one process serves a registry."""

    def __init__(self, limits: Limits) -> None:
        self._rates: dict[str, RateLimitItem] = {name: parse(rate) for name, rate in limits.rates.items()}
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, rate: str, who: str) -> int:
        """Count one request; 0, or the seconds to wait where it is one too many."""
        item = self._rates[rate]
        if self._limiter.hit(item, rate, who):
            return 0
        reset, _ = self._limiter.get_window_stats(item, rate, who)
        return max(1, math.ceil(reset - time.time()))
