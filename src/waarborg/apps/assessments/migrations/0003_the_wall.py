import django.db.models.deletion
from django.db import migrations, models

from waarborg.apps.base.tenancy import CURRENT_PERSON, protect

# rounds from before there were subjects are about the whole organisation
SUBJECTS = """
INSERT INTO assessments_subject (organisation_id, assessment_id, kind, code, name, position)
    SELECT a.organisation_id, a.id, 'organisation', '', o.name, 0
    FROM assessments_assessment a JOIN organisations_organisation o ON o.id = a.organisation_id;
UPDATE assessments_judgement j SET subject_id = s.id FROM assessments_subject s WHERE s.assessment_id = j.assessment_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""
TEMPLATES = f"""
ALTER TABLE assessments_roundtemplate ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_roundtemplate FORCE ROW LEVEL SECURITY;
CREATE POLICY personal ON assessments_roundtemplate USING (person_id = {CURRENT_PERSON});
"""
NO_TEMPLATES = """
DROP POLICY personal ON assessments_roundtemplate;
ALTER TABLE assessments_roundtemplate NO FORCE ROW LEVEL SECURITY;
ALTER TABLE assessments_roundtemplate DISABLE ROW LEVEL SECURITY;
"""
FROZEN = """
CREATE FUNCTION assessments_snapshot_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a snapshot is frozen: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER assessments_snapshot_frozen BEFORE UPDATE OR DELETE ON assessments_snapshot
    FOR EACH ROW EXECUTE FUNCTION assessments_snapshot_refuse();
"""
THAWED = """
DROP TRIGGER assessments_snapshot_frozen ON assessments_snapshot;
DROP FUNCTION assessments_snapshot_refuse();
"""
OWNED = (
    "assessment subject teammember judgement judgementevidence judgementchange remark "
    "interview interviewnote hearing hearinginvitee reaction sheetimport snapshot"
)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_together"), ("base", "0004_the_wall")]
    operations = [
        migrations.RunSQL(SUBJECTS, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="judgement",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessments.subject"
            ),
        ),
        *(protect(f"assessments_{name}") for name in OWNED.split()),
        migrations.RunSQL(TEMPLATES, NO_TEMPLATES),
        migrations.RunSQL(FROZEN, THAWED),
    ]
