"""Where a receiver is reached: rooms that know addresses are asked at the moment of sending."""

from __future__ import annotations

from collections.abc import Callable, Mapping

# (receiver, channel) -> address in clear, or None where none was left
Resolver = Callable[[str, str], str | None]

_resolvers: dict[str, Resolver] = {}


def hang(resolvers: Mapping[str, Resolver]) -> None:
    """Replace the table of resolvers, by kind of receiver (`case`, `person`, `staff`)."""
    _resolvers.clear()
    _resolvers.update(resolvers)


def address_of(receiver: str, channel: str) -> str | None:
    """The address of a receiver; None where nobody knows one."""
    resolver = _resolvers.get(receiver.partition(":")[0])
    return resolver(receiver, channel) if resolver else None
