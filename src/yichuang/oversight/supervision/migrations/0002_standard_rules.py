"""The standard rules of electronic supervision (RULEBOOK 5) that clocks feed. Later ones come in later migrations."""

from django.db import migrations

LAW = "行政许可法"
LOCAL = "电子监察规则（本地默认）"
# code, name, kinds, basis, times, plus, level, tells, lawful, repeat, source
RULES = (
    ("near_limit", "临近时限", ["decision", "acceptance", "delivery"], "warn", 1, 0, "reminder", ["handler"], False, 0, LOCAL),
    ("overdue_promised", "超承诺时限", ["decision"], "due", 1, 0, "yellow", ["handler", "head"], False, 0, LOCAL),
    ("overdue_statutory", "超法定时限", ["statutory"], "due", 1, 0, "red", ["handler", "head", "supervisor"], True, 0,
     f"{LAW}第四十二条"),
    ("overdue_delivery", "超期未送达", ["delivery"], "due", 1, 0, "yellow", ["handler", "head"], True, 0, f"{LAW}第四十四条"),
    ("overdue_stage", "环节超时", ["stage"], "due", 1, 0, "reminder", ["handler"], False, 3, LOCAL),
    ("no_acceptance", "五日内未答复是否受理", ["acceptance"], "due", 1, 0, "red", ["handler", "head", "supervisor"], True, 0,
     f"{LAW}第三十二条"),
    ("supplement_lapsed", "申请人逾期未补正", ["supplement"], "due", 1, 0, "reminder", ["handler"], False, 0, LOCAL),
    ("follow_due", "容缺材料到期未补", ["follow"], "due", 1, 0, "reminder", ["handler"], False, 0, LOCAL),
    ("pause_long", "特别程序超过告知的时间", ["special_procedure"], "due", 1, 0, "yellow", ["handler", "head"], False, 0, LOCAL),
    ("pause_twice", "特别程序超过告知时间一倍", ["special_procedure"], "due", 2, 0, "red",
     ["handler", "head", "supervisor"], False, 0, LOCAL),
    ("review_unverified", "差评未按时核实", ["verification"], "due", 1, 0, "yellow", ["handler", "head"], False, 0,
     "国办发〔2019〕51号"),
    ("review_unrectified", "差评未按时整改", ["rectification"], "due", 1, 0, "red",
     ["handler", "head", "supervisor"], False, 0, "国办发〔2019〕51号"),
    ("urging_unanswered", "催办督办未按时回复", ["urging"], "due", 1, 0, "yellow", ["handler", "head"], False, 0, LOCAL),
    ("card_unexplained", "预警未按时说明", ["explanation"], "due", 1, 0, "reminder", ["supervisor"], False, 0, LOCAL),
)  # fmt: skip


def lay_down(apps, schema_editor):
    rung = apps.get_model("clocks", "Rung")
    rung.objects.using(schema_editor.connection.alias).bulk_create(
        rung(
            code=code, name=name, kinds=kinds, basis=basis, times=times, plus=plus, level=level, tells=tells,
            lawful=lawful, repeat=repeat, source=source,
        )
        for code, name, kinds, basis, times, plus, level, tells, lawful, repeat, source in RULES
    )


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_initial"), ("clocks", "0004_raise_epoch")]
    operations = [migrations.RunPython(lay_down, migrations.RunPython.noop)]
