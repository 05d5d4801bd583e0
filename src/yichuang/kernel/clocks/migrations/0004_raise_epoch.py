"""Raises the epoch "rungs" whenever a rule changes, in the same transaction, whoever writes it."""

from django.db import migrations

RAISE = """
CREATE FUNCTION raise_rungs_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO epoch (name, n) VALUES ('rungs', 1) ON CONFLICT (name) DO UPDATE SET n = epoch.n + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER rung_changed AFTER INSERT OR UPDATE OR DELETE ON rung
    FOR EACH STATEMENT EXECUTE FUNCTION raise_rungs_epoch();
"""
LEAVE = """
DROP TRIGGER rung_changed ON rung;
DROP FUNCTION raise_rungs_epoch();
"""


class Migration(migrations.Migration):
    dependencies = [("clocks", "0003_rungs"), ("offices", "0002_epochs")]
    operations = [migrations.RunSQL(RAISE, LEAVE)]
