"""Links of a built site that lead nowhere."""

from docs.building.links import dead_links


def test_a_page_or_an_anchor_that_is_not_there_is_found(tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "a.html").write_text(
        '<a class="x" href="below/b.html#there">1</a> <a href="below/b.html#gone">2</a> <a href="gone.html">3</a> '
        '<a href="https://a.example/#x">4</a> <a href="#here">5</a> <p id="here">',
        encoding="utf-8",
    )
    (tmp_path / "below" / "b.html").write_text('<tr id="there"> <a href="../a.html">1</a>', encoding="utf-8")

    assert dead_links(tmp_path) == [("a.html", "below/b.html#gone"), ("a.html", "gone.html")]
