"""Settings of the test suite: the same PostgreSQL as production, never a stand-in."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config import logs

from .base import *  # noqa: F403
from .base import CACHES, DATA_DIR, DATABASES, STORAGES, env

if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("The tests run on PostgreSQL only: set DATABASE_URL.")

DEBUG = False
SECRET_KEY = "only-for-the-test-suite"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The run's own folder, made by tests/plugin.py and handed to the processes that tests start.
DATA_DIR = Path(env.str("RADICA_TEST_DIR", default=str(DATA_DIR / "test")))
MEDIA_ROOT = DATA_DIR / "media"
# Static files straight from their sources: nothing is collected for a test run.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# Tests that need a broker start one (tests/real/worker.py); the others ring a bell nobody hears.
BROKER_URL = env.str("BROKER_URL", default="memory://")
STORAGES["archive"]["OPTIONS"]["location"] = str(DATA_DIR / "archive")
LOGGING = logs.configure(folder=None, json=False)
CACHES["pages"]["LOCATION"] = str(DATA_DIR / "cache" / "pages")
