"""Where a receiver is reached: rooms that know addresses are asked at the moment of sending."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

# (receiver, channel) -> address in clear, or None where none was left
Resolver = Callable[[str, str], str | None]

_resolvers: dict[str, Resolver] = {}
_nameless: set[str] = set()


def hang(resolvers: Mapping[str, Resolver], nameless: Collection[str] = ()) -> None:
    """Replace the table of resolvers, by kind of receiver (`case`, `person`, `staff`).

    `nameless` are the kinds whose address is used and never shown, not even masked: it would tell who they are.
    """
    _resolvers.clear()
    _resolvers.update(resolvers)
    _nameless.clear()
    _nameless.update(nameless)


def is_nameless(receiver: str) -> bool:
    """Whether nobody may see where this receiver is reached."""
    return receiver.partition(":")[0] in _nameless


def address_of(receiver: str, channel: str) -> str | None:
    """The address of a receiver; None where nobody knows one."""
    resolver = _resolvers.get(receiver.partition(":")[0])
    return resolver(receiver, channel) if resolver else None
