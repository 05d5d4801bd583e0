"""Papers that were issued and files that were handed in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Document(models.Model):
    """A paper issued by an act: kept as sealed facts, rendered when somebody first opens it."""

    subject = models.TextField()
    n = models.IntegerField()  # the act that issued it
    kind = models.CharField(max_length=40)
    mark = models.CharField(max_length=20)  # 机关代字
    year = models.SmallIntegerField()
    serial = models.IntegerField()
    organ = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    facts = models.BinaryField()  # sealed: they name persons
    issued_at = models.DateTimeField()

    class Meta:
        db_table = "document"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["subject"], name="document_subject")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["mark", "year", "serial"], name="document_number_once"),
        ]

    @property
    def number(self) -> str:
        """Document number: 机关代字〔year〕serial号, the serial without leading zeros (GB/T 9704)."""
        return f"{self.mark}〔{self.year}〕{self.serial}号"


class StoredFile(models.Model):
    """A file handed in for a subject; its bytes lie under their hash in the data folder."""

    subject = models.TextField()
    purpose = models.CharField(max_length=60)  # the material that it belongs to
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    added_by = models.TextField()
    added_at = models.DateTimeField()

    class Meta:
        db_table = "stored_file"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["subject"], name="stored_file_subject")]
