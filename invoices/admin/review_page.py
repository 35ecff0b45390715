"""The review page: shows one invoice, and hands what a person did there to review.py.

A page that could not be saved comes back with everything that was typed still in it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.people import who
from invoices import errors, history, review
from invoices.access import visible_invoices
from invoices.admin import queue, review_form
from invoices.admin.comparison import compare
from invoices.admin.evidence import evidence_of
from invoices.admin.review_fields import groups_of, place_of, worst_first
from invoices.admin.review_form import Typed
from invoices.checking import is_doubtful
from invoices.fields import BY_NAME, FIELDS
from invoices.models import FieldReading, Invoice, InvoiceLine
from invoices.suggestions import suggestions_for

Status = Invoice.Status
MOST_EVENTS = 200


def review_page(request: HttpRequest, invoice_id: int) -> HttpResponse:
    invoice = _find(request, invoice_id)
    if request.method == "POST":
        return _submit(request, invoice)
    return _show(request, invoice)


def _find(request: HttpRequest, invoice_id: int) -> Invoice:
    invoice = (
        visible_invoices(who(request))
        .select_related("supplier", "order__supplier", "order__obra", "obra", "empresa")
        .filter(pk=invoice_id)
        .first()
    )
    if invoice is None:
        raise Http404
    return invoice


# --- what a person did --------------------------------------------------------------------


def _submit(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    typed = review_form.read(request.POST)
    if "use" in request.POST:
        # A suggestion taken where no script fills it in: shown in its field, saved with everything else.
        return _show(request, invoice, typed=review_form.with_suggestion(typed, request.POST["use"]))
    try:
        words, go_on = _do(request, invoice.pk, typed)
    except errors.StaleVersion as stale:
        return _show(request, _find(request, invoice.pk), typed=typed, stale=stale, status=409)
    except errors.InvalidValue as invalid:
        return _show(request, invoice, typed=typed, invalid=invalid, status=422)
    except errors.CannotApprove as refusal:
        # What was typed is saved by now, only the approval was refused.
        fresh = _find(request, invoice.pk)
        return _show(request, fresh, refused="No se puede aprobar todavía", reasons=refusal.reasons, status=409)
    except errors.WorkError as error:
        fresh = _find(request, invoice.pk)
        late = typed if fresh.version == typed.version else None
        return _show(
            request, fresh, typed=late, refused=error.sentence, status=403 if error.code == "not_allowed" else 422
        )
    messages.success(request, words)
    return redirect(_next_address(request, invoice.pk) if go_on else _address(request, invoice.pk))


def _do(request: HttpRequest, pk: int, typed: Typed) -> tuple[str, bool]:
    """Save what was typed, then do what the button says. Returns the words and whether to go on to the next."""
    version = typed.version
    if typed.action == "reopen":
        return _decide(request, pk, typed.action, version)
    if not typed.nothing:
        saved = review.correct(
            pk,
            changes=typed.changes,
            lines=list(typed.lines) if typed.lines_changed else None,
            confirmed=set(typed.confirmed),
            by=who(request),
            version=version,
        )
        version = saved.version
    if typed.action == "save":
        return "No había nada nuevo que guardar." if typed.nothing else "Guardado.", False
    return _decide(request, pk, typed.action, version)


def _decide(request: HttpRequest, pk: int, action: str, version: int) -> tuple[str, bool]:
    said = request.POST
    common: dict[str, Any] = {"by": who(request), "version": version}
    actions: Mapping[str, tuple[Callable[[], Invoice], str, bool]] = {
        "approve": (lambda: review.approve(pk, **common), "Aprobada: {}.", True),
        "reject": (lambda: review.reject(pk, reason=said.get("reject_reason", ""), **common), "Rechazada: {}.", True),
        "block": (
            lambda: review.block(pk, reason=said.get("block_reason", ""), **common),
            "Bloqueada: {}. Compras ya tiene el aviso.",
            True,
        ),
        "postpone": (
            lambda: review.postpone(
                pk, until=_until(said.get("until", "")), reason=said.get("postpone_reason", ""), **common
            ),
            "Pospuesta: {}.",
            True,
        ),
        "reopen": (lambda: review.reopen(pk, reason=said.get("reopen_reason", ""), **common), "Reabierta: {}.", False),
    }
    if action not in actions:
        raise errors.WrongState("Esa acción no existe. Usa los botones de la página.")
    act, words, go_on = actions[action]
    invoice = act()
    return words.format(str(invoice)), go_on


def _until(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise errors.InvalidValue({"until": "Elige hasta qué día se pospone."}) from None


def _address(request: HttpRequest, pk: int) -> str:
    return f"{reverse('admin:invoices_invoice_change', args=[pk])}?lista={_tab(request)}"


def _next_address(request: HttpRequest, pk: int) -> str:
    """The next of the list this person works through, or the list when it was the last."""
    tab = _tab(request)
    following = queue.invoices_in(who(request), tab).exclude(pk=pk).values_list("pk", flat=True)
    after = request.POST.get("next", "")
    if after.isascii() and after.isdigit() and len(after) < 19 and int(after) in set(following[:1000]):
        return _address(request, int(after))
    first = following.first()
    return _address(request, first) if first else f"{reverse('admin:invoices_invoice_changelist')}?lista={tab}"


def _tab(request: HttpRequest, invoice: Invoice | None = None) -> str:
    """The list the person came from, kept in a hidden field; else the one the invoice stands in."""
    name = request.POST.get("lista") or request.GET.get("lista") or ""
    tab = queue.BY_TAB.get(name)
    if tab is not None and not tab.documents:
        return name
    return (queue.tab_of(invoice) if invoice else "") or "revisar"


# --- what a person sees -----------------------------------------------------------------------


def _show(
    request: HttpRequest,
    invoice: Invoice,
    *,
    typed: Typed | None = None,
    stale: errors.StaleVersion | None = None,
    invalid: errors.InvalidValue | None = None,
    refused: str = "",
    reasons: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    user = who(request)
    readings = list(FieldReading.objects.filter(invoice=invoice).order_by("pk"))
    findings = list(invoice.findings.select_related("accepted_by"))
    lines = list(invoice.lines.select_related("order_line"))
    cells = [review_form.shown_line(line) for line in lines]
    problems = dict(invalid.fields) if invalid else {}
    paper = evidence_of(invoice, readings, lines)
    comparison = compare(invoice, lines)
    open_ = invoice.status not in (Status.APROBADA, Status.RECHAZADA)
    editable = open_ and user.has_perm("invoices.review_invoice")
    tab = _tab(request, invoice)
    groups = groups_of(
        invoice,
        readings,
        findings,
        typed=typed.changes if typed else None,
        errors=problems,
        theirs=_theirs(request, invoice) if stale else None,
        confirmed=tuple(typed.confirmed) if typed else (),
        offers=suggestions_for(invoice, readings, findings, by=user) if editable else {},
    )
    context = {
        "title": str(invoice),
        "invoice": invoice,
        "tab": tab,
        "groups": groups,
        "kinds": Invoice.Kind.choices,
        "findings": worst_first(findings),
        "rows": _rows(lines, cells, comparison, typed, problems),
        "lines": lines,
        "initial": review_form.initial_of(invoice, cells),
        "typed_confirmed": typed.confirmed if typed else (),
        "comparison": comparison,
        "events": _events(invoice),
        "pages": paper.pages,
        "sheet": paper.sheet,
        "files": paper.files,
        "places": _places(readings, lines, paper.pages),
        "doubts": sum(1 for one in readings if one.current and is_doubtful(one)),
        "neighbours": queue.neighbours(user, tab, invoice.pk),
        "editable": editable,
        "can_approve": open_ and user.has_perm("invoices.approve_invoice"),
        "can_reopen": not open_ and user.has_perm("invoices.approve_invoice"),
        "can_resolve": open_ and invoice.status == Status.BLOQUEADA and user.has_perm("invoices.resolve_invoice"),
        "postponed": queue.tab_of(invoice) == "pospuestas",
        "tomorrow": timezone.localdate() + timedelta(days=1),
        "stale": stale,
        "refused": refused or _refusal(problems),
        "reasons": reasons or tuple(words for name, words in problems.items() if name not in BY_NAME),
        **_lines_state(readings),
    }
    return render(request, "invoices/review.html", context, status=status)


def _places(
    readings: list[FieldReading], lines: list[InvoiceLine], pages: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Where on which page each field and each line stands. A person's value stands where the machine read it."""
    places: dict[str, Any] = {}
    for one in sorted(readings, key=lambda reading: reading.current):
        if (place := place_of(one)) and (one.current or one.name not in places):
            places[one.name] = place
    if pages:
        home = {"document": pages[0]["document"], "member": pages[0]["member"]}
        places |= {
            f"line-{line.position}": {**home, "page": line.page, "box": line.box}
            for line in lines
            if line.page is not None and line.box
        }
    return places


