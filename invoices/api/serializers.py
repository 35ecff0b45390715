"""What the API answers, field by field. Shapes only: nothing is decided or looked up here."""

from typing import Any
from urllib.parse import urlencode

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from invoices.fields import BY_NAME
from invoices.models import Document, Finding, Invoice, InvoiceEvent, InvoiceLine, Severity, Source


def plain(value: Any) -> str | None:
    """A value as `manage.py extract --json` prints it: amounts with a dot, dates ISO, nothing as null."""
    if value is None or value == "":
        return None
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


class FoundInvoiceSerializer(serializers.ModelSerializer):
    """An invoice in one line, inside another answer."""

    id = serializers.UUIDField(source="public_id")
    number = serializers.CharField(source="invoice_number")
    url = serializers.HyperlinkedIdentityField("api-invoice", lookup_field="public_id")

    class Meta:
        model = Invoice
        fields = ("id", "number", "supplier_name", "total", "status", "url")


class DocumentSerializer(serializers.ModelSerializer):
    """A file as it arrived and how far its reading is."""

    id = serializers.UUIDField(source="public_id")
    state_label = serializers.CharField(source="get_state_display", help_text="El estado en palabras.")
    message = serializers.CharField(source="error_message", help_text="Qué hacer cuando no se pudo leer.")
    original = serializers.HyperlinkedIdentityField("api-document-original", lookup_field="public_id")
    url = serializers.HyperlinkedIdentityField("api-document", lookup_field="public_id")
    invoices = serializers.SerializerMethodField(help_text="Las facturas que se encontraron en el archivo.")
    duplicate_of = serializers.SerializerMethodField(help_text="La factura de la que este archivo es otra copia.")

    class Meta:
        model = Document
        fields = (
            "id",
            "url",
            "name",
            "size",
            "media_type",
            "sha256",
            "state",
            "state_label",
            "message",
            "page_count",
            "received_at",
            "finished_at",
            "original",
            "invoices",
            "duplicate_of",
        )

    @extend_schema_field(FoundInvoiceSerializer(many=True))
    def get_invoices(self, document: Document) -> Any:
        found = self.context["visible"].filter(evidence__document=document).distinct().order_by("pk")
        return FoundInvoiceSerializer(found, many=True, context=self.context).data

    @extend_schema_field(FoundInvoiceSerializer(allow_null=True))
    def get_duplicate_of(self, document: Document) -> Any:
        first = self.context["visible"].filter(pk=document.duplicate_of_id).first()
        return FoundInvoiceSerializer(first, context=self.context).data if first else None


class UploadSerializer(serializers.Serializer):
    """What is sent: one or several files in `files`; `file` is accepted for a single one."""

    files = serializers.ListField(child=serializers.FileField(), required=False, help_text="Uno o varios archivos.")
    file = serializers.FileField(required=False, help_text="Un solo archivo.")


class UploadResultSerializer(serializers.Serializer):
    """What became of one file."""

    name = serializers.CharField()
    result = serializers.ChoiceField(
        choices=["filed", "duplicate", "refused"],
        help_text="filed: radicado; duplicate: ya estaba; refused: rechazado.",
    )
    code = serializers.CharField(help_text="Para programas; vacío cuando se radicó.", allow_blank=True)
    message = serializers.CharField(help_text="Para personas: qué pasó y qué hacer.")
    document = serializers.UUIDField(allow_null=True, help_text="Identificador para consultar el estado.")
    state = serializers.ChoiceField(choices=Document.State.choices, allow_null=True)
    url = serializers.URLField(allow_null=True)
    duplicate_of = serializers.UUIDField(allow_null=True, help_text="El documento que ya estaba radicado.")


class UploadAnswerSerializer(serializers.Serializer):
    results = UploadResultSerializer(many=True)


