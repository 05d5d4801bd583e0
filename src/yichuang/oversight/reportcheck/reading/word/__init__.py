"""Word files (docx): what a reader of the page sees, with the place of every sign in the file."""

from __future__ import annotations

from yichuang.oversight.reportcheck.reading.word.traced import REVISED, Piece, Traced, read_word, trace

__all__ = ["REVISED", "Piece", "Traced", "read_word", "trace"]
