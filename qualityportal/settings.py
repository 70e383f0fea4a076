"""All settings, read from the environment. What is wrong stops the start with a sentence that says how to mend it.

| variable            | default                          | meaning                                              |
|---------------------|----------------------------------|------------------------------------------------------|
| DATA_DIR            | var/ beside this code            | database, secret key, collected files, drawn charts  |
| DATABASE_URL        | SQLite in DATA_DIR               | postgres://user:password@host:5432/name              |
| DATABASE_POOL_SIZE  | 8                                | PostgreSQL connections per process                   |
| DATABASE_PREPARED   | 1                                | 0 where a pooler cannot keep prepared statements     |
| DATABASE_REPLICA_URLS | empty                          | streaming replicas for public pages, comma-separated |
| REPLICA_MAX_LAG     | 5                                | seconds a replica may lag behind and still be read   |
| CACHE_URL           | memory of each process           | redis://host:6379/0, shared by processes and machines |
| SECRET_KEY          | made on the first run            | at least 50 characters                               |
| ALLOWED_HOSTS       | 127.0.0.1,localhost,[::1]        | host names the site answers to, comma-separated      |
| SITE_URL            | empty                            | https://… of the public site, for absolute addresses |
| HTTPS               | 0                                | 1 behind TLS: secure cookies, HSTS, redirects        |
| TRUSTED_PROXIES     | 0                                | how many proxies of ours append to X-Forwarded-For   |
| SESSION_IDLE_MINUTES| 30                               | the admin signs out who makes no request for so long |
| DATA_LICENSE        | empty                            | https://… of a licence of the data, if one is declared |
| AUDIT_DAYS          | 365                              | how long the audit log is kept; 190 at least         |
| API_RATE            | 600                              | /api/v1/: requests a minute from an address; 0: any  |
| API_CSV_RATE        | 30                               | the same for whole lists as CSV                      |
| CHECK_RATE          | 20                               | /check/: texts a minute from an address; 0: any      |
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from qualityportal.secret import secret_key

os.environ["OPENPYXL_LXML"] = "False"  # openpyxl reads through defusedxml, which refuses XML bombs

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str, default: bool) -> bool:
    text = os.environ.get(name, "1" if default else "0").strip().lower()
    if text not in ("0", "1", "true", "false", "yes", "no"):
        raise ImproperlyConfigured(f"{name} is {text!r}; give 1 or 0.")
    return text in ("1", "true", "yes")


def number(name: str, default: int) -> int:
    text = os.environ.get(name, str(default))
    if not text.isdigit():
        raise ImproperlyConfigured(f"{name} is {text!r}; give a whole number, for example {default}.")
    return int(text)


def at_least(minimum: int, name: str, default: int) -> int:
    value = number(name, default)
    if value < minimum:
        raise ImproperlyConfigured(f"{name} is {value}; give {minimum} or more.")
    return value


def words(name: str, default: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var"))
SECRET_KEY = secret_key(DATA_DIR / "secret_key")
DEBUG = False  # there is no debug mode to forget: errors go to the log
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
SITE_URL = os.environ.get("SITE_URL", "").rstrip("/")

DATA_LICENSE = os.environ.get("DATA_LICENSE", "").strip()
if DATA_LICENSE and not DATA_LICENSE.startswith(("https://", "http://")):
    raise ImproperlyConfigured("DATA_LICENSE must be the web address of a licence, for example https://example.org/…")

INSTALLED_APPS = [
    "qualityportal.admin_site.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "csp",
    "django_tables2",
    "django_filters",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "simple_history",
    "programs",
    "indicators",
    "seeds",
    "qualityportal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "qualityportal.api.cross_origin.ReadFromAnywhere",
    "qualityportal.databases.choice.ReadFrom",
    "qualityportal.caching.pages.KeptPages",
    "qualityportal.addresses.ClientAddress",
    "qualityportal.audit.recording.RequestOfTheMoment",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "qualityportal.compression.Compress",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "qualityportal.signin.idle.IdleSignOut",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "qualityportal.pages.text_size.VaryByTextSize",
    "qualityportal.pages.early_style.EarlyStyle",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "qualityportal.urls"
WSGI_APPLICATION = "qualityportal.wsgi.application"

# Two languages: what the public reads is drawn by Jinja2, the admin by Django's own (why: decision 23).
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "pages"],
        "OPTIONS": {
            "environment": "qualityportal.templating.environment",
            "context_processors": ["qualityportal.pages.frame.frame", "seeds.synthetic.notice.notice"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "qualityportal.pages.frame.frame",
                "seeds.synthetic.notice.notice",
            ],
        },
    },
]

SQLITE_OPTIONS = {
    # WAL lets readers go on while one writes; IMMEDIATE takes the write lock at BEGIN, so that two writers wait for
    # each other (timeout, seconds) instead of failing half-way. An import of 20 000 rows holds the lock for some ten
    # seconds, on a busy machine for more. Django itself turns foreign keys on.
    # No memory-mapped file: reads are as fast without (the system keeps the pages), and each process stays small.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    "transaction_mode": "IMMEDIATE",
    "timeout": 60,
}
POSTGRES_OPTIONS: dict[str, Any] = {"pool": {"min_size": 1, "max_size": number("DATABASE_POOL_SIZE", 8), "timeout": 10}}
if flag("DATABASE_PREPARED", True):
    # A page asks some fifteen short questions, which the server reads and plans for longer than it answers them. Those
    # that come back on a connection are planned once. A pooler that hands out connections per transaction must know of
    # this (docs/operations.md), or be given DATABASE_PREPARED=0.
    POSTGRES_OPTIONS |= {"server_side_binding": True, "prepare_threshold": 3}


POSTGRESQL = "qualityportal.databases.postgresql"


def database(name: str, url: str) -> dict[str, Any]:
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            f"{name} cannot be read. Give postgres://user:password@host:5432/name or sqlite:////path/file."
        ) from error
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = SQLITE_OPTIONS
    elif config["ENGINE"] == "django.db.backends.postgresql":
        config["ENGINE"] = POSTGRESQL
        config["OPTIONS"] = {**config.get("OPTIONS", {}), **POSTGRES_OPTIONS}
        config["CONN_HEALTH_CHECKS"] = True  # a connection that broke in the pool is made anew before it is used
    else:
        raise ImproperlyConfigured(f"{name} must be postgres://… or sqlite:///…; other databases are not tested.")
    return config


def databases() -> dict[str, Any]:
    primary = database("DATABASE_URL", os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")
    replicas = [database("DATABASE_REPLICA_URLS", url) for url in words("DATABASE_REPLICA_URLS", "")]
    if any(one["ENGINE"] != POSTGRESQL for one in (*replicas, primary) if replicas):
        raise ImproperlyConfigured("DATABASE_REPLICA_URLS are PostgreSQL's replicas; leave it empty on SQLite.")
    for one in replicas:
        one["TEST"] = {"MIRROR": "default"}
    return {"default": primary} | {f"replica-{number}": one for number, one in enumerate(replicas, 1)}


DATABASES = databases()
REPLICAS = [name for name in DATABASES if name != "default"]
REPLICA_MAX_LAG = number("REPLICA_MAX_LAG", 5)
DATABASE_ROUTERS = ["qualityportal.databases.choice.PublicReads"] if REPLICAS else []
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def caches() -> dict[str, Any]:
    url = os.environ.get("CACHE_URL", "")
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("CACHE_URL cannot be read. Give redis://host:6379/0, or leave it empty.")
    if url:
        # Seconds: a Redis that hangs must cost less than drawing a page does.
        options = {"socket_timeout": 0.5, "socket_connect_timeout": 0.25}
        redis = {"BACKEND": "qualityportal.caching.redis.ForgivingRedis", "LOCATION": url, "OPTIONS": options}
        return {name: redis | {"KEY_PREFIX": f"portal-{name}"} for name in ("default", "pages", "charts")}
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {
        "default": memory | {"LOCATION": "default"},
        # Finished pages by the version of the data; some 10 kB each.
        "pages": memory | {"LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 1_500}},
        # Drawn charts, by a hash of figure and drawing code: shared by all processes, valid for ever, safe to delete.
        "charts": {
            "BACKEND": "qualityportal.caching.drawings.KeptDrawings",
            "LOCATION": DATA_DIR / "charts",
            "TIMEOUT": None,
            "OPTIONS": {"MAX_ENTRIES": 400_000},  # 1 kB each; a picture that somebody asked for, 50 kB
        },
    }


CACHES = caches()
CACHE_IS_SHARED = bool(os.environ.get("CACHE_URL"))

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [BASE_DIR / "static"]
PLOTLY_DIST = DATA_DIR / "npm" / "node_modules" / "plotly.js-basic-dist-min"
if PLOTLY_DIST.is_dir():
    STATICFILES_DIRS.append(("plotly", PLOTLY_DIST))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600  # for files asked for without their hash

# What waits for a large program is decided on one page, two fields for each record; Django's 1 000 would end it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
CSRF_FAILURE_VIEW = "qualityportal.pages.errors.forged"

ADMIN_PATHS = ("/admin/", "/en/admin/")
LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

TRUSTED_PROXIES = number("TRUSTED_PROXIES", 0)
SESSION_IDLE_MINUTES = at_least(1, "SESSION_IDLE_MINUTES", 30)
AUDIT_DAYS = at_least(190, "AUDIT_DAYS", 365)
API_RATE = number("API_RATE", 600)
API_CSV_RATE = number("API_CSV_RATE", 30)
CHECK_RATE = number("CHECK_RATE", 20)

# Lock-outs: what locks, how long, and why no account alone does, is said in qualityportal/signin/lock_out.py.
AXES_HANDLER = "qualityportal.signin.lock_out.LockOut"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "qualityportal.addresses.origin"
AXES_LOCKOUT_CALLABLE = "qualityportal.signin.lock_out.locked_page"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "token", "kept", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True  # sign-ins are in the audit log
AXES_ENABLE_ADMIN = False  # a lock-out is lifted in the list of users
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "Quality portal"
OTP_ADMIN_HIDE_SENSITIVE_DATA = True

# No inline script, no inline style, no eval, in the admin too. Plotly adds one empty <style> element and fills it
# through the CSSOM: the hash is that of the empty string.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, EMPTY_STYLE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

HTTPS = flag("HTTPS", False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600  # from signing in, however busy; SESSION_IDLE_MINUTES ends it sooner
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "fontTools": {"level": "WARNING"},
        "axes": {"level": "ERROR"},  # failures and lock-outs are in the audit log
    },
}

DJANGO_TABLES2_TEMPLATE = "components/table.html"
