"""Evidence and history refuse to be changed, whoever asks: triggers, not good manners.

Emptying a table with TRUNCATE is not caught here: it is a right of the owner of the table, which is
not the role production connects with.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION invoices_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: rows there are kept as they are', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER documents_are_never_deleted BEFORE DELETE ON invoices_document
    FOR EACH ROW EXECUTE FUNCTION invoices_refuse();

CREATE TRIGGER documents_keep_their_hash BEFORE UPDATE ON invoices_document
    FOR EACH ROW WHEN (OLD.sha256 IS DISTINCT FROM NEW.sha256 OR OLD.size IS DISTINCT FROM NEW.size)
    EXECUTE FUNCTION invoices_refuse();

CREATE TRIGGER events_are_only_added BEFORE UPDATE OR DELETE ON invoices_invoiceevent
    FOR EACH ROW EXECUTE FUNCTION invoices_refuse();
"""

BACKWARD = """
DROP TRIGGER events_are_only_added ON invoices_invoiceevent;
DROP TRIGGER documents_keep_their_hash ON invoices_document;
DROP TRIGGER documents_are_never_deleted ON invoices_document;
DROP FUNCTION invoices_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("invoices", "0002_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
