"""The end of the time for an objection: nobody is warned, the judgement becomes final by itself (RULEBOOK 5)."""

from django.db import migrations


def lay_down(apps, schema_editor):
    rung = apps.get_model("clocks", "Rung")
    rung.objects.using(schema_editor.connection.alias).create(
        code="objection_over", name="申诉期满", kinds=["objection"], basis="due", level="reminder", tells=[],
        source="电子监察规则（本地默认）",
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("supervision", "0002_standard_rules")]
    operations = [migrations.RunPython(lay_down, migrations.RunPython.noop)]
