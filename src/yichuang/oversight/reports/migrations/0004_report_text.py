"""What a report printed, kept where the application may add and read only; drafted words beside earlier wordings."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEEP = """
INSERT INTO report_text (report_id, n, organ, title, blocks)
SELECT report.id, report.version, left(publication.title, length(publication.title) - length(report.title)),
       report.title, report.frozen
FROM report JOIN publication ON publication.id = report.publication
WHERE report.frozen IS NOT NULL
"""


def take_rights(apps, schema_editor):
    application = settings.DATABASES["default"]["USER"]
    owner = settings.DATABASES["owner"]["USER"]
    if application == owner:
        return
    name = schema_editor.quote_name(application)
    schema_editor.execute(f"REVOKE ALL ON report_text FROM {name}")
    schema_editor.execute(f"GRANT SELECT, INSERT ON report_text TO {name}")


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0003_report_wording'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('n', models.IntegerField()),
                ('organ', models.CharField(max_length=240)),
                ('title', models.CharField(max_length=120)),
                ('blocks', models.JSONField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
            ],
            options={
                'db_table': 'report_text',
                'constraints': [models.UniqueConstraint(fields=('report', 'n'), name='report_text_once')],
            },
        ),
        migrations.RunPython(take_rights, migrations.RunPython.noop),
        migrations.RunSQL([KEEP, "SET CONSTRAINTS ALL IMMEDIATE"], migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name='report',
            name='frozen',
        ),
        migrations.AddField(
            model_name='wording',
            name='drafted',
            field=models.TextField(default=''),
        ),
    ]
