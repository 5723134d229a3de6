"""An office file has the same bytes whenever it is written."""

import io
import zipfile

from lca_models.reporting.declaration.office_files import stable_file


def archive(year, level):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as file:
        for name in ("[Content_Types].xml", "b.xml", "a.xml"):
            file.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), name * 100)
    return stream.getvalue()


def test_times_and_compression_leave_no_trace_and_the_order_stays():
    written = stable_file(archive(2024, 1))

    assert written == stable_file(archive(2026, 9))
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        assert file.namelist() == ["[Content_Types].xml", "b.xml", "a.xml"]
        assert file.read("a.xml") == b"a.xml" * 100
