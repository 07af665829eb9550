"""The one table of people."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.fields import LowerCaseEmailField
from accounts.managers import UserManager
from accounts.roles import SUPERUSER, Role, first_held
from core import clock


def site_language() -> str:
    return settings.LANGUAGE_CODE


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. The same person may shop, work for shops, and be staff."""

    email = LowerCaseEmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("There is already an account with this e-mail address.")},
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    # No choices on these two: the list of languages is the operator's, and a migration must not depend on it.
    language = models.CharField(_("language"), max_length=12, default=site_language)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Who is not active cannot sign in. Accounts are never deleted here."),
    )
    is_staff = models.BooleanField(_("staff"), default=False, help_text=_("May sign in to the staff pages."))
    date_joined = models.DateTimeField(_("joined"), default=clock.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    _roles: frozenset[str] | None = None

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            # Together with the unique index: one account per mailbox, however its address is typed.
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="accounts_user_email_is_lower_case",
            ),
        ]

    def __str__(self) -> str:
        return self.public_name

    @property
    def public_name(self) -> str:
        """What others may read: the name, or what stands before the @, never the whole address."""
        return self.name or self.email.partition("@")[0]

    def get_full_name(self) -> str:
        return self.public_name

    def get_short_name(self) -> str:
        return self.public_name

    def has_role(self, *roles: Role) -> bool:
        """Whether this person works here as one of these roles; asks the database once per instance."""
        return bool(self.acts_as(*roles))

    def acts_as(self, *roles: Role) -> str:
        """As which of these roles this person may act: the first that they hold, SUPERUSER, or "" for none."""
        if not (self.is_active and self.is_staff):
            return ""
        if self.is_superuser:
            return SUPERUSER
        if self._roles is None:
            self._roles = frozenset(self.groups.values_list("name", flat=True))
        return first_held(self._roles, *roles)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self._roles = None
        super().refresh_from_db(*args, **kwargs)
