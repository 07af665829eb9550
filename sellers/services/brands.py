"""Who may offer a protected brand: asking for it, answering, authorising others, taking it away, its end."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock, foureyes
from core.audit import STANDS_WITH_IT, name_acts, record
from core.errors import DomainError, ImpossibleMove
from core.events import announce
from core.files import delete_private, store_private
from core.models import PrivateFile, Proposal
from core.text import plain, plain_line
from core.timers import sweep
from core.versions import TRADING, touch
from sellers.documents import SafeDocument, UploadedDocument, inspect_document
from sellers.events import (
    BrandClaimed,
    BrandClaimWithdrawn,
    BrandExpired,
    BrandGranted,
    BrandRefused,
    BrandRevoked,
)
from sellers.models import BrandAuthorisation, Membership, Seller, Shop
from sellers.querysets import may_sell
from sellers.rules import BRAND_HOLDS, MOST_CLAIMS, REFUSED_DOCUMENT_KEPT, may_answer_claim
from sellers.selectors import owners_of
from sellers.services.deciding import REVIEWERS, ReasonMissing
from sellers.states import RUNS_THE_SHOP, AuthorisationStatus, BrandRole, DecidedAs
from taxonomy.models import Brand
from taxonomy.services import register_brand, save_brand

PURPOSE = "brand authorisation"
# What takes two people (sellers/foureyes.py).
GRANT_OWNER = "sellers.grant_brand_owner"
name_acts(
    {
        "sellers.granted_brand": _("granted the brand"),
        "sellers.refused_brand": _("refused the brand"),
        "sellers.revoked_brand": _("took the brand away"),
    }
)


class NotYoursToAuthorise(DomainError):
    """Who asks neither owns the brand nor reviews, or would decide about their own shop."""

    code = "sellers.not_yours_to_authorise"


class UnknownBrand(DomainError):
    """No brand on the register is called so, and who asks does not say that it is theirs."""

    code = "sellers.unknown_brand"

    def __init__(self) -> None:
        super().__init__(
            _("This brand is not on the register, so nobody's authorisation is needed. Is it yours? Say so."),
            field="brand",
        )


class AlreadyClaimed(DomainError):
    """The seller waits for an answer about this brand already, or holds it as what they ask for."""

    code = "sellers.already_claimed"


class TooManyClaims(DomainError):
    """So many claims wait already that no more are taken."""

    code = "sellers.too_many_claims"

    def __init__(self) -> None:
        super().__init__(_("%(most)d claims wait for an answer. Withdraw some first.") % {"most": MOST_CLAIMS})


class BrandHasOwner(DomainError):
    """Somebody else is confirmed as the owner."""

    code = "sellers.brand_has_owner"

    def __init__(self) -> None:
        super().__init__(_("This brand has an owner here. Theirs must end before somebody else can be."))


def claim_brand(
    shop: Shop,
    *,
    by: User,
    brand: str,
    document: UploadedDocument,
    role: BrandRole = BrandRole.AUTHORISED,
    words: str = "",
    trademark_number: str = "",
    trademark_office: str = "",
) -> BrandAuthorisation:
    """
    Ask for a brand: as one who may offer it, or as its owner, who may also put it on the register by this.

    It goes to the brand's owner where there is one here, else to a reviewer. Raises UnknownBrand, AlreadyClaimed,
    TooManyClaims, what inspect_document raises, and as owner what taxonomy's register_brand raises.
    """
    _must_be_free(shop, brand, role)
    safe = inspect_document(document)
    with transaction.atomic():
        wanted = Brand.objects.known_as(brand).first()
        if wanted is None:
            # On the register it protects nothing yet: that comes when two people have confirmed the owner.
            wanted = register_brand(brand, by=by)
        try:
            with transaction.atomic():
                claim = BrandAuthorisation.objects.create(
                    brand=wanted,
                    seller=shop.seller,
                    role=role,
                    words=plain(words),
                    evidence=_keep(safe),
                    trademark_number=plain_line(trademark_number),
                    trademark_office=plain_line(trademark_office),
                    asked_by=by,
                    asked_at=clock.now(),
                )
        except IntegrityError:
            raise _waits() from None
        announce(BrandClaimed(authorisation_id=claim.pk, seller_id=claim.seller_id), actor=by)
    return claim


@transaction.atomic
def grant_claim(claim: BrandAuthorisation, *, by: User, confirmed: Proposal | None = None) -> BrandAuthorisation:
    """
    Let the seller offer the brand for a year; a former authorisation for it ends by that.

    Who owns a brand takes two people: then it is `confirmed`, and the brand is protected from now on. Raises
    NotYoursToAuthorise, NeedsSecondPerson, BrandHasOwner, or ImpossibleMove unless it waits for an answer.
    """
    role = _obey(claim, by)
    now = clock.now()
    if claim.role == BrandRole.OWNER:
        _end_lapsed(claim.brand)
        if BrandAuthorisation.objects.of_owner(claim.brand).exclude(seller=claim.seller_id).exists():
            raise BrandHasOwner
    _replace(claim.brand, claim.seller, now)
    claim.move_to(
        AuthorisationStatus.GRANTED,
        decided_by=by,
        decided_as=role,
        decided_at=now,
        valid_from=now,
        valid_until=now + BRAND_HOLDS,
    )
    proposal_id = None
    if claim.role == BrandRole.OWNER:
        proposal_id = foureyes.redeem(confirmed, GRANT_OWNER, claim).pk
        _protect(claim, by)
    _tell_of_grant(claim, by, proposal_id)
    return claim


def propose_brand_owner(claim: BrandAuthorisation, *, by: User, because: str) -> Proposal:
    """
    Ask a second person to confirm who owns a brand.

    Raises NotYoursToAuthorise, ImpossibleMove unless it waits for an answer, and what foureyes.propose raises.
    """
    _obey(claim, by)
    if claim.role != BrandRole.OWNER or not claim.can_move_to(AuthorisationStatus.GRANTED):
        raise ImpossibleMove
    return foureyes.propose(GRANT_OWNER, claim, by=by, because=because)


@transaction.atomic
def refuse_claim(claim: BrandAuthorisation, *, by: User, because: str) -> BrandAuthorisation:
    """Say no, with a reason that the seller reads. Raises NotYoursToAuthorise, ReasonMissing, or ImpossibleMove."""
    role, now = _obey(claim, by), clock.now()
    claim.move_to(
        AuthorisationStatus.REFUSED,
        decided_by=by,
        decided_as=role,
        decided_at=now,
        reason=_words(because),
        ended_at=now,
    )
    announce(BrandRefused(authorisation_id=claim.pk), actor=by)
    _record("sellers.refused_brand", claim, by)
    return claim


@transaction.atomic
def withdraw_claim(claim: BrandAuthorisation, *, by: User) -> BrandAuthorisation:
    """Stop asking. The document is deleted: nobody needs it any more. Raises ImpossibleMove when it is answered."""
    claim.move_to(AuthorisationStatus.WITHDRAWN, ended_at=clock.now())
    announce(BrandClaimWithdrawn(authorisation_id=claim.pk), actor=by)
    if paper := claim.evidence:
        transaction.on_commit(lambda: delete_private(paper), robust=True)
    return claim


@transaction.atomic
def authorise_seller(brand: Brand, seller: Seller, *, by: User) -> BrandAuthorisation:
    """
    As the owner of a brand, let another seller offer it for a year, whether they asked or not.

    Raises NotYoursToAuthorise, or AlreadyClaimed for the owner itself.
    """
    claim = BrandAuthorisation.objects.waiting().filter(brand=brand, seller=seller).first()
    if claim is not None and claim.role == BrandRole.AUTHORISED:
        return grant_claim(claim, by=by)
    claim = BrandAuthorisation(brand=brand, seller=seller, asked_by=by, asked_at=clock.now())
    if BrandAuthorisation.objects.of_owner(brand).filter(seller=seller).exists():
        raise AlreadyClaimed(_("The owner needs no authorisation."), field="shop")
    if _obey(claim, by) != DecidedAs.OWNER:
        raise NotYoursToAuthorise(_("Only the owner of the brand authorises a seller who has not asked."))
    now = clock.now()
    _replace(brand, seller, now)
    claim.status, claim.decided_by, claim.decided_as = AuthorisationStatus.GRANTED, by, DecidedAs.OWNER
    claim.decided_at = claim.valid_from = now
    claim.valid_until = now + BRAND_HOLDS
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError:
        # Somebody else of the owner's shop did it in this moment.
        raise ImpossibleMove from None
    _tell_of_grant(claim, by, None)
    return claim


@transaction.atomic
def revoke_authorisation(held: BrandAuthorisation, *, by: User, because: str) -> BrandAuthorisation:
    """
    Take it away: what the seller offers of the brand is off sale from this moment.

    Raises NotYoursToAuthorise, ReasonMissing, or ImpossibleMove unless it is granted.
    """
    role = _obey(held, by, is_claim=False)
    words = _words(because)
    held.move_to(
        AuthorisationStatus.REVOKED,
        decided_by=by,
        decided_as=role,
        decided_at=clock.now(),
        reason=words,
        ended_at=clock.now(),
    )
    touch(TRADING)
    announce(BrandRevoked(authorisation_id=held.pk, because=words), actor=by)
    _record("sellers.revoked_brand", held, by)
    return held


@transaction.atomic
def expire_authorisation(held: BrandAuthorisation) -> BrandAuthorisation:
    """Write down that its time is over; it has counted for nothing since that moment. Raises ImpossibleMove."""
    held.move_to(AuthorisationStatus.EXPIRED, ended_at=clock.now())
    touch(TRADING)
    announce(BrandExpired(authorisation_id=held.pk))
    return held


def expire_authorisations() -> int:
    """End every authorisation whose time is over; returns how many."""
    return sweep(BrandAuthorisation.objects.lapsed().order_by("valid_until", "pk"), expire_authorisation)


def forget_brand_papers() -> int:
    """
    Delete the documents of claims that were withdrawn, or refused or over half a year ago, and those of sellers who are
    forgotten; returns how many.
    """
    now = clock.now()
    over = Q(status=AuthorisationStatus.WITHDRAWN) | Q(ended_at__lte=now - REFUSED_DOCUMENT_KEPT)
    over |= Q(seller__endings__forgotten_at__isnull=False)
    needed = BrandAuthorisation.objects.exclude(over).filter(evidence=OuterRef("pk"))
    kept = PrivateFile.objects.filter(purpose=PURPOSE, deleted_at=None)
    # A file is there shortly before its claim is.
    return sweep(kept.filter(~Exists(needed), created_at__lt=now - timedelta(days=1)), delete_private)


def is_run_by_owner(brand: Brand, user: User) -> bool:
    """Whether `user` runs a shop of the seller who owns the brand, and who may sell."""
    owners = BrandAuthorisation.objects.of_owner(brand).filter(may_sell("seller__"))
    mine = Membership.objects.filter(user=user, role__in=RUNS_THE_SHOP)
    return owners.filter(Exists(mine.filter(shop__seller=OuterRef("seller")))).exists()


def _must_be_free(shop: Shop, brand: str, role: BrandRole) -> None:
    """Raises what can be said before the document is looked at."""
    wanted = Brand.objects.known_as(brand).first()
    if wanted is None and role != BrandRole.OWNER:
        raise UnknownBrand
    claims = BrandAuthorisation.objects.filter(seller=shop.seller_id)
    if claims.waiting().count() >= MOST_CLAIMS:
        raise TooManyClaims
    if wanted is None:
        return
    if claims.waiting().filter(brand=wanted).exists():
        raise _waits()
    if role == BrandRole.AUTHORISED and claims.of_owner(wanted).exists():
        raise AlreadyClaimed(_("You own this brand here. You need no authorisation."), field="brand")


def _waits() -> AlreadyClaimed:
    return AlreadyClaimed(_("You have asked for this brand. It waits for an answer."), field="brand")


def _obey(claim: BrandAuthorisation, by: User, *, is_claim: bool = True) -> DecidedAs:
    """As what this person decides about it. Raises NotYoursToAuthorise."""
    owner_is_here = BrandAuthorisation.objects.of_owner(claim.brand).filter(may_sell("seller__")).exists()
    is_owner = is_run_by_owner(claim.brand, by)
    verdict = may_answer_claim(
        role=claim.role,
        is_own=Membership.objects.filter(shop__seller=claim.seller_id, user=by).exists(),
        is_owner=is_owner,
        is_reviewer=by.has_role(*REVIEWERS),
        # What was granted, reviewers may always take away.
        owner_is_here=owner_is_here and is_claim,
        waited=clock.now() - claim.asked_at,
    )
    if not verdict:
        raise NotYoursToAuthorise(verdict.reason)
    return DecidedAs.OWNER if is_owner and claim.role != BrandRole.OWNER else DecidedAs.REVIEWER


def _end_lapsed(brand: Brand) -> None:
    """What is over by the clock stands in nobody's way until the sweep comes."""
    for held in BrandAuthorisation.objects.lapsed().filter(brand=brand).order_by("pk"):
        expire_authorisation(held)


