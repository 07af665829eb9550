from __future__ import annotations

from accounts.models import User
from core.models import OutgoingMail
from notifications.models import Notification
from notifications.services import tell, write_to_guest
from notifications.tests.factories import ABOUT, a_notification, an_event
from orders.models import Purchase
from orders.tests.factories import guest_purchase


def test_somebody_is_told_in_the_inbox_and_by_mail(alice: User) -> None:
    notification = a_notification(alice)

    assert notification.notice.title == "We have your application for Tanah Liat"
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("alice@example.com", "We have your application for Tanah Liat")
    assert mail.key == f"{notification.event_id}:application_submitted:{alice.pk}"
    assert "http://" in mail.text
    assert "/7F2K-94QD/" in mail.text


def test_the_same_event_told_twice_is_there_once(alice: User) -> None:
    event = an_event()

    for _ in range(2):
        tell(alice, "application_submitted", event, about=ABOUT)

    assert Notification.objects.count() == OutgoingMail.objects.count() == 1


def test_two_people_are_told_of_one_event(alice: User, bob: User) -> None:
    event = an_event()

    a_notification(alice, event=event)
    a_notification(bob, event=event)

    assert {mail.to for mail in OutgoingMail.objects.all()} == {alice.email, bob.email}


def test_the_mail_speaks_its_receivers_language_and_leads_there(alice: User) -> None:
    alice.language = "id"
    alice.save()

    a_notification(alice)

    mail = OutgoingMail.objects.get()
    assert mail.language == "id"
    assert "/id/sell/" in mail.text


def test_hostile_words_stay_words_in_text_subject_and_html(alice: User) -> None:
    a_notification(alice, shop="<img src=x>\r\nBcc: all@example.com & co")

    mail = OutgoingMail.objects.get()
    assert "\n" not in mail.subject
    assert "<img" not in mail.html
    assert "&lt;img src=x&gt;" in mail.html
    assert "<img src=x>" in mail.text


def test_a_guest_gets_the_mail_with_the_link_that_opens_their_purchase(db: None) -> None:
    purchase = Purchase.objects.get(pk=guest_purchase(email="gus@example.com").pk)
    OutgoingMail.objects.all().delete()

    write_to_guest(purchase, "purchase_claimed", an_event(), about={"purchase": purchase.number})

    mail = OutgoingMail.objects.get()
    assert mail.to == "gus@example.com"
    assert f"/orders/open/{purchase.number}/{purchase.access_token}/" in mail.text
    assert mail.is_sensitive
    assert not Notification.objects.exists()
