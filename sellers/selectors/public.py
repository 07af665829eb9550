"""What people may read about a seller and an application: who it is, and what happened."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import Look, looks_of
from core.files import views_of
from core.models import Event
from sellers import events
from sellers.models import Application, Membership, NumberCheck, Seller, SellerKind, ShopRole
from sellers.places import country_name
from sellers.registration import scheme_of
from sellers.rules import DAYS_TO_ANSWER
from sellers.states import ApplicationStatus


@dataclass(frozen=True)
class Line:
    """A label and what stands beside it."""

    label: str
    text: str


@dataclass(frozen=True)
class Step:
    """A step of an application, as the timeline shows it."""

    title: str
    place: str
    at: object
    state: str


def identity_of(seller: Seller) -> list[Line]:
    """
    Who sells, as the law asks it to be shown on every product page (EU DSA, article 30(7)).

    Of a private person only kind and place: name, street, phone and e-mail are for those who buy from them.
    """
    kind = Line(_("Sells as"), str(SellerKind(seller.kind).label))
    if not seller.is_trader:
        return [kind, Line(_("Place"), ", ".join([seller.city, country_name(seller.country)]))]
    lines = [Line(_("Sold by"), seller.legal_name), kind]
    if seller.registration_number:
        scheme = scheme_of(seller.registration_scheme)
        label = f"{scheme.name}, " if scheme else ""
        check = NumberCheck(seller.registration_check).label
        lines.append(Line(_("Registration"), f"{label}{seller.registration_number} ({check})"))
    contact = [Line(_("E-mail"), seller.contact_email), Line(_("Phone"), seller.contact_phone)]
    # Of a seller who left long ago they are deleted.
    return [*lines, Line(_("Address"), ", ".join(address_lines(seller))), *(line for line in contact if line.text)]


def owners_of(seller: Seller) -> list[int]:
    """The keys of those who own a shop of this seller, and of whoever applied: those whom it concerns."""
    owners = Membership.objects.filter(shop__seller=seller, role=ShopRole.OWNER).values_list("user_id", flat=True)
    return sorted({seller.application.applicant_id, *owners})


def addressees_of(seller: Seller) -> list[int]:
    """
    The keys of those to whom a decision about this seller is sent, and who may complain: who owns a shop of theirs now.
    Whoever applied and has handed it over since is not among them, unless nobody has taken it.
    """
    owners = Membership.objects.filter(shop__seller=seller, role=ShopRole.OWNER).values_list("user_id", flat=True)
    return sorted(set(owners)) or [seller.application.applicant_id]


def whom_it_concerns(application: Application, *, sender: int | None = None) -> list[int]:
    """
    The keys of those whose papers these are: whoever applied, and the owners of what came of it; of one paper its
    `sender` too, who may own nothing any more.
    """
    seller = Seller.objects.select_related("application").filter(application=application).first()
    concerned = owners_of(seller) if seller else [application.applicant_id]
    return sorted({*concerned, *([sender] if sender else [])})


def is_own_business(application: Application, user: User) -> bool:
    """Whether somebody applied with it or works in what came of it: nobody decides about that, or reads its notes."""
    works_there = Membership.objects.filter(shop__seller__application=application, user=user)
    return application.applicant_id == user.pk or works_there.exists()


def address_lines(business: Seller | Application) -> list[str]:
    town = " ".join(part for part in (business.postal_code, business.city) if part)
    return [part for part in (business.street, town, business.region, country_name(business.country)) if part]


def openings_of(application: Application) -> list[Look]:
    """Who opened its document, the last of them first, as the applicant may know; their own looks left out."""
    if application.document_id is None:
        # A draft that was given up.
        return []
    others = views_of(application.document).exclude(actor=application.applicant)
    return looks_of(others, reader=application.applicant)


def steps_of(application: Application) -> list[Step]:
    """What happened to an application, from its own events, and what comes next. One query."""
    titles = {
        events.ApplicationSubmitted.__name__: _("You applied"),
        events.MoreRequested.__name__: _("We asked for more"),
        events.ApplicationAmended.__name__: _("You answered"),
        events.ApplicationApproved.__name__: _("Approved: your shop is open"),
        events.ApplicationRefused.__name__: _("Refused"),
        events.ApplicationWithdrawn.__name__: _("You withdrew the application"),
    }
    history = Event.objects.of("application", application.pk)
    steps = [
        Step(titles[event.name], str(event.facts.get("what", "")), event.occurred_at, "done")
        for event in history
        if event.name in titles
    ]
    if application.status == ApplicationStatus.SUBMITTED:
        how_long = _("we aim to answer within %(days)d working days") % {"days": DAYS_TO_ANSWER}
        steps.append(Step(_("A reviewer reads it"), "", how_long, "now"))
        steps.append(Step(_("Decision"), "", "", "next"))
    elif application.status == ApplicationStatus.MORE_REQUESTED:
        steps.append(Step(_("Your answer"), "", "", "now"))
        steps.append(Step(_("Decision"), "", "", "next"))
    return steps
