import ast
import re
from pathlib import Path

import pytest

from lca_models.programme.service.pages import rendering
from lca_models.programme.service.pages.rendering import POLICY, days_between, province_name
from lca_models.programme.service.routes import all_routers
from lca_models.scope.wording.catalogue import catalogue

PAGES = Path(rendering.__file__).parent
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PAGES.rglob("*")) if path.suffix in (".j2", ".py"))
SAID = re.compile(r"\"(people\.[a-z0-9_-]*)\"( ~ )?")


def test_every_word_of_a_page_is_in_the_catalogue_and_every_word_for_pages_is_said():
    said = {key: bool(more) for key, more in SAID.findall(TEXT)}
    whole = {key for key, more in said.items() if not more and not key.endswith("_")}
    begun = tuple(key for key in said if key not in whole)
    known = {key for key in catalogue() if key.startswith("people.")}
    assert sorted(whole - known) == []
    assert [key for key in begun if not any(one.startswith(key) for one in known)] == []
    of_process = tuple(re.findall(r"f\"(people\.[a-z_]+)\{", TEXT))
    assert (
        sorted(key for key in known - whole if not key.startswith((*begun, *of_process)) or key in ("people.",)) == []
    )


def test_no_words_stand_in_a_template_itself():
    """what a person reads comes from the catalogue; left are names of units, marks and the languages by their own names"""
    own = {"English", "中文", "kg", "kWh", "CO₂e", "k", "code"}
    for path in sorted(PAGES.rglob("*.j2")):
        plain = re.sub(
            r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        assert set(re.findall(r"[^\W\d_]+[₂\w]*", plain)) - own == set(), path.name


def test_nothing_is_marked_as_safe_that_was_not_escaped():
    assert not re.search(r"\|\s*safe|Markup|autoescape=False|{% autoescape", TEXT)


def test_a_page_runs_no_script_and_loads_nothing_from_elsewhere(parties, nobody):
    page = nobody().see("/pages/sign-in")
    sheet = nobody().see("/pages/style.css")
    assert page.headers["content-security-policy"] == POLICY
    assert "default-src 'none'" in POLICY
    assert "script" not in POLICY
    assert "frame-ancestors 'none'" in POLICY
    assert not re.search(r"<script| on[a-z]+=|https?://| style=", page.text)
    assert sheet.headers["content-type"].startswith("text/css")
    assert "@import" not in sheet.text
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("role", ["maker", "verifier", "authority", "reader"])
def test_made_up_data_are_called_so_on_every_page(role, person):
    one = person(role)
    words = {"en": "SYNTHETIC", "zh": "合成数据"}
    pages = {(path, code): one.see(f"{path}?lang={code}") for path in _plain_pages() for code in words}
    assert len(pages) == 12
    assert {page.status_code for page in pages.values()} <= {200, 403}
    assert [where for where, page in pages.items() if words[where[1]] not in page.text] == []


def test_a_province_has_its_name_and_other_words_stay():
    assert (province_name("CN-FJ", "en"), province_name("CN-FJ", "zh"), province_name("<x>", "zh")) == (
        "Fujian",
        "福建",
        "<x>",
    )


def test_days_are_whole_days():
    day = 24 * 3600 * 1_000_000
    assert [days_between(0, now) for now in (0, day - 1, day, 3 * day)] == [0, 0, 1, 3]
    assert days_between(day, 0) == 0


def test_no_page_evaluates_what_it_is_given():
    tree = ast.parse("\n".join(path.read_text(encoding="utf-8") for path in [PAGES / "rendering.py"]))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "from_string"]


def _plain_pages():
    found = [one for router in all_routers() for one in router.routes if one.path.startswith("/pages/")]
    return [one.path for one in found if "GET" in one.methods and "{" not in one.path and not one.path.endswith(".css")]
