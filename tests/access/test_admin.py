"""Who of the staff may open what in the admin; nobody else comes in at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.urls import reverse

from tests.access.knocking import LOGIN, every_url, knock, wrong_with
from tests.access.world import STAFF, World

PEOPLE = ("anonymous", "gus", "alice", "bob", "mallory", *STAFF)

VETTING = frozenset({"rita", "sena"})
SENIOR = frozenset({"sena"})
MONEY = frozenset({"fina"})
MODERATING = frozenset({"mora"})
MEDIATING = frozenset({"medi"})
ADMINS = frozenset({"ada"})


# What a look writes, and the desks on which nothing is anybody's.
TRAIL = frozenset({"core_trace", "core_traceperson"})
NOBODYS = frozenset(
    {
        "catalog.listing",
        "core.trace",
        "policies.policy",
        "sellers.blockednumber",
        "sellers.replytemplate",
        "sellers.requirement",
        "taxonomy.brand",
        "taxonomy.category",
        "taxonomy.factdefinition",
    }
)

LINK = re.compile(r'href="(/admin/[^"?#]*)')


@dataclass(frozen=True)
class Desk:
    """Who may look at rows of a model; who may also change or add them in a form."""

    seen_by: frozenset[str]
    changed_by: frozenset[str] = frozenset()
    # Where the rows of the world are for fewer than the list; the others find the row not there.
    row_seen_by: frozenset[str] | None = None


DESKS = {
    "accounts.user": Desk(ADMINS, changed_by=ADMINS),
    "catalog.listing": Desk(MODERATING | MEDIATING),
    "catalog.report": Desk(MODERATING),
    "catalog.strike": Desk(VETTING),
    # The world's is about a seller; admins read those about roles.
    "core.complaint": Desk(VETTING),
    "core.statementofreasons": Desk(VETTING),
    "core.proposal": Desk(VETTING | ADMINS, row_seen_by=VETTING),
    "core.trace": Desk(ADMINS),
    "orders.order": Desk(MEDIATING),
    "orders.promise": Desk(MEDIATING),
    "orders.purchase": Desk(MEDIATING),
    "payments.ledgeraccount": Desk(MONEY),
    "payments.ledgertransaction": Desk(MONEY),
    "payments.payment": Desk(MONEY),
    "payments.refund": Desk(MONEY),
    "payments.webhookmessage": Desk(MONEY),
    "policies.policy": Desk(MEDIATING | ADMINS),
    "reviews.review": Desk(MODERATING),
    "reviews.reviewphoto": Desk(MODERATING),
    "reviews.reviewreply": Desk(MODERATING),
    "sellers.alarm": Desk(VETTING),
    "sellers.application": Desk(VETTING),
    "sellers.identitychange": Desk(VETTING),
    "sellers.payoutaccount": Desk(VETTING),
    "sellers.brandauthorisation": Desk(VETTING),
    "sellers.replytemplate": Desk(VETTING, changed_by=SENIOR),
    "sellers.blockednumber": Desk(VETTING, changed_by=frozenset({"sena"})),
    "sellers.requirement": Desk(VETTING | ADMINS, changed_by=ADMINS),
    "sellers.seller": Desk(VETTING),
    "sellers.shop": Desk(VETTING),
    "taxonomy.brand": Desk(VETTING | MODERATING | ADMINS, changed_by=ADMINS),
    "taxonomy.category": Desk(ADMINS, changed_by=ADMINS),
    "taxonomy.factdefinition": Desk(ADMINS, changed_by=ADMINS),
}

# Pages of our own in the admin, who may act there, and the name of the argument that holds the row's key; "" where it
# is about no row.
ACTS = {
    "accounts_user_change_roles": ("accounts.user", ADMINS, "object_id"),
    "core_proposal_confirm": ("core.proposal", VETTING, "object_id"),
    "core_proposal_refuse": ("core.proposal", VETTING, "object_id"),
    "core_proposal_withdraw": ("core.proposal", VETTING, "object_id"),
    "core_complaint_document": ("core.complaint", VETTING, "pk"),
    "core_complaint_reject": ("core.complaint", VETTING, "object_id"),
    "core_complaint_uphold": ("core.complaint", VETTING, "object_id"),
    "catalog_listing_retract": ("catalog.listing", MODERATING, "object_id"),
    **{
        f"catalog_report_{act}": ("catalog.report", MODERATING, "object_id")
        for act in ("take", "release", "uphold", "reject", "keep", "overturn")
    },
    "catalog_strike_leave": ("catalog.strike", VETTING, "object_id"),
    "catalog_strike_suspend": ("catalog.strike", VETTING, "object_id"),
    "policies_policy_publish": ("policies.policy", ADMINS, "object_id"),
    "sellers_alarm_settle": ("sellers.alarm", VETTING, "object_id"),
    "sellers_identitychange_accept": ("sellers.identitychange", VETTING, "object_id"),
    "sellers_identitychange_refuse": ("sellers.identitychange", VETTING, "object_id"),
    "sellers_payoutaccount_propose": ("sellers.payoutaccount", VETTING, "object_id"),
    "sellers_payoutaccount_refuse": ("sellers.payoutaccount", VETTING, "object_id"),
    "sellers_application_approve": ("sellers.application", VETTING, "object_id"),
    "sellers_application_ask_for_more": ("sellers.application", VETTING, "object_id"),
    "sellers_application_ask_seller": ("sellers.recheck", VETTING, "pk"),
    "sellers_application_claim": ("sellers.queueentry", VETTING, "pk"),
    "sellers_application_credential_file": ("sellers.credentialdocument", VETTING, "pk"),
    "sellers_application_credential_page": ("sellers.credentialdocument", VETTING, "pk"),
    "sellers_application_desk": ("", VETTING, ""),
    "sellers_application_document": ("sellers.application", VETTING, "pk"),
    "sellers_application_next": ("", VETTING, ""),
    "sellers_application_note": ("sellers.application", VETTING, "pk"),
    "sellers_application_page": ("sellers.application", VETTING, "pk"),
    "sellers_application_queue": ("", VETTING, ""),
    "sellers_application_refuse": ("sellers.application", VETTING, "object_id"),
    "sellers_seller_call_off": ("sellers.seller", VETTING, "object_id"),
    "sellers_seller_end": ("sellers.seller", VETTING, "object_id"),
    **{
        f"sellers_brandauthorisation_{act}": ("sellers.brandauthorisation", VETTING, "object_id")
        for act in ("grant", "refuse", "revoke")
    },
    "sellers_brandauthorisation_document": ("sellers.brandauthorisation", VETTING, "pk"),
    "sellers_application_refuse_credential": ("sellers.credential", VETTING, "pk"),
    "sellers_application_release": ("sellers.queueentry", VETTING, "pk"),
    "sellers_application_review": ("sellers.application", VETTING, "pk"),
    "sellers_application_revoke_credential": ("sellers.credential", VETTING, "pk"),
    "sellers_application_still_true": ("sellers.recheck", VETTING, "pk"),
    "sellers_application_verify_credential": ("sellers.credential", VETTING, "pk"),
    "sellers_application_waive": ("sellers.application", VETTING, "pk"),
    "sellers_seller_reinstate": ("sellers.seller", VETTING, "object_id"),
    "sellers_seller_renew": ("sellers.seller", VETTING, "object_id"),
    "sellers_seller_suspend": ("sellers.seller", VETTING, "object_id"),
}

# What every member of the staff meets; the frame around the desks, without a row of anybody.
FRAME = {
    "index",
    "login",
    "logout",
    "password_change",
    "password_change_done",
    "jsi18n",
    "autocomplete",
    "view_on_site",
    "app_list",
    "search",
}
PAGES_OF_A_MODEL = ("changelist", "add", "history", "delete", "change")


def names_in_the_admin() -> Iterator[str]:
    for name, _route, _arguments in every_url():
        space, _colon, rest = name.partition(":")
        if space == "admin" and rest:
            yield rest


def test_every_page_of_the_admin_is_in_a_table() -> None:
    pages = {f"{label.replace('.', '_')}_{page}" for label in DESKS for page in PAGES_OF_A_MODEL}

    assert {model._meta.label_lower for model in admin.site._registry} == set(DESKS)
    assert set(names_in_the_admin()) - pages - FRAME == set(ACTS)


def a_row_of(label: str) -> models.Model | None:
    """The newest; of the policies, one of the platform's own: only those are published here."""
    model: type[models.Model] = apps.get_model(label)
    rows = model._default_manager.filter(shop=None) if label == "policies.policy" else model._default_manager.all()
    return rows.order_by("-pk").first()


