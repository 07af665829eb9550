"""The forms of signing in, in our words: allauth's own say every label a second time inside its field."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as theirs
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.forms import name_field
from accounts.models import User

LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "oldpassword": _("Your password until now"),
    "password1": _("New password"),
    "password2": _("The same once more"),
    "code": _("Code"),
}


class InOurWords(forms.Form):
    """Takes the placeholders out of a form, and words its labels and what a password must be like."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            if name == "password1":
                field.help_text = _(
                    "At least %(length)d characters, and hard to guess: nothing that many people use, "
                    "not your name or address, not only digits."
                ) % {"length": settings.SHORTEST_PASSWORD}


class LoginForm(InOurWords, theirs.LoginForm):
    pass


class SignupForm(InOurWords, theirs.SignupForm):
    name = name_field()
    field_order = ("email", "name", "password1", "password2")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """The new person, or the answer for an address that has an account already: the same page, another mail."""
        try:
            return super().try_save(request)
        except IntegrityError:
            # Somebody signed up with this address since the form was checked.
            self.account_already_exists = True
            return super().try_save(request)


class ChangeEmailForm(InOurWords, theirs.AddEmailForm):
    pass


class ChangePasswordForm(InOurWords, theirs.ChangePasswordForm):
    pass


class SetPasswordForm(InOurWords, theirs.SetPasswordForm):
    pass


class AskForNewPasswordForm(InOurWords, theirs.ResetPasswordForm):
    pass


class NewPasswordForm(InOurWords, theirs.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(InOurWords, theirs.ReauthenticateForm):
    pass


class AskForCodeForm(InOurWords, theirs.RequestLoginCodeForm):
    pass


class SignInCodeForm(InOurWords, theirs.ConfirmLoginCodeForm):
    pass


class NewPasswordCodeForm(InOurWords, theirs.ConfirmPasswordResetCodeForm):
    pass


class AddressCodeForm(InOurWords, theirs.ConfirmEmailVerificationCodeForm):
    pass


class ActivateCodesForm(InOurWords, totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code that it shows now")


class ShowCodeForm(InOurWords, codes.AuthenticateForm):
    pass


class ConfirmByCodeForm(InOurWords, codes.ReauthenticateForm):
    pass


class ReadablePasskey(forms.Form):
    """Whatever else than a passkey's answer is sent in its place is refused like a wrong one; allauth would stumble."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (KeyError, TypeError, AttributeError, ValueError) as strange:
            raise get_mfa_adapter().validation_error("incorrect_code") from strange


class PasskeySignInForm(ReadablePasskey, passkeys.LoginWebAuthnForm):
    pass


class ShowPasskeyForm(ReadablePasskey, passkeys.AuthenticateWebAuthnForm):
    pass


class ConfirmByPasskeyForm(ReadablePasskey, passkeys.ReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(InOurWords, passkeys.AddWebAuthnForm):
    name = forms.CharField(
        label=_("What you call it"),
        max_length=60,
        required=False,
        help_text=_("So that you know it again in the list."),
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone"),
        required=False,
        initial=True,
        help_text=_("Needs no password: your device asks for your finger, face or PIN."),
    )

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean() or {}
        except (KeyError, TypeError, AttributeError, ValueError) as strange:
            raise get_mfa_adapter().validation_error("incorrect_code") from strange


class RenamePasskeyForm(InOurWords, passkeys.EditWebAuthnForm):
    name = forms.CharField(label=_("What you call it"), max_length=60)


class TakePasskeyAwayForm(forms.Form):
    def __init__(self, *args: Any, authenticator: Authenticator, **kwargs: Any) -> None:
        self.authenticator = authenticator
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any] | None:
        adapter = get_mfa_adapter()
        if not adapter.can_delete_authenticator(self.authenticator):
            raise adapter.validation_error("cannot_delete_authenticator")
        return super().clean()
