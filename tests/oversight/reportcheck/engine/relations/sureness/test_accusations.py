"""What a rule accuses is told or asked, by all that stands around it."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.document import Paragraph
from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.engine.judging import Change, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage, passage_of
from yichuang.oversight.reportcheck.engine.relations.sureness.accusations import accusations, with_odds
from yichuang.oversight.reportcheck.engine.relations.sureness.signs import borne_out, signs
from yichuang.oversight.reportcheck.engine.relations.sureness.weights import WEIGHTS
from yichuang.oversight.reportcheck.engine.weighing import ENOUGH, Opinion
from yichuang.oversight.reportcheck.findings import Certainty, Kind
from yichuang.oversight.reportcheck.reading import read
from yichuang.oversight.reportcheck.reading.text import read_text


def passage(text: str) -> Passage:
    document = read_text(text)
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    return passage_of(document, block, 0)


def judged(kind: Kind, of: Passage, *numbers: str, by: str = "", odds: float = 0.0) -> Judged:
    """What a rule says of these numbers, the last of them the result; it holds if no rule is named."""
    figures = tuple(next(f for f in of.figures if f.written == number) for number in numbers)
    return Judged(kind, figures, (), holds=not by, arithmetic="", claim=figures[-1], by=by, odds=odds)


CENTRE = passage("全年受理1,240件，补正78件，办结1,178件，办结率59.0%。")
SCORE = passage("满意率满分30分得28.3分，失1.7分，解决率得46.8分，综合得分75.1分。")


def signs_of(accused: Judged, *held: Judged, belief: float | None = None, otherwise: float = 0.0) -> set[str]:
    return set(signs(accused, borne_out(held), Opinion(belief, otherwise)))


def test_a_result_that_another_relation_makes_is_borne_out() -> None:
    accused = judged(Kind.SCORE, SCORE, "30", "1.7", "75.1", by="scores")
    total = judged(Kind.SUM, SCORE, "28.3", "46.8", "75.1")
    assert "none borne out" in signs_of(accused)
    assert "result borne out" in signs_of(accused, total)
    lost = judged(Kind.DIFFERENCE, SCORE, "30", "28.3", "1.7")
    assert "all borne out" in signs_of(accused, total, lost)


def test_what_only_is_less_than_another_bears_nothing_out() -> None:
    accused = judged(Kind.RATE, CENTRE, "1,240", "1,178", "59.0%", by="rates")
    assert "none borne out" in signs_of(accused, judged(Kind.IMPOSSIBLE, CENTRE, "1,240", "1,178"))


def test_a_slip_says_something_in_a_number_that_nothing_bears_out() -> None:
    total = judged(Kind.SUM, SCORE, "28.3", "46.8", "75.1")
    (figure,) = (f for f in SCORE.figures if f.written == "75.1")
    accused = judged(Kind.SCORE, SCORE, "30", "1.7", "75.1", by="scores")
    accused = Judged(
        accused.kind, accused.figures, (), holds=False, arithmetic="", claim=figure, by="scores",
        would_hold=(Change("应为 78.1", figure, figure.value + 3),),
    )  # fmt: skip
    assert "slip 2" in signs_of(accused)
    assert "slip of what is borne out" in signs_of(accused, total)


def test_the_signs_tell_what_others_think_of_it() -> None:
    accused = judged(Kind.RATE, CENTRE, "1,240", "78", "59.0%", by="rates")
    assert "unheard" in signs_of(accused)
    told = signs_of(accused, belief=0.3, otherwise=2.0)
    assert {"belief 0.2", "otherwise 1.0"} <= told
    assert not {"unheard", "belief 0.5", "otherwise 5.0"} & told


def test_what_was_weighed_and_what_holds_is_left_as_it_is() -> None:
    weighed = judged(Kind.RATE, CENTRE, "1,240", "78", "59.0%", by="open_rates", odds=30.0)
    held = judged(Kind.IMPOSSIBLE, CENTRE, "1,240", "1,178")
    assert list(with_odds([CENTRE], [weighed, held])) == [weighed, held]
    assert not list(accusations([CENTRE], [weighed, held], {}))


def test_two_that_each_come_out_of_their_own_are_asked_about_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    checks = passage("游泳场所12家，合格11家，合格率91.7%；住宿场所68家，合格66家，合格率97.1%。")
    accused = judged(Kind.REPEAT, checks, "91.7%", "97.1%", by="told_again")
    pools = judged(Kind.RATE, checks, "12", "11", "91.7%")
    inns = judged(Kind.RATE, checks, "68", "66", "97.1%")
    monkeypatch.setitem(WEIGHTS, "by told_again", 90)
    *_, told = with_odds([checks], [pools, accused])
    assert told.certainty is Certainty.CONTRADICTION
    *_, asked = with_odds([checks], [pools, inns, accused])
    assert asked.is_question


def test_its_odds_say_whether_it_is_told_or_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    accused = judged(Kind.RATE, CENTRE, "1,240", "1,178", "59.0%", by="rates")
    (told,) = with_odds([CENTRE], [accused])
    assert told.odds > ENOUGH
    assert told.certainty is Certainty.CONTRADICTION
    monkeypatch.setitem(WEIGHTS, "by rates", -90)
    (asked,) = with_odds([CENTRE], [accused])
    assert 0 < asked.odds <= ENOUGH
    assert asked.is_question


@pytest.mark.parametrize(
    "text",
    [
        "三率考核：满意率满分30分得28.3分，失1.7分；解决率满分50分得46.8分，失3.2分；响应率满分20分，得20分。综合得分95.1分，列第4位。",
        "与八月（收件15,984件）相比，九月少收1,767件，降11.1%，户政窗口一家就少了1,043件。",
        "年初预算11.4亿元。与去年1—10月9.07亿元比，少收4,500万元，下降5.0%。",
        "最多26,800元，最少480元，平均6,000元；比前一年平均5,000元多1,000元，多了20.0%。",
        "三年累计接工单2,404件，逐年下降，今年比前年少341件，降35.4%。",
        "投诉124起，拒载37、绕道18、议价29、态度31、其余9，查实83起。",
        "平均满意率95.1%，22个单位里高于平均的13个，低于平均的9个。",
        "应有帐篷40顶、实有42顶，多出2顶系邻镇寄存。",
    ],
)
def test_what_another_reading_explains_is_not_accused(text: str) -> None:
    assert not examine(read(text.encode(), "a.txt")).findings


def test_what_all_speaks_for_is_told() -> None:
    certainties = {
        each.certainty
        for each in examine(read("受理1,240件，办结1,178件，办结率59.0%。".encode(), "a.txt")).findings
    }
    assert certainties == {Certainty.CONTRADICTION}
