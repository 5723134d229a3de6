import logging

import pytest

from lca_models.programme.service.request_log import mask, masked, request_logger, write_line


@pytest.mark.parametrize(
    "text",
    [
        "lcasec_SECRET-1_x",
        "Bearer lcatok_SECRET",
        "Basic U0VDUkVU",
        "Authorization: bearer SECRET",
        "a=lcatok_SECRET&b",
    ],
)
def test_secrets_tokens_and_authorizations_are_masked_anywhere(text):
    assert "SECRET" not in masked(text)
    assert "U0VDUkVU" not in masked(text)


def test_lines_and_errors_are_written_without_secrets_and_words_of_errors(logged):
    write_line({"route": "/a", "client": "lcatok_SECRET"})
    try:
        raise ValueError("SECRET")
    except ValueError:
        request_logger().exception("lcasec_SECRET")
    assert "SECRET" not in logged()
    assert '"route": "/a"' in logged()
    assert "ValueError at" in logged()
    assert "test_request_log.py:" in logged()


def test_another_logger_is_masked_once(caplog):
    for _ in range(2):
        mask("other.of.test")
    logger = logging.getLogger("other.of.test")
    logger.error("lcasec_SECRET")
    assert len(logger.filters) == 1
    assert caplog.messages == ["lcasec_…"]
