"""What the API's schema says of every operation: the common errors and how to identify oneself."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from config.api import SENTENCES


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
    """Every operation may answer with the common errors; a view names its own in `also_answers`."""

    common = (400, 401, 403, 404, 429)

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        # Not get_response_serializers: @extend_schema on a view replaces that one.
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        own = getattr(self.view, "also_answers", ())
        for code in (*self.common, *own, *((415,) if self.method == "POST" else ())):
            if str(code) not in bodies:
                bodies[str(code)] = self._error(code, direction)
        return bodies

    def _error(self, code: int, direction: Any) -> dict[str, Any]:
        described = self._get_response_for_code(ErrorSerializer, str(code), direction=direction)
        return described | {"description": SENTENCES[code][1]}


def without_docstrings(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Our docstrings are English and for us; readers of the schema get the Spanish texts of its fields."""
    for schema in result["components"]["schemas"].values():
        if "enum" not in schema:
            schema.pop("description", None)
    return result
