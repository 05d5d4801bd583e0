"""Clerks of the soak: each takes an application through its acts over the API, and insists until it is answered."""

from __future__ import annotations

import http.client
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

ANSWER_SECONDS = 10
BREATH = 0.1  # seconds between two tries


@dataclass(frozen=True, slots=True)
class Call:
    """One act as a program asks for it: whose key, which address (`{id}` is the case's number), which body."""

    key: str
    address: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """An act that was answered with a receipt."""

    ref: str
    n: int
    verb: str


@dataclass(slots=True)
class Work:
    """What a clerk has done: receipts in order, and what went wrong, in words."""

    done: list[Acknowledged] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    tries: int = 0


class Clerk(threading.Thread):
    """Takes one application after the other until told to stop; then ends the act that it is in."""

    def __init__(
        self, port: int, cases: Iterator[list[Call]], stop: threading.Event, patience: float
    ) -> None:
        super().__init__(daemon=True)
        self._port, self._cases, self.stop, self._patience = port, cases, stop, patience
        self.work = Work()

    def run(self) -> None:
        """One case after the other; a case whose act failed is left."""
        for calls in self._cases:
            identity = ""
            for call in calls:
                if self.stop.is_set():
                    return
                receipt = self._insist(call, identity)
                if receipt is None:
                    break
                self.work.done.append(Acknowledged(receipt["ref"], receipt["n"], receipt["verb"]))
                identity = receipt["ref"].partition(":")[2]

    def _insist(self, call: Call, identity: str) -> dict[str, Any] | None:
        """Ask with one Idempotency-Key until there is an answer that isn't a failure of the machine."""
        headers = {
            "Authorization": f"Bearer {call.key}",
            "Content-Type": "application/json",
            "Idempotency-Key": secrets.token_hex(12),
        }
        address = "/api/v1" + call.address.format(id=identity)
        deadline = time.monotonic() + self._patience
        while time.monotonic() < deadline:
            self.work.tries += 1
            status, body = self._ask(address, headers, json.dumps(call.body).encode())
            if status in (200, 201):
                found: dict[str, Any] = json.loads(body)
                return found
            if 400 <= status < 500 and status != http.client.TOO_MANY_REQUESTS:
                self.work.wrong.append(f"{address}: {status} {body[:300].decode(errors='replace')}")
                return None
            time.sleep(BREATH)
        self.work.wrong.append(f"{address}: no answer within {self._patience:g} s")
        return None

    def _ask(self, address: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """Status and body; 0 when the connection broke."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=ANSWER_SECONDS)
        try:
            connection.request("POST", address, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()


def at_work(clerks: list[Clerk], stop: threading.Event, meanwhile: Callable[[], None]) -> float:
    """Let the clerks work while something happens; gives the seconds that they worked."""
    began = time.monotonic()
    for clerk in clerks:
        clerk.start()
    try:
        meanwhile()
    finally:
        worked = time.monotonic() - began
        stop.set()
        for clerk in clerks:
            clerk.join()
    return worked
