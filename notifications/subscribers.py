"""
Who is told of what. Each function listens to one fact (marketplace/subscriptions.py says which).

They run in the worker, each in one transaction with its delivery mark: what they write is there once, or not yet.
"""

from __future__ import annotations

from collections.abc import Mapping

from accounts import events as accounts
from accounts.models import User
from catalog import events as catalog
from catalog.models import CatalogueImport
from core import foureyes
from core.models import Event, Proposal, StatementOfReasons
from notifications.confirmation import confirmation_of
from notifications.services import Letter, tell, tell_shopper, write_to_address
from notifications.statements import Statement
from orders import events as orders
from orders.models import Order, Purchase
from orders.states import CancelledBecause
from reviews import events as reviews
from reviews.models import Review, ReviewPhoto
from reviews.states import RemovalReason
from sellers import events as sellers
from sellers.models import Application, Invitation, Seller, Shop
from sellers.reviewing import events as reviewing
from sellers.states import ShopRole

LEADERS = (ShopRole.OWNER, ShopRole.MANAGER)
SENDERS = (*LEADERS, ShopRole.FULFILMENT)
KEEPERS = (*LEADERS, ShopRole.FINANCE)


def tell_people_of(
    shop: Shop, roles: tuple[ShopRole, ...], kind: str, event: Event, *, about: Mapping[str, object]
) -> None:
    people = User.objects.filter(is_active=True, memberships__shop=shop, memberships__role__in=roles)
    for user in people.order_by("pk"):
        tell(user, kind, event, about=about)


# --- Getting into one's account


def tell_person_of_security_change(fact: accounts.SecurityChanged, event: Event) -> None:
    tell(User.objects.get(pk=fact.user_id), fact.change, event, about={"because": fact.because})


# --- Becoming a seller, and staying one


def stated(statement_id: int | None) -> Letter:
    """The whole statement for the mail; nothing for what was decided before there were statements."""
    if statement_id is None:
        return None
    statement = StatementOfReasons.objects.get(pk=statement_id)
    return {"statement": Statement(statement)}


def _tell_applicant(application_id: int, kind: str, event: Event, *, letter: Letter = None, **more: object) -> None:
    application = Application.objects.select_related("applicant").get(pk=application_id)
    about = {"application": application.number, "shop": application.trading_name, **more}
    tell(application.applicant, kind, event, about=about, letter=letter)


def tell_applicant_we_have_it(fact: sellers.ApplicationSubmitted, event: Event) -> None:
    _tell_applicant(fact.application_id, "application_submitted", event)


def tell_applicant_what_is_missing(fact: sellers.MoreRequested, event: Event) -> None:
    _tell_applicant(fact.application_id, "more_requested", event, what=fact.what)


def tell_applicant_of_approval(fact: sellers.ApplicationApproved, event: Event) -> None:
    _tell_applicant(fact.application_id, "application_approved", event)


def tell_applicant_of_refusal(fact: sellers.ApplicationRefused, event: Event) -> None:
    reason = Application.objects.values_list("reason", flat=True).get(pk=fact.application_id)
    letter = stated(fact.statement_id)
    _tell_applicant(fact.application_id, "application_refused", event, letter=letter, reason=reason)


def tell_owners(seller_id: int, kind: str, event: Event, *, letter: Letter = None, **more: object) -> None:
    seller = Seller.objects.get(pk=seller_id)
    owners = User.objects.filter(is_active=True, memberships__shop__seller=seller, memberships__role=ShopRole.OWNER)
    for owner in owners.order_by("pk").distinct():
        tell(owner, kind, event, about={"seller": seller.legal_name, **more}, letter=letter)


def tell_seller_of_suspension(fact: sellers.SellerSuspended, event: Event) -> None:
    tell_owners(fact.seller_id, "seller_suspended", event, letter=stated(fact.statement_id), reason=fact.because)


def tell_seller_suspension_stays(fact: sellers.SuspensionStays, event: Event) -> None:
    number = StatementOfReasons.objects.values_list("number", flat=True).get(pk=fact.statement_id)
    letter = stated(fact.statement_id)
    tell_owners(fact.seller_id, "suspension_stays", event, letter=letter, statement=number, reason=fact.because)


