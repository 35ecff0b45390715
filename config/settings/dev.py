"""Settings for developing and for the demo that `make run` starts."""

from .base import *  # noqa: F403
from .base import env

DEBUG = env.bool("DEBUG", default=False)
DEMO_MODE = env.bool("RADICA_DEMO", default=False)
# Only ever used on a developer's machine; production refuses to start without its own.
SECRET_KEY = env.str("SECRET_KEY", default="only-for-development-never-for-production-0000000000")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
