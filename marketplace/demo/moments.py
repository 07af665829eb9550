"""What the demo's past is made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

# When something happened, and what.
Moment = tuple[datetime, Callable[[], object]]