def tell_seller_of_reinstatement(fact: sellers.SellerReinstated, event: Event) -> None:
    tell_owners(fact.seller_id, "seller_reinstated", event)


def tell_seller_of_renewal(fact: sellers.ApprovalRenewed, event: Event) -> None:
    until = Seller.objects.values_list("valid_until", flat=True).get(pk=fact.seller_id)
    tell_owners(fact.seller_id, "approval_renewed", event, until=until)


def tell_seller_what_is_asked(fact: reviewing.MoreAskedOfSeller, event: Event) -> None:
    tell_owners(fact.seller_id, "seller_asked_for_more", event, what=fact.what)


# --- Who works in a shop


def _shop_words(shop: Shop) -> dict[str, object]:
    return {"shop": shop.name, "shop_slug": shop.slug}


def tell_whoever_is_invited(fact: sellers.MemberInvited, event: Event) -> None:
    invitation = Invitation.objects.select_related("shop", "invited_by").get(pk=fact.invitation_id)
    about = {
        "shop": invitation.shop.name,
        "who": invitation.invited_by.public_name,
        "role": ShopRole(invitation.role),
        "until": invitation.expires_at,
    }
    invited = User.objects.filter(
        is_active=True, emailaddress__email=invitation.email, emailaddress__verified=True
    ).first()
    if invited:
        tell(invited, "shop_invitation", event, about=about)
    elif invitation.email:
        write_to_address(invitation.email, "shop_invitation", event, about=about, language=invitation.shop.language)


def tell_host_of_no(fact: sellers.InvitationDeclined, event: Event) -> None:
    invitation = Invitation.objects.select_related("shop", "invited_by").get(pk=fact.invitation_id)
    tell(invitation.invited_by, "invitation_declined", event, about=_shop_words(invitation.shop))


def _tell_of_member(fact: sellers.MemberJoined | sellers.MemberLeft, kind: str, event: Event) -> None:
    shop, member = Shop.objects.get(pk=fact.shop_id), User.objects.get(pk=fact.user_id)
    about = {**_shop_words(shop), "who": member.public_name, "role": ShopRole(fact.role)}
    tell_people_of(shop, LEADERS, kind, event, about=about)


def tell_leaders_somebody_joined(fact: sellers.MemberJoined, event: Event) -> None:
    _tell_of_member(fact, "member_joined", event)


def tell_leaders_somebody_left(fact: sellers.MemberLeft, event: Event) -> None:
    _tell_of_member(fact, "member_left", event)


def tell_member_of_new_role(fact: sellers.MemberRoleChanged, event: Event) -> None:
    shop, member = Shop.objects.get(pk=fact.shop_id), User.objects.get(pk=fact.user_id)
    tell(member, "member_role_changed", event, about={**_shop_words(shop), "role": ShopRole(fact.role)})


def tell_member_of_the_end(fact: sellers.MemberRemoved, event: Event) -> None:
    shop, member = Shop.objects.get(pk=fact.shop_id), User.objects.get(pk=fact.user_id)
    tell(member, "member_removed", event, about={"shop": shop.name})


def tell_team_of_new_owner(fact: sellers.ShopHandedOver, event: Event) -> None:
    shop, owner = Shop.objects.get(pk=fact.shop_id), User.objects.get(pk=fact.user_id)
    about = {**_shop_words(shop), "who": owner.public_name}
    tell_people_of(shop, tuple(ShopRole), "shop_handed_over", event, about=about)


# --- What takes two people


def _tell_asker(proposal_id: int, kind: str, event: Event) -> None:
    proposal = Proposal.objects.select_related("asked_by").get(pk=proposal_id)
    if not proposal.asked_by.is_active:
        return
    act, thing = foureyes.act_of(proposal), foureyes.thing_of(proposal)
    about = {"proposal": proposal.pk, "act": act, "about": thing, "reason": proposal.answer}
    tell(proposal.asked_by, kind, event, about=about)


def tell_asker_of_confirmation(fact: foureyes.ProposalConfirmed, event: Event) -> None:
    _tell_asker(fact.proposal_id, "proposal_confirmed", event)


