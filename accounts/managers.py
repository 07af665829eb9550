"""How people are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager
from django.db import transaction

if TYPE_CHECKING:
    from accounts.models import User


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a person who can sign in by e-mailed code, and by password if one is given."""
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @transaction.atomic
    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """
        Make a person who may do everything (`manage.py createsuperuser` calls this).

        Their address counts as confirmed: whoever has the machine's shell must get in before any mail can be sent.
        """
        user = self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})
        # allauth points at us: the other direction would be a circle.
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)  # type: ignore[attr-defined]
        return user
