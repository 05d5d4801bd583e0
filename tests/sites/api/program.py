"""A program that calls the API, and the form that each refusal has."""

from __future__ import annotations

from typing import Any


def post(client: Any, address: str, body: Any, key: dict[str, str], **headers: str) -> Any:
    return client.post(
        f"/api/v1/{address}", body, content_type="application/json", headers={**key, **headers}
    )


def get(client: Any, address: str, key: dict[str, str] | None = None) -> Any:
    return client.get(f"/api/v1/{address}", headers=key or {})


def is_problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    said: dict[str, Any] = response.json()
    assert said["status"] == status
    assert said["title"]
    assert said["reference"] == response["X-Request-Id"]
    return said
