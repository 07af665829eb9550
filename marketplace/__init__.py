"""
Wiring: settings, URLs, the worker, who listens to what, health and error pages.

It owns no data and no rule; whatever can be said about selling stands in the apps below.
"""

from marketplace.celery import app as celery_app

__all__ = ["celery_app"]