class UploadRefusedSerializer(serializers.Serializer):
    """Nothing was filed. `results` says why for each file, when the request itself was understood."""

    code = serializers.CharField()
    message = serializers.CharField()
    fields_ = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    results = UploadResultSerializer(many=True, required=False)

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        # `fields` is a property of every serializer, so the name cannot be declared.
        fields["fields"] = fields.pop("fields_")
        return fields


class InvoiceRowSerializer(serializers.ModelSerializer):
    """An invoice as a row of the list."""

    id = serializers.UUIDField(source="public_id")
    url = serializers.HyperlinkedIdentityField("api-invoice", lookup_field="public_id")
    status_label = serializers.CharField(source="get_status_display")
    order = serializers.CharField(source="order.number", allow_null=True, default=None)
    obra = serializers.CharField(source="obra.code", allow_null=True, default=None)

    class Meta:
        model = Invoice
        fields = (
            "id",
            "url",
            "status",
            "status_label",
            "document_type",
            "invoice_number",
            "issue_date",
            "due_date",
            "supplier_nit",
            "supplier_dv",
            "supplier_name",
            "currency",
            "subtotal",
            "iva",
            "total",
            "amount_payable",
            "order",
            "obra",
            "received_at",
            "decided_at",
        )


class SuggestionSerializer(serializers.Serializer):
    """Another value a doubtful or missing field could hold."""

    value = serializers.CharField()
    origin = serializers.CharField(help_text="De dónde sale, por ejemplo «Según la orden OC-1».")
    reason = serializers.CharField(allow_blank=True)


class FieldSerializer(serializers.Serializer):
    """One field with its evidence."""

    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.CharField(allow_null=True, help_text="Valores con punto decimal, fechas AAAA-MM-DD.")
    confidence = serializers.FloatField(allow_null=True, min_value=0, max_value=1)
    threshold = serializers.FloatField(help_text="Por debajo de este valor alguien debe confirmarlo.")
    confirmed = serializers.BooleanField()
    source = serializers.ChoiceField(choices=Source.choices, allow_null=True)  # type: ignore[assignment]
    reason = serializers.CharField(allow_blank=True)
    document = serializers.UUIDField(allow_null=True)
    member = serializers.CharField(allow_blank=True, help_text="Archivo dentro del ZIP.")
    page = serializers.IntegerField(allow_null=True, help_text="Página, contada desde 0.")
    box = serializers.JSONField(allow_null=True, help_text="[x0, y0, x1, y1] como parte de la página, de 0 a 1.")
    suggestions = SuggestionSerializer(many=True, help_text="Hasta tres valores posibles si es dudoso o falta.")


class LineSerializer(serializers.ModelSerializer):
    order_position = serializers.IntegerField(source="order_line.position", allow_null=True, default=None)

    class Meta:
        model = InvoiceLine
        fields = (
            "position",
            "code",
            "description",
            "quantity",
            "unit",
            "unit_price",
            "discount",
            "tax_rate",
            "total",
            "confidence",
            "source",
            "page",
            "box",
            "order_position",
        )


class FindingSerializer(serializers.ModelSerializer):
    severity = serializers.ChoiceField(choices=Severity.choices)
    open = serializers.BooleanField()

    class Meta:
        model = Finding
        fields = (
            "code",
            "severity",
            "field",
            "line",
            "message",
            "expected",
            "actual",
            "open",
            "accepted_at",
            "accepted_reason",
        )


class EventSerializer(serializers.ModelSerializer):
    label = serializers.CharField(source="get_kind_display")  # type: ignore[assignment]
    by = serializers.CharField(source="by.username", allow_null=True, default=None)

    class Meta:
        model = InvoiceEvent
        fields = ("kind", "label", "by", "at", "field", "before", "after", "note")


