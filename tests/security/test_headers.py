"""Every address answers with the headers that keep a browser from doing harm, and to nonsense with a 4xx."""

import itertools
import re

import pytest

from tests import url_map
from tests.invoices import making
from tests.test_access_matrix import TABLE, path_of, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "img-src 'self' data: blob:",
}


@pytest.fixture
def admin(client):
    client.force_login(making.person("jefa", is_superuser=True))
    return client


def test_every_address_carries_the_headers(world, admin):
    for route in url_map.routes():
        path = path_of(route, world.own)
        response = admin.get(path)
        if response.streaming:
            response.getvalue()
        headers = response.headers
        if not path.startswith("/documentos/") or response.status_code != 200:
            policy = set(headers["Content-Security-Policy"].split("; "))
            assert policy == POLICY or "sandbox" in policy, path
        assert "unsafe" not in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert headers["X-Frame-Options"] == "DENY", path
        assert "camera=(self)" in headers["Permissions-Policy"], path
        kept = headers["Cache-Control"]
        assert "no-store" in kept or kept == "private, no-cache" or route == "admin/jsi18n/", f"{path}: {kept}"


def test_no_page_has_an_inline_script_or_style(world, admin):
    for route in url_map.routes():
        response = admin.get(path_of(route, world.own))
        if response.streaming:
            response.getvalue()
            continue
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        page = response.content.decode()
        assert " style=" not in page, route
        assert "<style" not in page, route
        assert not [part for part in page.split("<script")[1:] if not inert(part)], route
        assert "javascript:" not in page, route
        assert not re.findall(r"<[^>]* on\w+=", page), route
        loaded = re.findall(r'(?:src|action|rel="stylesheet" href)="https?://([^/"]+)', page)
        assert set(loaded) <= {"testserver"}, route


def inert(script: str) -> bool:
    """A script from our own server, or data that no browser runs."""
    head = script.partition(">")[0]
    return 'src="/' in head or 'type="application/json"' in head


NONSENSE = [
    "?q=%00",
    "?q=a%00b",
    "?%00=1",
    "?q=%ED%A0%80",
    "?q=" + "9" * 400,
    "?p=99999999999999999999",
    "?p=-1",
    "?e=1",
    "?o=99999999999999999999.1",
    "?id__exact=9223372036854775808",
    "?id__in=%00",
    "?all=1",
    "?desde=99999999999999999999&sigue=99999999999999999999&lista=nada",
    "?monto_desde=1e999&monto_hasta=NaN&nit=99999999999999999999999999",
    "?obra=9223372036854775808&proveedor=-1&estado=nada&orden=nada&tipo=%F0%9F",
    "?obra=" + "9" * 5000,
    "?obra=%C2%B2&empresa=%C2%B2&proveedor=%C2%B2&desde=%C2%B2&sigue=%C2%B2",
    "?id=not-a-uuid&id=" + "9" * 5000,
    "?member=" + "../" * 200,
    "?size=9223372036854775808",
    "?app_label=purchasing&model_name=obra&field_name=empresa&term=%00",
]


KEYS = ["9223372036854775808", "9" * 5000, "-1", "x", "1%00", "_5F", "1e5", "%ED%A0%80"]
VALUES = ["\0", "9" * 5000, "\ud7ff\U0010ffff", "-9223372036854775809", "1e999999"]


def test_no_list_answers_nonsense_with_an_error_of_ours(world, admin):
    # Pages of one object read no parameters but these.
    reading = ("documentos/", "api/", "buscar/", "admin/invoices/")
    lists = [route for route in TABLE if not url_map.has_blanks(route) or route.startswith(reading)]
    for address in [path_of(route, world.own) + nonsense for route in lists for nonsense in NONSENSE]:
        response = admin.get(address)
        if response.streaming:
            response.getvalue()
        assert response.status_code < 500, address
        assert response.status_code == 400 or "%00" not in address, address


def test_no_object_page_answers_an_absurd_key_with_an_error_of_ours(world, admin):
    bound = [route for route in TABLE if "<path:object_id>" in route or "<id>" in route]
    for route, key in itertools.product(bound, KEYS):
        path = "/" + route.replace("<path:object_id>", key).replace("<id>", key).replace("<path:content_type_id>", key)
        assert admin.get(path).status_code < 500, path
        assert admin.post(path).status_code < 500, path


def test_no_form_answers_nonsense_with_an_error_of_ours(world, admin):
    names = ("action", "version", "name", "nit", "number", "total", "date", "obra", "empresa", "supplier", "reason")
    names += ("username", "password", "_selected_action", "index", "until", "order", "q", "user", "line-0-total")
    for route, value in itertools.product(TABLE, VALUES):
        if route not in {"admin/logout/", "api/schema/"}:
            response = admin.post(path_of(route, world.own), dict.fromkeys(names, value))
            assert response.status_code < 500, f"{path_of(route, world.own)} {value[:20]!r}"
