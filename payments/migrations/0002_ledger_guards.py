"""
What the database itself refuses to do to the ledger (PostgreSQL).

SQLite rebuilds tables in later migrations and drops their triggers without a word, so there the services and
check_invariants keep watch alone.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GUARDS = """
CREATE FUNCTION payments_ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER payments_posting_append_only BEFORE UPDATE OR DELETE ON payments_posting
    FOR EACH ROW EXECUTE FUNCTION payments_ledger_is_append_only();
CREATE TRIGGER payments_ledgertransaction_append_only BEFORE UPDATE OR DELETE ON payments_ledgertransaction
    FOR EACH ROW EXECUTE FUNCTION payments_ledger_is_append_only();
CREATE TRIGGER payments_ledgeraccount_append_only BEFORE UPDATE OR DELETE ON payments_ledgeraccount
    FOR EACH ROW EXECUTE FUNCTION payments_ledger_is_append_only();

CREATE FUNCTION payments_ledger_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moved bigint;
BEGIN
    IF TG_TABLE_NAME = 'payments_posting' THEN
        moved := NEW.transaction_id;
    ELSE
        moved := NEW.id;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM payments_posting WHERE transaction_id = moved) THEN
        RAISE EXCEPTION 'ledger transaction % has no postings', moved USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM payments_posting posting
        JOIN payments_ledgeraccount account ON account.id = posting.account_id
        WHERE posting.transaction_id = moved
        GROUP BY account.currency HAVING sum(posting.amount) <> 0
    ) THEN
        RAISE EXCEPTION 'ledger transaction % does not sum to zero', moved USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER payments_posting_balances AFTER INSERT ON payments_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_ledger_balances();
CREATE CONSTRAINT TRIGGER payments_ledgertransaction_balances AFTER INSERT ON payments_ledgertransaction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_ledger_balances();

CREATE FUNCTION payments_held_is_not_overdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.amount < 0 AND (
        SELECT sum(posting.amount) FROM payments_posting posting
        JOIN payments_ledgeraccount account ON account.id = posting.account_id
        WHERE posting.order_number = NEW.order_number AND posting.account_id = NEW.account_id
            AND account.kind = 'held'
    ) < 0 THEN
        RAISE EXCEPTION 'more leaves the held funds of order % than is held', NEW.order_number
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER payments_posting_not_overdrawn AFTER INSERT ON payments_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_held_is_not_overdrawn();
"""

NO_GUARDS = """
DROP TRIGGER payments_posting_not_overdrawn ON payments_posting;
DROP TRIGGER payments_posting_balances ON payments_posting;
DROP TRIGGER payments_ledgertransaction_balances ON payments_ledgertransaction;
DROP TRIGGER payments_posting_append_only ON payments_posting;
DROP TRIGGER payments_ledgertransaction_append_only ON payments_ledgertransaction;
DROP TRIGGER payments_ledgeraccount_append_only ON payments_ledgeraccount;
DROP FUNCTION payments_held_is_not_overdrawn();
DROP FUNCTION payments_ledger_balances();
DROP FUNCTION payments_ledger_is_append_only();
"""


def put_up_guards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        # Without parameters, or the driver would read the % of the messages as places for them.
        schema_editor.execute(GUARDS, params=None)


def take_down_guards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(NO_GUARDS, params=None)


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]
    operations = [migrations.RunPython(put_up_guards, take_down_guards)]
