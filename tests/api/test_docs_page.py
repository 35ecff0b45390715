"""The documentation page in a real browser, under the strict policy."""

import pytest

from tests.invoices import making

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_page_draws_every_operation_in_spanish_and_breaks_no_policy(live_server, page, log_in):
    log_in(page, making.clerk())
    page.goto(f"{live_server.url}/api/docs/")
    page.get_by_text("Radicar archivos", exact=True).wait_for()
    page.get_by_text("Radicar archivos", exact=True).click()
    page.get_by_role("button", name="Probar").wait_for()
    assert page.get_by_role("button", name="Identificarse").count() >= 1
    for english in ("Authorize", "Try it out", "Parameters", "Responses", "Request body"):
        assert page.get_by_text(english, exact=True).count() == 0


def test_a_request_can_be_tried_from_the_page(live_server, page, log_in):
    log_in(page, making.clerk())
    page.goto(f"{live_server.url}/api/docs/")
    page.get_by_text("Buscar facturas", exact=True).click()
    page.get_by_role("button", name="Probar").click()
    with page.expect_response("**/api/invoices/*") as answer:
        page.get_by_role("button", name="Enviar").click()
    assert answer.value.status == 200
