from django.db import migrations, models

# From the moment that somebody asks to close, the database refuses what it refuses after closing: what is frozen is
# what was confirmed. Of the round itself only its state moves on then.
FORWARD = """
CREATE OR REPLACE FUNCTION assessments_judgement_of_open_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - 'assignee_id' = to_jsonb(NEW) - 'assignee_id' THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM assessments_assessment
        WHERE id = OLD.assessment_id AND status NOT IN ('closing', 'closed') FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the round is closed: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION assessments_round_being_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moves text[] := ARRAY['previous_id', 'status', 'closed_at'];
BEGIN
    IF to_jsonb(OLD) - moves = to_jsonb(NEW) - moves THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the round is being closed: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER assessments_round_closing BEFORE UPDATE ON assessments_assessment
    FOR EACH ROW WHEN (OLD.status = 'closing') EXECUTE FUNCTION assessments_round_being_closed();
"""
BACKWARD = """
DROP TRIGGER assessments_round_closing ON assessments_assessment;
DROP FUNCTION assessments_round_being_closed();
UPDATE assessments_assessment SET status = 'open' WHERE status = 'closing';
CREATE OR REPLACE FUNCTION assessments_judgement_of_open_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - 'assignee_id' = to_jsonb(NEW) - 'assignee_id' THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM assessments_assessment WHERE id = OLD.assessment_id AND status <> 'closed' FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the round is closed: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0008_sheet_base")]
    operations = [
        migrations.AlterField(
            model_name="assessment",
            name="status",
            field=models.CharField(
                choices=[("open", "open"), ("hearing", "hearing"), ("closing", "closing"), ("closed", "closed")],
                default="open",
                max_length=10,
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
