"""Files for browsers: compressed once, asked for again cheaply, told truly."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from aiohttp import hdrs
from aiohttp.test_utils import make_mocked_request

from bot.squeezed import squeezed

WORDS = "let x = 1;\n" * 200


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "app.js"
    path.write_text(WORDS)
    return path


async def test_a_browser_that_takes_gzip_gets_gzip(script: Path) -> None:
    request = make_mocked_request("GET", "/", headers={"Accept-Encoding": "gzip, br"})
    answer = await squeezed(request, script)
    assert isinstance(answer.body, bytes)
    assert gzip.decompress(answer.body).decode() == WORDS
    assert len(answer.body) < 200
    assert answer.headers[hdrs.CONTENT_ENCODING] == "gzip"
    assert answer.headers[hdrs.CONTENT_TYPE] == "text/javascript; charset=utf-8"


async def test_another_gets_the_file_as_it_is(script: Path) -> None:
    answer = await squeezed(make_mocked_request("GET", "/"), script)
    assert answer.body == WORDS.encode()
    assert hdrs.CONTENT_ENCODING not in answer.headers
    assert answer.headers[hdrs.VARY] == "Accept-Encoding"


@pytest.mark.parametrize("weak", ["", "W/"])
async def test_who_has_it_already_gets_nothing(script: Path, weak: str) -> None:
    first = await squeezed(make_mocked_request("GET", "/"), script)
    mark = weak + first.headers[hdrs.ETAG]
    again = make_mocked_request("GET", "/", headers={"If-None-Match": mark})
    answer = await squeezed(again, script)
    assert (answer.status, answer.body) == (304, None)


def change(script: Path) -> None:
    """Other words, another time."""
    script.write_text("let x = 2;\n")
    os.utime(script, ns=(1, 1))


async def test_a_changed_file_is_read_anew(script: Path) -> None:
    request = make_mocked_request("GET", "/")
    before = (await squeezed(request, script)).headers[hdrs.ETAG]
    change(script)
    after = await squeezed(request, script)
    assert after.body == b"let x = 2;\n"
    assert after.headers[hdrs.ETAG] != before


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.woff2", "font/woff2"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.json", "application/json"),
        ("a.svg", "image/svg+xml"),
        ("a.html", "text/html; charset=utf-8"),
        ("a.unheard", "application/octet-stream"),
    ],
)
async def test_kinds_are_named(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    answer = await squeezed(make_mocked_request("GET", "/"), tmp_path / name)
    assert answer.headers[hdrs.CONTENT_TYPE] == kind


async def test_comments_of_our_modules_stay_at_home_and_lines_keep_their_numbers(
    tmp_path: Path,
) -> None:
    script = tmp_path / "widget" / "app.js"
    script.parent.mkdir()
    script.write_text('// about it\nlet at = "http://x"; // an address\n  // more\nuse(at);\n')
    answer = await squeezed(make_mocked_request("GET", "/"), script)
    assert answer.body == b'\nlet at = "http://x"; // an address\n\nuse(at);\n'
