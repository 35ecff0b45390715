"""The API's doors: file documents, ask how far they are, find invoices, read one whole.

Every verb behind them is somebody else's: intake.receive, access, search. Errors become answers in
config/api.py.
"""

from typing import Any
from uuid import UUID

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.views.generic import TemplateView
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from accounts.people import who
from invoices import intake
from invoices.access import visible_documents, visible_invoices
from invoices.api import files, serializers
from invoices.api.filters import InvoiceFilters, find
from invoices.extraction import sniff
from invoices.extraction.errors import ExtractionError
from invoices.models import Document, Invoice
from invoices.suggestions import suggestions_for
from purchasing.access import visible_orders

NO_FILE = "Adjunta al menos un archivo en el campo «files»."
NOTHING_FILED = "No se radicó ningún archivo. Mira el motivo de cada uno."
MEMBER = OpenApiParameter("member", str, description="Archivo dentro del ZIP.")


class MayDo(BasePermission):
    """Each view names, per method, the permission of accounts/roles.py that it asks for."""

    def has_permission(self, request: Request, view: Any) -> bool:
        needed = view.needs.get(request.method or "", view.needs.get("GET"))
        return request.user.is_authenticated and request.user.has_perm(needed)


class InvoicesView(GenericAPIView):
    """Radicar archivos y buscar facturas."""

    permission_classes = (MayDo,)
    needs = {"POST": "invoices.upload_invoice", "GET": "invoices.view_invoice"}
    parser_classes = (MultiPartParser,)
    serializer_class = serializers.InvoiceRowSerializer
    queryset = Invoice.objects.none()

    @extend_schema(
        operation_id="find_invoices",
        tags=["Facturas"],
        summary="Buscar facturas",
        description="Las más recientes primero. Solo aparecen las facturas que tu usuario puede ver.",
        parameters=[InvoiceFilters],
        responses={200: serializers.InvoiceRowSerializer(many=True)},
    )
    def get(self, request: Request) -> Response:
        filters = InvoiceFilters(data=request.query_params)
        filters.is_valid(raise_exception=True)
        found = find(who(request), filters.validated_data)
        page = self.paginate_queryset(found)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        operation_id="file_documents",
        tags=["Archivos"],
        summary="Radicar archivos",
        description=(
            "Uno o varios archivos JPG, PNG, PDF, TIFF, HEIC, XML o ZIP, de hasta 10 MB cada uno. La respuesta llega "
            "cuando los originales están archivados; la lectura sigue después y se consulta en `/api/documents/{id}/`. "
            "Responde 201 si se radicó al menos uno, 200 si todos estaban radicados ya y 400 si no se radicó "
            "ninguno y alguno fue rechazado; `results` dice qué pasó con cada archivo."
        ),
        request={"multipart/form-data": serializers.UploadSerializer},
        responses={
            201: serializers.UploadAnswerSerializer,
            200: serializers.UploadAnswerSerializer,
            400: serializers.UploadRefusedSerializer,
        },
    )
    def post(self, request: Request) -> Response:
        sent = [*request.FILES.getlist("files"), *request.FILES.getlist("file")]
        if not sent:
            raise ValidationError({"files": [NO_FILE]})
        results = [_file_one(file, request) for file in sent]
        seen = {result["result"] for result in results}
        if "filed" in seen:
            return Response({"results": results}, status=201)
        if "refused" in seen:
            refused = next(result for result in results if result["result"] == "refused")
            message = refused["message"] if len(results) == 1 else NOTHING_FILED
            return Response({"code": refused["code"], "message": message, "fields": {}, "results": results}, status=400)
        return Response({"results": results})


