"""The Celery application: a doorbell only, the state of a document lives in its row."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("radica")
app.config_from_object("config.celery_settings")
app.autodiscover_tasks()
