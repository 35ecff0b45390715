"""Celery's settings, with the measured reason for each that is not the default."""

from django.conf import settings

broker_url = settings.BROKER_URL
broker_connection_retry_on_startup = True
# visibility_timeout must be above the hard time limit, or one task runs several times at once;
# the two others turn the silent redelivery sweep of about 100 s into one of 5 s.
broker_transport_options = {
    "visibility_timeout": max(600, 2 * settings.RADICA_TASK_SECONDS),
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 30,
    "socket_keepalive": True,
}
# JSON only: a pickle on the broker is code execution.
accept_content = ["json"]
task_serializer = "json"
task_ignore_result = True
task_acks_late = True
task_reject_on_worker_lost = True
worker_cancel_long_running_tasks_on_connection_loss = True
worker_prefetch_multiplier = 1
worker_max_tasks_per_child = 200
worker_soft_shutdown_timeout = 5
worker_hijack_root_logger = False
# A long scan must not lose the pages already read to the clock: the limit is made of what its pages may take.
task_soft_time_limit = settings.RADICA_TASK_SECONDS
task_time_limit = settings.RADICA_TASK_SECONDS + 30
timezone = settings.TIME_ZONE
beat_schedule = {
    "re-queue what was left behind": {
        "task": "invoices.tasks.sweep",
        "schedule": settings.RADICA_SWEEP_SECONDS,
        "options": {"expires": settings.RADICA_SWEEP_SECONDS},
    },
}
