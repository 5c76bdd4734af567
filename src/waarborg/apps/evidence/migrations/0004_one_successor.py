from django.db import migrations

# the act locks the old piece first; this holds for whatever else writes
FORWARD = """
CREATE FUNCTION evidence_one_successor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'evidence has a newer version already' USING ERRCODE = 'unique_violation';
END $$;
CREATE TRIGGER evidence_one_successor BEFORE UPDATE OF replaced_by_id ON evidence_evidence FOR EACH ROW
    WHEN (OLD.replaced_by_id IS NOT NULL AND NEW.replaced_by_id IS NOT NULL
          AND OLD.replaced_by_id <> NEW.replaced_by_id)
    EXECUTE FUNCTION evidence_one_successor();
"""
BACKWARD = """
DROP TRIGGER evidence_one_successor ON evidence_evidence;
DROP FUNCTION evidence_one_successor();
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_versions_and_scans")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