def url_of(label: str, page: str, row: models.Model | None = None) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_{page}", args=[row.pk] if row else [])


@pytest.mark.parametrize("label", DESKS)
def test_a_desk_opens_to_its_roles_only(world: World, label: str) -> None:
    desk, row = DESKS[label], a_row_of(label)
    wrong = []
    for person in PEOPLE:
        refusal = 403 if person in STAFF else LOGIN
        may_look = 200 if person in desk.seen_by else refusal
        may_add = 200 if person in desk.changed_by else refusal
        pages = {url_of(label, "changelist"): may_look, url_of(label, "add"): may_add}
        if row:
            is_hidden = person in desk.seen_by and desk.row_seen_by is not None and person not in desk.row_seen_by
            may_read = 302 if is_hidden else may_look
            pages |= {url_of(label, "change", row): may_read, url_of(label, "history", row): may_read}
            pages |= {url_of(label, "delete", row): refusal}
        for url, expected in pages.items():
            answer = knock(world, person, "GET", url)
            wrong += [
                f"{url} as {person}: {what}" for what in wrong_with(answer, expected, world.strangers_words(person))
            ]
            looked = answer.said == 200 and label not in NOBODYS and not url.endswith("/add/")
            if ("core_trace" in answer.wrote) != looked or answer.wrote - TRAIL:
                wrong.append(f"{url} as {person}: wrote to {sorted(answer.wrote)}")

    assert not wrong


