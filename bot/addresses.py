"""Whose request it is: the caller's address, and whether it is limited."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

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

    def is_limited(self, address: str) -> bool:
        """Whether the limits by rate and number apply."""
        if self.limit_loopback:
            return True
        try:
            return not ipaddress.ip_address(address).is_loopback
        except ValueError:
            return True
