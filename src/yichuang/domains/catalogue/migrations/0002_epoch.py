"""Raises the catalogue's epoch whenever items change, in the same transaction, whoever writes them."""

from django.db import migrations

RAISE = """
CREATE FUNCTION raise_catalogue_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO epoch (name, n) VALUES ('catalogue', 1) ON CONFLICT (name) DO UPDATE SET n = epoch.n + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER service_item_changed AFTER INSERT OR UPDATE OR DELETE ON service_item
    FOR EACH STATEMENT EXECUTE FUNCTION raise_catalogue_epoch();
"""
LEAVE = """
DROP TRIGGER service_item_changed ON service_item;
DROP FUNCTION raise_catalogue_epoch();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial"), ("offices", "0002_epochs")]
    operations = [migrations.RunSQL(RAISE, LEAVE)]
