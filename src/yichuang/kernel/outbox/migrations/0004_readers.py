"""What goes to a whole office is read by each of its people for oneself; what somebody has read for all stays read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0003_inbox")]

    operations = [migrations.AddField("message", "readers", models.JSONField(default=dict))]
