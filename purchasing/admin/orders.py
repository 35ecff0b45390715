"""Purchase orders with their lines; what is invoiced on them is shown, never typed."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.db.models import F, QuerySet
from django.http import HttpRequest

from accounts.autocomplete import ChoosesByNumber
from purchasing.access import visible_obras, visible_orders
from purchasing.colombian import write_exactly, write_money
from purchasing.finding import find_orders
from purchasing.forms import ColombianDecimalField, OrderForm, OrderLineForm, OrderLineFormSet
from purchasing.models import Obra, OrderInvoice, PurchaseOrder, PurchaseOrderLine
from purchasing.orders import OrderRefuses, annul_order, may_be_changed, restore_order

SHOWN_AMOUNTS = ("subtotal_money", "iva_money", "total_money")
COLOMBIAN_NUMBERS: dict[Any, Any] = {models.DecimalField: {"form_class": ColombianDecimalField}}


class LineInline(admin.TabularInline):
    model = PurchaseOrderLine
    form = OrderLineForm
    formset = OrderLineFormSet
    formfield_overrides = COLOMBIAN_NUMBERS
    fields = ("position", "code", "description", "quantity", "unit", "unit_price", "tax_rate", "total")

    def get_extra(self, request: HttpRequest, obj: PurchaseOrder | None = None, **kwargs: Any) -> int:
        return 0 if obj else 5


class FixedLineInline(admin.TabularInline):
    """The same lines to be read only."""

    model = PurchaseOrderLine
    extra = 0
    can_delete = False
    fields = readonly_fields = (
        "position", "code", "description", "quantity_shown", "unit", "price_shown", "rate_shown", "total_shown"
    )  # fmt: skip

    @admin.display(description="cantidad")
    def quantity_shown(self, line: PurchaseOrderLine) -> str:
        return write_exactly(line.quantity)

    @admin.display(description="precio unitario")
    def price_shown(self, line: PurchaseOrderLine) -> str:
        return f"$ {write_exactly(line.unit_price)}"

    @admin.display(description="% IVA")
    def rate_shown(self, line: PurchaseOrderLine) -> str:
        return write_exactly(line.tax_rate)

    @admin.display(description="total sin IVA")
    def total_shown(self, line: PurchaseOrderLine) -> str:
        return write_money(line.total)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PartInline(admin.TabularInline):
    """What the balance is made of. Written by approving invoices only."""

    model = OrderInvoice
    extra = 0
    can_delete = False
    fields = readonly_fields = (
        "invoice_number",
        "invoice_date",
        "amount_shown",
        "registered",
        "registered_at",
        "state",
    )
    verbose_name_plural = "Facturas de esta orden"

    @admin.display(description="valor")
    def amount_shown(self, part: OrderInvoice) -> str:
        return write_money(part.amount)

    @admin.display(description="registrada por")
    def registered(self, part: OrderInvoice) -> str:
        return str(part.registered_by)

    @admin.display(description="estado")
    def state(self, part: OrderInvoice) -> str:
        return f"Retirada por {part.withdrawn_by}" if part.withdrawn_at else "Registrada"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ObraFilter(admin.SimpleListFilter):
    """The obras the person sees, not all of them."""

    title, parameter_name = "obra", "obra"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(obra.pk), str(obra)) for obra in visible_obras(request.user).filter(active=True)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[PurchaseOrder]) -> QuerySet[PurchaseOrder]:
        value = self.value() or ""
        is_key = value.isascii() and value.isdigit() and len(value) < 19
        return queryset.filter(obra=int(value)) if is_key else queryset


@admin.register(PurchaseOrder)
class PurchaseOrderAdmin(ChoosesByNumber, admin.ModelAdmin):
    form = OrderForm
    formfield_overrides = COLOMBIAN_NUMBERS
    autocomplete_fields = ("supplier",)
    list_display = ("number", "date", "supplier", "obra", "total_money", "invoiced", "balance", "state")
    list_filter = ("status", ObraFilter)
    list_select_related = ("supplier", "obra")
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("number",)  # shows the box; find_orders reads it
    search_help_text = "Número de la orden, NIT o comienzo del nombre del proveedor, u obra."
    actions = ["annul", "restore"]

    class Media:
        css = {"all": ("radica/purchasing.css",)}

    # --- what is typed and what is only shown ---------------------------------------

    def _typed(self, request: HttpRequest, order: PurchaseOrder | None) -> bool:
        """Amounts and lines are typed until something is invoiced on the order."""
        return may_be_changed(order) and (order is None or self.has_change_permission(request, order))

    def get_fieldsets(self, request: HttpRequest, obj: PurchaseOrder | None = None) -> Any:
        amounts = ("subtotal", "iva", "total") if self._typed(request, obj) else SHOWN_AMOUNTS
        sets = [
            (None, {"fields": (("number", "date"), ("supplier", "obra"), "notes")}),
            ("Valores", {"fields": (amounts, "currency")}),
        ]
        if obj is not None:
            sets.append(("Facturación", {"fields": (("state", "invoiced", "balance", "last_invoice"),)}))
        return sets

    def get_inlines(self, request: HttpRequest, obj: PurchaseOrder | None) -> list[Any]:
        lines = LineInline if self._typed(request, obj) else FixedLineInline
        return [lines, PartInline] if obj is not None and obj.parts.exists() else [lines]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PurchaseOrder]:
        orders = visible_orders(request.user).select_related("supplier", "obra")
        return orders.order_by(*self.get_ordering(request) or ["-date", "-id"])

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[PurchaseOrder], search_term: str
    ) -> tuple[QuerySet[PurchaseOrder], bool]:
        return (find_orders(queryset, search_term) if search_term.strip() else queryset), False

    def get_readonly_fields(self, request: HttpRequest, obj: PurchaseOrder | None = None) -> tuple[str, ...]:
        shown = ("state", "invoiced", "balance", "last_invoice", *SHOWN_AMOUNTS)
        # On what was invoiced already only the notes may change.
        return shown if may_be_changed(obj) else (*shown, *(name for name in OrderForm.Meta.fields if name != "notes"))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "obra":
            kwargs["queryset"] = self._obras_to_choose(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _obras_to_choose(self, request: HttpRequest) -> QuerySet[Obra]:
        return visible_obras(request.user).order_by("-active", "code")

    # --- who may: guardian's own admin class enforces nothing ----------------------

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and visible_obras(request.user).exists()

    def has_view_permission(self, request: HttpRequest, obj: PurchaseOrder | None = None) -> bool:
        return super().has_view_permission(request, obj) and _sees(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: PurchaseOrder | None = None) -> bool:
        return super().has_change_permission(request, obj) and _sees(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: PurchaseOrder | None = None) -> bool:
        # Orders are annulled: their number stays taken and their history readable.
        return False

    # --- columns ------------------------------------------------------------------

    @admin.display(description="estado", ordering="status")
    def state(self, order: PurchaseOrder) -> str:
        return order.get_status_display()

    @admin.display(description="subtotal")
    def subtotal_money(self, order: PurchaseOrder) -> str:
        return write_money(order.subtotal)

    @admin.display(description="IVA")
    def iva_money(self, order: PurchaseOrder) -> str:
        return write_money(order.iva)

    @admin.display(description="total", ordering="total")
    def total_money(self, order: PurchaseOrder) -> str:
        return write_money(order.total)

    @admin.display(description="facturado", ordering="invoiced_total")
    def invoiced(self, order: PurchaseOrder) -> str:
        return write_money(order.invoiced_total)

    @admin.display(description="saldo por facturar", ordering=F("total") - F("invoiced_total"))
    def balance(self, order: PurchaseOrder) -> str:
        return write_money(order.balance) if order.pk else ""

    @admin.display(description="última factura")
    def last_invoice(self, order: PurchaseOrder) -> str:
        if not order.invoice_number or order.invoice_amount is None or order.invoice_date is None:
            return "Ninguna"
        return f"{order.invoice_number} del {order.invoice_date:%d/%m/%Y} por {write_money(order.invoice_amount)}"

    # --- actions --------------------------------------------------------------------

    @admin.action(description="Anular las órdenes elegidas", permissions=["change"])
    def annul(self, request: HttpRequest, queryset: QuerySet[PurchaseOrder]) -> None:
        self._each(request, queryset, annul_order, "anulada")

    @admin.action(description="Reactivar las órdenes elegidas", permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[PurchaseOrder]) -> None:
        self._each(request, queryset, restore_order, "reactivada")

    def _each(
        self, request: HttpRequest, orders: QuerySet[PurchaseOrder], change: Callable[..., PurchaseOrder], done: str
    ) -> None:
        for order in orders:
            try:
                change(order.pk, by=request.user)
            except OrderRefuses as refusal:
                self.message_user(request, refusal.sentence, messages.ERROR)
            else:
                self.message_user(request, f"Orden {order.number} {done}.", messages.SUCCESS)


def _sees(request: HttpRequest, order: PurchaseOrder | None) -> bool:
    return order is None or order.pk is None or visible_orders(request.user).filter(pk=order.pk).exists()
