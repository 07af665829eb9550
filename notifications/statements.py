"""A statement of reasons in a mail: worded when the mail is written, in its receiver's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from core.models import StatementOfReasons
from core.reasons import Said, in_words


@dataclass(frozen=True)
class Statement:
    kept: StatementOfReasons

    def said(self) -> Said:
        return in_words(self.kept)

    def url(self) -> str:
        """Where it can be read again, and complained about."""
        return settings.SITE_URL + reverse("sellers:decision", kwargs={"number": self.kept.number})
