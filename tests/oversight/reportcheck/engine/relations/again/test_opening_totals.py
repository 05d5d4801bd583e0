"""What an opening tells as all of a kind is held against the total that a later section adds up."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import contradictions

from yichuang.oversight.reportcheck.findings import Kind

TOLD = [
    (
        "总的看，场馆开得比往年勤，全年举办各类培训{}期，来的人也多。\n"
        "（二）培训。党政干部班26期，农技班31期，电商班18期，共75期，平均每期开4天。",
        "75",
        "72",
    ),
    (
        "先报账：全年调处各类纠纷1,{}起，没有一起升级。\n"
        "调纠纷这块，婚姻家庭486起，邻里517起，山林土地142起，欠薪91起，合计1,236起。",
        "236",
        "219",
    ),
    (
        "一年来，县里收到各类提案{}件。\n"
        "我们把提案分成四类，经济54件，民生83件，教育31件，生态19件，一共187件。",
        "187",
        "182",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), TOLD)
def test_an_opening_that_was_not_updated_is_told(text: str, right: str, wrong: str) -> None:
    assert contradictions(text.format(right), Kind.REPEAT) == []
    assert len(contradictions(text.format(wrong), Kind.REPEAT)) == 1


PEACE = [
    # of another time, of another thing, far off, some of all
    "上半年举办各类培训72期。\n（二）培训。党政干部班26期，农技班31期，电商班18期，共75期。",
    "全年举办各类讲座72期。\n（二）培训。党政干部班26期，农技班31期，电商班18期，共75期。",
    "全年举办各类培训142期。\n（二）培训。党政干部班26期，农技班31期，电商班18期，共75期。",
    "全年举办各类培训79期。\n（二）培训。党政干部班26期，农技班31期，电商班18期，三项共75期。",
]


@pytest.mark.parametrize("text", PEACE)
def test_what_is_not_the_same_whole_is_left_in_peace(text: str) -> None:
    assert contradictions(text, Kind.REPEAT) == []
