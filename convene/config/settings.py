"""Every setting, read once from the environment. `docs/settings.md` lists the variables."""

from __future__ import annotations

import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from ..lib import env
from ..lib.database import driver
from ..lib.database.settings import database
from ..lib.storage.settings import storage
from ..lib.web.settings import cache
from .holders import FILE_HOLDERS as FILE_HOLDERS
from .holders import MODERATED as MODERATED
from .limits import ENTRANCE
from .personal import PERSONAL as PERSONAL
from .searched import KNOWING as KNOWING
from .searched import SAVED_ON as SAVED_ON
from .searched import SEARCH_BY_MEANING as SEARCH_BY_MEANING
from .searched import SEARCH_URL as SEARCH_URL
from .searched import SEARCHED as SEARCHED
from .searched import SEARCHED_FILES as SEARCHED_FILES
from .teams import TEAM_COMING as TEAM_COMING
from .teams import TEAM_HELD as TEAM_HELD
from .teams import TEAM_PANELS as TEAM_PANELS

driver.load()

# Where things are
PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", "data", help="Folder for the database, files and keys of a small site")).resolve()
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000", help="Address of the site as people see it").rstrip("/")
SITE_HOST = env.address(SITE_URL).host
IS_HTTPS = SITE_URL.startswith("https://")
DEVELOPMENT = env.boolean(
    "DEVELOPMENT", False, help="Show kept mails at /mail/ and the catalogue at /ui/; no build of static files"
)
DEBUG = env.boolean("DEBUG", False, help="Show tracebacks in the browser; never on a public site")


def _secret_key() -> str:
    if given := env.text("SECRET_KEY", help="Signs sessions and links; made and kept in DATA_DIR when not given"):
        return given
    kept = DATA_DIR / "secret_key"
    if not kept.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        with kept.open("x", encoding="utf-8") as file:
            kept.chmod(0o600)
            file.write(secrets.token_urlsafe(48))
    return kept.read_text(encoding="utf-8").strip()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.listed("ALLOWED_HOSTS", f"{SITE_HOST},localhost,127.0.0.1", help="Host names that are answered")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# The network
NETWORK_NAME = env.text("NETWORK_NAME", "Great Rivers Science Network", help="Name of the network that runs this site")
LANGUAGES = [("en", "English"), ("es", "Español")]  # each by its own name
LANGUAGE_CODE = env.text("LANGUAGE", "en", help="Language of the site, for people who have not chosen one")
TIME_ZONE = env.text(
    "SITE_TIME_ZONE", "America/New_York", help="Time zone of the site, for people who have not chosen one"
)
USE_TZ = True
USE_I18N = True
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LOCALE_PATHS = [PACKAGE / "locale"]

INSTALLED_APPS = [
    "convene.lib.ui",
    "convene.config",
    "convene.entry.home",
    "convene.entry.begin",
    "convene.entry.demo",
    "convene.entry.imports",
    "convene.entry.keeping",
    "convene.entry.offline",
    "convene.entry.overview",
    "convene.features.dialogues", "convene.features.directory",
    "convene.features.discussions",
    "convene.features.guides", "convene.features.introductions",
    "convene.features.library",
    "convene.features.mentoring",
    "convene.features.messages",
    "convene.features.polls", "convene.features.readiness",
    "convene.features.skills",
    "convene.core.moderation",
    "convene.core.saved",
    "convene.core.help", "convene.core.search", "convene.core.notifications",
    "convene.core.steps", "convene.core.rounds", "convene.core.teams",
    "convene.core.contact", "convene.core.communities", "convene.core.institutions",
    "convene.core.people",
    "convene.core.drafts",
    "convene.core.frameworks",
    "convene.core.tags",
    "convene.core.files",
    "convene.core.outbox",
    "convene.core.ledger",
    *("allauth", "allauth.account", "allauth.mfa", "allauth.usersessions"),
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "convene.core.ledger.pages.KeptPages",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "convene.lib.web.policy.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "convene.core.people.middleware.Viewer",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "convene.lib.web.refusals.Refusals",
    "convene.core.files.uploads.Stopped",
]

ROOT_URLCONF = "convene.config.urls"
WSGI_APPLICATION = "convene.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "convene.lib.ui.widgets.Widgets"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [],
        "OPTIONS": {
            "environment": "convene.lib.ui.jinja.environment",
            "context_processors": ["convene.lib.ui.context.page"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": [
            "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
        ]},
    },
]  # fmt: skip

