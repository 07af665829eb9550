"""The seller's side: which reviews wait for a reply, and replying."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from core.errors import DomainError
from reviews import services
from reviews.forms import ReplyForm
from reviews.models import Review, ReviewReply
from reviews.querysets import ReviewQuerySet
from reviews.rules import MAY_REPLY
from reviews.selectors import with_photos
from sellers.models import Membership, Shop

PER_PAGE = 20


@dataclass(frozen=True)
class Card:
    """A review on the desk, the name of its place on the page, and the form where it can be answered."""

    review: Review
    place: str
    form: ReplyForm | None


@require_safe
@login_required
@never_cache
def index(request: SignedInRequest, shop: str) -> HttpResponse:
    """The shop's reviews, for all who work there; first those that wait for a reply."""
    places = Membership.objects.filter(user=request.user).select_related("shop")
    place = get_object_or_404(places, shop__slug=shop)
    return _page(request, place.shop, may_reply=place.role in MAY_REPLY)


@require_POST
@login_required
@never_cache
def reply(request: SignedInRequest, shop: str, number: str, position: int) -> HttpResponse:
    """Answer one review in public."""
    own = _shop_of(request, shop)
    review = get_object_or_404(_reviews_of(own), order_line__order__number=number, order_line__position=position)
    form = ReplyForm(request.POST, auto_id=_auto_id(review))
    if form.is_valid():
        try:
            services.reply_to_review(review, by=request.user, text=form.cleaned_data["text"])
        except DomainError as refusal:
            form.add_error("text", refusal.message)
        else:
            messages.success(request, _("Your reply is published."))
            return redirect("reviews:desk", shop=shop)
    return _page(request, own, may_reply=True, refused=(review, form))


@require_POST
@login_required
@never_cache
def withdraw(request: SignedInRequest, shop: str, number: str, position: int) -> HttpResponse:
    """Take the reply back."""
    replies = ReviewReply.objects.filter(review__shop=_shop_of(request, shop))
    wanted = {"review__order_line__order__number": number, "review__order_line__position": position}
    given = get_object_or_404(replies.select_related("review__listing", "review__shop"), **wanted)
    try:
        services.withdraw_reply(given, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Your reply is taken back."))
    return redirect("reviews:desk", shop=shop)


def _shop_of(request: SignedInRequest, slug: str) -> Shop:
    """The shop that this person leads; 404 for anybody else."""
    return get_object_or_404(Shop, slug=slug, memberships__user=request.user, memberships__role__in=MAY_REPLY)


def _reviews_of(shop: Shop) -> ReviewQuerySet:
    return Review.objects.of_shop(shop).select_related("listing", "shop").with_card().with_order()


def _page(
    request: SignedInRequest, shop: Shop, *, may_reply: bool, refused: tuple[Review, ReplyForm] | None = None
) -> HttpResponse:
    shown = "all" if request.GET.get("show") == "all" else "waiting"
    reviews = _reviews_of(shop).newest_first()
    if refused:
        # What was refused is shown with its words, wherever it stands in the list, and even if it cannot be answered.
        cards, page = [Card(refused[0], _place(refused[0]), refused[1])], None
    else:
        page = Paginator(reviews if shown == "all" else reviews.waiting_for_reply(), PER_PAGE).get_page(
            request.GET.get("page")
        )
        cards = [_card(review, may_reply=may_reply) for review in with_photos(list(page))]
    context = {
        "shop": shop,
        "may_reply": may_reply,
        "cards": cards,
        "page": page,
        "shown": shown,
        "query": f"show={shown}",
    }
    return render(request, "reviews/desk.html", context, status=422 if refused else 200)


def _card(review: Review, *, may_reply: bool) -> Card:
    is_open = may_reply and not review.is_removed and review.shops_reply is None
    return Card(review, _place(review), ReplyForm(auto_id=_auto_id(review)) if is_open else None)


def _place(review: Review) -> str:
    return f"review-{review.order_line.order.number}-{review.order_line.position}"


def _auto_id(review: Review) -> str:
    """Many forms on one page: each field has an id of its own."""
    return f"{_place(review)}-%s"
