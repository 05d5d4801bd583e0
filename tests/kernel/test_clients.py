"""Whose address a request comes from: X-Forwarded-For is believed from trusted proxies alone, from the right."""

from __future__ import annotations

import pytest

from yichuang.kernel.access.clients import client_of, networks

PROXIES = networks("127.0.0.1, 10.1.0.0/16, fd00::/8")


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),  # not a proxy of ours: what it says is invented
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),  # the client wrote the first word itself
        ("127.0.0.1", "198.51.100.1, 10.1.2.3", "198.51.100.1"),  # two proxies of ours in a row
        ("127.0.0.1", "10.1.2.3", "10.1.2.3"),  # a clerk inside the house
        ("127.0.0.1", "198.51.100.1, nonsense", "127.0.0.1"),
        ("127.0.0.1", "nonsense, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("fd00::1", "2001:db8::5", "2001:db8::5"),
        ("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("", "198.51.100.1", ""),
    ],
)
def test_the_client_is_the_first_address_from_the_right_that_no_trusted_proxy_has(peer, forwarded, client):
    assert client_of(peer, forwarded, PROXIES) == client


def test_without_a_trusted_proxy_nothing_is_believed():
    assert client_of("127.0.0.1", "198.51.100.1", ()) == "127.0.0.1"


def test_a_word_that_is_no_address_is_named():
    with pytest.raises(ValueError, match=r"proxy\.local"):
        networks("127.0.0.1, proxy.local")
