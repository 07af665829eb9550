"""
How this process runs. Everything that may differ between machines comes from `marketplace.env`.

How we sell (fees, windows, limits) is not a setting: it stands in the rules of the apps.
"""

import os
import sys

import django_stubs_ext
from django.utils.translation import gettext_lazy as _

from marketplace import admin_theme, broker, build, databases, keys, logs, schedule
from marketplace import api_settings as api
from marketplace.env import BASE_DIR, WrongSetting, read_environment

# Lets annotations such as models.TextField[str, str] stand in classes that Django runs.
django_stubs_ext.monkeypatch()

try:
    ENV = read_environment(os.environ)
    DATA_DIR = broker.made(ENV.data_dir)
    CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = broker.broker(ENV)
except WrongSetting as problem:
    sys.exit(f"The market cannot start: {problem}")
except OSError as problem:
    sys.exit(f"The market cannot start: DATA_DIR cannot be used ({problem.strerror}: {problem.filename}).")

PRODUCTION = ENV.production
DEBUG = ENV.debug
DEMO = ENV.demo
MARKET_NAME = ENV.market_name
SITE_URL = ENV.site_url

# --- What is kept, and where

MEDIA_ROOT = broker.made(DATA_DIR / "media")
PRIVATE_ROOT = broker.made(DATA_DIR / "private")
STATIC_ROOT = broker.made(DATA_DIR / "static")
KEYS_DIR = DATA_DIR / "keys"

SECRET_KEY = ENV.secret_key or keys.kept_secret(KEYS_DIR / "secret_key", keys.new_secret_key)
FILE_KEYS = list(ENV.file_keys or [keys.kept_secret(KEYS_DIR / "file_key", keys.new_file_key)])

DATABASES = databases.databases(ENV)
DATABASE_ROUTERS = ["marketplace.databases.CacheRouter"] if ENV.embedded else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = databases.caches(ENV)

# Templates and code change under a developer's hands; a page that was kept would not show it.
REMEMBER_PAGES = ENV.remember_pages and not DEBUG
# Pages that another program made are not shown by this one.
BUILD = build.build_of(BASE_DIR, MARKET_NAME, SITE_URL, DEMO)

# --- What the program is made of

INSTALLED_APPS = [
    "marketplace",
    "storefront",
    "notifications",
    "reviews",
    "orders",
    "catalog",
    "payments",
    "policies",
    "sellers",
    "taxonomy",
    "accounts",
    "core",
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.headless",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "template_partials",
]

MIDDLEWARE = [
    "marketplace.middleware.CompressText",
    "marketplace.middleware.RequestLog",
    # Learns the headers that all below give a page, and gives them itself from then on.
    "storefront.lane.KnownPages",
    "django.middleware.security.SecurityMiddleware",
    "marketplace.middleware.PermissionsPolicy",
    "marketplace.csp.ContentSecurityPolicy",
    "marketplace.middleware.NoNul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.ReaderPreferences",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.AskForSecondFactor",
    "marketplace.middleware.Refusals",
    "storefront.middleware.FillHoles",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.market",
            ],
        },
    }
]

FORM_RENDERER = "core.inputs.InputRenderer"

ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"