def _refusal(problems: Mapping[str, str]) -> str:
    if not problems:
        return ""
    many = len(problems)
    return "No se guardó: hay un dato que corregir." if many == 1 else f"No se guardó: hay {many} datos que corregir."


def _theirs(request: HttpRequest, invoice: Invoice) -> dict[str, str]:
    """What is saved by now in the fields this person changed and somebody else changed too."""
    was = review_form.initial_fields(request.POST)
    now = review_form.shown_values(invoice)
    mine = {field.name: request.POST.get(field.name, "").strip() for field in FIELDS}
    return {
        name: now[name] or "vacío"
        for name in now
        if name in was and now[name] != was[name] and mine[name] != was[name] and mine[name] != now[name]
    }


def _lines_state(readings: list[FieldReading]) -> dict[str, Any]:
    one = next((reading for reading in readings if reading.current and reading.name == "lines"), None)
    if one is None:
        return {}
    return {
        "lines_doubtful": is_doubtful(one),
        "lines_source": (one.source, one.get_source_display()),
        "lines_reason": one.reason or "La lectura de las líneas no es segura. Compáralas con la imagen.",
    }


def _rows(
    lines: list[InvoiceLine],
    cells: list[dict[str, str]],
    comparison: Any,
    typed: Typed | None,
    problems: Mapping[str, str],
) -> list[dict[str, Any]]:
    """The rows of the grid: what is kept, or what was typed when that could not be saved."""
    notes = {
        pair.invoiced.pk: pair.differences
        for pair in (comparison.pairs if comparison else ())
        if pair.invoiced is not None and pair.level == "warning"
    }
    if typed is not None and typed.lines_changed:
        return [
            {
                "position": index + 1,
                "cells": row,
                "error": _problem(problems, index),
                "bad": bool(_problem(problems, index)),
            }
            for index, row in enumerate(typed.lines)
        ]
    return [
        {"position": line.position, "cells": row, "notes": notes.get(line.pk, ())}
        for line, row in zip(lines, cells, strict=True)
    ]


def _problem(problems: Mapping[str, str], index: int) -> str:
    return " ".join(words for name, words in problems.items() if name.startswith(f"lines.{index}."))


def _events(invoice: Invoice) -> list[dict[str, Any]]:
    """The history, newest first, with values the way the page writes them."""
    return [
        {
            "at": event.at,
            "what": event.get_kind_display(),
            "by": event.by,
            "note": event.note,
            "label": history.label_of(event.field),
            "before": _in_words(event.field, event.before),
            "after": _in_words(event.field, event.after),
        }
        for event in invoice.events.select_related("by").order_by("-pk")[:MOST_EVENTS]
    ]


def _in_words(name: str, value: str) -> str:
    from_catalogue = BY_NAME.get(name)
    return review_form.machine_value(from_catalogue, value) if from_catalogue else value
