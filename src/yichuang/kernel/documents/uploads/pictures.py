"""Photographs and scans: real pictures of bearable size."""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import Image, UnidentifiedImageError

from yichuang.kernel.documents.uploads.rejection import UploadRejected

PIXELS: Final = 120_000_000
"""A 108-megapixel telephone passes; anything larger would need half a gigabyte to open."""

SIDE: Final = 20_000
_DRAFT: Final = (512, 512)


def check_picture(data: bytes, kind: str) -> None:
    """Refuse a broken picture and one of absurd size. The size is read before a pixel is decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=["JPEG" if kind == "jpg" else "PNG"]) as picture:
                _check_size(*picture.size)
                if kind == "jpg":
                    picture.draft(
                        "RGB", _DRAFT
                    )  # a JPEG decodes at an eighth of its size: cheap, and finds cuts
                    picture.load()
                else:
                    picture.verify()
    except Image.DecompressionBombError:
        raise UploadRejected("图片尺寸太大，请缩小后再上传") from None
    except (OSError, SyntaxError, ValueError, EOFError, UnidentifiedImageError) as broken:
        if isinstance(broken, UploadRejected):
            raise
        raise UploadRejected("图片打不开，可能没有传完，请重新拍照或者扫描") from None


def _check_size(width: int, height: int) -> None:
    if width * height > PIXELS or max(width, height) > SIDE:
        raise UploadRejected(f"图片有 {width}×{height} 像素，太大了，请缩小后再上传")
