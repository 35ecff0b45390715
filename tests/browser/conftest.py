"""Pages with Radica's own people and one order; every page fails on console errors and CSP breaches (tests/real)."""

import pytest
from playwright.sync_api import Page

from accounts.models import User
from tests.browser import making


@pytest.fixture
def ana(live_server) -> User:
    return making.clerk("ana")


@pytest.fixture
def berta(live_server) -> User:
    return making.buyer("berta")


@pytest.fixture
def gloria(live_server) -> User:
    return making.manager("gloria")


@pytest.fixture
def enter(live_server, new_page, log_in):
    """A page of its own for a person, opened at an address: `enter(ana, "/subir/")`."""

    def open_for(person: User, path: str = "/", **options) -> Page:
        page = new_page(**options)
        log_in(page, person)
        page.goto(live_server.url + path)
        return page

    return open_for
