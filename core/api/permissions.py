"""Who may knock at all. Whose rows they are is asked by each door."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission


class Nobody(BasePermission):
    """A door that names no one opens to no one."""

    def has_permission(self, request: Any, view: Any) -> bool:
        return False
