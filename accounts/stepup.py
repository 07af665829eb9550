"""
Acts that need a fresh sign-in: a password, a passkey or a second factor, shown within rules.FRESH_FOR.

Whoever comes too late confirms that it is still them and finds their form as they had filled it; nothing is done
before they press its button once more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, TypeVar, cast

from allauth.account.adapter import get_adapter
from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.proofs import confirmed_at
from accounts.rules import is_fresh
from core import clock
from core.secrets import decrypt, encrypt

View = TypeVar("View", bound=Callable[..., HttpResponse])

KEPT = "typed_and_sealed"
# A session is a row: what is longer than any reason that staff write is not kept in it.
LONGEST = 50_000


def is_fresh_sign_in(request: HttpRequest) -> bool:
    """Whether this session confirmed its person recently; also true of somebody who has nothing to confirm with."""
    user = cast(User, request.user)
    if is_fresh(confirmed_at=confirmed_at(request.session, user), now=clock.now()):
        return True
    return not get_adapter().get_reauthentication_methods(user)


def needs_fresh_sign_in(view: View) -> View:
    """
    Ask first whether it is still the person who signed in; takes views and methods of the admin's classes alike.

    The form is asked for only after that. If time runs out while somebody fills it in, what was typed is kept:
    `typed(request)` gives it back when they return.
    """

    @wraps(view)
    def asked(*args: Any, **kwargs: Any) -> HttpResponse:
        request = next(each for each in args if isinstance(each, HttpRequest))
        if is_fresh_sign_in(request):
            return view(*args, **kwargs)
        if request.method == "POST":
            keep_typed(request)
        return confirm_first(request)

    return cast(View, asked)


def confirm_first(request: HttpRequest, *, back: str = "") -> HttpResponse:
    """To the page that asks "is it still you?", and from there back here, or to the page whose button was pressed."""
    way = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    return HttpResponseRedirect(f"{way}?{urlencode({REDIRECT_FIELD_NAME: back or request.get_full_path()})}")


def typed(request: HttpRequest) -> MultiValueDict[str, str]:
    """What had been typed into the form of this address before it was refused, or its person had to confirm; once."""
    kept = request.session.get(KEPT)
    if request.method != "GET" or not kept or kept["path"] != request.path:
        return MultiValueDict()
    del request.session[KEPT]
    try:
        fields = json.loads(decrypt(kept["sealed"].encode()))
    except InvalidToken:
        # Of a key that is gone: then it is typed once more.
        return MultiValueDict()
    messages.warning(
        request, _("Nothing has happened yet. Look at what you wrote once more, then press the button again.")
    )
    return MultiValueDict(fields)


def keep_typed(request: HttpRequest, *, but: Collection[str] = ()) -> None:
    """Keep what was sent for whoever comes back to this address (`typed`), all `but` these fields."""
    fields = {name: values for name, values in request.POST.lists() if name not in ("csrfmiddlewaretoken", *but)}
    if sum(len(value) for values in fields.values() for value in values) <= LONGEST:
        # A session is a plain row; among what is typed are numbers that we keep encrypted everywhere else.
        request.session[KEPT] = {"path": request.path, "sealed": encrypt(json.dumps(fields).encode()).decode()}
