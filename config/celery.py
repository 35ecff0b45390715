"""The Celery application: a doorbell only, the state of a document lives in its row."""

import os
from typing import Any

import structlog
from celery import Celery
from celery.signals import setup_logging, worker_process_init
from django.dispatch import receiver
from django_structlog.celery.signals import bind_extra_task_metadata
from django_structlog.celery.steps import DjangoStructLogInitStep

from config.embedded.process import die_with_parent
from config.heartbeat import HeartbeatStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

log = structlog.get_logger(__name__)

app = Celery("radica")
app.config_from_object("config.celery_settings")
app.autodiscover_tasks()
app.steps["worker"].update({DjangoStructLogInitStep, HeartbeatStep})


@setup_logging.connect
def keep_our_logging(**_: Any) -> None:
    """Celery would otherwise replace what the settings say about logging."""


@receiver(bind_extra_task_metadata)
def bind_document(task: Any, **_: Any) -> None:
    """Every log line of a task names the task and the document it is about."""
    structlog.contextvars.bind_contextvars(task=task.name)
    if task.request.args:
        structlog.contextvars.bind_contextvars(document_id=task.request.args[0])


@worker_process_init.connect
def prepare_process(**_: Any) -> None:
    """A process of the pool never outlives its worker, and loads the models before the first document comes."""
    die_with_parent()
    warm_up()


def warm_up() -> None:
    # Django is not set up yet when this file is imported.
    from invoices.extraction.errors import ExtractionError
    from invoices.processing import engine_chain

    chain = engine_chain()
    if chain is None:
        return
    try:
        chain.warm_up()
    except ExtractionError as error:
        # XML and native PDF are read all the same; `manage.py check` says what the engine lacks.
        log.warning("engine_not_ready", error=str(error))
