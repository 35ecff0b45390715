"""What is true of each document of a folder, in our names for the fields.

A truth file is a list of {"file", "layout", "truth": {...}}; other people's names are translated in one table.
An entry may also name the `kind` of its picture and the `split` its layout belongs to. It judges nothing.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from invoices.benchmark.alike import MONEY, folded, stands_in
from invoices.extraction import qr, sniff
from invoices.extraction.einvoice import PAYMENT_FORMS, PAYMENT_MEANS
from invoices.extraction.pages import open_pages
from invoices.extraction.values import amount_readings

# What is `unreadable` should be refused: its truth holds nothing.
KINDS = ("xml", "zip", "native", "scan", "poor", "photo", "image", "unreadable")
_BY_SUFFIX = {".xml": "xml", ".zip": "zip", ".pdf": "native"}
# Other people's words for how a picture was made, the narrower ones first.
_BY_STATUS = (("poor scan", "poor"), ("scan", "scan"), ("photo", "photo"))
# The tax on plastic bags, and a tip.
_BESIDES = ("bags", "tip")


def _first(*names: str) -> Callable[[Mapping[str, Any]], Any]:
    return lambda truth: next((truth[name] for name in names if truth.get(name) not in (None, "")), None)


def _iva(truth: Mapping[str, Any]) -> Any:
    """The IVA alone: summed over its rates where taxes are listed one by one, else as it is called."""
    amounts = [Decimal(tax["amount"]) for tax in truth.get("taxes") or () if tax.get("code") == "01" and tax["amount"]]
    if amounts:
        return str(sum(amounts, Decimal(0)))
    only_other_taxes = bool(truth.get("taxes"))
    return _first("iva")(truth) if only_other_taxes else _first("iva", "tax")(truth)


def _withheld(code: str, *names: str) -> Callable[[Mapping[str, Any]], Any]:
    def find(truth: Mapping[str, Any]) -> Any:
        amounts = [Decimal(one["amount"]) for one in truth.get("withholdings") or () if one.get("code") == code]
        return str(sum(amounts, Decimal(0))) if amounts else _first(*names)(truth)

    return find


def _payment_form(truth: Mapping[str, Any]) -> Any:
    said = truth.get("payment_form")
    return PAYMENT_FORMS.get(str(said), said)


def _payment_means(truth: Mapping[str, Any]) -> Any:
    said = truth.get("payment_means")
    return PAYMENT_MEANS.get(str(said), said)


def _nit(name: str) -> Callable[[Mapping[str, Any]], Any]:
    """A NIT that was blacked out in the original is no truth."""
    return lambda truth: truth.get(name) if re.search(r"\d", str(truth.get(name) or "")) else None


def _customer_dv(truth: Mapping[str, Any]) -> Any:
    return _first("customer_dv", "customer_nit_dv")(truth) if _nit("customer_nit")(truth) else None


def _document_type(truth: Mapping[str, Any]) -> Any:
    said = str(truth.get("document_type") or truth.get("document") or "")
    if said == "Invoice":
        return {"05": "documento_soporte", "20": "pos"}.get(str(truth.get("type_code")), "factura")
    return {"CreditNote": "nota_credito", "DebitNote": "nota_debito"}.get(said, said)


TRUTH: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "document_type": _document_type,
    "invoice_number": _first("invoice_number"),
    "issue_date": _first("issue_date"),
    "issue_time": _first("issue_time"),
    "due_date": _first("due_date"),
    "supplier_nit": _nit("supplier_nit"),
    "supplier_dv": _first("supplier_dv", "supplier_nit_dv"),
    "supplier_name": _first("supplier_name"),
    "supplier_address": _first("supplier_address"),
    "supplier_city": _first("supplier_city"),
    "supplier_phone": _first("supplier_phone"),
    "supplier_email": _first("supplier_email"),
    "customer_nit": _nit("customer_nit"),
    "customer_dv": _customer_dv,
    "customer_name": _first("customer_name"),
    "purchase_order": _first("purchase_order", "order_reference"),
    "payment_form": _payment_form,
    "payment_means": _payment_means,
    "currency": _first("currency"),
    "subtotal": _first("subtotal"),
    "discount": _first("discount", "allowance_total"),
    "tax_base": _first("tax_base", "taxed_base", "tax_exclusive"),
    "iva": _iva,
    "inc": _first("inc"),
    "rete_fuente": _withheld("06", "rete_fuente", "retefuente"),
    "rete_iva": _withheld("05", "rete_iva", "reteiva"),
    "rete_ica": _withheld("07", "rete_ica", "reteica"),
    "total": _first("total"),
    "amount_payable": _first("amount_payable", "payable_after_withholding"),
    "cufe": _first("cufe"),
    "resolution_number": _first("resolution_number", "authorization_number"),
}


def kind_of(entry: Mapping[str, Any]) -> str:
    """How the document came: what its entry says, else its suffix. A scan inside a PDF is a scan."""
    said = str(entry.get("kind") or "")
    if said in KINDS:
        return said
    if kind := _BY_SUFFIX.get(Path(entry["file"]).suffix.lower()):
        return kind
    status = str(entry.get("status", ""))
    return next((kind for words, kind in _BY_STATUS if words in status), "image")


# Of layouts: rules are tuned on the first, confidences fitted on the second too, results told of the third.
SPLITS = ("development", "calibration", "test")


def split_of(entry: Mapping[str, Any]) -> str:
    """`development` or `test`; empty for documents that belong to neither."""
    return str(entry.get("split") or "")


def load(folder: Path) -> list[dict[str, Any]]:
    """The entries of a folder's truth.json."""
    entries: list[dict[str, Any]] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return entries


