"""Taking in a catalogue from a file: sent, understood, begun, watched, reported."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.requests import SignedInRequest
from catalog.downloads import report_response
from catalog.forms.imports import MeaningsForm, UploadCatalogueForm
from catalog.importing import services
from catalog.importing.preview import preview_of
from catalog.models import CatalogueImport, Half, Outcome
from catalog.states import ImportStatus
from catalog.views.finding import own_shop
from core.errors import DomainError

TONES = {
    ImportStatus.UPLOADED: "held",
    ImportStatus.MAPPED: "held",
    ImportStatus.RUNNING: "held",
    ImportStatus.FINISHED: "good",
    ImportStatus.FAILED: "bad",
    ImportStatus.CANCELLED: "plain",
}
OUTCOME_TONES = {
    Outcome.CREATED: "good",
    Outcome.UPDATED: "good",
    Outcome.UNCHANGED: "plain",
    Outcome.LEFT_OUT: "held",
    Outcome.REFUSED: "bad",
}
IMPORTS_ON_A_PAGE, ROWS_ON_A_PAGE = 20, 100


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def imports(request: SignedInRequest, shop: str) -> HttpResponse:
    """The shop's imports, and the door for the next file."""
    own = own_shop(request.user, shop)
    form = UploadCatalogueForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            taken = services.upload_catalogue(own, by=request.user, file=given["file"], pictures=given["pictures"])
        except services.PicturesRefused as refusal:
            form.add_error("pictures", refusal.message)
        except DomainError as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect("catalog:import", shop=own.slug, number=taken.number)
    before = CatalogueImport.objects.filter(shop=own).order_by("-uploaded_at", "-pk").select_related("by")
    page = Paginator(before, IMPORTS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(taken, TONES[ImportStatus(taken.status)]) for taken in page]
    return render(request, "catalog/imports/list.html", {"shop": own, "form": form, "page": page, "rows": rows})


@require_safe
@login_required
@never_cache
def one(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    """One import: what its columns mean while that can be said, how far it is, what became of its rows."""
    return _page(request, _own_import(request.user, shop, number))


@require_POST
@login_required
@never_cache
def meanings(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    """Say what the columns mean, and see it again in that light; with `start`, begin."""
    taken = _own_import(request.user, shop, number)
    if taken.status != ImportStatus.UPLOADED:
        return redirect("catalog:import", shop=shop, number=number)
    form = MeaningsForm(request.POST, taken=taken)
    if form.is_valid():
        try:
            taken = services.choose_meanings(taken, form=form.chosen_form(), choices=form.chosen())
            if "start" in request.POST:
                services.start_import(taken, by=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("catalog:import", shop=shop, number=number)
    return _page(request, taken, form=form)


@require_safe
@login_required
@never_cache
def progress(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    """Only how far it is, for a page that waits; when it has ended, the page is told to load anew."""
    taken = _own_import(request.user, shop, number)
    response = render(request, "catalog/imports/progress.html", {"shop": taken.shop, "taken": taken, **_far(taken)})
    if not taken.is_at_work:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@login_required
def start(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    """Begin, or go on after it stopped."""
    taken = _own_import(request.user, shop, number)
    try:
        services.start_import(taken, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("catalog:import", shop=shop, number=number)


@require_POST
@login_required
def cancel(request: SignedInRequest, shop: str, number: str) -> HttpResponse:
    taken = _own_import(request.user, shop, number)
    try:
        services.cancel_import(taken)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Cancelled. What was taken in until now stays."))
    return redirect("catalog:import", shop=shop, number=number)


@require_safe
@login_required
@never_cache
def report(request: SignedInRequest, shop: str, number: str) -> StreamingHttpResponse:
    """What became of each row, as a table for a spreadsheet program."""
    return report_response(_own_import(request.user, shop, number))


def _own_import(user: User, shop: str, number: str) -> CatalogueImport:
    imports = CatalogueImport.objects.of_shops_worked_by(user).select_related("shop", "by", "file")
    return get_object_or_404(imports, shop__slug=shop, number=number)


def _page(request: HttpRequest, taken: CatalogueImport, *, form: MeaningsForm | None = None) -> HttpResponse:
    page: dict[str, object] = {
        "shop": taken.shop,
        "taken": taken,
        "tone": TONES[ImportStatus(taken.status)],
        "by": str(taken.by) if taken.by is not None else "",
    }
    if taken.status == ImportStatus.UPLOADED:
        page |= {"form": form or MeaningsForm(taken=taken), "preview": preview_of(taken)}
    else:
        page |= _far(taken) | _reported(request, taken)
    return render(request, "catalog/imports/one.html", page)


def _far(taken: CatalogueImport) -> dict[str, object]:
    """How far it is; rows count until the end of their half, then products whose pictures are done."""
    in_pictures = taken.half == Half.PICTURES and taken.pictures_id is not None
    done = taken.pictures_done if in_pictures else taken.done
    return {"in_pictures": in_pictures, "products_done": done, "products": taken.products or 0}


def _reported(request: HttpRequest, taken: CatalogueImport) -> dict[str, object]:
    counts = [(outcome, getattr(taken, outcome.value)) for outcome in Outcome]
    shown = request.GET.get("show", "")
    rows = taken.rows.order_by("row")
    if shown in Outcome.values:
        rows = rows.filter(outcome=shown)
    paginator = Paginator(rows, ROWS_ON_A_PAGE)
    # Counted already, row by row.
    how_many = {outcome.value: count for outcome, count in counts}
    paginator.count = how_many.get(shown, taken.rows_done) if taken.survey else 0
    page = paginator.get_page(request.GET.get("page"))
    return {
        "counts": counts,
        "shown": shown,
        "page": page,
        "rows": [(row, OUTCOME_TONES[Outcome(row.outcome)]) for row in page],
        "query": urlencode({"show": shown}) if shown else "",
    }
