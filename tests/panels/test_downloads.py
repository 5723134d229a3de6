"""A file is made when it is asked for, and only one that is offered."""

from lca_models.panels.downloads import TYPES, Downloads


def test_a_file_is_made_when_asked_for_and_sent_with_its_type(monkeypatch):
    made, sent = [], []
    widget = Downloads(lambda name: (made.append(name), name.encode())[1])
    monkeypatch.setattr(widget, "send", lambda content, buffers: sent.append((content, buffers)))
    widget.files = [("stages.csv", "table")]
    assert made == []
    for wanted in ("stages.csv", "../secret.csv"):
        widget._answer(None, {"wanted": wanted}, [])

    assert made == ["stages.csv"]
    assert sent == [({"name": "stages.csv", "type": TYPES[".csv"]}, [b"stages.csv"])]
