"""Why an item is suspended or retired, for its guide."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_epoch")]
    operations = [
        migrations.AddField(
            model_name="serviceitem", name="why", field=models.TextField(blank=True, default="")
        ),
    ]
