"""What a report said before: rows are added and read; the application's role may do no more."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def take_rights(apps, schema_editor):
    application = settings.DATABASES["default"]["USER"]
    owner = settings.DATABASES["owner"]["USER"]
    if application == owner:
        return
    name = schema_editor.quote_name(application)
    schema_editor.execute(f"REVOKE ALL ON report_wording FROM {name}")
    schema_editor.execute(f"GRANT SELECT, INSERT ON report_wording TO {name}")


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0002_report_rows'),
    ]

    operations = [
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('n', models.IntegerField()),
                ('block', models.CharField(blank=True, max_length=12)),
                ('after', models.CharField(blank=True, max_length=12)),
                ('was', models.JSONField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
            ],
            options={
                'db_table': 'report_wording',
                'constraints': [models.UniqueConstraint(fields=('report', 'n', 'block'), name='report_wording_once')],
            },
        ),
        migrations.RunPython(take_rights, migrations.RunPython.noop),
    ]
