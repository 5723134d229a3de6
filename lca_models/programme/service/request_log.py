"""A line for each request, without what it carried: no query values, headers or bodies; secrets are masked everywhere."""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Mapping
from typing import Any

NAME = "lca_models.programme"
_SECRET = re.compile(r"\b(lca(?:sec|tok)_)[A-Za-z0-9_-]+|(Basic|Bearer)\s+[A-Za-z0-9+/=._~-]+", re.IGNORECASE)


_FRAMES = 8


def masked(text: str) -> str:
    """A text with every secret, token and authorization in it replaced by three dots."""
    return _SECRET.sub(lambda found: f"{found[1] or found[2] + ' '}…", text)


class _Masking(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), None
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            record.msg = f"{record.msg} ({type(error).__name__} at {_places(error)})"
            record.exc_info = record.exc_text = None
        return True


def _places(error: BaseException) -> str:
    """Where an error came from, the innermost last; its words may be those of a request, and stay out."""
    frames = traceback.extract_tb(error.__traceback__)
    return " > ".join(f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno}" for frame in frames[-_FRAMES:])


def request_logger() -> logging.Logger:
    """The logger of the service; writes to standard error, and passes nothing on."""
    logger = logging.getLogger(NAME)
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)
        logger.addFilter(_Masking())
        logger.setLevel(logging.INFO)
        logger.propagate = False
    return logger


def mask(name: str) -> None:
    """Keep secrets, and the words of errors, out of another logger."""
    logger = logging.getLogger(name)
    if not any(isinstance(one, _Masking) for one in logger.filters):
        logger.addFilter(_Masking())


def write_line(fields: Mapping[str, Any]) -> None:
    """Write one line of JSON. `fields`: request id, route template, status, milliseconds, client."""
    request_logger().info(json.dumps(dict(fields), ensure_ascii=False, sort_keys=True))
