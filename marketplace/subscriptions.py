"""Who listens to what: the whole event wiring of the marketplace, on one page."""

from accounts import events as accounts
from catalog import events as catalog
from catalog import subscribers as listings
from core import complaints, foureyes
from core.events import Fact, subscribe
from core.events.announcing import Subscriber
from notifications import about_brands, about_reports, credentials, recalls, vetting
from notifications import subscribers as notifications
from orders import events as orders
from orders import subscribers as purchases
from payments import events as payments
from policies import events as policies
from policies import subscribers as promises
from reviews import events as reviews
from reviews import subscribers as judgements
from sellers import events as sellers
from sellers.reviewing import events as reviewing
from sellers.reviewing import subscribers as desk
from sellers.vetting import events as credential_events
from sellers.vetting import subscribers as requirements
from taxonomy import events as taxonomy

SUBSCRIPTIONS: dict[type[Fact], list[Subscriber]] = {
    # --- Coming in
    accounts.UserSignedUp: [],
    accounts.EmailConfirmed: [purchases.claim_purchases_of_confirmed_email],
    accounts.StaffRolesChanged: [],
    accounts.SecurityChanged: [notifications.tell_person_of_security_change],
    # --- Becoming a seller, and staying one
    sellers.ApplicationSubmitted: [notifications.tell_applicant_we_have_it, desk.queue_application],
    sellers.MoreRequested: [notifications.tell_applicant_what_is_missing, desk.queue_application],
    sellers.ApplicationApproved: [notifications.tell_applicant_of_approval, desk.queue_application],
    sellers.ApplicationRefused: [notifications.tell_applicant_of_refusal, desk.queue_application],
    sellers.SellerSuspended: [notifications.tell_seller_of_suspension, desk.look_no_more_at_suspended],
    sellers.SuspensionStays: [notifications.tell_seller_suspension_stays],
    sellers.SellerReinstated: [notifications.tell_seller_of_reinstatement],
    sellers.ApprovalRenewed: [notifications.tell_seller_of_renewal],
    sellers.ApplicationAmended: [desk.queue_application],
    sellers.ApplicationWithdrawn: [desk.queue_application],
    sellers.ApplicationReopened: [desk.queue_application],
    sellers.SellerClosed: [desk.look_no_more_at_closed],
    reviewing.RecheckAsked: [desk.queue_recheck],
    reviewing.RecheckDone: [desk.queue_recheck],
    reviewing.MoreAskedOfSeller: [notifications.tell_seller_what_is_asked],
    # --- What sellers must hold
    credential_events.CredentialClaimed: [desk.queue_credential, requirements.look_up_what_was_claimed],
    credential_events.CredentialVerified: [desk.queue_credential, credentials.tell_owner_of_verified_credential],
    credential_events.CredentialRefused: [desk.queue_credential, credentials.tell_owner_of_refused_credential],
    credential_events.CredentialRevoked: [credentials.tell_owner_of_revoked_credential],
    credential_events.CredentialEndsSoon: [credentials.tell_leaders_credential_ends_soon],
    credential_events.CredentialExpired: [credentials.tell_leaders_credential_expired],
    credential_events.RequirementReached: [credentials.tell_owner_of_new_requirement],
    credential_events.SellerCertified: [],
    credential_events.CertificationDue: [credentials.tell_owner_to_certify],
    credential_events.RequirementChanged: [requirements.ask_again_everywhere],
    taxonomy.CategoryPlaced: [requirements.ask_for_a_place_in_the_tree],
    sellers.EndingAnnounced: [vetting.tell_seller_of_ending],
    sellers.EndingCalledOff: [vetting.tell_seller_it_goes_on],
    sellers.SellerLeft: [vetting.tell_team_that_we_left],
    sellers.SellerForgotten: [],
    sellers.ApplicantForgotten: [],
    # --- What changes slowly
    sellers.SlowChangeAsked: [vetting.tell_team_what_was_asked],
    sellers.SlowChangeMade: [vetting.tell_team_what_changed],
    sellers.SlowChangeRefused: [vetting.tell_owners_it_was_refused],
    sellers.SlowChangeWithdrawn: [],
    sellers.PayoutsStopped: [vetting.tell_team_payouts_stopped],
    sellers.PayoutsGoOn: [vetting.tell_team_payouts_go_on],
    complaints.ComplaintFiled: [vetting.tell_complainant_we_have_it],
    complaints.ComplaintWithdrawn: [],
    complaints.ComplaintUpheld: [vetting.tell_complainant_they_were_right],
    complaints.ComplaintRejected: [vetting.tell_complainant_it_stands],
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
    # --- Brands
    taxonomy.BrandChanged: [listings.look_at_brands_again],
    sellers.BrandClaimed: [about_brands.tell_owner_somebody_asks],
    sellers.BrandClaimWithdrawn: [],
    sellers.BrandGranted: [about_brands.tell_seller_it_is_granted],
    sellers.BrandRefused: [about_brands.tell_seller_it_is_refused],
    sellers.BrandRevoked: [about_brands.tell_seller_it_is_taken_away],
    sellers.BrandExpired: [about_brands.tell_seller_it_is_over],
    # --- Reports
    catalog.ListingReported: [about_reports.tell_reporter_we_have_it],
    catalog.ReportUpheld: [
        about_reports.tell_reporter_it_is_taken_down,
        about_reports.tell_shop_why_it_is_taken_down,
        recalls.tell_who_bought_it,
    ],
    catalog.ReportRejected: [about_reports.tell_reporter_it_stays],
    catalog.DecisionComplained: [],
    catalog.DecisionKept: [about_reports.tell_shop_decision_stands],
    catalog.DecisionOverturned: [
        about_reports.tell_shop_we_were_wrong,
        about_reports.tell_reporter_it_is_given_back,
    ],
    catalog.CounterfeitCounted: [about_reports.tell_of_counterfeit],
    catalog.ReporterWarned: [about_reports.warn_reporter],
    catalog.ReporterPaused: [about_reports.tell_reporter_of_pause],
    # --- Offering
    catalog.ListingCreated: [],
    catalog.ListingEdited: [],
    catalog.ListingPublished: [],
    catalog.ListingPaused: [],
    catalog.ListingRetracted: [],
    catalog.ListingRestored: [],
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
    orders.OrderPaid: [notifications.tell_shop_of_new_order, purchases.count_the_sale],
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