class OrderSerializer(serializers.Serializer):
    """The purchase order the invoice is matched with."""

    number = serializers.CharField()
    status = serializers.CharField()
    date = serializers.DateField()
    currency = serializers.CharField()
    total = serializers.DecimalField(max_digits=18, decimal_places=2)
    invoiced_total = serializers.DecimalField(max_digits=18, decimal_places=2)
    balance = serializers.DecimalField(max_digits=18, decimal_places=2, help_text="Saldo por facturar.")
    reason = serializers.CharField(allow_blank=True, help_text="Por qué es esta orden.")


class EvidenceSerializer(serializers.Serializer):
    """A file that shows the invoice, and which of its pages do."""

    document = serializers.UUIDField()
    name = serializers.CharField()
    member = serializers.CharField(allow_blank=True)
    principal = serializers.BooleanField()
    pages = serializers.ListField(child=serializers.IntegerField())
    original = serializers.URLField()
    images = serializers.ListField(child=serializers.URLField())


class InvoiceSerializer(InvoiceRowSerializer):
    """The whole record of an invoice."""

    fields_ = serializers.SerializerMethodField("field_values")
    lines = LineSerializer(many=True)
    findings = FindingSerializer(many=True)
    events = EventSerializer(many=True)
    order = serializers.SerializerMethodField()  # type: ignore[assignment]
    documents = serializers.SerializerMethodField()

    class Meta:
        model = Invoice
        fields = (
            "id",
            "url",
            "status",
            "status_label",
            "status_reason",
            "postponed_until",
            "version",
            "obra",
            "received_at",
            "changed_at",
            "decided_at",
            "order",
            "lines",
            "findings",
            "events",
            "documents",
            "fields_",
        )

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        fields["fields"] = fields.pop("fields_")
        return fields

    @extend_schema_field(serializers.DictField(child=FieldSerializer()))
    def field_values(self, invoice: Invoice) -> dict[str, Any]:
        readings = {reading.name: reading for reading in invoice.readings.all() if reading.current}
        offers = self.context["suggestions"]
        return {
            name: FieldSerializer(
                _field(invoice, name, readings.get(name)) | {"suggestions": offers.get(name, ())}
            ).data
            for name in BY_NAME
        }

    @extend_schema_field(OrderSerializer(allow_null=True))
    def get_order(self, invoice: Invoice) -> dict[str, Any] | None:
        order = invoice.order
        if order is None:
            return None
        # The order of another obra may be linked by mistake; its figures are for those who see that obra.
        if not self.context["visible_orders"].filter(pk=order.pk).exists():
            return None
        own = {name: getattr(order, str(name)) for name in OrderSerializer().get_fields() if name != "reason"}
        return OrderSerializer(own | {"reason": invoice.order_reason}).data

    @extend_schema_field(EvidenceSerializer(many=True))
    def get_documents(self, invoice: Invoice) -> Any:
        request = self.context["request"]
        return EvidenceSerializer([_evidence(row, request) for row in invoice.evidence.all()], many=True).data


def _field(invoice: Invoice, name: str, reading: Any) -> dict[str, Any]:
    field = BY_NAME[name]
    return {
        "label": field.label,
        "value": plain(getattr(invoice, name)),
        "confidence": reading and reading.confidence,
        "threshold": field.threshold,
        "confirmed": bool(reading and reading.confirmed_at),
        "source": reading and reading.source,
        "reason": reading.reason if reading else "",
        "document": reading.document.public_id if reading and reading.document else None,
        "member": reading.member if reading else "",
        "page": reading and reading.page,
        "box": reading and reading.box,
    }


def _evidence(row: Any, request: Any) -> dict[str, Any]:
    document = row.document.public_id

    def address(view: str, *arguments: Any) -> str:
        bare = request.build_absolute_uri(reverse(view, args=arguments))
        return f"{bare}?{urlencode({'member': row.member})}" if row.member else bare

    return {
        "document": document,
        "name": row.document.name,
        "member": row.member,
        "principal": row.principal,
        "pages": row.pages,
        "original": address("api-document-original", document),
        "images": [address("api-document-page", document, number) for number in row.pages],
    }