# --- Words, places, times

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("id", _("Indonesian"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Files that browsers load

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
# Who touches a stranger's picture: a child process under limits.
PICTURE_DRAWER = "core.pictures.children.draw_in_child"
# Folders with pictures that `manage.py prepare_pictures` drew beforehand.
PREPARED_PICTURES = [BASE_DIR / "demo_assets" / "renditions"]
# Documents are scanned for malware here, or where Debian, Fedora and the sources put the socket of clamd.
CLAMAV_URL = ENV.clamav_url
CLAMAV_SOCKETS = ["/run/clamav/clamd.ctl", "/run/clamd.scan/clamd.sock", "/tmp/clamd.socket"]  # noqa: S108
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# A picture that was forgotten is a picture that is missing, not a page that breaks.
WHITENOISE_MANIFEST_STRICT = False
# Pages name files by their hash; nobody asks for the others.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Who comes in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
SHORTEST_PASSWORD = 10
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": SHORTEST_PASSWORD},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "storefront:account"
LOGOUT_REDIRECT_URL = "storefront:home"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    name: f"accounts.sign_in_forms.{form}"
    for name, form in {
        "login": "LoginForm",
        "signup": "SignupForm",
        "add_email": "ChangeEmailForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "reset_password": "AskForNewPasswordForm",
        "reset_password_from_key": "NewPasswordForm",
        "reauthenticate": "ReauthenticateForm",
        "request_login_code": "AskForCodeForm",
        "confirm_login_code": "SignInCodeForm",
        "confirm_password_reset_code": "NewPasswordCodeForm",
        "confirm_email_verification_code": "AddressCodeForm",
    }.items()
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# The worker sends the codes: they must outlive a mail server that is slow for a while.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Beside allauth's own limits: what reserves things is not done by machines.
ACCOUNT_RATE_LIMITS = {
    "checkout": "30/600s/ip",
    "paper": "20/60s/ip",
    # Each may be a letter to a stranger's address: by who asks, and by the address or account.
    "report": "10/600s/ip,10/86400s/key",
}
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    name: f"accounts.sign_in_forms.{form}"
    for name, form in {
        "authenticate": "ShowCodeForm",
        "reauthenticate": "ConfirmByCodeForm",
        "activate_totp": "ActivateCodesForm",
        "authenticate_webauthn": "ShowPasskeyForm",
        "reauthenticate_webauthn": "ConfirmByPasskeyForm",
        "login_webauthn": "PasskeySignInForm",
        "add_webauthn": "AddPasskeyForm",
        "edit_webauthn": "RenamePasskeyForm",
    }.items()
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Kept as a seed that never leaves the server again once its codes were shown.
MFA_RECOVERY_CODES_SHOW_ONCE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENV.is_https else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxy

# --- Programs

# allauth's own API hands out the tokens (/api/auth/app/v1/…): sessions, found by a header instead of a cookie.
HEADLESS_CLIENTS = ("app",)
REST_FRAMEWORK = api.REST_FRAMEWORK
SPECTACULAR_SETTINGS = api.spectacular(MARKET_NAME)
API_LIMITS = api.LIMITS

# --- How browsers are held to it

ALLOWED_HOSTS = [ENV.host, *ENV.allowed_hosts] + ([] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "marketplace.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "accounts.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
if ENV.is_https:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    # The probes of a load balancer come over plain HTTP.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
if ENV.trusted_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Mail: written as rows, sent by the worker

# Whoever calls Django's mail functions gets a row as well; only the worker talks to the mail server.
EMAIL_BACKEND = "core.mail_backends.QueueBackend"
MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend" if ENV.email_url else "core.mail_backends.DemoBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.email_from or f"{MARKET_NAME} <no-reply@{ENV.host}>"
EMAIL_TIMEOUT = ENV.email_timeout
if ENV.email_url:
    EMAIL_HOST = ENV.email_url.host
    EMAIL_USE_SSL = ENV.email_url.scheme == "smtps"
    EMAIL_USE_TLS = ENV.email_url.scheme == "smtp+tls"
    EMAIL_PORT = ENV.email_url.port or {"smtps": 465, "smtp+tls": 587}.get(ENV.email_url.scheme, 25)
    EMAIL_HOST_USER = ENV.email_url.user
    EMAIL_HOST_PASSWORD = ENV.email_url.password

# --- Text messages: who hands them to phones (core.text_messages). Without anybody, none are sent

TEXT_SENDER = "core.text_messages.SandboxSender" if DEMO else None

# --- Registers that are asked whether a number stands in them (sellers.vetting.registers)

REGISTERS = ["sellers.vetting.registers.SandboxRegister"] if DEMO else []

# --- Who moves the money

PAYMENT_PROVIDERS = {"sandbox": "payments.providers.sandbox.SandboxProvider"}
PAYMENT_PROVIDER = "sandbox"

# --- The worker

CELERY_BROKER_USE_SSL = broker.tls(ENV)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BEAT_SCHEDULE = schedule.schedule(demo=DEMO)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = broker.SOFT_TIME_LIMIT
CELERY_TASK_TIME_LIMIT = broker.TIME_LIMIT
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_ENABLE_UTC = True
CELERY_TIMEZONE = "UTC"

# --- The log

LOGGING_CONFIG = "marketplace.logs.configure"
LOGGING = logs.log_options(ENV.log_level, ENV.log_format)

# --- The staff's admin

UNFOLD = admin_theme.unfold_options(MARKET_NAME)
