"""How good the report check is on the labelled corpus: what it found, missed and wrongly accused, a row a group. Pure.

corpus/README.md says when a finding matches a label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from yichuang.oversight.reportcheck.findings import PAGE, Certainty, Check, Examination, Finding, Span
from yichuang.oversight.reportcheck.labelled import RIGHT, Label, Piece

Checker = Callable[[str, str], Examination]
"""Takes a text and the name of its file; the places it answers are places of that text."""

REPORTS = {
    "service_centre": "政务服务中心",
    "township": "乡镇",
    "street": "街道",
    "disclosure": "信息公开年报",
    "hotline": "热线",
    "aid_station": "救助站",
    "school": "学校",
    "culture_station": "文化站",
    "statistics": "统计公报",
    "budget": "预算执行",
    "party": "党建",
    "rural": "乡村振兴",
    "health": "卫生健康",
    "environment": "生态环境",
    "police": "公安市场",
}
THIRDS = {"seen": "可看部分", "unseen": "未看部分", RIGHT: "正确文本"}
HEADS = (
    "类别",
    "段",
    "报告",
    "页",
    "对",
    "误",
    "漏",
    "其中问到",
    "准确率",
    "召回率",
    "含问到",
    "疑问",
    "疑问/页",
    "应核",
    "已核",
    "轻重相符",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one piece.

    `true` are the labels that a contradiction matched, `missed` those that none did, `asked` those of the missed that
    a question matched, `false` the contradictions that match no label; `covered` the relations labelled as holding
    that were checked and held, `weighed` the number of true ones whose weight agrees.
    """

    piece: Piece
    true: tuple[Label, ...]
    missed: tuple[Label, ...]
    asked: tuple[Label, ...]
    false: tuple[Finding, ...]
    questions: tuple[Finding, ...]
    covered: tuple[Label, ...]
    weighed: int


@dataclass(frozen=True, slots=True)
class Score:
    """The sum over a group of pieces."""

    name: str
    outcomes: tuple[Outcome, ...] = field(repr=False)

    def count(self, of: Callable[[Outcome], int]) -> int:
        """The sum of a count over the group."""
        return sum(of(outcome) for outcome in self.outcomes)

    @property
    def pages(self) -> float:
        """Length of the texts, in pages of `PAGE` characters."""
        return self.count(lambda outcome: len(outcome.piece.text)) / PAGE

    @property
    def true(self) -> int:
        """Contradictions that were found."""
        return self.count(lambda outcome: len(outcome.true))

    @property
    def false(self) -> int:
        """Contradictions that were claimed and aren't."""
        return self.count(lambda outcome: len(outcome.false))

    @property
    def missed(self) -> int:
        """Contradictions that weren't found."""
        return self.count(lambda outcome: len(outcome.missed))

    @property
    def precision(self) -> float | None:
        """Share of the claimed ones that are real; None if none was claimed."""
        return share(self.true, self.true + self.false)

    @property
    def recall(self) -> float | None:
        """Share of the real ones that were found; None if there is none."""
        return share(self.true, self.true + self.missed)

    @property
    def asked(self) -> int:
        """Contradictions that weren't found, but asked about."""
        return self.count(lambda outcome: len(outcome.asked))

    @property
    def recall_with_questions(self) -> float | None:
        """Share of the real ones that were found or asked about; None if there is none."""
        return share(self.true + self.asked, self.true + self.missed)

    @property
    def questions(self) -> int:
        """Questions asked."""
        return self.count(lambda outcome: len(outcome.questions))

    @property
    def questions_per_page(self) -> float | None:
        """Questions asked a page."""
        return self.questions / self.pages if self.pages else None

    def as_json(self) -> dict[str, object]:
        """As `yichuang bench check --json` writes it."""
        return {
            "name": self.name,
            "passages": self.count(lambda outcome: not outcome.piece.whole),
            "reports": self.count(lambda outcome: outcome.piece.whole),
            "pages": round(self.pages, 1),
            "true": self.true,
            "false": self.false,
            "missed": self.missed,
            "asked": self.asked,
            "precision": self.precision,
            "recall": self.recall,
            "recall_with_questions": self.recall_with_questions,
            "questions": self.questions,
            "questions_per_page": self.questions_per_page,
            "held": self.count(lambda outcome: len(outcome.piece.held)),
            "covered": self.count(lambda outcome: len(outcome.covered)),
            "weight_agrees": self.count(lambda outcome: outcome.weighed),
        }


