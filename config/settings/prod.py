"""Settings of production. It does not start half-configured: all that is missing is named at once."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import logs

from .base import *  # noqa: F403
from .base import LOG_DIR, LOG_LEVEL, RADICA_BASE_URL, STORAGES, env

DEBUG = False
DEMO_MODE = False

_REQUIRED = {
    "SECRET_KEY": "a random text of 50 characters or more, kept secret",
    "ALLOWED_HOSTS": "the host names of the site, separated by commas",
    "DATABASE_URL": "postgres://user:password@host/name",
    "BROKER_URL": "redis://host:6379/0",
    "RADICA_BASE_URL": "https://radica.example.co, as mails and exports name this site",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the sender of mails, such as Radica <radica@example.co>",
}


def _problems() -> list[str]:
    missing = [f"{name} is missing: {what}" for name, what in _REQUIRED.items() if not env.str(name, default="")]
    secret = env.str("SECRET_KEY", default="")
    if secret and (len(secret) < 50 or len(set(secret)) < 5 or secret.startswith("only-for-")):
        missing.append("SECRET_KEY is too short or not random")
    if "*" in env.list("ALLOWED_HOSTS", default=[]):
        missing.append("ALLOWED_HOSTS must name the hosts, not *")
    base = env.str("RADICA_BASE_URL", default="")
    if base and urlsplit(base).scheme != "https":
        missing.append("RADICA_BASE_URL must begin with https://")
    if env.bool("RADICA_DEMO", default=False):
        missing.append("RADICA_DEMO is set: demo users and demo data belong on a developer's machine")
    return missing


if _found := _problems():
    raise ImproperlyConfigured("Production cannot start:\n- " + "\n- ".join(_found))

SECRET_KEY = env.str("SECRET_KEY")
# While a key is being replaced, sessions signed with the old one stay valid.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")

# nginx ends TLS and tells so in this header, which it overwrites when a visitor sends it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# Health probes come from this machine, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SILENCED_SYSTEM_CHECKS = [
    # Preloading binds the whole registered domain for years: the decision of its owner, not of one site.
    "security.W021",
]
RADICA_PROXIES = env.int("RADICA_PROXIES", default=1)
CSRF_TRUSTED_ORIGINS = [RADICA_BASE_URL]

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# The prefix makes browsers refuse a cookie of this name from a sister domain or without TLS.
SESSION_COOKIE_NAME = "__Host-radica"

# Names with their hash, so that browsers keep them for ever and see a new version at once.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"

LOGGING = logs.configure(folder=LOG_DIR, json=True, level=LOG_LEVEL)
