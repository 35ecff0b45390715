"""What stands around every page: login, home by role, theme, menus, and not one English word."""

import re

import pytest
from django.urls import reverse

from tests.browser import making

# Words that would betray Django, a library or a programmer. None of them is Spanish.
ENGLISH = re.compile(
    r"\b(the|and|you|your|please|search|save|delete|add|change|view|history|home|log ?in|log ?out|password|welcome|"
    r"home|error|loading|upload|file|files|select|filter|required|submit|cancel|close|next|previous|status|"
    r"username|user|site|admin|password|action|items?|all|none|yes|no results|with|from|this field)\b",
    re.IGNORECASE,
)
# Spanish words that are spelled the same.
SPANISH = {"error", "no"}


def english_on(page) -> list[str]:
    text = page.evaluate("document.body.innerText + ' ' + document.title")
    labels = page.evaluate(
        "[...document.querySelectorAll('[title],[aria-label],[placeholder],[alt]')]"
        ".map(e => [e.title, e.ariaLabel, e.placeholder, e.alt].join(' ')).join(' ')"
    )
    return [word for word in ENGLISH.findall(f"{text} {labels}") if word.lower() not in SPANISH]


def test_a_person_enters_with_name_and_password_and_lands_where_the_work_is(live_server, page, ana):
    page.goto(live_server.url)
    page.get_by_label("Usuario").fill("ana")
    page.get_by_label("Contraseña").fill("clave-de-prueba")
    page.get_by_role("button", name="Entrar").click()
    page.wait_for_url("**/admin/invoices/invoice/**")
    assert page.get_by_role("heading", name="Facturas").is_visible()
    assert page.locator(".mainnav a").all_inner_texts() == ["Por revisar", "Subir", "Buscar"]


def test_a_wrong_password_is_told_in_one_sentence_and_keeps_the_name(live_server, page, ana):
    page.goto(live_server.url + "/admin/login/")
    page.get_by_label("Usuario").fill("ana")
    page.get_by_label("Contraseña").fill("otra")
    page.get_by_role("button", name="Entrar").click()
    assert "El usuario o la contraseña no son correctos" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Usuario").input_value() == "ana"


def test_each_role_has_its_home_and_nobody_lands_on_the_list_of_tables(enter, ana, berta, gloria):
    assert enter(ana).url.endswith("/admin/invoices/invoice/")
    compras = enter(berta)
    assert compras.url.endswith("/admin/invoices/invoice/?lista=bloqueadas")
    assert compras.locator(".mainnav a[aria-current]").inner_text() == "Bloqueadas"
    assert enter(gloria).url.endswith("/buscar/")
    compras.goto(compras.url.split("/admin/")[0] + "/admin/")
    assert "lista=bloqueadas" in compras.url


def test_the_theme_is_remembered_and_follows_the_machine_until_then(enter, ana):
    dark = "rgb(18, 23, 22)"
    page = enter(ana, color_scheme="dark")
    shade = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(shade) == dark
    page.get_by_role("button", name="Cambiar el tema").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.reload()
    assert page.evaluate(shade) != dark
    page.get_by_role("button", name="Cambiar el tema").click()
    page.reload()
    assert page.evaluate(shade) == dark


def test_leaving_by_the_menu(enter, ana):
    page = enter(ana)
    page.locator(".usermenu summary").click()
    page.get_by_role("button", name="Salir").click()
    page.wait_for_url("**/admin/login/**")


PAGES = {
    "ana": ["/admin/invoices/invoice/", "/subir/", "/buscar/", "/admin/password_change/"],
    "berta": [
        "/admin/invoices/invoice/?lista=bloqueadas",
        "/admin/purchasing/purchaseorder/",
        "/admin/purchasing/purchaseorder/add/",
        "/admin/purchasing/supplier/",
        "/admin/purchasing/supplier/add/",
        "/admin/purchasing/obra/",
    ],
    "root": ["/admin/", "/admin/accounts/user/", "/admin/invoices/document/"],
}


@pytest.mark.parametrize("width", [1440, 360])
def test_no_english_word_and_no_page_wider_than_the_screen(enter, ana, berta, width):
    making.company()
    making.invoice()
    blocked = making.invoice(invoice_number="FE-2", purchase_order="OC-77", total=None)
    people = {"ana": ana, "berta": berta, "root": making.person("root", is_superuser=True)}
    missing: list[str] = []
    for name, paths in PAGES.items():
        page = enter(people[name], viewport={"width": width, "height": 800})
        if name == "ana":
            paths = [*paths, reverse("admin:invoices_invoice_change", args=[blocked.pk])]
        if name == "berta":
            paths = [*paths, reverse("admin:invoices_invoice_resolve", args=[blocked.pk])]
        page.on("response", lambda answer: missing.append(answer.url) if answer.status == 404 else None)
        base = page.url.split("/admin/")[0]
        for path in paths:
            page.goto(base + path)
            assert english_on(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), path
    assert missing == []
