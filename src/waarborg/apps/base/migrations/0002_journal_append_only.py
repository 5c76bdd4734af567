from django.db import migrations

FORWARD = """
CREATE FUNCTION base_journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER base_journal_append_only BEFORE UPDATE OR DELETE ON base_journalline
    FOR EACH ROW EXECUTE FUNCTION base_journal_refuse();
"""
BACKWARD = """
DROP TRIGGER base_journal_append_only ON base_journalline;
DROP FUNCTION base_journal_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
