"""Raises the epoch "offices" whenever offices change, in the same transaction, whoever writes them."""

from django.db import migrations

RAISE = """
CREATE FUNCTION raise_offices_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO epoch (name, n) VALUES ('offices', 1) ON CONFLICT (name) DO UPDATE SET n = epoch.n + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER office_changed AFTER INSERT OR UPDATE OR DELETE ON office
    FOR EACH STATEMENT EXECUTE FUNCTION raise_offices_epoch();
"""
LEAVE = """
DROP TRIGGER office_changed ON office;
DROP FUNCTION raise_offices_epoch();
"""


class Migration(migrations.Migration):
    dependencies = [("offices", "0003_heads")]
    operations = [migrations.RunSQL(RAISE, LEAVE)]
