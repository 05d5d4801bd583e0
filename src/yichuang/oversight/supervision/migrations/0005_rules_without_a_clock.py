"""The standard rules of electronic supervision that look at acts instead of clocks (RULEBOOK 5)."""

from django.db import migrations

LAW = "行政许可法"
LOCAL = "电子监察规则（本地默认）"
# code, name, level, tells, lawful, source
RULES = (
    ("second_supplement", "没有一次性告知", "yellow", ["handler", "head"], True, f"{LAW}第三十二条"),
    ("order_broken", "办理顺序不合规定", "red", ["handler", "head", "supervisor"], True, f"{LAW}第三十四条、第三十八条"),
    ("refused_without_reason", "不予办理没有说明理由", "yellow", ["handler", "head"], True, f"{LAW}第三十八条"),
    ("odd_hours", "工作时间以外的操作", "mark", [], False, LOCAL),
)  # fmt: skip


def lay_down(apps, schema_editor):
    rung = apps.get_model("clocks", "Rung")
    rung.objects.using(schema_editor.connection.alias).bulk_create(
        rung(code=code, name=name, kinds=[], basis="act", level=level, tells=tells, lawful=lawful, source=source)
        for code, name, level, tells, lawful, source in RULES
    )


class Migration(migrations.Migration):
    dependencies = [("supervision", "0004_acts"), ("clocks", "0005_acts")]
    operations = [migrations.RunPython(lay_down, migrations.RunPython.noop)]
