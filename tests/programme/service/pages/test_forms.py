import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.requests import Request

from lca_models.programme.registry.errors import InvalidError, Problem, TooLargeError, UnknownError
from lca_models.programme.service.pages.forms import LARGEST, Failed, Form, form_of, tried


def request(kind, *parts):
    left = [*parts]

    async def receive():
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    return Request({"type": "http", "method": "POST", "headers": [(b"content-type", kind.encode())]}, receive)


def read(kind, *parts, most=0):
    """In a thread of its own: a browser of another test keeps the loop of the main one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, form_of(request(kind, *parts), most)).result()


PLAIN = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"
FILE = b'--b\r\nContent-Disposition: form-data; name="bundle"; filename="a.zip"\r\n\r\n%s\r\n--b\r\n' \
       b'Content-Disposition: form-data; name="model"\r\n\r\nm1\r\n--b--\r\n'  # fmt: skip


def test_fields_are_read_in_parts_and_may_come_several_times():
    form = read(PLAIN, b"a=+1+&b=x&", b"b=%E4%B8%AD")
    assert (form.text("a"), form.all("b"), form.text("none")) == ("1", ("x", "中"), "")


def test_a_file_is_read_with_its_fields():
    with read(PARTS, FILE % b"PK..", most=100) as form:
        assert (form.file.read(), form.file_name, form.text("model")) == (b"PK..", "a.zip", "m1")
    assert form.file.closed


def test_what_is_too_large_is_refused_while_it_arrives():
    with pytest.raises(TooLargeError):
        read(PLAIN, *[b"a" * 2**16] * (LARGEST // 2**16 + 1))
    with pytest.raises(TooLargeError, match="larger than 10 bytes"):
        read(PARTS, FILE % (b"a" * 2**17), most=10)


@pytest.mark.parametrize(("kind", "body"), [(PARTS, b"--c\r\nno"), ("multipart/form-data", b"x")])
def test_what_is_no_form_is_refused(kind, body):
    with pytest.raises(InvalidError, match="load the page again"):
        read(kind, body, most=100)


def test_problems_stand_at_their_field_and_the_others_at_the_head():
    failed = Failed("f", Form({"a": ["x"]}), (Problem("a", "1", "1"), Problem("elsewhere", "2", "2")))
    fields = ("a", "b")
    assert [one.en for one in failed.at("f", "a")] == ["1"]
    assert [one.en for one in failed.at("f", "", fields)] == ["2"]
    assert (failed.at("g", "a"), failed.value("f", "a"), failed.value("g", "a")) == ((), "x", "")


def test_what_is_refused_comes_with_its_status():
    def refuse():
        raise UnknownError(Problem("a", "none", "无"))

    assert tried("f", Form({}), lambda: 1) is None
    assert tried("f", Form({}), refuse).status == 404
