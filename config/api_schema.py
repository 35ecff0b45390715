"""What the API's schema says of every operation: the common errors and how to identify oneself."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers


class ErrorSerializer(serializers.Serializer):
    """Every error has this shape."""

    code = serializers.CharField(help_text="Para programas: no cambia de una versión a otra.")
    message = serializers.CharField(help_text="Para personas: qué pasó y qué hacer.")
    fields_ = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()), help_text="Parámetro → frases."
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        # `fields` is a property of every serializer, so the name cannot be declared.
        fields["fields"] = fields.pop("fields_")
        return fields


class TokenInSchema(OpenApiAuthenticationExtension):
    target_class = "config.api.SpanishToken"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "Escribe `Token` seguido de tu clave. La clave la entrega el administrador.",
        }


class DocumentedErrors(AutoSchema):
    """Every operation may answer with the common errors; each view names only its own."""

    common = (400, 401, 403, 404, 429)

    def get_response_serializers(self) -> Any:
        own = super().get_response_serializers()
        answers = own if isinstance(own, dict) else {200: own}
        for code in (*self.common, 415) if self.method == "POST" else self.common:
            answers.setdefault(code, ErrorSerializer)
        return answers
