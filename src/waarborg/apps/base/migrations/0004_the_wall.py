from django.db import migrations

from waarborg.apps.base.tenancy import ROLE, protect

# the application works as a role that owns nothing; whoever migrates may take that role
MAKE_ROLE = f"""
DO $$ BEGIN  -- who may not make roles finds the one that was made beforehand
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}') THEN
        CREATE ROLE {ROLE} NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN  -- from PostgreSQL 16 who makes a role is a member that may not take it
    IF NOT pg_has_role(current_user, '{ROLE}',
        CASE WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END) THEN
        EXECUTE 'GRANT {ROLE} TO ' || quote_ident(current_user);
    END IF;
END $$;
GRANT USAGE ON SCHEMA public TO {ROLE};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {ROLE};
REVOKE UPDATE, DELETE, TRUNCATE ON base_journalline, base_journalbatch FROM {ROLE};
GRANT UPDATE (batch_id) ON base_journalline TO {ROLE};
"""

SEALING = """
CREATE OR REPLACE FUNCTION base_journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.batch_id IS NULL AND NEW.batch_id IS NOT NULL
        AND to_jsonb(OLD) - 'batch_id' = to_jsonb(NEW) - 'batch_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the journal is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION base_journal_batch_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER base_journal_batch_append_only BEFORE UPDATE OR DELETE ON base_journalbatch
    FOR EACH ROW EXECUTE FUNCTION base_journal_batch_refuse();
"""
UNSEALING = """
DROP TRIGGER base_journal_batch_append_only ON base_journalbatch;
DROP FUNCTION base_journal_batch_refuse();
"""

# limits on attempts must hold for all processes together, so they stand in the database
CACHE = """
CREATE TABLE base_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX base_cache_expires ON base_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0003_journal_of_organisations")]
    operations = [
        migrations.RunSQL(MAKE_ROLE, migrations.RunSQL.noop),
        migrations.RunSQL(SEALING, UNSEALING),
        protect("base_journalline", visible="organisation_id IS NULL", writable="organisation_id IS NULL"),
        protect("base_journalbatch", visible="organisation_id IS NULL", writable="organisation_id IS NULL"),
        migrations.RunSQL(CACHE, "DROP TABLE base_cache"),
    ]
