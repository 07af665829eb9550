"""Who listens to what: the whole event wiring of the marketplace, on one page."""

from accounts import events as accounts
from catalog import events as catalog
from catalog import subscribers as listings
from core import foureyes
from core.events import Fact, subscribe
from core.events.announcing import Subscriber
from notifications import subscribers as notifications
from orders import events as orders
from orders import subscribers as purchases
from payments import events as payments
from policies import events as policies
from policies import subscribers as promises
from reviews import events as reviews
from reviews import subscribers as judgements
from sellers import events as sellers
from sellers.vetting import events as vetting
from sellers.vetting import subscribers as requirements
from taxonomy import events as taxonomy

SUBSCRIPTIONS: dict[type[Fact], list[Subscriber]] = {
    # --- Coming in
    accounts.UserSignedUp: [],
    accounts.EmailConfirmed: [purchases.claim_purchases_of_confirmed_email],
    accounts.StaffRolesChanged: [],
    accounts.SecurityChanged: [notifications.tell_person_of_security_change],
    # --- Becoming a seller, and staying one
    sellers.ApplicationSubmitted: [notifications.tell_applicant_we_have_it],
    sellers.MoreRequested: [notifications.tell_applicant_what_is_missing],
    sellers.ApplicationApproved: [notifications.tell_applicant_of_approval],
    sellers.ApplicationRefused: [notifications.tell_applicant_of_refusal],
    sellers.SellerSuspended: [notifications.tell_seller_of_suspension],
    sellers.SellerReinstated: [notifications.tell_seller_of_reinstatement],
    sellers.ApprovalRenewed: [notifications.tell_seller_of_renewal],
    sellers.ApplicationAmended: [],
    sellers.ApplicationWithdrawn: [],
    sellers.SellerClosed: [],
    # --- What sellers must hold
    vetting.CredentialClaimed: [requirements.look_up_what_was_claimed],
    vetting.CredentialVerified: [],
    vetting.CredentialRefused: [],
    vetting.CredentialRevoked: [],
    vetting.CredentialEndsSoon: [],
    vetting.CredentialExpired: [],
    vetting.RequirementReached: [],
    vetting.RequirementChanged: [requirements.ask_again_everywhere],
    taxonomy.CategoryPlaced: [requirements.ask_for_a_place_in_the_tree],
    # --- What takes two people
    foureyes.ProposalMade: [],
    foureyes.ProposalConfirmed: [notifications.tell_asker_of_confirmation],
    foureyes.ProposalRefused: [notifications.tell_asker_of_refusal],
    foureyes.ProposalExpired: [notifications.tell_asker_nobody_answered],
    foureyes.ProposalWithdrawn: [],
    # --- Running a shop
    sellers.ShopOpened: [promises.give_starting_policies],
    sellers.ShopEdited: [],
    sellers.ShopWentAway: [],
    sellers.ShopReopened: [],
    sellers.ShopClosed: [],
    policies.PolicyPublished: [],
    # --- Who works in a shop
    sellers.MemberInvited: [notifications.tell_whoever_is_invited],
    sellers.InvitationDeclined: [notifications.tell_host_of_no],
    sellers.InvitationWithdrawn: [],
    sellers.InvitationExpired: [],
    sellers.MemberJoined: [notifications.tell_leaders_somebody_joined],
    sellers.MemberRoleChanged: [notifications.tell_member_of_new_role],
    sellers.MemberRemoved: [notifications.tell_member_of_the_end],
    sellers.MemberLeft: [notifications.tell_leaders_somebody_left],
    sellers.ShopHandedOver: [notifications.tell_team_of_new_owner],
    # --- Offering
    catalog.ListingCreated: [],
    catalog.ListingEdited: [],
    catalog.ListingPublished: [],
    catalog.ListingPaused: [],
    catalog.ListingRetracted: [],
    catalog.PriceChanged: [],
    catalog.StockReceived: [],
    catalog.StockWrittenOff: [],
    catalog.PhotoAdded: [listings.prepare_photo],
    catalog.CatalogueImported: [notifications.tell_seller_import_is_done],
    catalog.CatalogueImportStopped: [notifications.tell_seller_import_stopped],
    # --- Paying
    orders.PurchasePlaced: [],
    payments.PaymentActionRequired: [],
    payments.PaymentCaptured: [purchases.complete_paid_purchase],
    payments.PaymentDeclined: [purchases.tell_of_declined_payment],
    payments.PaymentCancelled: [],
    payments.RefundSent: [],
    payments.RefundRefused: [],
    payments.WebhookQuarantined: [],
    orders.PurchasePaid: [notifications.tell_shopper_purchase_is_confirmed],
    orders.PurchasePaymentDeclined: [notifications.tell_shopper_payment_was_declined],
    orders.PurchaseCancelled: [notifications.tell_shopper_purchase_has_ended],
    orders.LatePaymentRefunded: [notifications.tell_shopper_late_payment_goes_back],
    orders.PurchaseClaimed: [notifications.tell_shopper_purchase_is_theirs],
    # --- Sending, arriving, being paid
    orders.OrderPaid: [notifications.tell_shop_of_new_order],
    orders.OrderPacked: [notifications.tell_shopper_order_is_packed],
    orders.OrderHandedOver: [notifications.tell_shopper_order_was_handed_over],
    orders.OrderInTransit: [notifications.tell_shopper_order_is_on_its_way],
    orders.OrderOutForDelivery: [notifications.tell_shopper_order_comes_today],
    orders.OrderDelivered: [notifications.tell_shopper_order_has_arrived],
    orders.OrderReleased: [
        notifications.tell_shopper_order_is_complete,
        notifications.tell_shop_money_is_released,
    ],
    orders.OrderCancelled: [notifications.tell_both_order_is_cancelled],
    # --- Judging
    reviews.ReviewPublished: [notifications.tell_shop_of_review],
    reviews.ReviewRemoved: [notifications.tell_author_review_was_removed],
    reviews.ReviewReplied: [notifications.tell_author_shop_replied],
    reviews.ReplyWithdrawn: [],
    reviews.ReviewPhotoAdded: [judgements.prepare_review_photo],
    reviews.ReviewPhotoRefused: [notifications.tell_author_photo_was_refused],
    reviews.ReviewPhotoRemoved: [notifications.tell_author_photo_was_removed],
    reviews.ReplyRemoved: [notifications.tell_shop_reply_was_removed],
}

subscribe(SUBSCRIPTIONS)
