"""Getting into one's account."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.kinds.pages import SESSIONS, SIGNING_IN, Kind, Page


def security(change: str, title: str | Promise, text: str | Promise, page: Page = SIGNING_IN) -> dict[str, Kind]:
    """What accounts.notices tells of: the mail of the same name has gone out already."""
    return {change: Kind(title, text, page, mail=f"accounts/{change}", is_mailed_already=True)}


NOT_YOU = _("If it was not you, choose a new password at once and look at where you are signed in.")

KINDS: dict[str, Kind] = {
    # --- Getting into one's account
    **security("new_sign_in", _("Somebody signed in from a new browser"), NOT_YOU, SESSIONS),
    **security("sessions_ended", _("You were signed out elsewhere"), NOT_YOU, SESSIONS),
    **security("password_changed", _("Your password was changed"), NOT_YOU),
    **security("password_set", _("Your account has a password now"), NOT_YOU),
    **security("password_reset", _("Your password was chosen anew"), NOT_YOU),
    **security("email_changed", _("Your account has another e-mail address"), NOT_YOU),
    **security("email_deleted", _("An e-mail address was taken from your account"), NOT_YOU),
    **security("totp_activated", _("An app shows codes for your account now"), NOT_YOU),
    **security("totp_deactivated", _("No app shows codes for your account any more"), NOT_YOU),
    **security("webauthn_added", _("A passkey opens your account now"), NOT_YOU),
    **security("webauthn_removed", _("A passkey no longer opens your account"), NOT_YOU),
    **security("recovery_codes_generated", _("You have new recovery codes"), NOT_YOU),
    **security("recovery_code_used", _("A recovery code was used"), NOT_YOU),
    **security(
        "second_factor_taken_away",
        _("We took away the second factor that you lost"),
        _("The reason: %(because)s You were signed out everywhere. Set up a new one when you sign in."),
    ),
}
