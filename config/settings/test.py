"""Settings of the test suite: the same PostgreSQL as production, never a stand-in."""

import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES

if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("The tests run on PostgreSQL only: set DATABASE_URL.")

DEBUG = False
SECRET_KEY = "only-for-the-test-suite"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATA_DIR = Path(tempfile.mkdtemp(prefix="radica-test-"))
STORAGES["archive"]["OPTIONS"]["location"] = str(DATA_DIR / "archive")