class InvoiceView(GenericAPIView):
    """Una factura completa."""

    permission_classes = (MayDo,)
    needs = {"GET": "invoices.view_invoice"}
    serializer_class = serializers.InvoiceSerializer
    lookup_field = "public_id"
    queryset = Invoice.objects.none()

    def get_queryset(self) -> QuerySet[Invoice]:
        return (
            visible_invoices(who(self.request))
            .select_related("order", "obra", "supplier")
            .prefetch_related("readings__document", "lines__order_line", "findings", "events__by", "evidence__document")
        )

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "visible_orders": visible_orders(who(self.request))}

    def _offers(self, invoice: Invoice) -> dict[str, Any]:
        return suggestions_for(
            invoice, list(invoice.readings.all()), list(invoice.findings.all()), by=who(self.request)
        )  # fmt: skip

    @extend_schema(
        operation_id="read_invoice",
        tags=["Facturas"],
        summary="Leer una factura",
        description=(
            "Cada campo con su valor, fuente, confianza, página y recuadro; además líneas, hallazgos, orden e historia."
        ),
        responses={200: serializers.InvoiceSerializer},
    )
    def get(self, request: Request, public_id: UUID) -> Response:
        invoice = self.get_object()
        context = {**self.get_serializer_context(), "suggestions": self._offers(invoice)}
        return Response(serializers.InvoiceSerializer(invoice, context=context).data)


class DocumentView(GenericAPIView):
    """El estado de un archivo radicado."""

    permission_classes = (MayDo,)
    needs = {"GET": "invoices.view_document"}
    serializer_class = serializers.DocumentSerializer
    lookup_field = "public_id"
    queryset = Document.objects.none()

    def get_queryset(self) -> QuerySet[Document]:
        return visible_documents(who(self.request))

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "visible": visible_invoices(who(self.request))}

    @extend_schema(
        operation_id="read_document",
        tags=["Archivos"],
        summary="Consultar el estado de un archivo",
        description="Pregunta hasta que `state` sea `EXTRACTED` o `FAILED`; una vez por segundo basta.",
        responses={200: serializers.DocumentSerializer},
    )
    def get(self, request: Request, public_id: UUID) -> Response:
        return Response(self.get_serializer(self.get_object()).data)


class OriginalView(APIView):
    """El archivo tal como llegó."""

    permission_classes = (MayDo,)
    needs = {"GET": "invoices.view_document"}
    # A file that is too damaged to be opened.
    also_answers = (422,)

    @extend_schema(
        operation_id="read_original",
        tags=["Archivos"],
        summary="Descargar el archivo original",
        parameters=[MEMBER],
        responses={(200, media_type): OpenApiTypes.BINARY for media_type in sorted(sniff.MEDIA_TYPES)},
    )
    def get(self, request: Request, public_id: UUID) -> HttpResponseBase:
        return files.original_response(request.user, public_id, request.query_params.get("member", ""))


class PageView(APIView):
    """La imagen de una página."""

    permission_classes = (MayDo,)
    needs = {"GET": "invoices.view_document"}
    also_answers = (422,)

    @extend_schema(
        operation_id="read_page",
        tags=["Archivos"],
        summary="Ver la imagen de una página",
        description="Las páginas se cuentan desde 0.",
        parameters=[MEMBER, OpenApiParameter("size", int, enum=[300, 1000, 2000], description="Lado mayor.")],
        responses={(200, "image/jpeg"): OpenApiTypes.BINARY, 304: None},
    )
    def get(self, request: Request, public_id: UUID, number: int) -> HttpResponse:
        return files.page_response(request, public_id, number)


class DocsView(LoginRequiredMixin, TemplateView):
    """The documentation page, drawn from the schema."""

    template_name = "api_docs.html"


def _file_one(file: UploadedFile, request: Request) -> dict[str, Any]:
    """One file through the common door; a refusal is this file's alone."""
    name = file.name or "documento"
    nothing = {"document": None, "state": None, "url": None, "duplicate_of": None}
    try:
        receipt = intake.receive(data=file.read(), name=name, door=Document.Door.API, by=who(request))
    except ExtractionError as error:
        return {"name": name, "result": "refused", "code": error.code, "message": error.sentence} | nothing
    document = receipt.document
    return {
        "name": name,
        "result": "filed" if receipt.created else "duplicate",
        "code": "" if receipt.created else "duplicate",
        "message": receipt.message,
        "document": str(document.public_id),
        "state": document.state,
        "url": reverse("api-document", args=[document.public_id], request=request),
        "duplicate_of": None if receipt.created else str(document.public_id),
    }
