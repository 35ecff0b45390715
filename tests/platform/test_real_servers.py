"""The test bench itself: a real worker that dies, and a real browser that complains."""

from playwright.sync_api import Page

from config.celery import app


def test_a_worker_killed_with_sigkill_can_be_started_again(worker):
    worker.start(beat=False)
    assert app.control.inspect(timeout=10, limit=1).ping()
    worker.kill9()
    assert not worker.alive
    worker.start(beat=False)
    assert app.control.inspect(timeout=10, limit=1).ping()


def test_a_refused_address_is_heard_from_the_console_and_can_be_expected(
    live_server, page: Page, expected_console_errors: list[str]
):
    expected_console_errors.append("404")
    page.goto(live_server.url + "/no-existe/")
    assert page.evaluate("navigator.language") == "es-CO"