def share(part: int, whole: int) -> float | None:
    """part / whole, or None at 0."""
    return part / whole if whole else None


def examine_all(pieces: Iterable[Piece], check: Checker) -> list[Outcome]:
    """What `check` makes of each piece."""
    return [outcome(piece, check(piece.text, piece.file)) for piece in pieces]


def outcome(piece: Piece, examination: Examination) -> Outcome:
    """How the labels of a piece and the findings about it meet."""
    sure = [label for label in piece.errors if label.certainty is Certainty.CONTRADICTION]
    claimed = examination.contradictions
    by_label = {label: [found for found in claimed if matches(found.check, label)] for label in sure}
    true = tuple(label for label in sure if by_label[label])
    missed = tuple(label for label in sure if not by_label[label])
    matched = {id(found) for founds in by_label.values() for found in founds}
    return Outcome(
        piece=piece,
        true=true,
        missed=missed,
        asked=tuple(
            label for label in missed if any(matches(found.check, label) for found in examination.questions)
        ),
        false=tuple(found for found in claimed if id(found) not in matched),
        questions=examination.questions,
        covered=tuple(
            label for label in piece.held if any(matches(check, label) for check in examination.held)
        ),
        weighed=sum(any(found.decisive == label.decisive for found in by_label[label]) for label in true),
    )


def matches(check: Check, label: Label) -> bool:
    """Whether a relation that was checked is the labelled one: its type, a key number, and one more of an equation."""
    if check.kind not in label.kinds:
        return False
    named = {
        numeral.place
        for numeral in label.numerals
        if numeral.place and any(touch(span, numeral.place) for span in check.spans)
    }
    places = [{numeral.place for numeral in numbers} for numbers in label.numbers]
    enough = any(len(named & group) >= min(2, len(group)) for group in places)
    return enough and any(key.place in named for key in label.keys)


def touch(one: Span, other: Span) -> bool:
    """Whether two ranges have a character in common."""
    return one[0] < other[1] and other[0] < one[1]


def scores(outcomes: Sequence[Outcome]) -> list[Score]:
    """A row for each kind of report, then for whole reports, for either third, and for all."""

    groups = [(name, [one for one in outcomes if one.piece.report == kind]) for kind, name in REPORTS.items()]
    groups.append(("整篇报告", [one for one in outcomes if one.piece.whole]))
    groups += [
        (name, [one for one in outcomes if one.piece.third == third]) for third, name in THIRDS.items()
    ]
    groups.append(("全部", [one for one in outcomes if one.piece.third != RIGHT]))
    return [Score(name, tuple(group)) for name, group in groups if group]


def cells(score: Score) -> list[str]:
    """A score as the cells under `HEADS`."""

    def percent(value: float | None) -> str:
        return "—" if value is None else f"{value:.1%}"

    return [
        score.name,
        str(score.count(lambda outcome: not outcome.piece.whole)),
        str(score.count(lambda outcome: outcome.piece.whole)),
        f"{score.pages:.1f}",
        str(score.true),
        str(score.false),
        str(score.missed),
        str(score.asked),
        percent(score.precision),
        percent(score.recall),
        percent(score.recall_with_questions),
        str(score.questions),
        "—" if score.questions_per_page is None else f"{score.questions_per_page:.2f}",
        str(score.count(lambda outcome: len(outcome.piece.held))),
        str(score.count(lambda outcome: len(outcome.covered))),
        f"{score.count(lambda outcome: outcome.weighed)}/{score.true}",
    ]


def details(outcomes: Iterable[Outcome]) -> list[str]:
    """What was missed and wrongly claimed, line by line, of the third that may be seen; never of the unseen one."""
    lines = []
    for one in outcomes:
        if one.piece.third == "unseen":
            continue
        lines += [
            f"{one.piece.name} 漏 {label.kinds[0]} {label.equations[0]}（{label.why}）"
            for label in one.missed
        ]
        lines += [f"{one.piece.name} 误 {found.check.kind} {found.check.arithmetic}" for found in one.false]
        lines += [
            f"{one.piece.name} 问 {found.check.kind} {found.check.arithmetic}" for found in one.questions
        ]
    return lines
