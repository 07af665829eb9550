-- The role that serves the market: it works with the rows, and owns nothing.
--
-- Run it as the owner of the tables, in the market's database, after every `manage.py prepare`:
--     psql --single-transaction --file deploy/runtime_role.sql market
-- Then give it a way in (ALTER ROLE market_runtime LOGIN PASSWORD '...') and name it in DATABASE_URL of the web server
-- and the worker. Migrations keep the owner's.

DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'market_runtime') THEN
        CREATE ROLE market_runtime;
    END IF;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO market_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO market_runtime;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO market_runtime;

-- What is written once. Nobody but an owner may TRUNCATE anything, or touch a trigger.
REVOKE UPDATE, DELETE ON
    core_trace, core_traceperson,
    core_statementofreasons, core_statementperson,
    core_event,
    payments_ledgeraccount, payments_ledgertransaction, payments_posting,
    policies_policyversion
FROM market_runtime;
-- Who moves money locks the accounts first, and a lock asks for the right to change something: their triggers refuse it.
GRANT UPDATE (id) ON payments_ledgeraccount TO market_runtime;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM market_runtime;
