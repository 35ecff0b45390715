"""The log: shared by processes, rotated without losing a line, and silent about local values."""

import json
import logging
import logging.config
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from django.conf import settings as django_settings

from config import logs
from config.celery import bind_document

PROJECT = Path(__file__).parent.parent.parent


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    logging.config.dictConfig(logs.configure(folder=tmp_path, json=False))
    yield tmp_path / "radica.log"
    structlog.contextvars.clear_contextvars()
    logging.config.dictConfig(django_settings.LOGGING)


def lines(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_a_line_is_json_with_what_is_bound_to_the_task(log_file: Path):
    class Task:
        name = "invoices.tasks.extract_document"
        request = type("Request", (), {"args": (42,)})

    bind_document(Task)
    structlog.get_logger("radica.test").info("document_read", pages=3)
    line = lines(log_file)[-1]
    assert (line["event"], line["document_id"], line["pages"]) == ("document_read", 42, 3)
    assert line["task"] == "invoices.tasks.extract_document"


def test_the_standard_library_s_lines_carry_the_bound_values_too(log_file: Path):
    structlog.contextvars.bind_contextvars(request_id="abc")
    logging.getLogger("some.library").warning("it is %s", "late")
    assert lines(log_file)[-1]["request_id"] == "abc"
    assert lines(log_file)[-1]["event"] == "it is late"


def test_a_traceback_shows_no_local_values(log_file: Path, capfd):
    def fails() -> None:
        password = "top" + "secret" + "value"
        raise ValueError(len(password))

    try:
        fails()
    except ValueError:
        structlog.get_logger("radica.test").exception("it_failed")
    assert "ValueError" in lines(log_file)[-1]["exception"]
    assert "topsecretvalue" not in log_file.read_text()
    assert "topsecretvalue" not in capfd.readouterr().err


def test_the_schedule_s_routine_is_dropped_and_its_failure_is_not(log_file: Path):
    log = structlog.get_logger("radica.test")
    log.info("task_succeeded", task="invoices.tasks.sweep")
    log.error("task_failed", task="invoices.tasks.sweep")
    log.info("task_succeeded", task="invoices.tasks.extract_document")
    assert [line["event"] for line in lines(log_file)] == ["task_failed", "task_succeeded"]


WRITER = """
import logging, sys
from config.logs import SharedRotatingFile
handler = SharedRotatingFile(sys.argv[1], largest=1000, kept=50)
log = logging.getLogger("writer"); log.addHandler(handler); log.setLevel("INFO")
for number in range(300):
    log.info("%s %s", sys.argv[2], number)
"""


def test_processes_that_rotate_the_same_file_lose_no_line(tmp_path: Path):
    file = tmp_path / "radica.log"
    names = ("one", "two", "three")
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(file), name], cwd=PROJECT) for name in names]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    written = [line for part in tmp_path.glob("radica.log*") for line in part.read_text().splitlines()]
    assert sorted(written) == sorted(f"{name} {number}" for name in names for number in range(300))
    assert len(list(tmp_path.glob("radica.log.[0-9]*"))) > 1


def test_a_folder_that_cannot_be_written_means_the_terminal_only(tmp_path: Path):
    (tmp_path / "file").touch()
    configured = logs.configure(folder=tmp_path / "file" / "logs", json=True)
    assert list(configured["handlers"]) == ["terminal"]
