"""The pages people work in: queue, review, resolve, documents; and what paid readings cost."""

from invoices.admin import documents, invoices, spending

__all__ = ["documents", "invoices", "spending"]
