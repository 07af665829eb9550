"""What each check's outcome means, in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _


def sentences() -> Mapping[tuple[str, str], str]:
    """By check, and by why it could not say more, or else its outcome. In the reader's language."""
    return {
        ("number", "passed"): _("The number is verified by its check digit: it is not mistyped."),
        ("number", "format_ok"): _("The number has the right form; nothing in it guards against all typing mistakes."),
        ("number", "unknown_scheme"): _("We do not know this kind of number: a reviewer looks at it."),
        ("account", "passed"): _("The IBAN is verified by its check digits."),
        ("account", "no_iban"): _("It is no IBAN: whether the account is right, a reviewer says."),
        ("code", "passed"): _("It is confirmed: it is yours."),
        ("code", "no_sender"): _("We cannot send text messages at the moment: a reviewer calls instead."),
    }
