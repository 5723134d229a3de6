"""Empty data sheets, made once in a run."""

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook

from lca_models.impact.study import Study
from lca_models.inventory.activity.sheet.blank.workbook import new_workbook


@pytest.fixture(scope="session")
def blank_content(shipped_study: Study) -> Callable[[str, str], bytes]:
    """The bytes of the empty sheet of a product in a language."""
    made: dict[tuple[str, str], bytes] = {}

    def content(product: str = "lfp-60kwh", language: str = "en") -> bytes:
        if (product, language) not in made:
            made[product, language] = new_workbook(shipped_study.product_system(product), "My pack", language)
        return made[product, language]

    return content


@pytest.fixture(scope="session")
def blank_book(blank_content: Callable[[str, str], bytes]) -> Workbook:
    """The empty English sheet of the LFP pack with its formulas; read it, never edit it."""
    return load_workbook(io.BytesIO(blank_content("lfp-60kwh", "en")))


@pytest.fixture(scope="session")
def blank_values(blank_content: Callable[[str, str], bytes]) -> Workbook:
    """The same with the values that are stored."""
    return load_workbook(io.BytesIO(blank_content("lfp-60kwh", "en")), data_only=True)
