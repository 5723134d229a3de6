"""PDF of documents by LibreOffice, where a machine has it: in a profile of its own, with the fonts that this kit brings.

LibreOffice says that all is well also when it wrote nothing, so what counts is the file. A table of contents gets its page
numbers only from inside it (UNO), through a Python that knows how to talk to it; without one the PDF lists headings alone.
LibreOffice writes the time into its files: a PDF is not the same twice.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from lca_models.inventory.files.commit import write_files
from lca_models.inventory.files.leftovers import work_folder
from lca_models.inventory.files.processes import safe_environment
from lca_models.reporting.figures.chinese_font import chinese_font_path
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", "C:/Program Files/LibreOffice/program/soffice.exe")
PYTHONS = ("/usr/bin/python3",)  # where the system has LibreOffice's `uno`
LONGEST_S = 240
_REPLACED = ("SimSun", "SimHei", "Microsoft YaHei", "宋体", "黑体", "微软雅黑")


class PdfError(LcaModelsError, OSError):
    """A PDF needs LibreOffice with Writer."""


def find_soffice() -> Path | None:
    """LibreOffice on this machine; None where there is none."""
    found = shutil.which("soffice") or next((one for one in PLACES if Path(one).is_file()), None)
    return Path(found) if found else None


def pdf_files(documents: Mapping[str, bytes], work: Path) -> dict[str, bytes]:
    """The PDF of Word files, by the same names.

    `work`: a folder below which this may keep files meanwhile. Raises PdfError, which says why, where there is no
    LibreOffice or it writes none.
    """
    soffice = find_soffice()
    if soffice is None:
        raise PdfError(message("no PDF is written: soffice (LibreOffice Writer) is not on this machine"))
    try:
        with work_folder(work.resolve()) as folder:  # LibreOffice takes its profile as an address, from the root
            return _converted(soffice, documents, folder)
    except subprocess.TimeoutExpired as error:
        raise PdfError(message("no PDF is written: LibreOffice took longer than {most} s", most=LONGEST_S)) from error


def _converted(soffice: Path, documents: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    names = {f"document_{number}": name for number, name in enumerate(documents)}
    write_files(folder, {
        **{f"{short}.docx": documents[name] for short, name in names.items()},
        "fonts.conf": _fonts_configuration().encode(),
    })  # fmt: skip
    environment = {**safe_environment(), "FONTCONFIG_FILE": str(folder / "fonts.conf"), "SAL_USE_VCLPLUGIN": "svp"}
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    paths = [folder / f"{short}.docx" for short in names]
    python = _python_with_uno(environment)
    if python is None or not _by_uno(python, soffice, profile, paths, environment):
        words = [str(soffice), profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)]
        _run([*words, *map(str, paths)], environment)
    found = {name: folder / f"{short}.pdf" for short, name in names.items()}
    if missing := [name for name, path in found.items() if not path.is_file()]:
        raise PdfError(
            message(
                "no PDF is written: LibreOffice made none of {listed}; is its Writer installed?",
                listed=enumerated(missing),
            )
        )
    return {name: path.read_bytes() for name, path in found.items()}


def _by_uno(python: str, soffice: Path, profile: str, paths: list[Path], environment: Mapping[str, str]) -> bool:
    """Convert with page numbers in the tables of contents; whether it worked."""
    job = {
        "soffice": str(soffice),
        "profile": profile,
        "pipe": paths[0].parent.name,
        "paths": [one.as_uri() for one in paths],
    }
    return _run([python, "-I", "-c", _SCRIPT], environment, json.dumps(job)).returncode == 0


def _python_with_uno(environment: Mapping[str, str]) -> str | None:
    there = [one for one in PYTHONS if Path(one).is_file()]
    return next((one for one in there if _run([one, "-I", "-c", "import uno"], environment).returncode == 0), None)


def _run(words: list[str], environment: Mapping[str, str], given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, env=dict(environment), input=given, capture_output=True, text=True, encoding="utf-8", errors="replace",
        timeout=LONGEST_S, check=False,
    )  # fmt: skip


def _fonts_configuration() -> str:
    """Fonts of the system, and the Chinese one of this kit in place of those that only Windows has."""
    folders = [Path(os.sep) / "usr" / "share" / "fonts"]
    if (path := chinese_font_path()) is not None:
        folders.append(path.parent)
    aliases = "".join(
        f"<alias binding='same'><family>{name}</family><prefer><family>Noto Sans SC</family></prefer></alias>"
        for name in _REPLACED
    )
    latin = "".join(f"<family>{name}</family>" for name in ("Arial", "Liberation Sans", "Noto Sans SC"))
    aliases += f"<alias binding='same'><family>Arial</family><prefer>{latin}</prefer></alias>"
    listed = "".join(f"<dir>{escape(str(one))}</dir>" for one in folders)
    include = "<include ignore_missing='yes'>/etc/fonts/fonts.conf</include>"
    return f"<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig>{include}{listed}{aliases}</fontconfig>"


# Run by a Python that has LibreOffice's `uno`, which this environment has not.
_SCRIPT = """
import json, subprocess, sys
import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

def option(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found

job = json.load(sys.stdin)
pipe = "lca" + "".join(one for one in job["pipe"] if one.isalnum())
office = subprocess.Popen([job["soffice"], job["profile"], "--headless", "--norestore", "--nologo", "--nodefault",
                           "--accept=pipe,name=" + pipe + ";urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    context = None
    for attempt in range(300):
        try:
            context = resolver.resolve("uno:pipe,name=" + pipe + ";urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            try:
                office.wait(0.2)
                sys.exit(1)
            except subprocess.TimeoutExpired:
                pass
    if context is None:
        sys.exit(1)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    for path in job["paths"]:
        document = desktop.loadComponentFromURL(path, "_blank", 0, (option("Hidden", True),))
        if document is None:
            sys.exit(1)
        indexes = document.getDocumentIndexes()
        for again in range(2):
            for place in range(indexes.getCount()):
                indexes.getByIndex(place).update()
        data = uno.Any("[]com.sun.star.beans.PropertyValue",
                       (option("ExportFormFields", False), option("ExportBookmarks", True)))
        document.storeToURL(path[:-5] + ".pdf", (option("FilterName", "writer_pdf_Export"), option("FilterData", data)))
        document.close(True)
    try:
        desktop.terminate()
    except DisposedException:
        pass  # the way to it goes with it, often before it has answered; the files are written, and it is waited for
    office.wait(30)
finally:
    if office.poll() is None:
        office.kill()
"""
