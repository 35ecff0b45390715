"""Who we are, whom we buy from, for which obra and on which order. Knows nothing of invoices."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from .keys import LettersAndDigits, NameKey, NumberKey, key_column

nit_body = RegexValidator(r"^\d{5,15}$", "Escribe el NIT solo con números, sin el dígito de verificación.")
check_digit = RegexValidator(r"^\d?$", "El dígito de verificación es un solo número.")

MONEY: dict[str, Any] = {"max_digits": 18, "decimal_places": 2}
QUANTITY: dict[str, Any] = {"max_digits": 18, "decimal_places": 6}


class Empresa(models.Model):
    """One of our own legal entities or consorcios; an invoice must be addressed to one."""

    name = models.CharField("razón social", max_length=200)
    nit = models.CharField("NIT", max_length=15, unique=True, validators=[nit_body])
    dv = models.CharField("DV", max_length=1, blank=True, validators=[check_digit])
    is_consorcio = models.BooleanField("es consorcio o unión temporal", default=False)
    active = models.BooleanField("activa", default=True)

    class Meta:
        verbose_name = "empresa"
        verbose_name_plural = "empresas"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Supplier(models.Model):
    """A supplier. The NIT is kept without its check digit, which stands apart."""

    nit = models.CharField("NIT", max_length=15, unique=True, validators=[nit_body])
    dv = models.CharField("DV", max_length=1, blank=True, validators=[check_digit])
    name = models.CharField("razón social", max_length=200)
    # Upper case, no accents, no punctuation: what names are compared on. The database fills it.
    name_key = key_column(NameKey("name"), max_length=200, db_index=True)
    email = models.EmailField("correo", blank=True)
    phone = models.CharField("teléfono", max_length=40, blank=True)
    address = models.CharField("dirección", max_length=200, blank=True)
    city = models.CharField("ciudad", max_length=80, blank=True)
    responsibilities = models.CharField(
        "responsabilidades fiscales", max_length=80, blank=True, help_text="Por ejemplo O-13;O-15"
    )
    active = models.BooleanField("activo", default=True)

    class Meta:
        verbose_name = "proveedor"
        verbose_name_plural = "proveedores"
        ordering = ["name"]
        indexes = [GinIndex(SearchVector("name_key", config="simple"), name="suppliers_by_word")]

    def __str__(self) -> str:
        return self.name


class SupplierAlias(models.Model):
    """Another name a supplier prints on its invoices."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="aliases", verbose_name="proveedor")
    name = models.CharField("otro nombre", max_length=200)
    name_key = key_column(NameKey("name"), max_length=200)

    class Meta:
        verbose_name = "otro nombre"
        verbose_name_plural = "otros nombres"
        indexes = [GinIndex(SearchVector("name_key", config="simple"), name="aliases_by_word")]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "name_key"],
                name="a_supplier_has_an_alias_once",
                violation_error_message="Ese otro nombre ya está en la lista.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Obra(models.Model):
    """A construction site. Object permissions on it decide what a limited person sees."""

    code = models.CharField("código", max_length=20, unique=True)
    name = models.CharField("nombre", max_length=200)
    name_key = key_column(NameKey("name"), max_length=200)
    empresa = models.ForeignKey(Empresa, models.PROTECT, related_name="obras", verbose_name="empresa")
    city = models.CharField("ciudad", max_length=80, blank=True)
    active = models.BooleanField("activa", default=True)

    class Meta:
        verbose_name = "obra"
        verbose_name_plural = "obras"
        ordering = ["code"]
        permissions = [("work_on_obra", "Puede trabajar en esta obra")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ObraUserObjectPermission(UserObjectPermissionBase):
    """Direct foreign key: guardian's generic table would cast every key to text."""

    content_object = models.ForeignKey(Obra, models.CASCADE)


class ObraGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Obra, models.CASCADE)


