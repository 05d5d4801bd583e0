"""Ports of this machine: whether one is free, and one that is."""

from __future__ import annotations

import errno
import socket

_WHY = {errno.EADDRINUSE: "已被别的程序占用", errno.EACCES: "没有权限", errno.EADDRNOTAVAIL: "不是本机的地址"}


def trouble_with(host: str, port: int) -> str:
    """Why nobody can listen there now, in Chinese; "" if it is free.

    Asked before a server starts: two of ours would share a port without a word.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            return "没有这个端口"
        except OSError as trouble:
            return _WHY.get(trouble.errno or 0, str(trouble))
    return ""


def any_free(host: str) -> int:
    """A port that nobody listens at; another process may still take it first."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
