"""Messages are read by their receivers. Those from before there was a page for it count as read."""

from django.db import migrations, models

READ = "UPDATE message SET read_at = created_at WHERE channel = 'in_app' AND created_at < now() - interval '7 days'"


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_message_urgent_message_message_subject")]

    operations = [
        migrations.AddField("message", "read_by", models.BigIntegerField(null=True)),
        migrations.RunSQL(READ, migrations.RunSQL.noop),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["receiver"], name="message_unread", condition=models.Q(read_at=None, channel="in_app")
            ),
        ),
    ]
