"""Files for browsers, each read and compressed once and kept in memory until it changes."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from aiohttp import hdrs, web

REVALIDATED = "no-cache"
"""A file changes with a release; asking again costs little, as an answer of 304 has no body."""
FOR_EVER = "public, max-age=31536000, immutable"

# Machines differ in what they take these for, and with nosniff a browser believes us.
_KINDS = {".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
_COMMENT = re.compile(rb"^[ \t]*//[^\n]*(?=\n)", re.MULTILINE)
"""A line that is a comment and nothing else; its end stays, so that lines keep their numbers."""
_SMALL_ALREADY = frozenset({".woff2", ".png", ".webp"})


@dataclass(frozen=True, slots=True)
class Script:
    """A script that we keep in several files, each with one duty; browsers get one function."""

    parts: tuple[Path, ...]

    def read(self) -> bytes:
        """The parts in their order, with nothing of them to be seen from outside."""
        return b"".join((b"(() => {\n", *(part.read_bytes() for part in self.parts), b"})();\n"))


File = Path | Script


@dataclass(frozen=True, slots=True)
class _Squeezed:
    changed: tuple[int, ...]
    plain: bytes
    small: bytes | None
    mark: str


_kept: dict[File, _Squeezed] = {}


def content(file: File) -> bytes:
    """What a browser gets to see of a file: our modules without what is said about them."""
    if isinstance(file, Script):
        return file.read()
    return _COMMENT.sub(b"", file.read_bytes()) if _is_module(file) else file.read_bytes()


def _is_module(file: Path) -> bool:
    return file.suffix == ".js" and file.parent.name == "widget"


async def squeezed(request: web.Request, wanted: File, cache: str = REVALIDATED) -> web.Response:
    """The file as the browser can take it: compressed, or not at all if it has it already."""
    file = await asyncio.to_thread(_fresh, wanted)
    small = file.small if "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, "") else None
    headers = {
        hdrs.CACHE_CONTROL: cache,
        hdrs.ETAG: f'"{file.mark}"',
        hdrs.VARY: hdrs.ACCEPT_ENCODING,
        hdrs.CONTENT_TYPE: _kind_of(_parts(wanted)[0]),
    }
    if any(tag.value == file.mark for tag in request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    if small is not None:
        headers[hdrs.CONTENT_ENCODING] = "gzip"
    return web.Response(body=file.plain if small is None else small, headers=headers)


def _parts(wanted: File) -> tuple[Path, ...]:
    return wanted.parts if isinstance(wanted, Script) else (wanted,)


def _changed(wanted: File) -> tuple[int, ...]:
    return tuple(part.stat().st_mtime_ns for part in _parts(wanted))


def _fresh(wanted: File) -> _Squeezed:
    file = _kept.get(wanted)
    if file is None or file.changed != _changed(wanted):
        file = _kept[wanted] = _read(wanted)
    return file


def _read(wanted: File) -> _Squeezed:
    changed, plain = _changed(wanted), content(wanted)
    small_already = _parts(wanted)[0].suffix in _SMALL_ALREADY
    small = None if small_already else gzip.compress(plain, mtime=0)
    return _Squeezed(changed, plain, small, hashlib.sha256(plain).hexdigest()[:32])


def _kind_of(path: Path) -> str:
    kind = _KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    kind = kind or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
