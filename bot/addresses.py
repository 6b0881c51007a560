"""Whose request it is: the caller's address, and whether it is limited."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Addresses:
    """Believes X-Forwarded-For from the named proxies only.

    Requests of this machine itself are the operator's (a benchmark, a test) or come through a
    proxy that was not named; one common limit for all its callers would lock everybody out, so
    they are not limited unless the settings say so.
    """

    trusted_proxies: frozenset[str]
    limit_loopback: bool

    def caller(self, request: web.Request) -> str:
        """The address nearest to us that is no proxy of ours."""
        address = request.remote or ""
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")
        while address in self.trusted_proxies and forwarded:
            address = forwarded.pop().strip() or address
        return address

    def is_private(self, request: web.Request) -> bool:
        """Whether nobody on the way can read along: https, or within this machine."""
        return self.is_https(request) or is_local(request.host)

    def is_https(self, request: web.Request) -> bool:
        """Whether the browser speaks https, with us or with a proxy that we believe."""
        by_proxy = (request.remote or "") in self.trusted_proxies
        told = request.headers.get("X-Forwarded-Proto", "").split(",")[-1].strip()
        return request.secure or (by_proxy and told == "https")

    def is_limited(self, address: str) -> bool:
        """Whether the limits by rate and number apply."""
        if self.limit_loopback:
            return True
        try:
            return not ipaddress.ip_address(address).is_loopback
        except ValueError:
            return True


def is_local(host: str) -> bool:
    """Whether a Host header names this machine itself, which browsers count as secure."""
    name = urlsplit(f"//{host}").hostname or ""
    return name in ("localhost", "127.0.0.1", "::1")
