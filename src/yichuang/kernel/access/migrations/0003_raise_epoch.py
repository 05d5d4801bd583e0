"""Raises the epoch "accounts" whenever somebody of the staff comes, goes or is renamed, in the same transaction."""

from django.db import migrations

RAISE = """
CREATE FUNCTION raise_accounts_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO epoch (name, n) VALUES ('accounts', 1) ON CONFLICT (name) DO UPDATE SET n = epoch.n + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER account_changed AFTER INSERT OR DELETE OR UPDATE OF name ON account
    FOR EACH STATEMENT EXECUTE FUNCTION raise_accounts_epoch();
"""
LEAVE = """
DROP TRIGGER account_changed ON account;
DROP FUNCTION raise_accounts_epoch();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0002_heads_and_seats"), ("offices", "0004_raise_epoch")]
    operations = [migrations.RunSQL(RAISE, LEAVE)]
