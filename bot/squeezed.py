"""Files for browsers, each read and compressed once and kept in memory until it changes."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from aiohttp import hdrs, web

REVALIDATED = "no-cache"
"""A file changes with a release; asking again costs little, as an answer of 304 has no body."""
FOR_EVER = "public, max-age=31536000, immutable"

# Machines differ in what they take these for, and with nosniff a browser believes us.
_KINDS = {".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
_SMALL_ALREADY = frozenset({".woff2", ".png", ".webp"})


@dataclass(frozen=True, slots=True)
class _Squeezed:
    changed: int
    plain: bytes
    small: bytes | None
    mark: str


_kept: dict[Path, _Squeezed] = {}


async def squeezed(request: web.Request, path: Path, cache: str = REVALIDATED) -> web.Response:
    """The file as the browser can take it: compressed, or not at all if it has it already."""
    file = await asyncio.to_thread(_fresh, path)
    small = file.small if "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, "") else None
    headers = {
        hdrs.CACHE_CONTROL: cache,
        hdrs.ETAG: f'"{file.mark}"',
        hdrs.VARY: hdrs.ACCEPT_ENCODING,
        hdrs.CONTENT_TYPE: _kind_of(path),
    }
    if any(tag.value == file.mark for tag in request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    if small is not None:
        headers[hdrs.CONTENT_ENCODING] = "gzip"
    return web.Response(body=file.plain if small is None else small, headers=headers)


def _fresh(path: Path) -> _Squeezed:
    file = _kept.get(path)
    if file is None or file.changed != path.stat().st_mtime_ns:
        file = _kept[path] = _read(path)
    return file


def _read(path: Path) -> _Squeezed:
    changed, plain = path.stat().st_mtime_ns, path.read_bytes()
    small = None if path.suffix in _SMALL_ALREADY else gzip.compress(plain, mtime=0)
    return _Squeezed(changed, plain, small, hashlib.sha256(plain).hexdigest()[:32])


def _kind_of(path: Path) -> str:
    kind = _KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    kind = kind or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
