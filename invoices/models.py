"""What is kept of a document and of the invoice read from it.

`Document.state` says what the machine did, `Invoice.status` what people decided. Only review.py
writes an invoice's status, only tasks.py and processing.py a document's state.
"""

import uuid
from decimal import Decimal
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import ProtectedError, Q

from invoices.memory_models import ReadWords as ReadWords
from invoices.memory_models import SupplierHabit as SupplierHabit
from invoices.memory_models import SupplierLesson as SupplierLesson

MONEY: dict[str, Any] = {"max_digits": 18, "decimal_places": 2, "null": True, "blank": True}
QUANTITY: dict[str, Any] = {"max_digits": 18, "decimal_places": 6, "null": True, "blank": True}


class Source(models.TextChoices):
    """Where a value comes from, best evidence first."""

    PERSON = "person", "persona"
    XML = "xml", "XML"
    QR = "qr", "QR"
    TEXT = "text", "texto"
    OCR = "ocr", "OCR"
    MODEL = "model", "modelo"
    DERIVED = "derived", "cálculo"


class Severity(models.TextChoices):
    """An error blocks the approval, a warning must be looked at, an info only informs."""

    ERROR = "error", "error"
    WARNING = "warning", "advertencia"
    INFO = "info", "información"


class Document(models.Model):
    """One file as it arrived: its bytes lie in the archive under its SHA-256, for ever."""

    class State(models.TextChoices):
        RECEIVED = "RECEIVED", "Recibido"
        EXTRACTING = "EXTRACTING", "Leyendo"
        EXTRACTED = "EXTRACTED", "Leído"
        FAILED = "FAILED", "No se pudo leer"

    class Door(models.TextChoices):
        UPLOAD = "upload", "Página de carga"
        API = "api", "API"
        COMMAND = "command", "Importación"
        DRIVE = "drive", "Google Drive"
        MAIL = "mail", "Correo"
        FOLDER = "folder", "Carpeta"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    name = models.CharField("archivo", max_length=255)
    size = models.PositiveBigIntegerField("tamaño en bytes")
    media_type = models.CharField("tipo", max_length=60)
    door = models.CharField("origen", max_length=10, choices=Door.choices)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="subido por"
    )
    received_at = models.DateTimeField("recibido", auto_now_add=True)

    state = models.CharField("lectura", max_length=10, choices=State.choices, default=State.RECEIVED)
    # The queue of record. A worker owns the row while `attempts` is still the number it was given
    # and the lease runs; the sweep gives the row to another one afterwards.
    attempts = models.PositiveIntegerField("intentos", default=0)
    # Readings begun and not known to have ended well; counted before each one starts. The third
    # quarantines the document. `waits` counts how often an engine asked us to come back later.
    deaths = models.PositiveSmallIntegerField(default=0, editable=False)
    waits = models.PositiveSmallIntegerField(default=0, editable=False)
    # When the broker was last told of this document; the sweep tells it again.
    rung_at = models.DateTimeField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    lease_owner = models.CharField(max_length=120, blank=True, editable=False)
    next_try_at = models.DateTimeField(null=True, blank=True, editable=False)
    quarantined_at = models.DateTimeField("en cuarentena desde", null=True, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error_message = models.CharField("problema", max_length=500, blank=True)
    finished_at = models.DateTimeField("leído", null=True, blank=True)
    page_count = models.PositiveIntegerField("páginas", null=True, blank=True)
    engine = models.CharField("motor", max_length=40, blank=True)
    # Set when this file is another copy of an invoice that was already filed.
    duplicate_of = models.ForeignKey(
        "Invoice", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name="copia de"
    )

    # A person said that it is not a copy: what it shows is filed as an invoice of its own.
    file_apart = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = "documento"
        verbose_name_plural = "documentos"
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["next_try_at", "lease_until"],
                name="documents_still_to_read",
                condition=Q(state__in=["RECEIVED", "EXTRACTING"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_sha256_is_hex"),
        ]

    def __str__(self) -> str:
        return self.name

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """A document is evidence: the database refuses too, for those who do not come this way."""
        raise ProtectedError("Un documento archivado no se puede borrar.", {self})


class ExtractionRun(models.Model):
    """One finished reading of a document: engine, times and everything that was read."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="runs")
    attempt = models.PositiveSmallIntegerField("intento")
    engine = models.CharField("motor", max_length=40, blank=True)
    engine_version = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField("inicio")
    finished_at = models.DateTimeField("fin")
    timings_ms = models.JSONField("tiempos (ms)", default=dict)
    # The whole result, as `manage.py extract --json` prints it.
    result = models.JSONField(default=dict)

    class Meta:
        verbose_name = "lectura"
        verbose_name_plural = "lecturas"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.document} ({self.attempt})"


class Invoice(models.Model):
    """One supplier document under review: invoice, note, POS ticket, cuenta de cobro."""

    class Status(models.TextChoices):
        POR_REVISAR = "POR_REVISAR", "Por revisar"
        LISTA = "LISTA", "Lista"
        BLOQUEADA = "BLOQUEADA", "Bloqueada"
        APROBADA = "APROBADA", "Aprobada"
        RECHAZADA = "RECHAZADA", "Rechazada"

    class Kind(models.TextChoices):
        FACTURA = "factura", "Factura"
        NOTA_CREDITO = "nota_credito", "Nota crédito"
        NOTA_DEBITO = "nota_debito", "Nota débito"
        POS = "pos", "Tiquete POS"
        DOCUMENTO_SOPORTE = "documento_soporte", "Documento soporte"
        CUENTA_DE_COBRO = "cuenta_de_cobro", "Cuenta de cobro"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    status = models.CharField("estado", max_length=12, choices=Status.choices, default=Status.POR_REVISAR)
    status_reason = models.CharField("motivo", max_length=500, blank=True)
    postponed_until = models.DateField("pospuesta hasta", null=True, blank=True)
    # Counted up by every write; a save on an older number is refused.
    version = models.PositiveIntegerField(default=1)

    # What it is linked to.
    supplier = models.ForeignKey(
        "purchasing.Supplier", models.PROTECT, null=True, blank=True, related_name="invoices", verbose_name="proveedor"
    )
    empresa = models.ForeignKey(
        "purchasing.Empresa", models.PROTECT, null=True, blank=True, related_name="invoices", verbose_name="empresa"
    )
    order = models.ForeignKey(
        "purchasing.PurchaseOrder",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invoices",
        verbose_name="orden de compra",
    )
    order_reason = models.CharField("por qué esta orden", max_length=300, blank=True)
    # Set when a person linked the order: matching does not choose another one then.
    order_chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    obra = models.ForeignKey(
        "purchasing.Obra", models.PROTECT, null=True, blank=True, related_name="invoices", verbose_name="obra"
    )

    # What was read, as printed. Names are those of fields.py and of `extract --json`.
    document_type = models.CharField("tipo", max_length=20, choices=Kind.choices, default=Kind.FACTURA)
    invoice_number = models.CharField("número", max_length=40, blank=True)
    issue_date = models.DateField("fecha", null=True, blank=True)
    issue_time = models.TimeField("hora", null=True, blank=True)
    due_date = models.DateField("vence", null=True, blank=True)
    supplier_nit = models.CharField("NIT", max_length=20, blank=True)
    supplier_dv = models.CharField("DV", max_length=1, blank=True)
    supplier_name = models.CharField("razón social", max_length=200, blank=True)
    supplier_address = models.CharField("dirección", max_length=200, blank=True)
    supplier_city = models.CharField("ciudad", max_length=80, blank=True)
    supplier_phone = models.CharField("teléfono", max_length=40, blank=True)
    supplier_email = models.CharField("correo", max_length=120, blank=True)
    customer_nit = models.CharField("NIT del cliente", max_length=20, blank=True)
    customer_dv = models.CharField("DV del cliente", max_length=1, blank=True)
    customer_name = models.CharField("cliente", max_length=200, blank=True)
    purchase_order = models.CharField("orden de compra impresa", max_length=60, blank=True)
    payment_form = models.CharField("forma de pago", max_length=20, blank=True)
    payment_means = models.CharField("medio de pago", max_length=60, blank=True)
    currency = models.CharField("moneda", max_length=3, blank=True)
    subtotal = models.DecimalField("subtotal", **MONEY)
    discount = models.DecimalField("descuento", **MONEY)
    tax_base = models.DecimalField("base gravable", **MONEY)
    iva = models.DecimalField("IVA", **MONEY)
    inc = models.DecimalField("INC", **MONEY)
    rete_fuente = models.DecimalField("ReteFuente", **MONEY)
    rete_iva = models.DecimalField("ReteIVA", **MONEY)
    rete_ica = models.DecimalField("ReteICA", **MONEY)
    total = models.DecimalField("total", **MONEY)
    amount_payable = models.DecimalField("valor a pagar", **MONEY)
    cufe = models.CharField("CUFE/CUDE", max_length=96, blank=True)
    resolution_number = models.CharField("resolución DIAN", max_length=30, blank=True)
    notes = models.TextField("observaciones", blank=True)

    # The number without blanks and dashes, upper case. Empty while it may be another copy of an
    # invoice we have: then the finding "duplicate" stands and the approval waits for a person.
    number_key = models.CharField(max_length=40, null=True, blank=True, editable=False)
    # For the search, upper case without accents: our values in the first line, the words of the
    # document in the others.
    search_text = models.TextField(blank=True, editable=False)

    received_at = models.DateTimeField("recibida", auto_now_add=True)
    changed_at = models.DateTimeField("última modificación", auto_now=True)
    decided_at = models.DateTimeField("decidida", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="decidida por"
    )

    class Meta:
        verbose_name = "factura"
        verbose_name_plural = "facturas"
        ordering = ["-id"]
        permissions = [
            ("upload_invoice", "Puede subir facturas"),
            ("review_invoice", "Puede revisar, corregir y rechazar facturas"),
            ("approve_invoice", "Puede aprobar facturas para pago"),
            ("resolve_invoice", "Puede resolver facturas bloqueadas"),
            ("search_invoice", "Puede buscar en el archivo"),
            ("export_invoice", "Puede exportar facturas"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier_nit", "number_key", "document_type"],
                condition=Q(number_key__isnull=False) & ~Q(status="RECHAZADA"),
                name="one_living_invoice_per_supplier_and_number",
            ),
            models.UniqueConstraint(
                fields=["cufe"],
                condition=~Q(cufe="") & Q(number_key__isnull=False) & ~Q(status="RECHAZADA"),
                name="one_living_invoice_per_cufe",
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "-id"],
                name="invoices_in_the_queue",
                condition=Q(status__in=["POR_REVISAR", "LISTA", "BLOQUEADA"]),
            ),
            # Pattern operators, because people type the beginning of a NIT or of a number.
            models.Index(
                fields=["supplier_nit", "-issue_date"],
                opclasses=["varchar_pattern_ops", "date_ops"],
                name="invoices_by_nit",
            ),
            models.Index(fields=["issue_date", "-id"], name="invoices_by_date"),
            models.Index(fields=["total", "-id"], name="invoices_by_amount"),
            models.Index(fields=["number_key"], opclasses=["varchar_pattern_ops"], name="invoices_by_number"),
            GinIndex(SearchVector("search_text", config="simple"), name="invoices_by_words"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_name or 'Sin proveedor'} {self.invoice_number}".strip()


class InvoiceDocument(models.Model):
    """A document that shows an invoice: the XML, its PDF, a later photo."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="evidence")
    document = models.ForeignKey(Document, models.PROTECT, related_name="shows")
    # The file inside a ZIP, empty for the file itself, and its pages (0-based) that show this invoice.
    member = models.CharField(max_length=255, blank=True)
    pages = models.JSONField(default=list)
    principal = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invoice", "document", "member"], name="a_document_shows_an_invoice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice}: {self.document}"


class FieldReading(models.Model):
    """What was read for one field: value, source, place and how sure. One `current` per field."""

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="readings")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("campo", max_length=30)
    # As in `extract --json`: amounts with a dot, dates ISO, empty when nothing could be read.
    value = models.TextField("valor", blank=True)
    confidence = models.DecimalField("confianza", max_digits=4, decimal_places=3)
    source = models.CharField("fuente", max_length=10, choices=Source.choices)
    member = models.CharField(max_length=255, blank=True)
    page = models.PositiveIntegerField("página", null=True, blank=True)
    box = models.JSONField("recuadro", null=True, blank=True)
    reason = models.CharField("por qué", max_length=300, blank=True)
    current = models.BooleanField(default=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="confirmado por"
    )
    confirmed_at = models.DateTimeField("confirmado", null=True, blank=True)

    class Meta:
        verbose_name = "lectura de un campo"
        verbose_name_plural = "lecturas de campos"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "name"], condition=Q(current=True), name="one_current_reading_per_field"
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=Decimal(0)) & Q(confidence__lte=Decimal(1)),
                name="confidence_between_0_and_1",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class InvoiceLine(models.Model):
    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="lines", verbose_name="factura")
    position = models.PositiveIntegerField("ítem")
    code = models.CharField("código", max_length=60, blank=True)
    description = models.CharField("descripción", max_length=500, blank=True)
    quantity = models.DecimalField("cantidad", **QUANTITY)
    unit = models.CharField("unidad", max_length=20, blank=True)
    unit_price = models.DecimalField("precio unitario", **QUANTITY)
    discount = models.DecimalField("descuento", **MONEY)
    tax_rate = models.DecimalField("% IVA", max_digits=6, decimal_places=2, null=True, blank=True)
    total = models.DecimalField("total", **MONEY)
    confidence = models.DecimalField("confianza", max_digits=4, decimal_places=3, default=Decimal(0))
    source = models.CharField("fuente", max_length=10, choices=Source.choices, default=Source.PERSON)
    page = models.PositiveIntegerField("página", null=True, blank=True)
    box = models.JSONField("recuadro", null=True, blank=True)
    order_line = models.ForeignKey(
        "purchasing.PurchaseOrderLine",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="línea de la orden",
    )

    class Meta:
        verbose_name = "línea"
        verbose_name_plural = "líneas"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.description


