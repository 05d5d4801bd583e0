"""Buckets of tokens for whoever asks often; unlogged, since losing them in a crash costs nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0003_raise_epoch")]
    operations = [
        migrations.CreateModel(
            name="Bucket",
            fields=[
                ("whose", models.BinaryField(primary_key=True, serialize=False)),
                ("tokens", models.FloatField()),
                ("at", models.FloatField(db_index=True)),
                ("given", models.BooleanField()),
            ],
            options={"db_table": "bucket"},
        ),
        migrations.RunSQL("ALTER TABLE bucket SET UNLOGGED", "ALTER TABLE bucket SET LOGGED"),
    ]
