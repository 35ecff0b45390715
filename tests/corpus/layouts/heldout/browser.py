"""HTML to PDF by Chromium, in a child process that lives as long as this one. Without a Chromium these layouts are left out.

A process of its own because two drivers of a browser do not get along in one, and the tests of the screens have theirs.
"""

import atexit
import base64
import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parents[2] / "fonts"
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]


def program() -> str | None:
    """Debian's Chromium, or the one named in CHROMIUM; None when there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _PROGRAMS)), None)


def has_fonts() -> bool:
    """Whether the fonts are there that the HTML layouts name; with others a document of a seed is another document."""
    lister = shutil.which("fc-list")
    return bool(lister and subprocess.run([lister, "Liberation Sans"], capture_output=True, check=False).stdout)


def print_html(html: str, *, size: tuple[float, float], foot: str = "") -> bytes:
    """The PDF; a height of 0 cuts the paper below the last line. Raises when something is wider than the paper."""
    child = _printer()
    assert child.stdin and child.stdout
    child.stdin.write(json.dumps({"html": html, "size": size, "foot": foot}) + "\n")
    child.stdin.flush()
    answer = json.loads(child.stdout.readline() or '{"error": "the browser is gone"}')
    if "error" in answer:
        raise ValueError(answer["error"])
    return base64.b64decode(answer["pdf"])


@cache
def _printer() -> subprocess.Popen[str]:
    command = [sys.executable, __file__]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    atexit.register(_close, child)
    return child


def _close(child: subprocess.Popen[str]) -> None:
    child.communicate()


def _serve() -> None:
    """The child: a page for each line it is sent."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=_FLAGS)
        for line in sys.stdin:
            page = browser.new_page()
            try:
                answer = {"pdf": base64.b64encode(_print(page, **json.loads(line))).decode()}
            except (ValueError, Error) as error:
                answer = {"error": str(error)}
            finally:
                page.close()
            print(json.dumps(answer), flush=True)
        browser.close()


def _print(page: Any, *, html: str, size: tuple[float, float], foot: str) -> bytes:
    width, height = size
    page.set_viewport_size({"width": round(width / 0.75), "height": 900})
    page.emulate_media(media="print")
    page.set_content(html)
    page.evaluate("document.fonts.ready.then(() => true)")
    wide, high = page.evaluate("[document.documentElement.scrollWidth, document.body.scrollHeight]")
    if wide > width / 0.75 + 2:
        raise ValueError(f"{wide - width / 0.75:.0f} pixels wider than the paper")
    paper = {"width": f"{width / 72}in", "height": f"{(height or high * 0.75 + 20) / 72}in"}
    shown = {"display_header_footer": True, "header_template": "<span></span>", "footer_template": foot} if foot else {}
    pdf: bytes = page.pdf(**paper, **shown, print_background=True)
    return pdf


if __name__ == "__main__":
    _serve()