def wrote_more_than_a_look(world: World, person: str, url: str, data: dict[str, Any]) -> frozenset[str]:
    """What was sent is refused; the list that is shown then is a look like any other."""
    return knock(world, person, "POST", url, data).wrote - TRAIL


@pytest.mark.parametrize("label", DESKS)
def test_nobody_changes_or_deletes_a_row_past_the_services(world: World, label: str) -> None:
    row = a_row_of(label)
    wrong = []
    for person in PEOPLE:
        delete_all = {"action": "delete_selected", "_selected_action": [1], "post": "yes"}
        sent: dict[str, dict[str, Any]] = {url_of(label, "changelist"): delete_all}
        if row:
            sent[url_of(label, "delete", row)] = {"post": "yes"}
            if person not in DESKS[label].changed_by:
                sent[url_of(label, "change", row)] = {"status": "approved", "rating": 5, "name": "x"}
        wrong += [
            f"{url} as {person}" for url, data in sent.items() if wrote_more_than_a_look(world, person, url, data)
        ]

    assert not wrong


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_open_to_its_roles_only(world: World, act: str) -> None:
    label, allowed, argument = ACTS[act]
    row = a_row_of(label) if label else None
    assert row is not None or not label
    url = reverse(f"admin:{act}", kwargs={argument: row.pk} if row else {})
    wrong = []
    for person in PEOPLE:
        for method in ("GET", "POST"):
            answer = knock(world, person, method, url, {} if method == "POST" else None)
            if answer.said != 405 and answer.is_refusal != (person not in allowed):
                wrong.append(f"{method} as {person}: {answer.said}")
            if answer.is_refusal and answer.wrote:
                wrong.append(f"{method} as {person}: refused, but wrote to {sorted(answer.wrote)}")
            wrong += [
                f"{method} as {person}: {words}" for words in world.strangers_words(person) if words in answer.words
            ]

    assert not wrong


@pytest.mark.parametrize("person", sorted(STAFF))
def test_no_page_of_the_admin_links_what_its_reader_may_not_open(world: World, person: str) -> None:
    seen = [label for label in DESKS if person in DESKS[label].seen_by]
    rows = {label: row for label in seen if (row := a_row_of(label))}
    pages = {reverse("admin:index")} | {url_of(label, "changelist") for label in seen}
    pages |= {url_of(label, "change", row) for label, row in rows.items()}
    links = {link for page in pages for link in LINK.findall(knock(world, person, "GET", page).words)}

    assert [link for link in sorted(links - pages) if knock(world, person, "GET", link).said in (403, 404)] == []


@pytest.mark.parametrize("person", PEOPLE)
def test_the_frame_opens_to_the_staff(world: World, person: str) -> None:
    answer = knock(world, person, "GET", reverse("admin:index"))

    assert not wrong_with(answer, 200 if person in STAFF else LOGIN, world.strangers_words(person))
