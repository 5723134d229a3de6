"""Arrays kept between sessions in a sealed archive, under all that they follow from: found as they were, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np

from lca_models.inventory.files.archives import read_archive, write_archive
from lca_models.inventory.files.commit import write_files
from lca_models.inventory.files.sealed import SealError, check_archive, seal_archive


def keep(place: Path, about: str, arrays: Mapping[str, np.ndarray | bytes]) -> None:
    """Write arrays, or bytes as arrays of them, by name; a folder that is full or closed costs time only."""
    said = {name: np.frombuffer(one, dtype=np.uint8) if isinstance(one, bytes) else one for name, one in arrays.items()}
    with suppress(OSError, ValueError):
        write_files(place.parent, {place.name: seal_archive(write_archive(said, compressed=False), about)})


def kept(place: Path, about: str) -> dict[str, np.ndarray]:
    """The arrays of an archive by name; none of one that is missing, damaged, without a seal, or about something else."""
    try:
        content = place.read_bytes()
        return read_archive(content) if check_archive(content, about) else {}
    except (OSError, SealError, ValueError, TypeError, KeyError):
        return {}
