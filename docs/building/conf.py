"""How Sphinx builds the site from the pages that `python -m docs.building` has gathered beside a copy of this file."""

from typing import Any

from docs.building.editions import is_chinese, speak_chinese
from docs.building.search import register
from lca_models import __version__

project = "lca_models"
author = "lca_models contributors"
copyright = "lca_models contributors. Code BSD-3-Clause, tables and texts CC BY 4.0"
version = release = __version__
language = "en"

extensions = ["myst_nb", "sphinx.ext.mathjax"]
exclude_patterns: list[str] = []
default_role = "code"
add_module_names = False
toc_object_entries = False  # several hundred in the side bar of every page would be most of the work

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 4
myst_dmath_allow_space = False
myst_dmath_allow_digits = False
nb_execution_mode = "off"  # executed before, so that widgets can be taken out (docs/building/notebooks.py)
nb_merge_streams = True

html_theme = "furo"
html_title = f"lca_models {version}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_favicon = "static/icon.svg"
html_copy_source = False
html_show_sourcelink = False
html_search_language = "en_zh"
html_last_updated_fmt = None  # the same sources give the same pages
# One file from npm, copied into static/ before: no formula is set by a script from elsewhere.
mathjax_path = "mathjax.js"


def what_the_theme_leaves_out(app: Any, page: str, template: str, context: dict[str, Any], tree: Any) -> None:
    """Give the captions of the side bar the level that a heading must have, and pages in Chinese their language."""
    if "furo_navigation_tree" in context:
        level = 'role="heading" aria-level="2"'
        context["furo_navigation_tree"] = context["furo_navigation_tree"].replace('role="heading"', level)
    if is_chinese(page):
        speak_chinese(context)


def setup(app: Any) -> None:
    """Make the search of English and Chinese known to Sphinx, and mend what the theme leaves out."""
    register()
    app.connect("html-page-context", what_the_theme_leaves_out, priority=900)  # after the theme
