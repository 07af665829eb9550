"""Pages of a person about themselves."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import services
from accounts.forms import PreferencesForm
from accounts.requests import SignedInRequest
from core.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def preferences(request: SignedInRequest) -> HttpResponse:
    """Name, language and time zone of whoever is signed in."""
    user = request.user
    kept = {"name": user.name, "language": user.language, "time_zone": user.time_zone}
    form = PreferencesForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_preferences(user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            with translation.override(user.language):
                messages.success(
                    request,
                    _("Kept. From now on pages and mails speak to you like this."),
                )
                return redirect("accounts:settings")
    page = {"form": form, "email": user.email, "has_password": user.has_usable_password()}
    return render(request, "accounts/settings.html", page)
