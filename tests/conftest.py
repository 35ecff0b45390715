"""Fixtures every test may ask for: a real broker, a real worker, a real browser."""

from tests.real.browser import browser, expected_console_errors, log_in, new_page, page
from tests.real.worker import broker, worker

__all__ = ["broker", "browser", "expected_console_errors", "log_in", "new_page", "page", "worker"]
