"""How fast the report check is: 30 pages on one core, growth with length, peak memory. Needs no database."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from yichuang.config.bench import rows
from yichuang.config.bench.rows import Row
from yichuang.oversight.reportcheck import labelled
from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.reading import read
from yichuang.oversight.reportcheck.scoring import PAGE

SECONDS, MEGABYTES, LINEAR = 2.0, 300.0, 1.5
SIZES = (1, 10, 100)


def measure(*, small: bool) -> Iterator[Row]:
    """The rows of the bench: processor seconds of one core, as one process uses it. Small: of a page, not of thirty."""
    thirty = report(1 if small else 30)
    yield rows.bound("check.text30", seconds(thirty.encode(), "report.txt"), "s", SECONDS)
    yield rows.bound("check.docx30", seconds(word(thirty), "report.docx"), "s", SECONDS)
    yield rows.fact("check.pdf30", clock(pdf(thirty), "report.pdf"), "s")
    sizes = SIZES[:2] if small else SIZES
    taken = [seconds(report(size).encode(), "report.txt") for size in sizes]
    for size, found in zip(sizes, taken, strict=True):
        yield rows.fact(f"check.pages{size}", found, "s")
    yield rows.ratio("check.linear", taken[-1] / sizes[-1], "s/页", taken[-2] / sizes[-2], LINEAR)
    yield rows.bound("check.memory", memory(report(sizes[-1])), "MB", MEGABYTES)


def report(pages: int) -> str:
    """A report of that many pages, of the passages that may be seen of the labelled corpus."""
    pieces = [piece.text for piece in labelled.load_third(labelled.CORPUS / "seen", "seen")]
    whole = "\n".join(pieces) + "\n"
    return (whole * (pages * PAGE // len(whole) + 1))[: pages * PAGE]


def word(text: str) -> bytes:
    """The report as a Word file, a paragraph a line."""
    from docx import Document

    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(text: str) -> bytes:
    """The report as a PDF, a paragraph a line."""
    import pylopdf_fonts_zh_cn
    import typst

    with TemporaryDirectory() as folder:
        source = Path(folder) / "report.typ"
        (Path(folder) / "report.txt").write_text(text, encoding="utf-8")
        source.write_text('#for line in read("report.txt").split("\n") [#par[#line]]', encoding="utf-8")
        fonts = str(pylopdf_fonts_zh_cn.__path__[0])
        made = typst.compile(str(source), font_paths=[fonts], ignore_system_fonts=True, format="pdf")
    assert isinstance(made, bytes)
    return made


def clock(content: bytes, name: str) -> float:
    """Seconds of the clock to read and examine a report, with those of the process that takes a PDF apart."""
    started = time.perf_counter()
    examine(read(content, name))
    return time.perf_counter() - started


def seconds(content: bytes, name: str) -> float:
    """Processor seconds to read and examine a report; the better of two."""
    taken = []
    for _ in range(2):
        started = time.process_time()
        examine(read(content, name))
        taken.append(time.process_time() - started)
    return min(taken)


def memory(text: str) -> float:
    """The most memory that a process of its own needs for the report, in megabytes."""
    done = subprocess.run(
        [sys.executable, "-m", "yichuang.config.bench.check"],
        input=text.encode(),
        capture_output=True,
        check=True,
    )
    return int(done.stdout) / 1024


if __name__ == "__main__":
    examine(read(sys.stdin.buffer.read(), "report.txt"))
    sys.stdout.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