class PurchaseOrder(models.Model):
    """What was ordered; invoiced in one or several parts."""

    class Status(models.TextChoices):
        ORDEN = "ORDEN", "Orden"
        PARCIAL = "PARCIAL", "Facturada en parte"
        FACTURADA = "FACTURADA", "Facturada"
        ANULADA = "ANULADA", "Anulada"

    number = models.CharField("número", max_length=40)
    # Digits and letters only, upper case, no "OC", no leading zeros: what numbers are compared on.
    # The database fills it.
    number_key = key_column(NumberKey("number"), max_length=40)
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="orders", verbose_name="proveedor")
    obra = models.ForeignKey(Obra, models.PROTECT, related_name="orders", verbose_name="obra")
    date = models.DateField("fecha")
    currency = models.CharField("moneda", max_length=3, default="COP")
    subtotal = models.DecimalField("subtotal", **MONEY, validators=[MinValueValidator(0)])
    iva = models.DecimalField("IVA", **MONEY, default=Decimal(0), validators=[MinValueValidator(0)])
    total = models.DecimalField("total", **MONEY, validators=[MinValueValidator(0)])
    status = models.CharField("estado", max_length=10, choices=Status.choices, default=Status.ORDEN)
    invoiced_total = models.DecimalField("facturado", **MONEY, default=Decimal(0), editable=False)
    # The last invoice approved on this order, as the customer's own register keeps it.
    invoice_number = models.CharField("número de factura", max_length=40, blank=True, editable=False)
    invoice_date = models.DateField("fecha de factura", null=True, blank=True, editable=False)
    invoice_amount = models.DecimalField("valor de factura", **MONEY, null=True, blank=True, editable=False)
    invoice_image_url = models.CharField("imagen de la factura", max_length=300, blank=True, editable=False)
    notes = models.TextField("notas", blank=True)
    created_at = models.DateTimeField("creada", auto_now_add=True)

    class Meta:
        verbose_name = "orden de compra"
        verbose_name_plural = "órdenes de compra"
        ordering = ["-date", "-id"]
        indexes = [
            models.Index(fields=["supplier", "status"], name="orders_of_a_supplier"),
            models.Index(fields=["number_key"], opclasses=["varchar_pattern_ops"], name="orders_by_first_letters"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key"],
                name="two_orders_never_share_a_number",
                violation_error_message="Ya existe una orden con ese número.",
            ),
            models.CheckConstraint(
                condition=~models.Q(number_key=""),
                name="an_order_has_a_number",
                violation_error_message="Escribe un número de orden con letras o cifras.",
            ),
            models.CheckConstraint(condition=models.Q(invoiced_total__gte=0), name="order_invoiced_not_negative"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def balance(self) -> Decimal:
        """What is still open to invoice, in pesos with taxes."""
        return self.total - self.invoiced_total


class PurchaseOrderLine(models.Model):
    order = models.ForeignKey(PurchaseOrder, models.CASCADE, related_name="lines", verbose_name="orden")
    position = models.PositiveIntegerField("ítem")
    code = models.CharField("código", max_length=60, blank=True)
    description = models.CharField("descripción", max_length=300)
    quantity = models.DecimalField("cantidad", **QUANTITY, validators=[MinValueValidator(0)])
    unit = models.CharField("unidad", max_length=20, blank=True)
    unit_price = models.DecimalField("precio unitario", **QUANTITY, validators=[MinValueValidator(0)])
    tax_rate = models.DecimalField("% IVA", max_digits=5, decimal_places=2, default=Decimal(19))
    total = models.DecimalField("total sin IVA", **MONEY)

    class Meta:
        verbose_name = "línea"
        verbose_name_plural = "líneas"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="an_order_has_a_position_once"),
        ]

    def __str__(self) -> str:
        return self.description


class OrderInvoice(models.Model):
    """An approved invoice as counted on its order; a credit note is negative. Written by orders.py only.

    Keeps what an order's balance is made of without knowing of invoices.
    """

    order = models.ForeignKey(PurchaseOrder, models.PROTECT, related_name="parts", verbose_name="orden")
    invoice_number = models.CharField("número de factura", max_length=40)
    invoice_key = key_column(LettersAndDigits("invoice_number"), max_length=40)
    invoice_date = models.DateField("fecha de factura")
    amount = models.DecimalField("valor", **MONEY)
    image_url = models.CharField("imagen", max_length=300, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="registrada por"
    )
    registered_at = models.DateTimeField("registrada", auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="retirada por"
    )
    withdrawn_at = models.DateTimeField("retirada", null=True, blank=True)

    class Meta:
        verbose_name = "factura de la orden"
        verbose_name_plural = "facturas de la orden"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "invoice_key"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="an_order_counts_an_invoice_once",
            ),
        ]

    def __str__(self) -> str:
        return self.invoice_number
