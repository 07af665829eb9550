"""The shop's one public reply to a review, and what stays when it is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from accounts.models import User
from accounts.roles import Role
from catalog.models import Listing
from core.errors import ImpossibleMove
from core.events import Fact
from reviews import services
from reviews.errors import MayNotRemove, MayNotReply, NoReply
from reviews.events import ReplyRemoved, ReplyWithdrawn, ReviewReplied
from reviews.models import Review, ReviewReply
from reviews.rules import LONGEST_REPLY
from reviews.selectors import reviews_of_listing
from reviews.states import REPLY_LIFE, ReplyStatus
from reviews.tests.factories import a_moderator, a_reply, a_review, delivered_line, owner_of, removed_review
from sellers.models import ShopRole
from sellers.tests.factories import a_person, a_reviewer, open_shop, works_in

Announced = Callable[..., list[Fact]]


def shown(review: Review) -> str:
    return render_to_string("reviews/found.html", {"reviews": reviews_of_listing(review.listing)})


def works_for(review: Review, role: ShopRole) -> User:
    user = a_person()
    works_in(review.shop, user, role)
    return user


@pytest.mark.parametrize("role", [ShopRole.OWNER, ShopRole.MANAGER])
def test_who_leads_the_shop_replies_in_public(db: None, role: ShopRole, announced: Announced) -> None:
    review = a_review(rating=2)
    version = Listing.objects.get(pk=review.listing_id).version

    services.reply_to_review(review, by=works_for(review, role), text="Sorry for the <b>scratch</b>.\nA new one comes.")

    assert "Sorry for the &lt;b&gt;scratch&lt;/b&gt;.<br>A new one comes." in shown(review)
    assert announced(ReviewReplied) == [ReviewReplied(review_id=review.pk)]
    # Pages that were kept show it too; the stars are the same.
    listing = Listing.objects.get(pk=review.listing_id)
    assert (listing.version > version, listing.rating_sum, listing.rating_count) == (True, 2, 1)


@pytest.mark.parametrize("role", [ShopRole.CATALOGUE, ShopRole.FULFILMENT, ShopRole.FINANCE])
def test_others_of_the_shop_do_not(db: None, role: ShopRole) -> None:
    review = a_review()

    with pytest.raises(MayNotReply):
        services.reply_to_review(review, by=works_for(review, role), text="Hello")
    assert not ReviewReply.objects.exists()


def test_neither_the_author_nor_another_shop_nor_staff_replies(carol: User, mallory: User, ada: User) -> None:
    review = a_review()
    open_shop(carol, name="Next door")

    for stranger in (review.author, carol, mallory, ada):
        with pytest.raises(MayNotReply):
            services.reply_to_review(review, by=stranger, text="Hello")
    assert not ReviewReply.objects.exists()


def test_there_is_one_reply_even_after_it_was_taken_back(db: None) -> None:
    reply = a_reply()
    review = reply.review

    with pytest.raises(MayNotReply):
        a_reply(review)
    services.withdraw_reply(reply, by=owner_of(review))
    with pytest.raises(MayNotReply):
        a_reply(review)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewReply.objects.create(review=review, author=review.author, text="again", language="en")


def test_a_removed_review_cannot_be_replied_to_and_hides_its_reply(db: None) -> None:
    reply = a_reply(text="We know where you live.")
    services.remove_review(reply.review, by=a_moderator(), because="insult")

    assert "We know where you live." not in shown(reply.review)
    with pytest.raises(MayNotReply):
        a_reply(removed_review())


@pytest.mark.parametrize("text", ["", "  ", "\x00", "\n\t"])
def test_a_reply_has_words(db: None, text: str) -> None:
    review = a_review()

    with pytest.raises(NoReply):
        services.reply_to_review(review, by=owner_of(review), text=text)


def test_a_reply_is_not_endless(db: None) -> None:
    assert len(a_reply(text="x" * 5000).text) == LONGEST_REPLY


def test_a_withdrawn_reply_leaves_a_tombstone(db: None, announced: Announced) -> None:
    reply = a_reply(text="You are wrong.")

    services.withdraw_reply(reply, by=owner_of(reply.review))

    text = shown(reply.review)
    assert "The shop had replied, and took it back on" in text
    assert "You are wrong." not in text
    assert announced(ReplyWithdrawn) == [ReplyWithdrawn(review_id=reply.review_id)]
    with pytest.raises(ImpossibleMove):
        services.withdraw_reply(ReviewReply.objects.get(pk=reply.pk), by=owner_of(reply.review))


def test_only_who_leads_the_shop_takes_it_back(mallory: User) -> None:
    reply = a_reply()

    for stranger in (mallory, reply.review.author, works_for(reply.review, ShopRole.FINANCE)):
        with pytest.raises(MayNotReply):
            services.withdraw_reply(reply, by=stranger)
    assert ReviewReply.objects.get().status == ReplyStatus.PUBLISHED


def test_a_removed_reply_leaves_a_tombstone_with_its_reason(db: None, announced: Announced) -> None:
    reply = a_reply(text="You are a thief.")

    services.remove_reply(reply, by=a_moderator(), because="insult")

    text = shown(reply.review)
    assert "The shop's reply was removed on" in text
    assert "It insulted or threatened somebody." in text
    assert "You are a thief." not in text
    assert announced(ReplyRemoved) == [ReplyRemoved(review_id=reply.review_id, because="insult")]


def test_only_moderators_remove_and_only_for_a_reason_on_the_list(mallory: User, announced: Announced) -> None:
    reply = a_reply()

    for person in (mallory, owner_of(reply.review), a_reviewer(Role.FINANCE)):
        with pytest.raises(MayNotRemove):
            services.remove_reply(reply, by=person, because="insult")
    with pytest.raises(MayNotRemove):
        services.remove_reply(reply, by=a_moderator(), because="bad for us")
    assert announced(ReplyRemoved) == []


def test_the_database_knows_no_reply_that_ended_without_a_tombstone(db: None) -> None:
    reply = a_reply()

    for status in (ReplyStatus.WITHDRAWN, ReplyStatus.REMOVED):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReviewReply.objects.filter(pk=reply.pk).update(status=status)


def test_the_life_of_a_reply_is_complete() -> None:
    assert REPLY_LIFE.keys() == set(ReplyStatus)


# --- The desk


def test_the_desk_shows_what_waits_and_takes_the_reply(as_: Callable[[Any], Any], alice: User, bob: User) -> None:
    shop = open_shop(bob)
    review = a_review(delivered_line(alice, shop), rating=2, text="It leaks.")
    desk, place = f"/desk/{shop.slug}/reviews/", f"{review.order_line.order.number}/{review.order_line.position}"
    client = as_(bob)

    assert "It leaks." in client.get(desk).content.decode()
    answer = client.post(f"{desk}{place}/reply/", {"text": "A new one is on its way."})

    assert answer.status_code == 302
    assert "It leaks." not in client.get(desk).content.decode()
    assert "A new one is on its way." in client.get(f"{desk}?show=all").content.decode()

    client.post(f"{desk}{place}/withdraw/")

    assert "took it back" in client.get(f"{desk}?show=all").content.decode()


@pytest.mark.parametrize("text", ["", "x" * 2001])
def test_a_refused_reply_is_said_beside_the_field_and_loses_nothing(
    as_: Callable[[Any], Any], alice: User, bob: User, text: str
) -> None:
    shop = open_shop(bob)
    review = a_review(delivered_line(alice, shop))

    answer = as_(bob).post(
        f"/desk/{shop.slug}/reviews/{review.order_line.order.number}/{review.order_line.position}/reply/",
        {"text": text},
    )

    assert answer.status_code == 422
    assert 'class="errors"' in answer.content.decode()
    assert text in answer.content.decode()
    assert not ReviewReply.objects.exists()


def test_the_desk_costs_the_same_for_one_review_as_for_many(
    as_: Callable[[Any], Any], bob: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    shop = open_shop(bob)
    a_review(delivered_line(shop=shop))
    client = as_(bob)
    cost_of_one = count_queries(lambda: client.get(f"/desk/{shop.slug}/reviews/"))
    for _ in range(5):
        a_review(delivered_line(shop=shop))

    assert count_queries(lambda: client.get(f"/desk/{shop.slug}/reviews/")) == cost_of_one <= 8


@pytest.mark.parametrize("role", [ShopRole.CATALOGUE, ShopRole.FULFILMENT, ShopRole.FINANCE])
def test_all_who_work_there_read_the_desk_and_only_its_leaders_answer(
    as_: Callable[[Any], Any], bob: User, role: ShopRole
) -> None:
    shop = open_shop(bob)
    review = a_review(delivered_line(shop=shop), text="It leaks.")
    client, desk = as_(works_for(review, role)), f"/desk/{shop.slug}/reviews/"
    line = review.order_line

    text = client.get(desk).content.decode()

    assert "It leaks." in text
    assert "Reply in public" not in text
    for act in ("reply", "withdraw"):
        assert client.post(f"{desk}{line.order.number}/{line.position}/{act}/", {"text": "Hi"}).status_code == 404
    assert not ReviewReply.objects.exists()
