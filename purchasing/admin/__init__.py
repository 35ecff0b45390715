"""Pages of Compras: suppliers, obras, orders. Declarations only; rules live in forms, orders and access."""

from . import obras, orders, people, suppliers

__all__ = ["obras", "orders", "people", "suppliers"]
