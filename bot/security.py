"""Headers and origins: what a browser may do with our answers, and which sites may ask."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from bot.summary.style import style_source

_CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self' {styles}; "
    "img-src 'self' data:{sites}; connect-src 'self' ws: wss:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
_CONSOLE_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' {styles}; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""Stricter, as nobody embeds the console."""
_METHODS = "GET, POST, DELETE, OPTIONS"
_HEADERS = "Authorization, Content-Type, Accept"
_PREFLIGHT_SECONDS = "600"

_FOR_OTHER_SITES = ("/widget", "/static/")
"""What pages of clinics load, and the frame that they show."""


@dataclass(frozen=True, slots=True)
class Security:
    """Built from the settings once; puts the same headers on every answer."""

    allowed_origins: frozenset[str]
    policy: str
    console_policy: str

    def allows(self, request: web.Request) -> bool:
        """No origin (no browser), our own, or one on the list."""
        origin = request.headers.get(hdrs.ORIGIN)
        if origin is None or origin in self.allowed_origins:
            return True
        return urlsplit(origin).netloc == request.host  # "null" has no host

    async def dress(self, request: web.Request, response: web.StreamResponse) -> None:
        """Set the headers; a signal handler for `on_response_prepare`."""
        headers = response.headers
        headers[hdrs.SERVER] = "back-tremor-assistant"  # aiohttp would tell its version
        headers["X-Content-Type-Options"] = "nosniff"
        console = request.path == "/console" or request.path.startswith("/console/")
        headers["Content-Security-Policy"] = self.console_policy if console else self.policy
        # Without any referrer a form's origin would be "null", as a foreign one may be.
        headers["Referrer-Policy"] = "same-origin" if console else "no-referrer"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        self._dress_for_embedders(request, response)
        if request.path.startswith("/api/"):
            headers.setdefault(hdrs.CACHE_CONTROL, "no-store")
        kept = headers.get(hdrs.VARY)
        headers[hdrs.VARY] = f"Origin, {kept}" if kept else "Origin"
        origin = request.headers.get(hdrs.ORIGIN)
        if origin is not None and origin in self.allowed_origins:
            headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = origin
            headers[hdrs.ACCESS_CONTROL_EXPOSE_HEADERS] = "Retry-After"

    @staticmethod
    def _dress_for_embedders(request: web.Request, response: web.StreamResponse) -> None:
        """A page with an embedder policy (COEP) loads and frames only what says that it may be."""
        public = request.path.startswith(_FOR_OTHER_SITES)
        response.headers["Cross-Origin-Resource-Policy"] = (
            "cross-origin" if public else "same-origin"
        )
        if public:  # not require-corp, by which a clinic's logo would need a header of its own
            response.headers["Cross-Origin-Embedder-Policy"] = "credentialless"

    def preflight(self) -> web.Response:
        """The answer to a browser that asks whether it may ask."""
        return web.Response(
            status=204,
            headers={
                hdrs.ACCESS_CONTROL_ALLOW_METHODS: _METHODS,
                hdrs.ACCESS_CONTROL_ALLOW_HEADERS: _HEADERS,
                hdrs.ACCESS_CONTROL_MAX_AGE: _PREFLIGHT_SECONDS,
            },
        )


def make_security(allowed_origins: tuple[str, ...], frame_ancestors: str) -> Security:
    """Sites that may use the API may also show the widget's frame, with their logo in it."""
    ancestors = " ".join((frame_ancestors, *allowed_origins))
    if "'none'" in frame_ancestors:
        ancestors = "'none'"
    sites = "".join(f" {origin}" for origin in allowed_origins)
    policy = _CSP.format(ancestors=ancestors, styles=style_source(), sites=sites)
    console_policy = _CONSOLE_CSP.format(styles=style_source())
    return Security(frozenset(allowed_origins), policy, console_policy)
