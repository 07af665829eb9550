"""Policies as everybody reads them, and as a shop writes its own."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.middleware import same_for_everybody
from accounts.requests import SignedInRequest
from core.errors import DomainError
from policies import services
from policies.forms import FORMS, PolicyForm
from policies.kinds import SHOP_KINDS, PolicyKind
from policies.models import Policy, PolicyVersion
from policies.selectors import policies_that_bind, policy_page, short_form
from policies.wording import PromiseLine, in_words
from sellers.models import Shop
from sellers.states import RUNS_THE_SHOP


@require_safe
@same_for_everybody
def platform_all(request: HttpRequest) -> HttpResponse:
    """Every policy of the platform."""
    policies = Policy.objects.filter(shop__isnull=True, current__isnull=False).select_related("current")
    return render(request, "policies/platform_all.html", {"policies": sorted(policies, key=_in_order)})


@require_safe
@same_for_everybody
def platform(request: HttpRequest, kind: str) -> HttpResponse:
    """One policy of the platform, in its newest version or the one that is asked for."""
    page = policy_page(shop=None, kind=_kind(kind), number=_number(request))
    if page is None:
        raise Http404
    return render(request, "policies/policy.html", {"page": page, "shop": None})


@require_safe
@same_for_everybody
def shop_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Every policy that binds a sale of this shop."""
    found = get_object_or_404(Shop, slug=slug)
    binding = policies_that_bind(found)
    page = {"shop": found, "versions": binding.versions, "lines": short_form(binding)}
    return render(request, "policies/shop_all.html", page)


@require_safe
@same_for_everybody
def shop(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """One policy of a shop; the platform's where the shop has none of its own."""
    found = get_object_or_404(Shop, slug=slug)
    wanted, number = _kind(kind), _number(request)
    page = policy_page(shop=found, kind=wanted, number=number)
    is_own = page is not None
    if page is None and number is None:
        page = policy_page(shop=None, kind=wanted)
    if page is None:
        raise Http404
    return render(request, "policies/policy.html", {"page": page, "shop": found, "is_own": is_own})


@require_safe
@login_required
@never_cache
def desk(request: SignedInRequest, shop: str) -> HttpResponse:
    """What the shop promises today."""
    own = _run_by(request, shop)
    binding = policies_that_bind(own)
    page = {"shop": own, "versions": [getattr(binding, kind) for kind in SHOP_KINDS], "lines": short_form(binding)}
    return render(request, "policies/desk.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def desk_policy(request: SignedInRequest, shop: str, kind: str) -> HttpResponse:
    """Write the next version: look at it first (`preview`), or publish it."""
    own = _run_by(request, shop)
    wanted = _kind(kind)
    if wanted not in SHOP_KINDS:
        raise Http404
    current = PolicyVersion.objects.filter(current_of__shop=own, current_of__kind=wanted).first()
    form = FORMS[wanted](
        request.POST if request.method == "POST" else None,
        written=current or getattr(policies_that_bind(own), wanted),
        replacing=current.number if current else 0,
        currency=own.currency,
    )
    preview: list[PromiseLine] = []
    if request.method == "POST" and form.is_valid():
        try:
            if "preview" in request.POST:
                terms = form.terms()
                services.check_promise(wanted, terms)
                preview = in_words(terms, currency=own.currency)
            else:
                _publish(request, own, wanted, form)
                return redirect("policies:desk", shop=shop)
        except DomainError as refusal:
            form.refuse(refusal)
    page = {"shop": own, "kind": wanted, "form": form, "current": current, "preview": preview}
    return render(request, "policies/desk_policy.html", page)


def _publish(request: SignedInRequest, own: Shop, kind: PolicyKind, form: PolicyForm) -> None:
    version = services.publish_policy(
        shop=own,
        kind=kind,
        title=form.cleaned_data["title"],
        body=form.cleaned_data["body"],
        terms=form.terms(),
        language=own.language,
        by=request.user,
        replacing=form.cleaned_data["replacing"],
    )
    messages.success(
        request,
        _("Version %(number)d is in force. What was bought before keeps its own.") % {"number": version.number},
    )


def _run_by(request: SignedInRequest, slug: str) -> Shop:
    return get_object_or_404(Shop.objects.worked_by(request.user, *RUNS_THE_SHOP), slug=slug)


def _kind(kind: str) -> PolicyKind:
    if kind not in PolicyKind:
        raise Http404
    return PolicyKind(kind)


def _number(request: HttpRequest) -> int | None:
    """The version that is asked for; whatever is no number is no version."""
    asked = request.GET.get("version", "")
    if not asked:
        return None
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 6:
        raise Http404
    return int(asked)


def _in_order(policy: Policy) -> int:
    return PolicyKind.values.index(policy.kind)
