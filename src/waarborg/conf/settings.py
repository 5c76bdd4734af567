"""Settings of Waarborg. Everything a host may change comes from the environment; see docs/beheer/instellingen.md."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from psycopg.conninfo import conninfo_to_dict

from waarborg.machine import folders

PACKAGE = Path(__file__).resolve().parent.parent


def _database(address: str) -> dict[str, Any]:
    parts = conninfo_to_dict(address)
    parts["options"] = f"{parts.get('options', '')} -c jit=off".strip()  # compiling takes longer than our queries
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "") or "postgres",
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # a connection that the server closed is replaced before a request gets it
        # what is left is about the connection itself, such as sslmode=verify-full, and must not get lost
        "OPTIONS": {**parts, "pool": _pool()},
    }


def _pool() -> dict[str, float]:
    """Connections per process. Who gets none in time is told so, for the database is gone.

    A server that comes back does so within seconds, for which a visitor rather waits than sees a fault. The pool gives
    up before the visitor does: else it waits ever longer between attempts, also when the server is back.
    """
    most = int(os.environ.get("WAARBORG_DB_POOL", "8"))
    return {"min_size": 0, "max_size": most, "timeout": 10.0, "reconnect_timeout": 9.0}


def _secret_key() -> str:
    """The key that signs cookies: from the environment, else made once in the data folder, never shipped."""
    given = os.environ.get("WAARBORG_SECRET_KEY")
    if given:
        return given
    file = folders.home() / "secret-key"
    try:
        return file.read_text()
    except FileNotFoundError:
        return _kept_key(file)
    except PermissionError as error:
        raise folders.FolderError(
            f"{file} is niet te lezen: geen rechten. Geef de gegevensmap aan de gebruiker die Waarborg draait: "
            f"sudo chown -R GEBRUIKER: {file.parent}"
        ) from error


def _kept_key(file: Path) -> str:
    """A new key, or the one of the process that was first. The file appears whole: an empty key is no key."""
    import secrets  # noqa: PLC0415 - only the first time
    import tempfile  # noqa: PLC0415

    key = secrets.token_urlsafe(50)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=file.parent, prefix=".secret-key-") as beside:  # readable by us alone
            beside.write(key)
            beside.flush()
            os.link(beside.name, file)
    except OSError:  # another was first; an unwritable folder is reported by the command itself, in plain words
        return file.read_text() if file.is_file() else key
    return key


def _listed(name: str, usual: str = "") -> list[str]:
    """What a variable lists, with commas between."""
    return [entry.strip() for entry in os.environ.get(name, usual).split(",") if entry.strip()]


def _ours(**forms: str) -> dict[str, str]:
    """Our form for each of allauth's."""
    return {name: f"waarborg.interfaces.web.accounts.forms.{form}" for name, form in forms.items()}


