"""Enter the State Council's notices that the pinned package knows."""

from datetime import UTC, datetime

from django.db import migrations

from yichuang.kernel.calendar.seeds import national_rows


def enter(apps, schema_editor):
    alias = schema_editor.connection.alias
    day = apps.get_model("calendar", "CalendarDay")
    epoch, _ = apps.get_model("offices", "Epoch").objects.using(alias).get_or_create(name="calendar")
    epoch.n += 1
    epoch.save(using=alias)
    now = datetime.now(UTC)
    day.objects.using(alias).bulk_create(
        day(
            day=row.day,
            kind=row.kind.value,
            name=row.name,
            source=row.source,
            entered_at=now,
            entered_by="system",
            version=epoch.n,
        )
        for row in national_rows()
    )


def take_out(apps, schema_editor):
    rows = apps.get_model("calendar", "CalendarDay").objects.using(schema_editor.connection.alias)
    rows.filter(office_path="", entered_by="system").delete()


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_initial"), ("offices", "0002_epochs")]
    operations = [migrations.RunPython(enter, take_out)]
