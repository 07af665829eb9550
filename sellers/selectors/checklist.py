"""An application as a list of things to do: what is asked, why, who will see it, when it goes, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.formatting import day
from sellers.facts import missing_in
from sellers.models import Application, Credential, CredentialCheck, Requirement
from sellers.rules import DRAFT_KEPT
from sellers.states import ApplicationStatus, SellerKind
from sellers.vetting.rules import private_numbers
from sellers.vetting.selectors import main_requirement, requirements_of, sentence_of
from sellers.vetting.states import HELD, NUMBERS_OF_REGISTERS, OPEN, CheckOutcome, CredentialKind, CredentialStatus
from taxonomy.models import Category

CONTACTS = (CredentialKind.EMAIL, CredentialKind.PHONE)


class ItemState(TextChoices):
    TO_DO = "to_do", gettext_lazy("to do")
    WAITING_FOR_YOU = "waiting_for_you", gettext_lazy("waiting for you")
    DONE = "done", gettext_lazy("done")
    CHECKED = "checked", gettext_lazy("checked")
    COULD_NOT = "could_not", gettext_lazy("could not be checked")
    REFUSED = "refused", gettext_lazy("refused")


# What these find would tell whoever asks about somebody else, or how not to be noticed next time.
FOR_REVIEWERS = frozenset({"same_number", "same_document", "blocklist"})
# Whoever sends the application has done their part of these.
SETTLED = (ItemState.DONE, ItemState.CHECKED, ItemState.COULD_NOT)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that is asked. `code` is a part of the application, or the code of a requirement."""

    code: str
    title: str
    state: ItemState
    why: str
    seen_by: str
    deleted: str
    source: str = ""
    is_required: bool = True
    # What can be done without it.
    without: str = ""
    # What a reviewer wrote about it.
    words: str = ""
    # What software found, in sentences.
    findings: Sequence[str] = field(default_factory=tuple)
    requirement: Requirement | None = None
    credential: Credential | None = None

    @property
    def is_missing(self) -> bool:
        """Whether the application cannot be sent without more about this."""
        return self.is_required and self.state not in SETTLED

    @property
    def is_code(self) -> bool:
        """Whether it is shown by a code that we send."""
        return self.requirement is not None and self.requirement.credential in CONTACTS


def checklist_of(application: Application) -> list[Item]:
    """Everything that is asked of an applicant, in the order in which it is best done. Four statements."""
    asked = requirements_of(application)
    latest = _latest(application) if asked else {}
    main = main_requirement(application, asked)
    at_all = sorted((each for each in asked if each.category_id is None and each != main), key=_contacts_first)
    chosen = list(application.categories.all())
    licences = [each for each in asked if each.category and _is_about(each.category, chosen)]
    return [
        *(_part(application, part) for part in ("who", "place", "contact")),
        *(_credential(application, each, latest.get(each.pk)) for each in at_all if each.credential in CONTACTS),
        _document(application, main, latest.get(main.pk) if main else None),
        *(_credential(application, each, latest.get(each.pk)) for each in at_all if each.credential not in CONTACTS),
        _part(application, "shop"),
        _categories(chosen, has_licences=any(each.category_id for each in asked)),
        *(_credential(application, each, latest.get(each.pk)) for each in licences),
    ]


def item_of(items: Iterable[Item], code: str) -> Item | None:
    return next((item for item in items if item.code == code), None)


def attention_first(items: Sequence[Item]) -> list[Item]:
    """What was refused, for the top of the page."""
    return [item for item in items if item.state == ItemState.REFUSED]


def _contacts_first(requirement: Requirement) -> tuple[int, str]:
    return (list(CredentialKind).index(CredentialKind(requirement.credential)), requirement.code)


def _latest(application: Application) -> dict[int, Credential]:
    """What is held for each requirement, or else the last that was claimed; what was taken back counts as nothing."""
    checks = Prefetch("checks", queryset=CredentialCheck.objects.order_by("pk"), to_attr="said")
    claimed = Credential.objects.filter(application=application).exclude(status=CredentialStatus.WITHDRAWN)
    found: dict[int, Credential] = {}
    for each in claimed.order_by("pk").prefetch_related(checks):
        known = found.get(each.requirement_id)
        if known is None or known.status not in HELD or each.status in HELD:
            found[each.requirement_id] = each
    return found


def _is_about(category: Category, chosen: Iterable[Category]) -> bool:
    """Whether a licence for `category` matters to whoever sells in what is chosen, above or below it."""
    return any(category.path in each.paths_above() or each.path in category.paths_above() for each in chosen)


def _part(application: Application, part: str) -> Item:
    titles = {
        "who": _("Who you are"),
        "place": _("Where you are"),
        "contact": _("Whom to talk to"),
        "shop": _("Your shop"),
    }
    whys = {
        "who": _("What we ask besides depends on it: a private person shows other papers than a company."),
        "place": _("Shoppers and the law want to know where a seller can be found."),
        "contact": _("So that shoppers and we can reach you."),
        "shop": _("It is what shoppers see first."),
    }
    reached = _(
        "Half a year after a refusal, within a day if you withdraw, and once you sell, half a year after you have left."
    )
    deleted = {
        "who": _("It stays with what was decided."),
        "place": f"{reached} {_('City and country stay with what was decided.')}",
        "contact": reached,
        "shop": _("The page of a shop stays readable when the shop has closed."),
    }
    return Item(
        code=part,
        title=titles[part],
        state=ItemState.TO_DO if missing_in(application, part) else ItemState.DONE,
        why=whys[part],
        seen_by=_("Everybody.") if part == "shop" else _who_sees_answers(application, part),
        deleted=_with_draft(application, deleted[part]),
    )


