"""Pages of a person about themselves."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import services
from accounts.forms import PreferencesForm
from accounts.requests import SignedInRequest
from accounts.selectors import looks_of
from core.errors import DomainError
from core.models import Trace

LOOKS_PER_PAGE = 50


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


@require_safe
@login_required
@never_cache
def who_looked(request: SignedInRequest) -> HttpResponse:
    """Who of the staff opened or changed what is this person's, newest first."""
    traces = Trace.objects.about(request.user).order_by("-pk")
    page = Paginator(traces, LOOKS_PER_PAGE).get_page(request.GET.get("page"))
    looks = looks_of(page.object_list, reader=request.user)
    return render(request, "accounts/who_looked.html", {"page": page, "looks": looks})
