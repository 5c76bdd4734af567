from django.db import migrations

from waarborg.apps.base.tenancy import CURRENT_ORGANISATION

# everyone at the door sees by which providers people come in; only the organisation itself adds, changes and removes
OWN = f"organisation_id = {CURRENT_ORGANISATION}"
WALL = f"""
ALTER TABLE accounts_identityprovider ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts_identityprovider FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_shown ON accounts_identityprovider FOR SELECT USING (true);
CREATE POLICY tenant_added ON accounts_identityprovider FOR INSERT WITH CHECK ({OWN});
CREATE POLICY tenant_changed ON accounts_identityprovider FOR UPDATE USING ({OWN}) WITH CHECK ({OWN});
CREATE POLICY tenant_removed ON accounts_identityprovider FOR DELETE USING ({OWN});
"""
OPEN_AGAIN = """
DROP POLICY tenant_shown ON accounts_identityprovider;
DROP POLICY tenant_added ON accounts_identityprovider;
DROP POLICY tenant_changed ON accounts_identityprovider;
DROP POLICY tenant_removed ON accounts_identityprovider;
ALTER TABLE accounts_identityprovider NO FORCE ROW LEVEL SECURITY;
ALTER TABLE accounts_identityprovider DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_setup_code_identity_provider"), ("base", "0004_the_wall")]
    operations = [migrations.RunSQL(WALL, OPEN_AGAIN)]