class Finding(models.Model):
    """Something that does not agree, in words, with what was expected and what is there."""

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="findings")
    code = models.CharField("código", max_length=40)
    severity = models.CharField("gravedad", max_length=10, choices=Severity.choices)
    field = models.CharField("campo", max_length=30, blank=True)
    line = models.PositiveIntegerField("línea", null=True, blank=True)
    message = models.CharField("hallazgo", max_length=500)
    expected = models.CharField("esperado", max_length=200, blank=True)
    actual = models.CharField("encontrado", max_length=200, blank=True)
    # An accepted finding stays accepted while expected and actual stay the same.
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aceptado por"
    )
    accepted_at = models.DateTimeField("aceptado", null=True, blank=True)
    accepted_reason = models.CharField("motivo", max_length=300, blank=True)

    class Meta:
        verbose_name = "hallazgo"
        verbose_name_plural = "hallazgos"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.message

    @property
    def open(self) -> bool:
        return self.accepted_at is None


class InvoiceEvent(models.Model):
    """What happened to an invoice, who did it and what changed. Rows are only ever added."""

    class Kind(models.TextChoices):
        FILED = "filed", "Radicada"
        CORRECTED = "corrected", "Corregida"
        CONFIRMED = "confirmed", "Confirmada"
        BLOCKED = "blocked", "Bloqueada"
        RESOLVED = "resolved", "Resuelta"
        READY = "ready", "Lista"
        APPROVED = "approved", "Aprobada"
        REJECTED = "rejected", "Rechazada"
        POSTPONED = "postponed", "Pospuesta"
        REOPENED = "reopened", "Reabierta"
        COPY = "copy", "Llegó otra copia"
        NOTIFIED = "notified", "Aviso enviado"

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="events")
    kind = models.CharField("qué", max_length=12, choices=Kind.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="quién"
    )
    at = models.DateTimeField("cuándo", auto_now_add=True)
    field = models.CharField("campo", max_length=60, blank=True)
    before = models.TextField("antes", blank=True)
    after = models.TextField("después", blank=True)
    note = models.CharField("nota", max_length=500, blank=True)
    # The invoice's version after this; tells a late reviewer what happened since she opened it.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "suceso"
        verbose_name_plural = "historia"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_kind_display()


