"""Settings common to every environment. What may differ comes from environment variables."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import environ

from config import logs

from .archive import archive_storage

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
environ.Env.read_env(BASE_DIR / ".env", overwrite=False)

# Where originals, logs and the embedded servers keep their data.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data"))).resolve()

DEMO_MODE = False

INSTALLED_APPS = [
    "config.apps.RadicaConfig",
    "accounts",
    "purchasing",
    "invoices",
    "config.admin.RadicaAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    # So that form widgets can be drawn by templates/ (FORM_RENDERER below).
    "django.forms",
    "guardian",
    "rest_framework",
    "rest_framework.authtoken",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "csp",
    "django_structlog",
]

MIDDLEWARE = [
    # First: a probe comes without TLS, without a login and with any Host header.
    "config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.headers.PrivacyHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.refusals.RefuseNul",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.sessions.SessionLimits",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Last, as django-axes asks, so that a locked login is answered before any view.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.shell",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.db("DATABASE_URL", default="postgres://radica@/radica")}
DATABASES["default"].setdefault("CONN_MAX_AGE", 600)
DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
DATABASES["default"].setdefault("ATOMIC_REQUESTS", False)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people -------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.demo.RefuseDemoPeople",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "admin:login"
# No anonymous row: permissions are only ever asked of people who are logged in.
ANONYMOUS_USER_NAME = None

# Proxies of ours in front of the site: how many entries of X-Forwarded-For are to be believed.
RADICA_PROXIES = env.int("RADICA_PROXIES", default=0)
# Wrong passwords: five by one person from one address, then the two wider nets, see accounts/lockout.py.
AXES_HANDLER = "accounts.lockout.CountedLogins"
AXES_CLIENT_IP_CALLABLE = "accounts.lockout.client_ip"
AXES_USERNAME_CALLABLE = "accounts.lockout.typed_username"
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked_response"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# A password typed into the wrong box must not land in the log.
AXES_SENSITIVE_PARAMETERS = ["password", "username"]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
RADICA_LOGIN_LIMIT_PER_PERSON = 20
RADICA_LOGIN_LIMIT_PER_ADDRESS = 50
# Clerks work all day in it: two hours without a sign of life, twelve hours in all.
RADICA_SESSION_IDLE_SECONDS = env.int("RADICA_SESSION_IDLE_SECONDS", default=2 * 60 * 60)
RADICA_SESSION_ABSOLUTE_SECONDS = env.int("RADICA_SESSION_ABSOLUTE_SECONDS", default=12 * 60 * 60)
SESSION_COOKIE_AGE = RADICA_SESSION_ABSOLUTE_SECONDS
SESSION_COOKIE_NAME = "radica"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# --- the API --------------------------------------------------------------------
REST_FRAMEWORK = {
    # No basic auth: a password is only ever typed on the login page, behind its lockout.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "config.api.SpanishToken",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "config.api.SpanishJson",
    "DEFAULT_PAGINATION_CLASS": "config.api.ByCursor",
    "DEFAULT_THROTTLE_CLASSES": ["config.api.PersonThrottle", "config.api.UploadThrottle"],
    "DEFAULT_SCHEMA_CLASS": "config.api_schema.DocumentedErrors",
    "EXCEPTION_HANDLER": "config.api.exception_handler",
    # A text that no browser takes for markup, whatever the invoice says.
    "COMPACT_JSON": True,
    "COERCE_DECIMAL_TO_STRING": True,
}
RADICA_API_REQUESTS_PER_MINUTE = env.int("RADICA_API_REQUESTS_PER_MINUTE", default=600)
RADICA_API_UPLOADS_PER_MINUTE = env.int("RADICA_API_UPLOADS_PER_MINUTE", default=60)
SPECTACULAR_SETTINGS = {
    "TITLE": "API de Radica",
    "DESCRIPTION": (
        "Radica recibe facturas de proveedores y las archiva. Con esta API otro programa puede radicar archivos, "
        "preguntar si ya se leyeron y consultar las facturas que tu usuario puede ver.\n\n"
        "Cada solicitud lleva la cabecera `Authorization: Token <clave>`; la clave la entrega el administrador. "
        "Los errores tienen siempre la misma forma: `code` para programas, `message` para personas y `fields` "
        "con los parámetros que hay que corregir."
    ),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    # Files are bytes on their way in.
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.api_schema.without_docstrings",
    ],
    "ENUM_NAME_OVERRIDES": {
        "DocumentStateEnum": "invoices.models.Document.State",
        "InvoiceStatusEnum": "invoices.models.Invoice.Status",
        "DocumentTypeEnum": "invoices.models.Invoice.Kind",
        "SourceEnum": "invoices.models.Source",
        "SeverityEnum": "invoices.models.Severity",
        "EventKindEnum": "invoices.models.InvoiceEvent.Kind",
    },
}

# --- what the browser may do ----------------------------------------------------
# No inline script, no inline style, no other host; data: and blob: only for pictures a page made itself.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

# --- language -----------------------------------------------------------------
# Not "es-co": Django's own catalogue for it has holes, and every hole would be an English word on a page.
# How Colombia writes dates and numbers stands in config/formats.
LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español (Colombia)")]
TIME_ZONE = "America/Bogota"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["config.formats"]

# --- files --------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
    # Originals by SHA-256. No URL: they are served through a permission check only.
    "archive": archive_storage(env, DATA_DIR),
}

CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Page images that can be drawn again at any time; see invoices/page_images.py.
    "pages": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA_DIR / "cache" / "pages"),
        "TIMEOUT": 30 * 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}

# --- documents: budgets before anything is decoded ------------------------------
RADICA_MAX_UPLOAD_BYTES = 10 * 1024 * 1024
RADICA_MAX_FILES_PER_UPLOAD = 50
DATA_UPLOAD_MAX_NUMBER_FILES = RADICA_MAX_FILES_PER_UPLOAD
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "config.refusals.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Reading engines in the order they are tried; dotted paths, as Django's caches.
# Seconds a page may take. A smaller machine than two cores needs more, or its pages go to the weaker engine.
RADICA_ENGINE_TIMEOUT = env.float("RADICA_ENGINE_TIMEOUT", default=10.0)
RADICA_ENGINES = {
    "rapidocr": {
        "BACKEND": "invoices.extraction.engines.rapidocr.RapidOcrEngine",
        "TIMEOUT": RADICA_ENGINE_TIMEOUT,
    },
    "tesseract": {
        "BACKEND": "invoices.extraction.engines.tesseract.TesseractEngine",
        "TIMEOUT": RADICA_ENGINE_TIMEOUT,
    },
    # The paid ones: dollars a page, and how many dollars a month before they refuse.
    "google_vision": {
        "BACKEND": "invoices.extraction.engines.google_vision.GoogleVisionEngine",
        "TIMEOUT": RADICA_ENGINE_TIMEOUT,
        "PRICE": str(env("RADICA_GOOGLE_VISION_PRICE", cast=Decimal, default="0.0015")),
        "MONTHLY_CAP": str(env("RADICA_GOOGLE_VISION_MONTHLY_CAP", cast=Decimal, default="20")),
        "OPTIONS": {
            "credentials": env.str("RADICA_GOOGLE_VISION_KEY", default=""),
            "metadata_server": env.bool("RADICA_GOOGLE_MACHINE_ACCOUNT", default=False),
        },
    },
    "textract": {
        "BACKEND": "invoices.extraction.engines.textract.TextractEngine",
        "TIMEOUT": RADICA_ENGINE_TIMEOUT,
        "PRICE": str(env("RADICA_TEXTRACT_PRICE", cast=Decimal, default="0.01")),
        "MONTHLY_CAP": str(env("RADICA_TEXTRACT_MONTHLY_CAP", cast=Decimal, default="20")),
        "OPTIONS": {
            "region": env.str("RADICA_TEXTRACT_REGION", default=""),
            "metadata_server": env.bool("RADICA_AWS_MACHINE_ROLE", default=False),
        },
    },
    # A model of one's own network. It takes tens of seconds a page; two attempts must end before a task's time does.
    "ollama": {
        "BACKEND": "invoices.extraction.engines.ollama.OllamaEngine",
        "TIMEOUT": env.float("OLLAMA_TIMEOUT", default=40.0),
        "OPTIONS": {
            "base_url": env.str("OLLAMA_BASE_URL", default=""),
            "model": env.str("OLLAMA_MODEL", default="llama3.2-vision"),
            "context": env.int("OLLAMA_CONTEXT", default=8192),
        },
    },
}
RADICA_ENGINE_CHAIN = env.list("RADICA_ENGINE_CHAIN", default=["rapidocr", "tesseract"])
# Asked about the same pages when a key field is missing or doubtful after the chain; empty for nobody.
RADICA_SECOND_OPINION = env.str("RADICA_SECOND_OPINION", default="")
# Whether Tesseract looks again at single values that are doubtful, cut out of the page.
RADICA_REREADING = env.bool("RADICA_REREADING", default=True)
# Seconds the pages of one document may take together: ten at the slowest. After that no further page is begun, and
# what was read is filed with the remark that pages are missing.
_READERS = [RADICA_ENGINES[name]["TIMEOUT"] for name in RADICA_ENGINE_CHAIN if name in RADICA_ENGINES]
_ADVISER = [RADICA_ENGINES[RADICA_SECOND_OPINION]["TIMEOUT"]] if RADICA_SECOND_OPINION in RADICA_ENGINES else []
RADICA_READING_SECONDS = env.float("RADICA_READING_SECONDS", default=max(100.0, 10 * max(_READERS, default=10.0)))
# What a task may take: the pages, a second opinion in half that time, and for both a last page that was begun just
# before the end and tried twice by every engine. Beyond it nobody waits for the task any more.
RADICA_TASK_SECONDS = int(1.5 * RADICA_READING_SECONDS + 2 * sum(_READERS) + 2 * sum(_ADVISER) + 30)

# --- the life of a document in the queue ----------------------------------------
RADICA_LEASE_SECONDS = 15
RADICA_SWEEP_SECONDS = 5
RADICA_MAX_ATTEMPTS = 3
# The order's total and the invoice's may differ by this share before it is blocked.
RADICA_TOTAL_TOLERANCE = "0.05"

# --- mail -----------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# A mail server that never answers must not keep a worker.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Radica <radica@localhost>")
# How mails and exports name this site.
RADICA_BASE_URL = env.str("RADICA_BASE_URL", default="http://127.0.0.1:8000")

# --- logs -------------------------------------------------------------------------
# RADICA_LOG_DIR= (empty) writes to the terminal only, as containers like it.
LOG_DIR = Path(where) if (where := env.str("RADICA_LOG_DIR", default=str(DATA_DIR / "logs"))) else None
LOG_LEVEL = env.str("RADICA_LOG_LEVEL", default="INFO")
LOGGING = logs.configure(folder=LOG_DIR, json=False, level=LOG_LEVEL)
DJANGO_STRUCTLOG_CELERY_ENABLED = True

# --- Celery: see config/celery.py -------------------------------------------------
BROKER_URL = env.str("BROKER_URL", default="redis://127.0.0.1:6379/0")
