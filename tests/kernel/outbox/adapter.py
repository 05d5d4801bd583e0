"""Stands in for an operator's adapter of short messages."""


def send(phone: str, text: str) -> None:
    """Send nothing."""
