from django.db import migrations

from waarborg.apps.base.tenancy import CURRENT_ORGANISATION, ROLE

# What may go from the journal is decided by the triggers themselves, for every role: no setting opens them. A batch is
# cleared when the one before it was, and when it and all its lines are older than the organisation keeps them by the
# clock of the database; a line goes when its batch was cleared and it is that old itself. (organisations_organisation
# is made later; the name is looked up when the function runs.)
CUTOFF = """
CREATE FUNCTION base_journal_years(organisation bigint) RETURNS integer
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT o.journal_years FROM organisations_organisation o WHERE o.id = organisation);
END $$;
CREATE FUNCTION base_journal_cutoff(organisation bigint) RETURNS timestamptz
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT now() - make_interval(years => y) FROM base_journal_years(organisation) y WHERE y >= 1
$$;
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
    IF TG_OP = 'DELETE' AND OLD.at < public.base_journal_cutoff(OLD.organisation_id) AND EXISTS (
            SELECT 1 FROM public.base_journalbatch b WHERE b.id = OLD.batch_id AND b.purged_at IS NOT NULL
            AND b.organisation_id = OLD.organisation_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the journal is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION base_journal_batch_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    cutoff timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        cutoff := public.base_journal_cutoff(OLD.organisation_id);
        IF OLD.purged_at IS NULL AND NEW.purged_at IS NOT NULL
            AND to_jsonb(OLD) - 'purged_at' = to_jsonb(NEW) - 'purged_at' AND OLD.sealed_at < cutoff
            AND (OLD.number = 1 OR EXISTS (SELECT 1 FROM public.base_journalbatch b WHERE b.purged_at IS NOT NULL
                 AND b.organisation_id = OLD.organisation_id AND b.number = OLD.number - 1))
            AND NOT EXISTS (SELECT 1 FROM public.base_journalline l WHERE l.batch_id = OLD.id AND l.at >= cutoff) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the journal is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
"""
# The application may not remove a line; this function may. It writes the line that tells of it as well, so that
# nothing goes untold. It looks at the given moment too: a clock of the application that is behind removes less.
PURGE = f"""
DROP FUNCTION base_journal_purge(bigint, timestamptz);
CREATE FUNCTION base_journal_purge(
    organisation bigint, at timestamptz, actor text, person bigint, origin text,
    OUT until_batch integer, OUT lines bigint
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    years integer := base_journal_years(organisation);
    cutoff timestamptz;
    batch record;
BEGIN
    IF organisation IS DISTINCT FROM {CURRENT_ORGANISATION} THEN
        RAISE EXCEPTION 'not the organisation at work' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF years IS NULL OR years < 1 THEN
        RAISE EXCEPTION 'the journal is kept for at least a year' USING ERRCODE = 'insufficient_privilege';
    END IF;
    cutoff := LEAST(at, now()) - make_interval(years => years);
    FOR batch IN SELECT b.id, b.number, b.sha256, b.sealed_at FROM base_journalbatch b
            WHERE b.organisation_id = organisation AND b.purged_at IS NULL ORDER BY b.number LOOP
        EXIT WHEN batch.sealed_at >= cutoff
            OR EXISTS (SELECT 1 FROM base_journalline l WHERE l.batch_id = batch.id AND l.at >= cutoff);
        UPDATE base_journalbatch b SET purged_at = base_journal_purge.at WHERE b.id = batch.id;
        until_batch := batch.number;
    END LOOP;
    IF until_batch IS NULL THEN
        RETURN;
    END IF;
    DELETE FROM base_journalline l USING base_journalbatch b WHERE l.batch_id = b.id
        AND b.organisation_id = organisation AND b.purged_at = base_journal_purge.at AND b.number <= until_batch;
    GET DIAGNOSTICS lines = ROW_COUNT;
    INSERT INTO base_journalline (organisation_id, at, actor, person_id, origin, action, object, result, detail)
    SELECT organisation, base_journal_purge.at, base_journal_purge.actor, person, base_journal_purge.origin,
        'journal.purged', '1-' || until_batch, 'done',
        jsonb_build_object('until_batch', until_batch, 'sha256', b.sha256, 'lines', base_journal_purge.lines, 'years', years)
    FROM base_journalbatch b WHERE b.organisation_id = organisation AND b.number = until_batch;
END $$;
REVOKE ALL ON FUNCTION base_journal_purge(bigint, timestamptz, text, bigint, text), base_journal_years(bigint),
    base_journal_cutoff(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION base_journal_purge(bigint, timestamptz, text, bigint, text), base_journal_years(bigint),
    base_journal_cutoff(bigint) TO {ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0006_bound")]
    operations = [
        migrations.RunSQL(CUTOFF, "DROP FUNCTION base_journal_cutoff(bigint); DROP FUNCTION base_journal_years(bigint)"),
        migrations.RunSQL(REFUSALS, migrations.RunSQL.noop),
        migrations.RunSQL(PURGE, migrations.RunSQL.noop),
    ]
