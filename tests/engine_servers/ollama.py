"""Ollama: /api/chat with a picture and a schema, /api/tags."""

import base64
import json
from typing import Any

from . import page
from .server import Request

VALUES = {
    "numero_factura": "FE 1024", "fecha_emision": "05/03/2026", "nit_proveedor": "900123456-8",
    "nombre_proveedor": "FERRETERIA EL TORNILLO SAS", "subtotal": "1.000.000,00", "iva": "190.000,00",
    "total": "1.190.000,00",
}  # fmt: skip


class Ollama:
    """`content` replaces what the model writes, `done_reason` why it stopped."""

    def __init__(self) -> None:
        self.content: str | None = None
        self.done_reason = "stop"
        self.models = ["llama3.2-vision:latest"]

    def answer(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        if request.path == "/api/tags":
            return 200, {}, json.dumps({"models": [{"name": name} for name in self.models]}).encode()
        assert (request.method, request.path) == ("POST", "/api/chat")
        asked = json.loads(request.body)
        assert asked["stream"] is False and asked["options"]["temperature"] == 0 and asked["options"]["num_ctx"] >= 4096
        (message,) = asked["messages"]
        (picture,) = (base64.b64decode(one) for one in message["images"])
        assert picture.startswith(b"\x89PNG"), "not a PNG"
        assert max(page.size_of(picture)) <= 2000
        if f"{asked['model']}:latest" not in self.models:
            return 404, {}, json.dumps({"error": f"model '{asked['model']}' not found"}).encode()
        values = {} if page.is_blank(picture) else VALUES
        content = self.content if self.content is not None else json.dumps(said(asked["format"], values))
        answer = {
            "model": asked["model"], "created_at": "2026-01-01T00:00:00Z", "done": True,
            "done_reason": self.done_reason, "message": {"role": "assistant", "content": content},
        }  # fmt: skip
        return 200, {}, json.dumps(answer).encode()

    def refuse(self, mood: str) -> tuple[int, dict[str, str], bytes]:
        status, headers = {
            "busy": (429, {}), "later": (503, {"Retry-After": "45"}), "error": (500, {}), "forbidden": (403, {}),
            "unauthorised": (401, {}), "unknown": (404, {}),
        }[mood]  # fmt: skip
        return status, headers, json.dumps({"error": f"scripted {mood}"}).encode()


def said(schema: dict[str, Any], values: dict[str, str], sure: str = "alta") -> dict[str, Any]:
    """An answer that keeps to the schema it was asked with."""
    names = schema["properties"]["campos"]["required"]
    items = [{"descripcion": "CABLE 12 AWG", "valor_total": "1.000.000,00", "confianza": sure}] if values else []
    return {
        "tipo_documento": "factura" if values else None,
        "campos": {name: {"valor": values.get(name), "confianza": sure} for name in names},
        "items": items,
    }
