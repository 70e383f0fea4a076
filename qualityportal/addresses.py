"""Where a request comes from: `request.client_address`, for lock-outs, limits and the audit log.

A header that names the client can be written by anybody. It is believed only as far as our own proxies wrote it: each
appends the address that it saw, so with `TRUSTED_PROXIES` proxies in front the client is that many from the right.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "HTTP_X_FORWARDED_FOR"


def client_address(request: HttpRequest) -> str | None:
    """The client's IP address in its usual spelling; None where there is none (a Unix socket, a command)."""
    peer = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    if proxies:
        hops = request.META.get(HEADER, "").split(",")
        # A shorter list did not come through all proxies: then nothing in it is theirs.
        forwarded = usual(hops[-proxies]) if len(hops) >= proxies else None
        if forwarded:
            return forwarded
    return usual(peer)


def usual(text: str) -> str | None:
    """`text` as an address in its usual spelling, without the port that some proxies append."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


def origin(request: HttpRequest) -> str | None:
    """The address that limits count by: of IPv6 the first 64 bits, since one customer has all the rest."""
    address = client_address(request)
    if address and ":" in address:
        return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
    return address


class ClientAddress:
    """Sets `request.client_address`, so that the apps need not know how it is found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.client_address = client_address(request)  # type: ignore[attr-defined]
        return self.get_response(request)
