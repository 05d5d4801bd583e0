"""The counters that tell processes when small tables have changed."""

from django.db import migrations

NAMES = ("offices", "calendar", "catalogue")


def begin(apps, schema_editor):
    epoch = apps.get_model("offices", "Epoch")
    for name in NAMES:
        epoch.objects.using(schema_editor.connection.alias).get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("offices", "0001_initial")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
