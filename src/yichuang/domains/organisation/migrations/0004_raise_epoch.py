"""What departments, centres and windows are besides offices is kept with the offices: their epoch rises too."""

from django.db import migrations

TABLES = ("department", "centre", "window_desk", "site")
RAISE = "\n".join(
    f"CREATE TRIGGER {table}_changed AFTER INSERT OR UPDATE OR DELETE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION raise_offices_epoch();"
    for table in TABLES
)
LEAVE = "\n".join(f"DROP TRIGGER {table}_changed ON {table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_changes"), ("offices", "0004_raise_epoch")]
    operations = [migrations.RunSQL(RAISE, LEAVE)]