# Where things are kept
DATABASE_URL = env.text("DATABASE_URL", help="postgres://user:password@host/name; empty for SQLite in DATA_DIR")
DATABASES = {"default": database(DATABASE_URL, DATA_DIR / "convene.sqlite3")}
CACHE_URL = env.text("CACHE_URL", help="valkey://host:6379/0 or redis://…; empty for memory of each process")
CACHES = {"default": cache(CACHE_URL)}
MEDIA_ROOT = DATA_DIR / "files"
STORAGE_URL = env.text("STORAGE_URL", help="s3://key:secret@host/bucket?region=name; empty for files in DATA_DIR")
CLAMAV_URL = env.text("CLAMAV_URL", help="clamav://host:3310 or clamav:///run/clamav/clamd.ctl; empty for none")
FILE_LARGEST = env.integer("FILE_LARGEST_MB", 25, help="Largest file a member may attach, in megabytes") * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["convene.core.files.uploads.Bounded"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Static files: as they lie in development, hashed and compressed otherwise
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = DEVELOPMENT
WHITENOISE_AUTOREFRESH = DEVELOPMENT
STORAGES = {
    "default": storage(STORAGE_URL),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "convene.lib.ui.storage.HashedStatic"
    },
}

# People
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{one}PasswordHasher" for one in ("Argon2", "PBKDF2")]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name", "handle")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "convene.core.people.adapter.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "signup": "convene.core.people.entrance.SignUp",
    "login": "convene.core.people.entrance.SignIn",
    "request_login_code": "convene.core.people.entrance.AskForCode",
    "confirm_login_code": "convene.core.people.entrance.EnterLoginCode",
    "confirm_email_verification_code": "convene.core.people.entrance.EnterAddressCode",
    "reset_password": "convene.core.people.entrance.AskForReset",
    "confirm_password_reset_code": "convene.core.people.entrance.EnterResetCode",
    "reset_password_from_key": "convene.core.people.entrance.ResetPassword",
    "add_email": "convene.core.people.entrance.AddAddress",
    "change_password": "convene.core.people.entrance.ChangePassword",
    "set_password": "convene.core.people.entrance.SetPassword",
    "reauthenticate": "convene.core.people.entrance.Reauthenticate",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 1800
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_TIMEOUT = 1800
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 6
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 900
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SIGNUP_REDIRECT_URL = "begin:purpose"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = ENTRANCE
SIGNUP_WORK = env.integer("SIGNUP_WORK", 16, help="Work of a browser before it may sign up, in bits; 0 for none")
MFA_ADAPTER = "convene.core.people.adapter.SecondSteps"
MFA_FORMS = {
    "authenticate": "convene.core.people.entrance.SecondStep",
    "reauthenticate": "convene.core.people.entrance.SecondStepAgain",
    "activate_totp": "convene.core.people.entrance.StartApp",
    "add_webauthn": "convene.core.people.entrance.AddPasskey",
    "edit_webauthn": "convene.core.people.entrance.NamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = NETWORK_NAME
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer(
    "TRUSTED_PROXIES", 0, help="How many proxies of yours stand before the web server"
)
SESSION_ENGINE = "convene.core.people.sessions"
SESSION_COOKIE_AGE = 30 * 24 * 3600

# Mail goes into the outbox with what caused it; the worker sends it
EMAIL_BACKEND = "convene.core.outbox.mail.OutboxBackend"
MAIL_URL = env.text("MAIL_URL", help="smtp://user:password@host:587?tls=1; empty keeps them, at /mail/ in development")
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"{NETWORK_NAME} <convene@{SITE_HOST}>", help="Sender of mails")
CONTACT_MAIL = env.text("CONTACT_MAIL", DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">"), help="Who runs the site")

# Work for later
TASKS = {"default": {"BACKEND": "convene.core.outbox.backend.OutboxTasks"}}
WEB_WORKERS = env.integer("WEB_WORKERS", 2, help="How many web processes")
LIVE_URL = env.text("LIVE_URL", help="Where browsers reach `convene live`; empty when one address serves all")

# Headers
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "convene.lib.web.refusals.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *([LIVE_URL] if LIVE_URL else [])],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING", help="DEBUG, INFO, WARNING or ERROR")},
}
