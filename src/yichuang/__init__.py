"""Yichuang 一窗: one window in front, every department behind it."""

__version__ = "2026.11.0"
