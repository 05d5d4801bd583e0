"""Settings of the check's page alone: the centre's own, less everything that would ask a database."""

from yichuang.config.settings import *  # noqa: F403 - settings are the centre's but for these
from yichuang.config.settings import BASE_DIR

ROOT_URLCONF = "yichuang.config.alone.urls"
SERVES_ITSELF = True  # the command listens on the loopback and nowhere else
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
MIDDLEWARE = [
    "yichuang.sites.middleware.RequestNumber",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "yichuang.config.alone.here.Here",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "src/yichuang/ui"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "yichuang.ui.jinja.environment",
            "context_processors": ["yichuang.config.alone.here.context"],
        },
    },
]
