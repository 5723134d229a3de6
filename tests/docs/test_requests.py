"""What a page would load from elsewhere is found, and what is only a link is not."""

import pytest

from docs.building.requests import in_styles, loaded_by, outside_requests


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<script src="//cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="https://fonts.example/css">',
        '<link rel="preload" href="http://a.example/f.woff2">',
        '<img src="https://a.example/a.png">',
        '<img srcset="https://a.example/a.png 2x">',
        "<style>@import 'https://a.example/a.css';</style>",
        '<p style="background: url(https://a.example/a.png)">',
        '<iframe src="https://a.example/"></iframe>',
        '<svg><use href="https://a.example/a.svg#x"/></svg>',
    ],
)
def test_what_a_browser_fetches_from_elsewhere_is_found(html):
    assert len(loaded_by(html)) == 1


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://a.example/">a</a>',
        '<link rel="canonical" href="https://a.example/">',
        '<script src="_static/x.js"></script>',
        '<img src="data:image/png;base64,AA==">',
        "<style>a { background: url(data:image/png;base64,AA==) }</style>",
        "<code>https://a.example</code>",
    ],
)
def test_what_is_here_and_what_is_only_a_link_is_not(html):
    assert loaded_by(html) == []


def test_pages_and_style_sheets_of_a_site_are_read(tmp_path):
    (tmp_path / "a.html").write_text('<img src="https://a.example/a.png">', encoding="utf-8")
    (tmp_path / "b.css").write_text("@font-face { src: url('//a.example/f.woff') }", encoding="utf-8")

    assert outside_requests(tmp_path) == [("a.html", "https://a.example/a.png"), ("b.css", "//a.example/f.woff")]
    assert in_styles("a { background: url(b.png) }") == ["b.png"]