def _mail(address: str) -> dict[str, Any]:
    """What Django needs of an address such as smtp://name:password@mail.example.nl:587, or smtps:// for port 465."""
    parts = urlsplit(address)
    is_wrapped = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if is_wrapped else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_wrapped,
        "EMAIL_USE_TLS": not is_wrapped and parts.hostname not in {"localhost", "127.0.0.1"},
        "EMAIL_TIMEOUT": 10,
    }


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("WAARBORG_DEBUG") == "1"
ALLOWED_HOSTS = _listed("WAARBORG_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _listed("WAARBORG_ORIGINS")
BEHIND_HTTPS = any(origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "waarborg.interfaces.web",  # before allauth: our templates take the place of its
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "waarborg.apps.base",
    "waarborg.apps.accounts",
    "waarborg.apps.norms",
    "waarborg.apps.organisations",
    "waarborg.apps.evidence",
    "waarborg.apps.assessments",
    "waarborg.apps.reports",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "waarborg.interfaces.web.language.LanguageMiddleware",
    "waarborg.interfaces.web.failures.OutageMiddleware",  # before the first question to the database
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "waarborg.interfaces.web.bounds.BoundsMiddleware",
    "waarborg.interfaces.web.accounts.lifetime.LifetimeMiddleware",
    "waarborg.interfaces.web.presence.PresenceMiddleware",
    "waarborg.interfaces.web.made_for.MadeForMiddleware",
    "waarborg.interfaces.web.failures.DeadEndMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]
ROOT_URLCONF = "waarborg.conf.urls"
WSGI_APPLICATION = "waarborg.conf.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["waarborg.interfaces.web.templatetags.made_for"],  # {% csrf_token %} of every template
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "waarborg.interfaces.web.context.product",
            ],
        },
    }
]
DATABASES = {"default": _database(os.environ.get("DATABASE_URL", "postgresql:///postgres"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come in by invitation: their address is known to be theirs
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False  # signed in until the browser closes, and never longer than `lifetime` allows
ACCOUNT_ADAPTER = "waarborg.interfaces.web.accounts.adapters.AccountAdapter"
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/15m/key",  # five wrong passwords for one account: a quarter of an hour
    "set_up": "10/m/ip",
}
ACCOUNT_FORMS = _ours(
    login="SignIn",
    reset_password="AskNewPassword",  # noqa: S106 - names of forms
    reset_password_from_key="NewPassword",  # noqa: S106
    change_password="ChangePassword",  # noqa: S106
    set_password="SetPassword",  # noqa: S106
    reauthenticate="PasswordAgain",
)
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("WAARBORG_PROXIES", "0"))
MFA_ADAPTER = "waarborg.interfaces.web.accounts.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # see ACCOUNT_EMAIL_VERIFICATION
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a telephone whose clock is half a minute off
MFA_FORMS = _ours(
    authenticate="Code",
    reauthenticate="CodeAgain",
    activate_totp="SetUpApp",
    deactivate_totp="RemoveApp",
    add_webauthn="AddKey",
    edit_webauthn="RenameKey",
    generate_recovery_codes="NewCodes",
)
SOCIALACCOUNT_ADAPTER = "waarborg.interfaces.web.accounts.arriving.SocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: after a form our form-action does not let browsers go to the provider
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"waarborg.interfaces.web.accounts.passwords.{name}"}
    for name in ("LongEnough", "NotCommon", "NotYourself")
]
PASSWORD_RESET_TIMEOUT = 3600  # the link in the mail
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "waarborg.apps.organisations.queries.password_links.PasswordLinks"  # noqa: S105 - a name

SENDS_MAIL = "WAARBORG_MAIL" in os.environ
if SENDS_MAIL:
    globals().update(_mail(os.environ["WAARBORG_MAIL"]))
else:  # links are then given by the administrator
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("WAARBORG_MAIL_FROM", "waarborg@localhost")

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
if BEHIND_HTTPS:  # then a proxy stands before us, which says so and overwrites what visitors send
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "base_cache",
        # with the usual 300, whoever tries many names makes Waarborg forget the attempts of before
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "taal"
LOCALE_PATHS = sorted(folder for folder in (PACKAGE / "locale").iterdir() if folder.is_dir())
USE_I18N = True
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["waarborg.interfaces.jobs.tasks"]

EVIDENCE_MEGABYTES = int(os.environ.get("WAARBORG_EVIDENCE_MB", "25"))  # the largest file that is kept
# what one request may bring: twice that, so that a file that is a little too large is told so at its field
REQUEST_MEGABYTES = 2 * max(EVIDENCE_MEGABYTES, 10)
STRANGER_MEGABYTES = 1  # who is not signed in sends an address and a password, no files
SCANNER = os.environ.get("WAARBORG_SCANNER", "")  # clamd: unix:/run/clamav/clamd.ctl or host:3310

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "waarborg.interfaces.web.failures.form_expired"
FORM_RENDERER = "waarborg.interfaces.web.form_renderer.WrittenWidgets"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "discreet": {"()": "waarborg.interfaces.web.discreet.Discreet"},
        "brief": {"()": "waarborg.interfaces.web.discreet.Brief"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["discreet", "brief"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
