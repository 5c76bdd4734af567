from django.db import migrations, models

from waarborg.apps.base.tenancy import CURRENT_ORGANISATION, ROLE

# The application may not remove a line. This function may, and decides for itself what is past its time: whole
# batches from the beginning, of which every line is older than the organisation keeps them. It looks at the clock of
# the database as well, so that a wrong moment removes nothing early. (organisations_organisation is made later; the
# name is looked up when the function runs.)
PURGE = f"""
CREATE FUNCTION base_journal_purge(
    organisation bigint, at timestamptz, OUT until_batch integer, OUT sha256 text, OUT lines bigint, OUT years integer
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    cutoff timestamptz;
BEGIN
    IF organisation IS DISTINCT FROM {CURRENT_ORGANISATION} THEN
        RAISE EXCEPTION 'not the organisation at work' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT o.journal_years INTO years FROM organisations_organisation o WHERE o.id = organisation;
    IF years IS NULL OR years < 1 THEN
        RAISE EXCEPTION 'the journal is kept for at least a year' USING ERRCODE = 'insufficient_privilege';
    END IF;
    cutoff := LEAST(at, now()) - make_interval(years => years);
    SELECT max(b.number) INTO until_batch FROM base_journalbatch b
        WHERE b.organisation_id = organisation AND b.number < COALESCE((
            SELECT min(k.number) FROM base_journalbatch k WHERE k.organisation_id = organisation
            AND (k.sealed_at >= cutoff OR EXISTS (
                SELECT 1 FROM base_journalline l WHERE l.batch_id = k.id AND l.at >= cutoff))), 2147483647);
    IF NOT EXISTS (SELECT 1 FROM base_journalbatch b WHERE b.organisation_id = organisation
                   AND b.number <= until_batch AND b.purged_at IS NULL) THEN
        until_batch := NULL;
        RETURN;
    END IF;
    SELECT b.sha256 INTO sha256 FROM base_journalbatch b
        WHERE b.organisation_id = organisation AND b.number = until_batch;
    PERFORM set_config('waarborg.purging', 'on', true);
    DELETE FROM base_journalline l USING base_journalbatch b WHERE l.batch_id = b.id
        AND b.organisation_id = organisation AND b.number <= until_batch;
    GET DIAGNOSTICS lines = ROW_COUNT;
    UPDATE base_journalbatch b SET purged_at = at
        WHERE b.organisation_id = organisation AND b.number <= until_batch AND b.purged_at IS NULL;
    PERFORM set_config('waarborg.purging', '', true);
END $$;
REVOKE ALL ON FUNCTION base_journal_purge(bigint, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION base_journal_purge(bigint, timestamptz) TO {ROLE};
"""
# who has lines to seal, and who has a journal: numbers only, so that the system can visit each in turn
LISTS = f"""
CREATE FUNCTION base_journal_waiting() RETURNS TABLE (organisation_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
    $$ SELECT DISTINCT l.organisation_id FROM base_journalline l WHERE l.batch_id IS NULL $$;
CREATE FUNCTION base_journal_all() RETURNS TABLE (organisation_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
    $$ SELECT l.organisation_id FROM base_journalbatch l
       UNION SELECT DISTINCT w.organisation_id FROM base_journalline w WHERE w.batch_id IS NULL $$;
REVOKE ALL ON FUNCTION base_journal_waiting(), base_journal_all() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION base_journal_waiting(), base_journal_all() TO {ROLE};
DO $$ BEGIN
    EXECUTE 'CREATE POLICY owner_lists ON base_journalline FOR SELECT TO ' || quote_ident(current_user) || ' USING (true)';
    EXECUTE 'CREATE POLICY owner_lists ON base_journalbatch FOR SELECT TO ' || quote_ident(current_user) || ' USING (true)';
END $$;
"""
REFUSALS = """
CREATE OR REPLACE FUNCTION base_journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.batch_id IS NULL AND NEW.batch_id IS NOT NULL AND (OLD.id, OLD.organisation_id,
            OLD.at, OLD.actor, OLD.person_id, OLD.origin, OLD.action, OLD.object, OLD.result, OLD.detail)
        IS NOT DISTINCT FROM (NEW.id, NEW.organisation_id, NEW.at, NEW.actor, NEW.person_id, NEW.origin,
            NEW.action, NEW.object, NEW.result, NEW.detail) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND current_setting('waarborg.purging', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the journal is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION base_journal_batch_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('waarborg.purging', true) = 'on'
        AND OLD.purged_at IS NULL AND to_jsonb(OLD) - 'purged_at' = to_jsonb(NEW) - 'purged_at' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the journal is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION base_journal_truncate_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER base_journal_no_truncate BEFORE TRUNCATE ON base_journalline
    FOR EACH STATEMENT EXECUTE FUNCTION base_journal_truncate_refuse();
CREATE TRIGGER base_journal_batch_no_truncate BEFORE TRUNCATE ON base_journalbatch
    FOR EACH STATEMENT EXECUTE FUNCTION base_journal_truncate_refuse();
"""
UNDONE = """
DROP TRIGGER base_journal_no_truncate ON base_journalline;
DROP TRIGGER base_journal_batch_no_truncate ON base_journalbatch;
DROP FUNCTION base_journal_truncate_refuse();
DROP POLICY owner_lists ON base_journalline;
DROP POLICY owner_lists ON base_journalbatch;
DROP FUNCTION base_journal_waiting();
DROP FUNCTION base_journal_all();
DROP FUNCTION base_journal_purge(bigint, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0004_the_wall")]
    operations = [
        migrations.AddField("journalbatch", "purged_at", models.DateTimeField(null=True)),
        migrations.RemoveIndex("journalline", "journal_at"),
        migrations.RemoveIndex("journalline", "journal_not_sealed"),
        migrations.AddIndex(
            "journalline", models.Index(fields=["organisation_id", "at", "id"], name="journal_newest")
        ),
        migrations.AddIndex(
            "journalline",
            models.Index(
                condition=models.Q(("batch__isnull", True)), fields=["organisation_id", "id"], name="journal_waiting"
            ),
        ),
        migrations.RunSQL(REFUSALS, migrations.RunSQL.noop),
        migrations.RunSQL(PURGE, migrations.RunSQL.noop),
        migrations.RunSQL(LISTS, UNDONE),
    ]
