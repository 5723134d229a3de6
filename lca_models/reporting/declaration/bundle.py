"""A bundle as whoever receives it reads it: members by name, and the names that its parts have."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lca_models.reporting.declaration.table import read_csv

MANIFEST, MANIFEST_HASH = "manifest.json", "manifest.sha256"
DECLARATION, VERSIONS, PROVENANCE = "declaration.json", "versions.json", "provenance.json"
SETUP, RULES = "setup/setup.json", "setup/rules.json"
SHEET_FOLDER, SHEET = (
    "sheet/",
    "sheet/sheet.json",
)  # the file as it was handed in, with what it names; and what was read of it
REGISTER = "evidence/register.csv"
ROWS, DIFFERS = "inventory/rows.csv", "inventory/differs.csv"
PARAMETERS, SOURCES = "inventory/parameters.csv", "inventory/sources.csv"
DATABASES, DATABASE_WORKBOOK = "inventory/databases.bw2package", "inventory/databases.xlsx"
WORKBOOK = "workbook/calculation.xlsx"
REPORTS = {"en": "report/report_en.docx", "zh": "report/report_zh.docx"}
REPORT_PDFS = {"en": "report/report_en.pdf", "zh": "report/report_zh.pdf"}
MATRIX, MATRIX_WORKBOOK = "conformity/matrix.csv", "conformity/matrix.xlsx"
FURTHER_REQUIREMENTS = "conformity/requirements.csv"  # of the holder of a standard, as it was handed in
PAYLOADS = {
    "pact": "payloads/pact.json",
    "idta": "payloads/idta_02035_3.json",
    "catenax-supplier": "payloads/catenax_battery_supplier.json",
    "catenax": "payloads/catenax_pcf.json",
    "eu-article-7": "payloads/eu_article_7.json",
}
NOT_REPRODUCIBLE = tuple(REPORT_PDFS.values())  # LibreOffice writes the time into them


def result_member(table: str) -> str:
    """The member that holds a table of results: `results/stages.csv`."""
    return f"results/{table}.csv"


@dataclass(frozen=True)
class Bundle:
    """The members of a bundle that was received; reading them raises KeyError or ValueError, which become findings."""

    members: Mapping[str, bytes]
    name: str = ""  # of its file, for messages

    def json(self, member: str) -> Any:
        """A member as JSON. Raises KeyError where there is none, ValueError where it is no JSON."""
        return json.loads(self.members[member].decode("utf-8"))

    def table(self, table: str) -> tuple[dict[str, str], ...]:
        """A table of results. Raises KeyError where there is none, ValueError where it is no table."""
        return read_csv(self.members[result_member(table)])
