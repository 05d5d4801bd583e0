"""Settings: one file for every centre. What differs between centres comes from env.py or from the database."""

from __future__ import annotations

from typing import Any

from yichuang.config import env

BASE_DIR = env.CHECKOUT
DATA_FOLDER = env.data_folder()
DEMONSTRATION_ACCOUNTS = DATA_FOLDER / env.DEMONSTRATION
DEBUG = env.debug()
SECRET_KEY = env.secret("django").hex()
METRICS_TOKEN = env.secret("metrics").hex()  # for a Prometheus on another machine
PERSONAL_KEY = env.secret("personal")  # seals personal fields; `backup` leaves it out and says so
PERSONAL_NEWER_KEYS = env.newer_secrets("personal")  # after a rotation: keys/personal.2, personal.3 ...
ALLOWED_HOSTS = env.hosts()

# One package a room; the order is the floors of the house, ground first.
INSTALLED_APPS = [
    "yichuang.kernel.offices",
    "yichuang.kernel.calendar",
    "yichuang.kernel.numbering",
    "yichuang.kernel.access",
    "yichuang.kernel.ledger",
    "yichuang.kernel.clocks",
    "yichuang.kernel.verbs",
    "yichuang.kernel.watch",
    "yichuang.kernel.documents",
    "yichuang.kernel.outbox",
    "yichuang.kernel.figures",
    "yichuang.domains.organisation",
    "yichuang.domains.residents",
    "yichuang.domains.catalogue",
    "yichuang.domains.cases",
    "yichuang.domains.feedback",
    "yichuang.oversight.reports",
    "yichuang.oversight.supervision",
    "yichuang.oversight.reportcheck",
    "yichuang.sites.desk",
    "yichuang.sites.screen",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "yichuang.sites.portal",
    "yichuang.config",
]
AUTH_USER_MODEL = "access.Account"

LOGIN_URL = "/desk/sign-in/"
PASSWORD_URL = "/desk/me/password/"  # noqa: S105 - an address

MIDDLEWARE = [
    "yichuang.sites.middleware.RequestNumber",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "yichuang.sites.portal.visitor.KeepsVisitor",
    "yichuang.sites.middleware.WhoActs",
]
ROOT_URLCONF = "yichuang.config.urls"
WSGI_APPLICATION = "yichuang.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "src/yichuang/ui"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "yichuang.ui.jinja.environment",
            "context_processors": ["yichuang.sites.chrome.context"],
        },
    },
]

_database = env.database()


def _alias(role: str, password: str, *, pooled: bool) -> dict[str, Any]:
    options: dict[str, Any] = {"prepare_threshold": 3, **_database.options}
    if pooled:
        # a server that is away is tried again by whoever asks next, not after a wait that doubles each time
        options["pool"] = {"min_size": 1, "max_size": 16, "timeout": 5, "reconnect_timeout": 5}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _database.name,
        "HOST": _database.host,
        "PORT": _database.port,
        "USER": role,
        "PASSWORD": password,
        "CONN_HEALTH_CHECKS": pooled,  # a connection that a restart of the server broke is replaced unseen
        "OPTIONS": options,
    }


# `default` is the application's role, which can't change the ledger; `owner` owns the tables and only migrates.
DATABASES = {
    "default": _alias(_database.app, _database.app_password, pooled=True),
    "owner": _alias(_database.owner, _database.owner_password, pooled=False),
}

# Messages. Without a sender or an adapter a channel sends nothing and its messages wait.
OUTBOX_EMAIL_FROM = env.os.environ.get("YICHUANG_EMAIL_FROM", "")
OUTBOX_SMS = env.os.environ.get("YICHUANG_SMS", "")  # module:function, called with a phone and a text
EMAIL_HOST = env.os.environ.get("YICHUANG_SMTP_HOST", "localhost")
EMAIL_PORT = int(env.os.environ.get("YICHUANG_SMTP_PORT") or 25)
EMAIL_HOST_USER = env.os.environ.get("YICHUANG_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.os.environ.get("YICHUANG_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.os.environ.get("YICHUANG_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 15
PUBLIC_ADDRESS = env.public_address()  # in links and QR codes that leave the house
LOCAL_ADDRESS = env.local_address()  # in messages while nobody has told the other

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "src/yichuang/ui/static"]
STATIC_ROOT = DATA_FOLDER / "static"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "yichuang.sites.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "yichuang": {"level": "INFO"},
        # our own line says it under the request's number, without the address and without what was typed
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "CRITICAL"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}

SERVES_ITSELF = env.serves_itself()  # pages that show nothing of the centre's need no signing in then
HTTPS = env.https()  # behind a proxy that speaks https and says so in X-Forwarded-Proto
PROXIES = env.proxies()  # from whom X-Forwarded-For is believed
# the streams' port; None: a proxy joins them to the pages' address; 0: none run
LIVE_PORT = None if env.live_behind_proxy() and env.live_port() else env.live_port()
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_ENGINE = "yichuang.kernel.access.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 9 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "yichuang.sites.middleware.forbidden"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2500  # an item's whole text, with the most rows of each part
DATA_UPLOAD_MAX_NUMBER_FILES = 40
MOST_BYTES = 64 * 1024 * 1024  # a whole request: three files of the largest size and a form
API_MOST_BYTES = 1024 * 1024
