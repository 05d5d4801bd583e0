"""Whose address a request comes from, where proxies stand between. Pure.

`X-Forwarded-For` is a list to which every proxy adds the address that it was asked from. Anybody may send one, so it is
believed from the right, and only as far as each word was written by a proxy that is trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


def networks(text: str) -> tuple[Network, ...]:
    """Addresses and networks with commas between: `127.0.0.1, 10.1.0.0/16`. ValueError names the word that is none."""
    found = []
    for word in (part.strip() for part in text.split(",")):
        if not word:
            continue
        try:
            found.append(ip_network(word, strict=False))
        except ValueError:
            raise ValueError(word) from None
    return tuple(found)


def client_of(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The client's address: the first one from the right that isn't a trusted proxy's; `peer` where none is trusted.

    A word that is no address ends the search: the last address that was believed stands.
    """
    known = _address(peer)
    if known is None or not _is_trusted(known, trusted):
        return peer
    for word in reversed(forwarded.split(",")):
        said = _address(word.strip())
        if said is None:
            break
        known = said
        if not _is_trusted(said, trusted):
            break
    return str(known)


def _address(text: str) -> Address | None:
    try:
        found = ip_address(text)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def _is_trusted(address: Address, trusted: Sequence[Network]) -> bool:
    return any(address.version == network.version and address in network for network in trusted)
