"""`yichuang report --report` writes a report of the desk, the same as the desk gives it."""

from __future__ import annotations

import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.kernel.figures.histories import County, Story, county
from tests.oversight.reports.test_progress import NOW, again, block_of, drafted, posted, version_of
from tests.worlds import sign_in

from yichuang.config.cli.report import command
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.verbs.perform import perform
from yichuang.oversight.reports.actions import publish, sign_report, submit
from yichuang.oversight.reports.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> County:
    made = county()
    Story(made, 7).tell(12)
    return made


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of the tests runs already."""
    monkeypatch.setattr("yichuang.config.database.running_database", nullcontext)
    monkeypatch.setattr("yichuang.config.database.start_django", lambda: None)


def run(*given: str) -> Result:
    return CliRunner().invoke(command, [*given])


def body_of(docx: Path) -> str:
    with zipfile.ZipFile(docx) as packed:
        return packed.read("word/document.xml").decode()


def test_a_report_in_progress_and_a_published_one_are_written_as_the_desk_gives_them(
    client, world, tmp_path: Path
) -> None:
    assessor = world.actor("assessor", world.top)
    sign_in(client, assessor)
    one = drafted(world, assessor)
    block, text = block_of(one, "共收到申请"), "收了〔收件数〕件，走访企业 3 家。"
    posted(client, one, "write", block=block, version=version_of(one, block), text=text)
    the_same_both_ways(client, one, tmp_path)
    assert "走访企业3家" in body_of(tmp_path / "of.docx")
    perform(submit, one.ref, by=assessor, at=NOW)
    sign_report(again(one.ref), SYSTEM, NOW)
    publish(again(one.ref), SYSTEM, NOW)
    Story(world, 8).tell(4)  # what is brought in later isn't printed
    assert "已发布：http" in the_same_both_ways(client, one, tmp_path)
    assert "收了12件" in body_of(tmp_path / "of.docx")


def the_same_both_ways(client, one: Report, folder: Path) -> str:
    """Word and PDF of a report by the command and by the desk, byte for byte; what the command said."""
    said = ""
    for kind in ("docx", "pdf"):
        out = folder / f"of.{kind}"
        done = run("--report", str(one.pk), "--out", str(out))
        assert done.exit_code == 0, done.output
        assert one.title in done.output
        desk = client.get(f"/desk/reports/{one.pk}/report.{kind}")
        assert desk.status_code == 200
        assert out.read_bytes() == desk.content, kind
        said += done.output
    return said


def test_what_cannot_be_written_is_said(world, tmp_path: Path) -> None:
    out = str(tmp_path / "no.pdf")
    assert "没有编号或代码是“99”的报告" in run("--report", "99", "--out", out).output
    assert "没有编号或代码" in run("--report", "1-abc", "--out", out).output
    assert "不用写 --from" in run("--report", "1", "--from", "2026-01-01", "--out", out).output
    assert "请写 --from 和 --to" in run("--out", out).output
    assert not Report.objects.exists()
    assert not Path(out).exists()
