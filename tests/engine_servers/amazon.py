"""AWS Textract: AnalyzeExpense in the JSON protocol of AWS."""

import base64
import json

from . import page
from .server import Request

FIELDS = {
    "VENDOR_NAME": "FERRETERIA EL TORNILLO SAS", "INVOICE_RECEIPT_ID": "FE 1024", "INVOICE_RECEIPT_DATE": "05/03/2026",
    "SUBTOTAL": "1.000.000,00", "TAX": "190.000,00", "TOTAL": "1.190.000,00", "PO_NUMBER": "OC-77", "OTHER": "gracias",
}  # fmt: skip


class Textract:
    # Quarter turns to the left by which the print stands on the picture.
    turns = 0

    def answer(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        assert request.method == "POST" and request.path == "/"
        assert request.headers["x-amz-target"] == "Textract.AnalyzeExpense"
        assert request.headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=")
        picture = base64.b64decode(json.loads(request.body)["Document"]["Bytes"])
        documents = [] if page.is_blank(picture) else [_document(self.turns)]
        return 200, _HEADERS, json.dumps({"DocumentMetadata": {"Pages": 1}, "ExpenseDocuments": documents}).encode()

    def refuse(self, mood: str) -> tuple[int, dict[str, str], bytes]:
        status, kind, headers = {
            "busy": (400, "ThrottlingException", {}),
            "later": (400, "ProvisionedThroughputExceededException", {"Retry-After": "45"}),
            "error": (500, "InternalServerError", {}), "forbidden": (400, "AccessDeniedException", {}),
            "unauthorised": (400, "UnrecognizedClientException", {}), "unknown": (400, "UnknownOperationException", {}),
        }[mood]  # fmt: skip
        return status, {**_HEADERS, **headers}, json.dumps({"__type": kind, "message": "scripted"}).encode()


_HEADERS = {"Content-Type": "application/x-amz-json-1.1", "x-amzn-RequestId": "1"}


def _document(turns: int) -> dict[str, object]:
    _, words = page.draw()
    whole = _around([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])
    blocks: list[dict[str, object]] = [{"BlockType": "PAGE", "Id": "p", "Geometry": whole}]
    for number, word in enumerate(words):
        place = _around(page.corners(word, turns))
        blocks.append(
            {"BlockType": "WORD", "Id": f"w{number}", "Text": word.text, "Confidence": 99.1, "Geometry": place}
        )
        blocks.append({"BlockType": "LINE", "Id": f"l{number}", "Text": word.text, "Confidence": 99, "Geometry": place})
    fields = [_field(kind, text) for kind, text in FIELDS.items()]
    fields.append({**_field("TAX_PAYER_ID", "900123456-8"), "GroupProperties": [{"Types": ["VENDOR"], "Id": "g"}]})
    fields.append(
        {**_field("TAX_PAYER_ID", "800197268-4"), "GroupProperties": [{"Types": ["RECEIVER_BILL_TO"], "Id": "h"}]}
    )
    cells = {"ITEM": "CABLE 12 AWG", "QUANTITY": "10", "UNIT_PRICE": "100.000,00", "PRICE": "1.000.000,00"}
    items = [{"LineItemExpenseFields": [_field(kind, text) for kind, text in cells.items()]}]
    groups = [{"LineItemGroupIndex": 1, "LineItems": items}]
    return {"ExpenseIndex": 1, "SummaryFields": fields, "LineItemGroups": groups, "Blocks": blocks}


def _field(kind: str, text: str) -> dict[str, object]:
    value = {"Text": text, "Confidence": 98.0, "Geometry": _around([(0.1, 0.1), (0.3, 0.1), (0.3, 0.12), (0.1, 0.12)])}
    return {"Type": {"Text": kind, "Confidence": 97.0}, "ValueDetection": value, "PageNumber": 1}


def _around(corners: list[tuple[float, float]]) -> dict[str, object]:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    box = {"Left": min(xs), "Top": min(ys), "Width": max(xs) - min(xs), "Height": max(ys) - min(ys)}
    return {"BoundingBox": box, "Polygon": [{"X": x, "Y": y} for x, y in corners]}
