"""The web application, as gunicorn loads it."""

import os

from django.core.wsgi import get_wsgi_application

from marketplace.preloading import load_what_pages_need

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")

application = get_wsgi_application()
load_what_pages_need()
