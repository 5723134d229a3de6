"""Files of Word and Excel with the same bytes for the same content: their archives hold times of the clock otherwise."""

from __future__ import annotations

import io
import zipfile

_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can say


def stable_file(content: bytes) -> bytes:
    """The same members in the same order, stored, with a fixed time: another build of zlib would pack them otherwise."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _TIME)
            info.create_system, info.external_attr = 3, 0o644 << 16
            held = old.read(name)
            # XlsxWriter turns the slashes of relative links round, and only Windows follows them then.
            new.writestr(info, held.replace(b"\\", b"/") if name.endswith(".rels") else held)
    return stream.getvalue()
