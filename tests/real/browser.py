"""A real Chromium in Spanish. A test fails on any console error, script error or breach of the CSP.

def test_the_queue(live_server, page, log_in, ana):
    log_in(page, ana)
    page.goto(live_server.url)
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium (or the one named in CHROMIUM), one for the whole run."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.fail("Chromium is missing: sudo apt-get install chromium, or name it in the variable CHROMIUM.")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def expected_console_errors() -> list[str]:
    """Append a part of a console message that this test provokes on purpose, such as "403"."""
    return []


@pytest.fixture
def new_page(browser: Browser, expected_console_errors: list[str]) -> Iterator[Callable[..., Page]]:
    """Open a page of its own person: `new_page(viewport={"width": 360, "height": 740}, color_scheme="dark")`."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_page(**options: Any) -> Page:
        defaults = {
            "locale": "es-CO",
            "timezone_id": "America/Bogota",
            "viewport": {"width": 1440, "height": 900},
            "accept_downloads": True,
        }
        context = browser.new_context(**{**defaults, **options})
        context.set_default_timeout(15_000)
        contexts.append(context)
        opened = context.new_page()
        opened.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
        opened.on("pageerror", lambda error: problems.append(str(error)))
        return opened

    yield open_page
    for context in contexts:
        context.close()
    unexpected = [said for said in problems if not any(part in said for part in expected_console_errors)]
    assert not unexpected, "the browser complained:\n" + "\n".join(unexpected)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def log_in(live_server: Any) -> Callable[[Page, Any], None]:
    """Give a page the session of somebody, without the login form."""

    def log_in_as(page: Page, person: Any) -> None:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return log_in_as
