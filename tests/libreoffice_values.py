"""Values that LibreOffice works out of workbooks, cells changed one set after the other.

`calculated` starts it once, headless, in a profile of its own, and talks to it through the Python of the system that knows how
(UNO); this same file is what that Python runs. LibreOffice keeps the values stored in a workbook unless it is told to
calculate, so that everything is calculated anew before it is read.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

SOFFICE, PYTHON = "soffice", "/usr/bin/python3"
STARTS_S, LONGEST_S = 120, 400


def missing():
    """What this machine lacks; empty where LibreOffice can be asked."""
    if shutil.which(SOFFICE) is None:
        return "NO LIBREOFFICE HERE: the workbook is not recalculated by it; install libreoffice-calc-nogui and python3-uno"
    known = Path(PYTHON).is_file() and not subprocess.run([PYTHON, "-c", "import uno"], capture_output=True).returncode
    return "" if known else "NO UNO HERE: the workbook is not recalculated by LibreOffice; install python3-uno"


def calculated(tasks, folder):
    """Per task its values for each set of changes.

    `tasks`: of a file, `changes` (sets of contents by place, such as meters!D2) and `read` (places). `folder`: for its profile.
    """
    asked = json.dumps({"tasks": tasks, "profile": (folder / "profile").as_uri(), "pipe": f"lca{os.getpid()}"})
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    done = subprocess.run([PYTHON, __file__], input=asked, capture_output=True, text=True, timeout=LONGEST_S,
                          env=environment, check=False)  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout)


def _cell(document, place):
    page, _, cell = place.partition("!")
    return document.Sheets.getByName(page).getCellRangeByName(cell)


def _values(desktop, task):
    from com.sun.star.beans import PropertyValue

    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    document = desktop.loadComponentFromURL(Path(task["file"]).as_uri(), "_blank", 0, (hidden,))
    for number in range(document.Sheets.Count):
        document.Sheets.getByIndex(number).unprotect("")
    found = []
    for changes in task["changes"]:
        before = {}
        for place, content in changes.items():
            cell = _cell(document, place)
            before[place] = cell.String if isinstance(content, str) else cell.Value
            if isinstance(content, str):
                cell.String = content
            else:
                cell.Value = content
        document.calculateAll()
        found.append([_cell(document, place).Value for place in task["read"]])
        for place, content in before.items():
            if isinstance(content, str):
                _cell(document, place).String = content
            else:
                _cell(document, place).Value = content
    document.close(True)
    return found


def _desktop(pipe):
    import uno
    from com.sun.star.connection import NoConnectException

    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    deadline = time.monotonic() + STARTS_S
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _answer():
    asked = json.load(sys.stdin)
    office = subprocess.Popen(
        [SOFFICE, f"-env:UserInstallation={asked['profile']}", "--headless", "--norestore", "--nologo",
         f"--accept=pipe,name={asked['pipe']};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        desktop = _desktop(asked["pipe"])
        answers = [_values(desktop, task) for task in asked["tasks"]]
        with contextlib.suppress(Exception):  # it hangs up while it ends
            desktop.terminate()
    finally:
        try:
            office.wait(20)
        except subprocess.TimeoutExpired:
            office.kill()
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    _answer()