def tell_asker_of_refusal(fact: foureyes.ProposalRefused, event: Event) -> None:
    _tell_asker(fact.proposal_id, "proposal_refused", event)


def tell_asker_nobody_answered(fact: foureyes.ProposalExpired, event: Event) -> None:
    _tell_asker(fact.proposal_id, "proposal_expired", event)


# --- Offering


def _tell_importer(pk: int, kind: str, event: Event, **more: object) -> None:
    taken = CatalogueImport.objects.select_related("by", "shop").get(pk=pk)
    if taken.by is None or not taken.by.is_active:
        return
    about = {
        "file": taken.file_name,
        "shop": taken.shop.name,
        "shop_slug": taken.shop.slug,
        "import": taken.number,
        "created": taken.created,
        "updated": taken.updated,
        "refused": taken.refused,
        **more,
    }
    tell(taken.by, kind, event, about=about)


def tell_seller_import_is_done(fact: catalog.CatalogueImported, event: Event) -> None:
    _tell_importer(fact.catalogue_import_id, "import_finished", event)


def tell_seller_import_stopped(fact: catalog.CatalogueImportStopped, event: Event) -> None:
    reason = CatalogueImport.objects.values_list("failure", flat=True).get(pk=fact.catalogue_import_id)
    _tell_importer(fact.catalogue_import_id, "import_stopped", event, reason=reason)


# --- Paying


def _purchase(pk: int) -> Purchase:
    return Purchase.objects.select_related("shopper").get(pk=pk)


def tell_shopper_purchase_is_confirmed(fact: orders.PurchasePaid, event: Event) -> None:
    purchase = _purchase(fact.purchase_id)
    about = {"purchase": purchase.number, "total": purchase.total}
    tell_shopper(purchase, "purchase_paid", event, about=about, letter={"bought": confirmation_of(purchase)})


def tell_shopper_payment_was_declined(fact: orders.PurchasePaymentDeclined, event: Event) -> None:
    purchase = _purchase(fact.purchase_id)
    about = {"purchase": purchase.number, "until": purchase.due_at}
    tell_shopper(purchase, "payment_declined", event, about=about)


def tell_shopper_purchase_has_ended(fact: orders.PurchaseCancelled, event: Event) -> None:
    purchase = _purchase(fact.purchase_id)
    because = CancelledBecause(fact.because)
    if because == CancelledBecause.BY_SHOPPER:
        return  # they have just done it themselves, before any money moved
    about = {"purchase": purchase.number, "because": because}
    tell_shopper(purchase, "purchase_cancelled", event, about=about)


def tell_shopper_late_payment_goes_back(fact: orders.LatePaymentRefunded, event: Event) -> None:
    purchase = _purchase(fact.purchase_id)
    tell_shopper(purchase, "late_payment_refunded", event, about={"purchase": purchase.number})


def tell_shopper_purchase_is_theirs(fact: orders.PurchaseClaimed, event: Event) -> None:
    purchase = _purchase(fact.purchase_id)
    tell_shopper(purchase, "purchase_claimed", event, about={"purchase": purchase.number})


# --- The way of a parcel


def _order(pk: int) -> Order:
    return Order.objects.select_related("purchase__shopper", "shop", "shipment").get(pk=pk)


def _tell_of_parcel(order_id: int, kind: str, event: Event) -> None:
    order = _order(order_id)
    about: dict[str, object] = {
        "order": order.number,
        "shop": order.shop.name,
        "by": order.promised_by,
        "until": order.release_at or "",
    }
    if hasattr(order, "shipment"):
        about |= {"carrier": order.shipment.carrier_name, "tracking": order.shipment.tracking_number}
    tell_shopper(order.purchase, kind, event, about=about)


def tell_shopper_order_is_packed(fact: orders.OrderPacked, event: Event) -> None:
    _tell_of_parcel(fact.order_id, "order_packed", event)


def tell_shopper_order_was_handed_over(fact: orders.OrderHandedOver, event: Event) -> None:
    _tell_of_parcel(fact.order_id, "order_handed_over", event)


