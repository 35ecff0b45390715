"""The pages people work in: queue, review, resolve, documents."""

from invoices.admin import documents, invoices

__all__ = ["documents", "invoices"]
