"""Takes the right to change the published_value from the application's role: append-only by the database itself."""

from django.conf import settings
from django.db import migrations


def take_rights(apps, schema_editor):
    application = settings.DATABASES["default"]["USER"]
    owner = settings.DATABASES["owner"]["USER"]
    if application == owner:
        return  # `doctor` says that one role for both can't protect the published_value
    name = schema_editor.quote_name(application)
    schema_editor.execute(f"REVOKE ALL ON published_value FROM {name}")
    schema_editor.execute(f"GRANT SELECT, INSERT ON published_value TO {name}")


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial")]
    operations = [migrations.RunPython(take_rights, migrations.RunPython.noop)]
