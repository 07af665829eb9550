"""What machines ask for: search engines, and browsers by themselves."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from storefront.sitemaps import SECTIONS

# Nothing there is for strangers, or it is the same list in another order.
KEPT_OUT = [
    *("/account/", "/accounts/", "/admin/", "/basket/", "/checkout/", "/desk/", "/inbox/", "/orders/"),
    *("/report/", "/reports/", "/search/"),
]


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Our mark, for pages that do not name it themselves."""
    return redirect(static("img/mark.svg"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"kept_out": KEPT_OUT, "sitemap": settings.SITE_URL + reverse("storefront:sitemap_index")}
    return render(request, "storefront/robots.txt", context, content_type="text/plain")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The addresses of all sitemap files."""
    paths = [
        reverse("storefront:sitemap", args=[name, number])
        for name, section in SECTIONS.items()
        for number in range(1, section.files + 1)
    ]
    context = {"addresses": [settings.SITE_URL + path for path in paths]}
    return render(request, "storefront/sitemap_index.xml", context, content_type="application/xml")


@require_safe
def sitemap(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """One sitemap file."""
    if section not in SECTIONS or number < 1:
        raise Http404
    context = {"places": SECTIONS[section].file(number), "site": settings.SITE_URL}
    return render(request, "storefront/sitemap.xml", context, content_type="application/xml")
