"""The web application, as gunicorn loads it."""

import os

from django.core.wsgi import get_wsgi_application

from marketplace.preloading import load_what_pages_need

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")

behind_the_lane = get_wsgi_application()

# Only now: the lane names models.
from marketplace.front import LaneFirst  # noqa: E402

application = LaneFirst(behind_the_lane)
load_what_pages_need()
