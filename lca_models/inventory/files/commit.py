"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from lca_models.scope.wording.messages import message


def write_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files by their path below `folder`, each replaced whole.

    All contents are on disk before the first file is replaced, so a full disk or a refused folder leaves the old ones.
    """
    waiting: dict[Path, Path] = {}
    try:
        for name, content in contents.items():
            target = folder / name
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, message("is a folder where a file should be"), str(target))
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
            waiting[temporary] = target
            temporary.write_bytes(content)
        for temporary, target in waiting.items():
            temporary.replace(target)
    finally:
        for temporary in waiting:
            temporary.unlink(missing_ok=True)