class Notice(models.Model):
    """A mail that must go out, kept in the database so that no crash loses it or sends it twice."""

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="notices")
    # What it is about; the same person is told the same thing once.
    key = models.CharField(max_length=120)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    subject = models.CharField("asunto", max_length=200)
    body = models.TextField("texto")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField("enviado", null=True, blank=True)
    read_at = models.DateTimeField("leído", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "aviso"
        verbose_name_plural = "avisos"
        constraints = [
            models.UniqueConstraint(fields=["key", "recipient"], name="nobody_is_told_the_same_thing_twice"),
        ]

    def __str__(self) -> str:
        return self.subject


class WorkerHeartbeat(models.Model):
    """When a worker was last seen alive; /readyz looks here."""

    worker = models.CharField(max_length=200, primary_key=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = "lector activo"
        verbose_name_plural = "lectores activos"

    def __str__(self) -> str:
        return self.worker


class EngineMonth(models.Model):
    """What a paid reading engine has read and cost in one month; see spending.py, the only writer."""

    engine = models.CharField("motor", max_length=40)
    month = models.DateField("mes")
    pages = models.PositiveIntegerField("páginas", default=0)
    cost = models.DecimalField("costo en dólares", max_digits=12, decimal_places=5, default=Decimal(0))

    class Meta:
        verbose_name = "gasto de lectura"
        verbose_name_plural = "gastos de lectura"
        ordering = ["-month", "engine"]
        constraints = [
            models.UniqueConstraint(fields=["engine", "month"], name="one_row_for_an_engine_and_month"),
            models.CheckConstraint(condition=Q(cost__gte=Decimal(0)), name="nothing_costs_less_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.engine}, {self.month:%m/%Y}"
