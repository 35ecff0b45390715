"""GET: the list, one invoice, one document; who sees what; hostile parameters."""

import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from guardian.shortcuts import assign_perm

from invoices.models import Invoice
from tests.api.conftest import program_of
from tests.invoices import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_obras():
    """An invoice on an order of NORTE and one on an order of SUR."""
    making.company()
    making.order(number="OC-2", total="2380.00", obra=making.obra("SUR"))
    north = making.invoice(invoice_number="FE-1", purchase_order="OC-1")
    south = making.invoice(
        invoice_number="FE-2",
        purchase_order="OC-2",
        subtotal=Decimal("2000.00"),
        iva=Decimal("380.00"),
        total=Decimal("2380.00"),
    )
    assert (north.obra.code, south.obra.code) == ("NORTE", "SUR")
    return north, south


@pytest.fixture
def limited(two_obras):
    user = making.buyer(limited_to_obras=True)
    assign_perm("work_on_obra", user, two_obras[0].obra)
    return program_of(user)


def numbers(program, **parameters):
    response = program.get("/api/invoices/", parameters)
    assert response.status_code == 200, response.json()
    return [row["invoice_number"] for row in response.json()["results"]]


def test_the_newest_come_first_and_the_cursor_leads_through_all(program, two_obras):
    assert numbers(program) == ["FE-2", "FE-1"]
    first = program.get("/api/invoices/", {"page_size": 1}).json()
    second = program.get(first["next"]).json()
    assert [row["invoice_number"] for row in (*first["results"], *second["results"])] == ["FE-2", "FE-1"]
    assert second["next"] is None
    assert program.get(second["previous"]).json()["results"] == first["results"]


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"number": "FE-1"}, ["FE-1"]),
        ({"number": "FE-3"}, []),
        ({"nit": "900123456"}, ["FE-2", "FE-1"]),
        ({"nit": "900.123.456-8"}, ["FE-2", "FE-1"]),
        ({"nit": "800000000"}, []),
        ({"amount_min": "2000"}, ["FE-2"]),
        ({"amount_max": "2000"}, ["FE-1"]),
        ({"date_from": "2026-03-10", "date_to": "2026-03-10"}, ["FE-2", "FE-1"]),
        ({"date_from": "2026-03-11"}, []),
        ({"obra": "SUR"}, ["FE-2"]),
        ({"supplier": "tornillo"}, ["FE-2", "FE-1"]),
        ({"supplier": "otra"}, []),
        ({"q": "ferreteria"}, ["FE-2", "FE-1"]),
        ({"q": "FE-2"}, ["FE-2"]),
        ({"q": "nada de esto"}, []),
        ({"status": "RECHAZADA"}, []),
        ({"unknown": "x"}, ["FE-2", "FE-1"]),
    ],
)
def test_the_list_is_limited_by_each_filter(program, two_obras, parameters, found):
    assert numbers(program, **parameters) == found


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "nit=1%002",
        "amount_min=1e400",
        "amount_min=99999999999999999999999999",
        "amount_min=NaN",
        "amount_max=Infinity",
        "amount_min=doscientos",
        "date_from=0000-00-00",
        "date_from=2026-02-30",
        "date_to=999999-01-01",
        "status=ABIERTA",
        "cursor=%ff%fe",
        "cursor=nonsense",
        "cursor=cD1hYmM=",  # p=abc
        "cursor=cD05MjIzMzcyMDM2ODU0Nzc1ODA4",  # p=2^63
        "cursor=bz05OTk5OTk5OTk5OTk5OTk5OTk5OQ==",  # o=99999999999999999999
        "q=" + "x" * 5000,
    ],
)
def test_absurd_parameters_are_400_with_a_sentence(program, query):
    response = program.get(f"/api/invoices/?{query}")
    assert response.status_code == 400
    assert response.json()["message"] == "La solicitud no se entiende. Revisa los datos que envías."


