"""Banners and letters of thanks of the demonstration year, one to three a month."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from yichuang.domains.feedback.actions import record
from yichuang.domains.organisation.queries import centres, windows_of
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.calendar.queries import calendar_for
from yichuang.kernel.clocks.hours import instant
from yichuang.kernel.verbs.batch import Batch

BANNER, LETTER = "banner", "letter"
MONTH = timedelta(days=30)
WORDS = {
    BANNER: ("热情服务，高效便民", "人民公仆，为民解忧", "窗口虽小，服务周到", "急群众所急，办企业所盼"),
    LETTER: (
        "老人腿脚不便，窗口人员上门办好了资格认证，全家都感谢",
        "材料少了一份，工作人员帮着查到了电子证照，没让我再跑一趟",
        "下班时间到了还把我的件办完，谢谢",
        "开店手续一次讲清，三天就拿到了证",
    ),
}


def give_thanks(batch: Batch, random: Random, begin: date, ends_at: datetime) -> int:
    """Record what the windows were given from `begin` on; gives how many."""
    calendar = calendar_for(centres()[0].office.path)
    windows = [window.id for centre in centres() for window in windows_of(centre.id)]
    month, count = begin, 0
    while windows and instant(month + MONTH, 0) < ends_at:
        for _ in range(random.randint(1, 3)):
            day = calendar.on_or_after(month + timedelta(days=random.randrange(MONTH.days - 9)))
            kind = random.choices((BANNER, LETTER), (2, 3))[0]
            batch.perform(
                record,
                None,
                by=SYSTEM,
                at=instant(day, 17 * 3600),
                kind=kind,
                office=random.choice(windows),
                received_on=day,
                words=random.choice(WORDS[kind]),
            )
            count += 1
        month += MONTH
    return count