def _replace(brand: Brand, seller: Seller, now: datetime) -> None:
    """End what the seller holds of the brand, for what takes its place."""
    held = BrandAuthorisation.objects.filter(brand=brand, seller=seller, status=AuthorisationStatus.GRANTED)
    for former in held.order_by("pk"):
        former.move_to(AuthorisationStatus.EXPIRED, ended_at=now)
        announce(BrandExpired(authorisation_id=former.pk, is_renewed=True))


def _protect(claim: BrandAuthorisation, by: User) -> None:
    brand = claim.brand
    brand.is_protected = True
    brand.trademark_number = claim.trademark_number or brand.trademark_number
    brand.trademark_office = claim.trademark_office or brand.trademark_office
    save_brand(brand, by=by)


def _tell_of_grant(held: BrandAuthorisation, by: User, proposal_id: int | None) -> None:
    touch(TRADING)
    announce(BrandGranted(authorisation_id=held.pk, seller_id=held.seller_id, proposal_id=proposal_id), actor=by)
    _record("sellers.granted_brand", held, by)


def _record(act: str, held: BrandAuthorisation, by: User) -> None:
    """What reviewers decide leaves a trace; what an owner decides stands on the authorisation."""
    if held.decided_as == DecidedAs.REVIEWER and (role := by.acts_as(*REVIEWERS)):
        record(act, by=by, role=role, thing=held, about=owners_of(held.seller), because=STANDS_WITH_IT)


def _words(text: str) -> str:
    words = plain(text)
    if not words:
        raise ReasonMissing
    return words


def _keep(safe: SafeDocument) -> PrivateFile:
    return store_private(safe.content, name=safe.name, content_type=safe.content_type, purpose=PURPOSE, scan=safe.scan)
