"""Why a file isn't taken, told to the person who handed it in."""

from __future__ import annotations


class UploadRejected(ValueError):
    """The file isn't taken; `text` says why and what to do, in Chinese."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
