"""The types of the shared fixtures (core.testing), for annotations."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from accounts.models import User
from core.events import Fact

Announced = Callable[..., list[Fact]]
As = Callable[[User], Client]
CountQueries = Callable[[Callable[[], object]], int]
Decide = Callable[..., Any]
Deliver = Callable[[], int]
OnCommit = Callable[..., AbstractContextManager[Any]]
Later = Callable[[timedelta], datetime]