def tell_shopper_order_is_on_its_way(fact: orders.OrderInTransit, event: Event) -> None:
    _tell_of_parcel(fact.order_id, "order_in_transit", event)


def tell_shopper_order_comes_today(fact: orders.OrderOutForDelivery, event: Event) -> None:
    _tell_of_parcel(fact.order_id, "order_out_for_delivery", event)


def tell_shopper_order_has_arrived(fact: orders.OrderDelivered, event: Event) -> None:
    _tell_of_parcel(fact.order_id, "order_delivered", event)


# --- To both sides, and to the shop


def _to_desk(order: Order) -> dict[str, object]:
    return {"order": order.number, "shop": order.shop.name, "shop_slug": order.shop.slug}


def tell_both_order_is_cancelled(fact: orders.OrderCancelled, event: Event) -> None:
    order = _order(fact.order_id)
    because = CancelledBecause(fact.because)
    about = {"order": order.number, "shop": order.shop.name, "because": because, "total": order.total}
    tell_shopper(order.purchase, "order_cancelled", event, about=about)
    tell_people_of(order.shop, SENDERS, "shop_order_cancelled", event, about={**_to_desk(order), "because": because})


def tell_shop_of_new_order(fact: orders.OrderPaid, event: Event) -> None:
    order = _order(fact.order_id)
    tell_people_of(order.shop, SENDERS, "shop_order_paid", event, about={**_to_desk(order), "by": order.promised_by})


def tell_shopper_order_is_complete(fact: orders.OrderReleased, event: Event) -> None:
    order = _order(fact.order_id)
    about = {"order": order.number, "shop": order.shop.name}
    tell_shopper(order.purchase, "order_completed", event, about=about)


def tell_shop_money_is_released(fact: orders.OrderReleased, event: Event) -> None:
    order = _order(fact.order_id)
    about = {**_to_desk(order), "share": order.sellers_share, "commission": order.commission}
    tell_people_of(order.shop, KEEPERS, "shop_order_released", event, about=about)


def _review(pk: int) -> tuple[Review, dict[str, object]]:
    review = Review.objects.select_related("listing", "shop", "author").get(pk=pk)
    listing = review.listing
    return review, {"title": listing.title, "listing": listing.number, "slug": listing.slug}


def tell_shop_of_review(fact: reviews.ReviewPublished, event: Event) -> None:
    review, about = _review(fact.review_id)
    tell_people_of(review.shop, LEADERS, "review_published", event, about={**about, "rating": review.rating})


def tell_author_shop_replied(fact: reviews.ReviewReplied, event: Event) -> None:
    review, about = _review(fact.review_id)
    tell(review.author, "review_replied", event, about={**about, "shop": review.shop.name})


def tell_shop_reply_was_removed(fact: reviews.ReplyRemoved, event: Event) -> None:
    review, about = _review(fact.review_id)
    because = RemovalReason(fact.because)
    tell_people_of(review.shop, LEADERS, "reply_removed", event, about={**about, "because": because})


def _tell_of_photo(photo_id: int, kind: str, event: Event, **more: object) -> None:
    photo = ReviewPhoto.objects.select_related("review__order_line__order").get(pk=photo_id)
    review, about = _review(photo.review_id)
    line = photo.review.order_line
    place = {"order": line.order.number, "position": line.position, "name": photo.original_name}
    tell(review.author, kind, event, about={**about, **place, **more})


def tell_author_photo_was_refused(fact: reviews.ReviewPhotoRefused, event: Event) -> None:
    refusal = ReviewPhoto.objects.values_list("refusal", flat=True).get(pk=fact.photo_id)
    _tell_of_photo(fact.photo_id, "review_photo_refused", event, reason=refusal)


def tell_author_photo_was_removed(fact: reviews.ReviewPhotoRemoved, event: Event) -> None:
    _tell_of_photo(fact.photo_id, "review_photo_removed", event, because=RemovalReason(fact.because))


def tell_author_review_was_removed(fact: reviews.ReviewRemoved, event: Event) -> None:
    review, about = _review(fact.review_id)
    tell(review.author, "review_removed", event, about={**about, "because": RemovalReason(fact.because)})