def _who_sees_answers(application: Application, part: str) -> str:
    if SellerKind(application.kind).is_trader:
        return _("You and our reviewers; once you sell, shoppers too, as the law asks of a business.")
    if part in {"who", "place"}:
        return _("You and our reviewers. Shoppers see only that you are a private person, your city and country.")
    return _("You, our reviewers, and later only those who buy from you.")


def _document(application: Application, main: Requirement | None, credential: Credential | None) -> Item:
    is_trader = SellerKind(application.kind).is_trader
    missing = application.document is None or (is_trader and not application.registration_number)
    item = _credential(application, main, credential) if main else None
    if item and not missing:
        state, words, findings = item.state, item.words, item.findings
    else:
        state, words, findings = (ItemState.TO_DO if missing else ItemState.DONE), "", ()
    return Item(
        code="document",
        title=main.local_name if main else _("One document that shows who you are"),
        state=state,
        why=main.local_why if main else _("A reviewer reads it: it shows that you are who you say."),
        seen_by=_who_sees(main.credential if main else CredentialKind.IDENTITY, application.kind),
        deleted=item.deleted if item else _with_draft(application, _("If we refuse, after half a year.")),
        source=main.source if main else "",
        words=words,
        findings=findings,
        requirement=main,
        credential=credential,
    )


def _credential(application: Application, requirement: Requirement, credential: Credential | None) -> Item:
    is_licence = requirement.category is not None
    is_later = requirement.required_from > clock.now()
    without = ""
    if is_licence:
        without = _("Without it you can sell everything but what belongs to “%(category)s”.") % {
            "category": requirement.category.local_name if requirement.category else ""
        }
    elif is_later:
        without = _("It is needed from %(day)s on.") % {"day": day(requirement.required_from)}
    said = last_words(credential) if credential else []
    kept = _("%(days)d days after it is over; at once if you take it back.") % {"days": requirement.kept_days}
    return Item(
        code=requirement.code,
        title=requirement.local_name,
        state=_state(requirement, credential, said),
        why=requirement.local_why,
        seen_by=_who_sees(requirement.credential, application.kind),
        deleted=_with_draft(application, kept),
        source=requirement.source,
        is_required=not (is_licence or is_later),
        without=without,
        words=credential.reason if credential and credential.status in _ENDED_BY_PEOPLE else "",
        findings=[sentence_of(each) for each in said if each.check_code not in FOR_REVIEWERS],
        requirement=requirement,
        credential=credential,
    )


_ENDED_BY_PEOPLE = (CredentialStatus.REFUSED, CredentialStatus.REVOKED)


def last_words(credential: Credential) -> list[CredentialCheck]:
    """What each check said last, of a credential that was read with them."""
    said: list[CredentialCheck] = credential.said  # type: ignore[attr-defined]
    return list({row.check_code: row for row in said}.values())


def _state(requirement: Requirement, credential: Credential | None, said: Sequence[CredentialCheck]) -> ItemState:
    if credential is None or credential.status == CredentialStatus.EXPIRED:
        return ItemState.TO_DO
    if credential.status in HELD:
        return ItemState.CHECKED
    if credential.status == CredentialStatus.REFUSED:
        return ItemState.REFUSED
    if credential.status not in OPEN:
        return ItemState.TO_DO
    outcomes = {row.check_code: row.outcome for row in said}
    if requirement.credential in CONTACTS and "code" not in outcomes:
        return ItemState.WAITING_FOR_YOU
    if CheckOutcome.COULD_NOT in outcomes.values():
        return ItemState.COULD_NOT
    return ItemState.DONE


def _categories(chosen: Sequence[Category], *, has_licences: bool) -> Item:
    return Item(
        code="categories",
        title=_("What you want to sell"),
        state=ItemState.DONE if chosen else ItemState.TO_DO,
        why=_("For some things the law asks for a licence. Choose, and we say at once which."),
        seen_by=_("You and our reviewers."),
        deleted=_("With your application."),
        is_required=False,
        without=_("You can choose later, too.") if has_licences else _("Nothing here needs a licence of you."),
    )


def _who_sees(kind: str, seller_kind: str) -> str:
    if kind in NUMBERS_OF_REGISTERS - private_numbers(seller_kind):
        return _("You and our reviewers. Shoppers see the number, and how it was checked; never the document.")
    if kind in CONTACTS:
        return _("You and our reviewers. Shoppers see of a business that it was checked, and when.")
    return _("You and our reviewers. Shoppers see only that it was checked, how and when.")


def _with_draft(application: Application, otherwise: str) -> str:
    if application.status != ApplicationStatus.DRAFT:
        return otherwise
    unsent = _("Not sent, it is deleted after %(days)d days without a change.") % {"days": DRAFT_KEPT.days}
    return f"{capfirst(otherwise)} {unsent}"
