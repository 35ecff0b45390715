"""Settings for developing and for the demo that `make run` starts."""

from config.embedded import environment

# Before base reads the environment: another terminal finds the servers that `make run` started.
environment.adopt()

from .base import *  # noqa: E402, F403
from .base import env  # noqa: E402

DEBUG = env.bool("DEBUG", default=False)
DEMO_MODE = env.bool("RADICA_DEMO", default=False)
# Only ever used on a developer's machine; production refuses to start without its own.
SECRET_KEY = env.str("SECRET_KEY", default="only-for-development-never-for-production-0000000000")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
# Static files straight from their sources: nothing has to be collected first.
WHITENOISE_USE_FINDERS = True