def own_nits(folder: Path) -> frozenset[str]:
    """The buyers of a corpus, whom a reader in use would know: one NIT a line in own_nits.txt."""
    try:
        return frozenset((folder / "own_nits.txt").read_text(encoding="utf-8").split())
    except FileNotFoundError:
        return frozenset()


@dataclass(frozen=True, slots=True)
class Truth:
    """What a file can be held to. `whole` is False for one page of several, whose lines are not judged.

    `besides` is what the total holds beside subtotal, IVA and INC, under names that we have no field for.
    """

    values: Mapping[str, str]
    lines: Sequence[Mapping[str, Any]] = ()
    whole: bool = True
    besides: Decimal = Decimal(0)


def shown_truth(folder: Path, entry: Mapping[str, Any]) -> Truth:
    """The true values in our names; of one page out of several only those that page shows."""
    truth = entry["truth"]
    if kind_of(entry) == "unreadable":
        return Truth({}, whole=False)
    lines = tuple(truth.get("lines") or ())
    values = {name: str(value) for name, find in TRUTH.items() if (value := find(truth)) not in (None, "")}
    page = re.search(r"page (\d+) of (\d+)", str(entry.get("status", "")))
    besides = sum((Decimal(truth[name]) for name in _BESIDES if truth.get(name)), Decimal(0))
    if not page or page.group(2) == "1":
        return Truth(values, lines, besides=besides)
    if shown := entry.get("shows"):
        return Truth({name: value for name, value in values.items() if name in shown}, whole=False)
    whole = folder / "pdf" / (re.sub(r"_p\d+_\w+$", "", Path(entry["file"]).stem) + ".pdf")
    if not whole.exists():
        return Truth(values, lines, besides=besides)
    text = _page_text(whole, int(page.group(1)) - 1)
    return Truth({name: value for name, value in values.items() if _is_shown(name, value, text)}, whole=False)


def _page_text(path: Path, index: int) -> str:
    """The words of one page of the PDF a picture was made from, and of its QR."""
    with open_pages(path.read_bytes(), sniff.PDF) as pages:
        found = qr.find_on_page(pages, index)
        return " ".join(word.text for word in pages.words(index)) + ("\n" + found.text if found else "")


def _is_shown(name: str, value: str, text: str) -> bool:
    if name == "subtotal" and not re.search(r"subtotal|totalbruto|valorbruto", folded(text)):
        # The only item's total is the same figure, but it is not the subtotal.
        return False
    if name in MONEY:
        # Every page has a zero somewhere; only its total block says which one is meant.
        wanted = Decimal(value)
        return bool(wanted) and any(wanted in amount_readings(word) for word in text.split())
    if name in ("supplier_dv", "customer_dv"):
        return False
    return stands_in(name, value, text)
