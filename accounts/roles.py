"""Who may do what: the one table of the groups and their permissions.

Not here: which obras a limited person sees (purchasing.access), and the administrator, who is a
superuser and belongs to no group.
"""

from typing import Any

from django.contrib.auth.management import create_permissions

CONTABILIDAD, COMPRAS, GERENCIA = "Contabilidad", "Compras", "Gerencia"

# Everybody reads who we buy from and the whole record of an invoice.
READING = (
    "purchasing.view_empresa",
    "purchasing.view_supplier",
    "purchasing.view_supplieralias",
    "purchasing.view_obra",
    "purchasing.view_purchaseorder",
    "purchasing.view_purchaseorderline",
    "purchasing.view_orderinvoice",
    "invoices.view_document",
    "invoices.view_invoice",
    "invoices.view_invoiceline",
    "invoices.view_fieldreading",
    "invoices.view_finding",
    "invoices.view_invoiceevent",
    "invoices.search_invoice",
)

ROLES: dict[str, tuple[str, ...]] = {
    # Uploads, reviews, corrects, approves or rejects, exports. Never creates or changes an order.
    CONTABILIDAD: (
        *READING,
        "invoices.upload_invoice",
        "invoices.review_invoice",
        "invoices.approve_invoice",
        "invoices.export_invoice",
    ),
    # Keeps suppliers, obras and orders, resolves blocked invoices. Never approves one for payment.
    # Suppliers, obras and orders are switched off or annulled, not deleted.
    COMPRAS: (
        *READING,
        "purchasing.add_supplier",
        "purchasing.change_supplier",
        "purchasing.add_supplieralias",
        "purchasing.change_supplieralias",
        "purchasing.delete_supplieralias",
        "purchasing.add_obra",
        "purchasing.change_obra",
        "purchasing.add_purchaseorder",
        "purchasing.change_purchaseorder",
        "purchasing.add_purchaseorderline",
        "purchasing.change_purchaseorderline",
        "purchasing.delete_purchaseorderline",
        "invoices.resolve_invoice",
    ),
    # Searches, reads and exports. Never changes anything.
    GERENCIA: (
        *READING,
        "invoices.export_invoice",
    ),
}


def app_labels() -> set[str]:
    """The apps whose permissions the table names."""
    return {permission.partition(".")[0] for permissions in ROLES.values() for permission in permissions}


def apply_roles(apps: Any) -> None:
    """Make the groups in the database equal to the table: nothing missing, nothing more.

    `apps` is Django's registry or a migration's historical one. A permission the database does not
    know yet (a later migration brings its model) is left for the next time; a test finds misspelt ones.
    """
    for label in sorted(app_labels()):
        create_missing_permissions(apps, label)
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in apps.get_model("auth", "Permission")
        .objects.filter(content_type__app_label__in=app_labels())
        .select_related("content_type")
    }
    for name, permissions in ROLES.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set([known[permission] for permission in permissions if permission in known])


def create_missing_permissions(apps: Any, label: str) -> None:
    """What Django does after migrate only; a migration that needs the rows has to do it itself."""
    config = apps.get_app_config(label)
    if not hasattr(config, "models_module"):
        config.models_module = True  # the stand-in for an app in a migration has none and would be skipped
    create_permissions(config, apps=apps, verbosity=0)
