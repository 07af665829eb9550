"""What a page hands to static/js/passkeys.js."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Mapping[str, object]) -> str:
    """JSON for an attribute: our policy allows no script without a file, not even one that only holds data."""
    return json.dumps(value, cls=DjangoJSONEncoder)
