from django.db import migrations

# Whoever answers takes a light lock on the round; closing takes the heavy one: an answer that is under way comes
# before the snapshot, and one that comes later is refused. Who answers may still change hands: it says nothing.
FORWARD = """
CREATE FUNCTION assessments_judgement_of_open_round() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER assessments_judgement_closed BEFORE UPDATE OR DELETE ON assessments_judgement
    FOR EACH ROW EXECUTE FUNCTION assessments_judgement_of_open_round();
CREATE FUNCTION assessments_round_stays_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - 'previous_id' = to_jsonb(NEW) - 'previous_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the round is closed: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER assessments_round_closed BEFORE UPDATE ON assessments_assessment
    FOR EACH ROW WHEN (OLD.status = 'closed') EXECUTE FUNCTION assessments_round_stays_closed();
"""
BACKWARD = """
DROP TRIGGER assessments_round_closed ON assessments_assessment;
DROP FUNCTION assessments_round_stays_closed();
DROP TRIGGER assessments_judgement_closed ON assessments_judgement;
DROP FUNCTION assessments_judgement_of_open_round();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0006_asking_help")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
