"""Google Cloud Vision over REST: images:annotate, and the keys of a service account for it."""

import base64
import json
from pathlib import Path
from urllib.parse import unquote

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from . import page
from .server import Request

DOCUMENT_TEXT_DETECTION = 11
SPACE, LINE_BREAK = 1, 5


class Vision:
    """Cuts words at punctuation, as Google does, and says with each letter what follows it."""

    image_error: dict[str, object] | None = None
    # Quarter turns to the left by which the print stands on the picture.
    turns = 0

    def answer(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        assert request.path.startswith("/v1/images:annotate"), request.path
        assert request.headers["authorization"].startswith("Bearer "), "no key"
        (one,) = json.loads(request.body)["requests"]
        # Google's client asks for numbers instead of names, in both directions.
        assert "enum-encoding=int" in unquote(request.path)
        assert [feature["type"] for feature in one["features"]] == [DOCUMENT_TEXT_DETECTION]
        assert one["imageContext"]["languageHints"] == ["es"]
        picture = base64.b64decode(one["image"]["content"])
        if self.image_error:
            return 200, {}, _json({"responses": [{"error": self.image_error}]})
        if page.is_blank(picture):
            return 200, {}, _json({"responses": [{}]})
        return 200, {}, _json({"responses": [{"fullTextAnnotation": annotation(*page.size_of(picture), self.turns)}]})

    def refuse(self, mood: str) -> tuple[int, dict[str, str], bytes]:
        status, word = {
            "busy": (429, "RESOURCE_EXHAUSTED"), "later": (429, "RESOURCE_EXHAUSTED"), "error": (500, "INTERNAL"),
            "forbidden": (403, "PERMISSION_DENIED"), "unauthorised": (401, "UNAUTHENTICATED"),
            "unknown": (404, "NOT_FOUND"),
        }[mood]  # fmt: skip
        headers = {"Retry-After": "45"} if mood == "later" else {}
        return status, headers, _json({"error": {"code": status, "message": f"scripted {word}", "status": word}})


def annotation(wide: int, high: int, turns: int) -> dict[str, object]:
    _, words = page.draw()
    pieces: list[dict[str, object]] = []
    for number, word in enumerate(words):
        last_of_line = number + 1 == len(words) or words[number + 1].y0 > word.y1
        pieces += _pieces(word, LINE_BREAK if last_of_line else SPACE, wide, high, turns)
    blocks = [{"paragraphs": [{"words": pieces}]}]
    return {"pages": [{"width": wide, "height": high, "blocks": blocks}], "text": "\n".join(page.LINES)}


def _pieces(word: page.Printed, pause: int, wide: int, high: int, turns: int) -> list[dict[str, object]]:
    cut = [part for part in word.text.replace("-", "\0-\0").replace("/", "\0/\0").split("\0") if part]
    step = (word.x1 - word.x0) / len(word.text)
    pieces, left = [], word.x0
    for part in cut:
        right = left + step * len(part)
        corners = page.corners(page.Printed(part, left, word.y0, right, word.y1), turns)
        # Google leaves out a coordinate that is zero.
        vertices = [{"x": round(x * wide), "y": round(y * high)} for x, y in corners]
        symbols: list[dict[str, object]] = [{"text": letter, "confidence": 0.98} for letter in part]
        if part is cut[-1]:
            symbols[-1]["property"] = {"detectedBreak": {"type": pause}}
        pieces.append({"boundingBox": {"vertices": vertices}, "symbols": symbols, "confidence": 0.97})
        left = right
    return pieces


def service_account(folder: Path) -> Path:
    """A key file as Google gives it out, with a key of our own making."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    about = {
        "type": "service_account", "project_id": "radica", "private_key_id": "k", "private_key": pem,
        "client_email": "radica@radica.example", "client_id": "1", "token_uri": "http://127.0.0.1:9/token",
    }  # fmt: skip
    path = folder / "google.json"
    path.write_text(json.dumps(about))
    return path


def _json(value: object) -> bytes:
    return json.dumps(value).encode()
