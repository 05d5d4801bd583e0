"""A port that is free, and why another isn't."""

from __future__ import annotations

import socket

from yichuang.config.ports import any_free, trouble_with

HERE = "127.0.0.1"


def test_a_port_is_free_until_somebody_listens_there():
    port = any_free(HERE)
    assert trouble_with(HERE, port) == ""
    with socket.socket() as other:
        other.bind((HERE, port))
        other.listen()
        assert trouble_with(HERE, port) == "已被别的程序占用"


def test_a_port_or_an_address_that_there_isnt_is_told():
    assert trouble_with(HERE, 70_000) == "没有这个端口"
    assert trouble_with("192.0.2.1", any_free(HERE)) == "不是本机的地址"
