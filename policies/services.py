"""Every way in which policies change: by publishing a version. Nothing here, or anywhere, edits one."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from core import clock
from core.audit import STANDS_WITH_IT, name_acts, record
from core.errors import DomainError
from core.events import announce
from core.text import plain, plain_line
from core.versions import PLATFORM_POLICIES, shop_scope, touch
from policies.events import PolicyPublished
from policies.kinds import SHOP_KINDS, PolicyKind
from policies.models import Policy, PolicyVersion
from policies.rules import may_promise
from policies.starting import starting_policies
from policies.terms import TYPES, BadTerms, Terms, dump_terms
from sellers.models import Shop

PUBLISHED = "policies.published"
name_acts({PUBLISHED: _("published a new version")})


class NotForShops(DomainError):
    """Only the platform publishes this kind of policy."""

    code = "policies.not_for_shops"


class PromisesTooLittle(DomainError):
    """The shop would promise less than the platform promises everybody."""

    code = "policies.promises_too_little"


class TextMissing(DomainError):
    """A policy needs a title and a text."""

    code = "policies.text_missing"


class PublishedMeanwhile(DomainError):
    """Somebody else published a version after this one was begun."""

    code = "policies.published_meanwhile"

    def __init__(self) -> None:
        super().__init__(_("Somebody published another version in the meantime. Read it, then publish yours."))


def publish_policy(
    *,
    shop: Shop | None,
    kind: PolicyKind | str,
    title: str,
    body: str,
    terms: Terms,
    language: str,
    by: User | None,
    replacing: int | None = None,
) -> PolicyVersion:
    """
    Put a new version in force from now on. What was bought before keeps the version it was bought under.

    `replacing` is the number that the author saw (0: none yet). Publishing what already stands changes nothing
    and returns it. Raises BadTerms, TextMissing, NotForShops, PromisesTooLittle or PublishedMeanwhile.
    """
    kind = PolicyKind(kind)
    title, body = plain_line(title), plain(body)
    if not title or not body:
        raise TextMissing(_("A policy needs a title and a text."))
    if type(terms) is not TYPES[kind]:
        raise BadTerms(_("These terms belong to another kind of policy."))
    if shop is not None:
        check_promise(kind, terms)
    try:
        with transaction.atomic():
            policy, _is_new = Policy.objects.select_related("current").get_or_create(shop=shop, kind=kind)
            current = policy.current
            if current and _is_same(current, title=title, body=body, terms=terms, language=language):
                return current
            if replacing is not None and replacing != (current.number if current else 0):
                raise PublishedMeanwhile
            version = _next_version(policy, current, title=title, body=body, terms=terms, language=language, by=by)
            touch(PLATFORM_POLICIES if shop is None else shop_scope(shop.pk))
            announce(PolicyPublished(policy_version_id=version.pk), actor=by)
            if shop is None and by is not None:
                record(PUBLISHED, by=by, role=by.acts_as(Role.ADMIN), thing=policy, because=STANDS_WITH_IT)
    except IntegrityError:
        # Two published at the same moment: the number is unique, so one of them is told.
        raise PublishedMeanwhile from None
    return version


def publish_starting_policies(shop: Shop) -> list[PolicyVersion]:
    """Give a new shop the policies that it does not have yet. Safe to call again."""
    has = set(Policy.objects.filter(shop=shop).values_list("kind", flat=True))
    with translation.override(shop.language):
        drafts = [draft for draft in starting_policies(shop.currency) if draft.kind not in has]
    return [
        publish_policy(
            shop=shop,
            kind=draft.kind,
            title=draft.title,
            body=draft.body,
            terms=draft.terms,
            language=shop.language,
            by=None,
            replacing=0,
        )
        for draft in drafts
    ]


def check_promise(kind: PolicyKind, terms: Terms) -> None:
    """Refuse what a shop may not publish, with NotForShops or PromisesTooLittle."""
    if kind not in SHOP_KINDS:
        raise NotForShops(_("What happens with personal data is for the platform to promise."))
    platform = PolicyVersion.objects.get(current_of__shop__isnull=True, current_of__kind=kind)
    verdict = may_promise(terms, platform=platform.read_terms())
    if not verdict:
        raise PromisesTooLittle(verdict.reason)


def _is_same(version: PolicyVersion, *, title: str, body: str, terms: Terms, language: str) -> bool:
    return (version.title, version.body, version.terms, version.language) == (title, body, dump_terms(terms), language)


def _next_version(
    policy: Policy,
    current: PolicyVersion | None,
    *,
    title: str,
    body: str,
    terms: Terms,
    language: str,
    by: User | None,
) -> PolicyVersion:
    version = PolicyVersion(
        policy=policy,
        kind=policy.kind,
        number=current.number + 1 if current else 1,
        language=language,
        title=title,
        body=body,
        terms=dump_terms(terms),
        published_at=clock.now(),
        published_by=by,
    )
    version.digest = version.content_digest()
    version.save(force_insert=True)
    moved = Policy.objects.filter(pk=policy.pk, current=current).update(current=version)
    if not moved:
        raise PublishedMeanwhile
    return version
