"""The settings of the tests: the real ones, in a folder of their own that goes when they end."""

import atexit
import os
import shutil
import tempfile

if "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="market-tests-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

from marketplace.settings import *  # noqa: F403
from marketplace.settings import DATA_DIR, DATABASES, ENV, STORAGES

DEMO = True
# Whatever the environment of whoever runs them says.
REGISTERS = []
TEXT_SENDER = "core.text_messages.SandboxSender"
# Most tests change rows without the services; those about remembering switch it on.
REMEMBER_PAGES = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
# A scanner that happens to be on this machine has no say.
CLAMAV_SOCKETS = []
# Thousands of tiny pictures of our own; tests of what strangers send use the real child (fixture `picture_child`).
PICTURE_DRAWER = "core.pictures.here.draw_here"
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
DATABASES = {"default": DATABASES["default"]}
if ENV.embedded:
    # A file, as in the embedded home: threads of one test must meet in it.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
