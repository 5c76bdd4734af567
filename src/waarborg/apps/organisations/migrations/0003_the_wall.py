from django.db import migrations

from waarborg.apps.base.tenancy import CURRENT_ORGANISATION, CURRENT_PERSON, IN_REGISTRY, protect

# the organisation itself: the one at work, those where the person is a member, or all names in the registry
ORGANISATIONS = f"""
ALTER TABLE organisations_organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisations_organisation FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organisations_organisation USING (
    id = {CURRENT_ORGANISATION} OR {IN_REGISTRY}
    OR id IN (SELECT organisation_id FROM organisations_member WHERE person_id = {CURRENT_PERSON})
);
"""
OPEN_AGAIN = """
DROP POLICY tenant ON organisations_organisation;
ALTER TABLE organisations_organisation NO FORCE ROW LEVEL SECURITY;
ALTER TABLE organisations_organisation DISABLE ROW LEVEL SECURITY;
"""
OWNED = (
    "invitation grouprole accessreview accessreviewline profile cbwtask registration "
    "unit location process system processsystem scope registerimport"
)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_people_profile_registers"), ("base", "0004_the_wall")]
    operations = [
        protect("organisations_member", visible=f"person_id = {CURRENT_PERSON}"),
        *(protect(f"organisations_{name}") for name in OWNED.split()),
        migrations.RunSQL(ORGANISATIONS, OPEN_AGAIN),
    ]