@pytest.mark.parametrize(
    "query", ["page_size=0", "page_size=-1", "page_size=9" + "9" * 5000, "page_size=x", "q=%F0%9F"]
)
def test_harmless_nonsense_is_answered_with_the_usual_page(program, two_obras, query):
    assert program.get(f"/api/invoices/?{query}").status_code in {200, 400}


@pytest.mark.parametrize("path", ["invoices", "documents"])
@pytest.mark.parametrize("number", ["1", "x", "9" * 400, "%00", "../../etc/passwd", str(uuid.UUID(int=0))])
def test_what_does_not_exist_is_a_404_or_400_in_our_shape(program, path, number):
    response = program.get(f"/api/{path}/{number}/")
    assert response.status_code in {400, 404}
    assert set(response.json()) == {"code", "message", "fields"}


def test_an_invoice_is_told_whole_each_value_with_its_evidence(program, two_obras):
    body = program.get(f"/api/invoices/{two_obras[0].public_id}/").json()
    assert body["fields"]["total"] == {
        "label": "Total",
        "value": "1190.00",
        "confidence": 0.99,
        "threshold": 0.9,
        "confirmed": False,
        "source": "text",
        "reason": body["fields"]["total"]["reason"],
        "document": body["documents"][0]["document"],
        "member": "",
        "page": None,
        "box": None,
        "suggestions": [],
    }
    assert body["fields"]["issue_date"]["value"] == "2026-03-10"
    assert body["fields"]["cufe"]["value"] is None
    assert body["order"]["number"] == "OC-1"
    assert body["events"][0]["label"] == "Radicada"


def test_a_limited_buyer_finds_and_opens_only_what_is_of_the_own_obras(limited, two_obras):
    north, south = two_obras
    assert numbers(limited) == ["FE-1"]
    assert numbers(limited, obra="SUR") == []
    assert limited.get(f"/api/invoices/{north.public_id}/").status_code == 200
    hidden = limited.get(f"/api/invoices/{south.public_id}/")
    nowhere = limited.get(f"/api/invoices/{uuid.uuid4()}/")
    assert (hidden.status_code, hidden.content) == (nowhere.status_code, nowhere.content) == (404, nowhere.content)


@pytest.mark.parametrize("what", ["", "original/", "pages/0/"])
def test_a_limited_buyer_gets_no_document_of_another_obra(limited, two_obras, what):
    north, south = (invoice.evidence.get().document for invoice in two_obras)
    assert limited.get(f"/api/documents/{south.public_id}/{what}").status_code == 404
    if what != "pages/0/":
        response = limited.get(f"/api/documents/{north.public_id}/{what}")
        assert response.status_code == 200
        response.close()


def test_the_document_tells_only_of_invoices_this_person_sees(program, two_obras):
    document = two_obras[0].evidence.get().document
    body = program.get(f"/api/documents/{document.public_id}/").json()
    assert [found["number"] for found in body["invoices"]] == ["FE-1"]


def test_a_longer_list_costs_no_more_queries(program, two_obras):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            program.get("/api/invoices/")
        return len(queries)

    program.get("/api/invoices/")
    before = cost()
    for number in range(5):
        making.invoice(invoice_number=f"FE-9{number}", purchase_order="")
    assert Invoice.objects.count() == 7
    assert cost() == before <= 12


def test_markup_in_a_document_comes_back_as_text_that_no_browser_runs(program):
    making.company()
    invoice = making.invoice(supplier_name="<script>alert(1)</script>", notes="<img src=x onerror=alert(1)>")
    response = program.get(f"/api/invoices/{invoice.public_id}/")
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.json()["fields"]["supplier_name"]["value"] == "<script>alert(1)</script>"


def test_the_api_speaks_json_whatever_is_asked_for(program):
    response = program.get("/api/invoices/", headers={"accept": "text/html"})
    assert response.headers["Content-Type"] == "application/json"
    assert program.get("/api/nada/").json()["code"] == "not_found"
    assert program.delete("/api/invoices/").json()["code"] == "method_not_allowed"
