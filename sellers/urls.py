from django.urls import path

from sellers import views
from sellers.views import brands

app_name = "sellers"

urlpatterns = [
    path("sell/", views.start, name="start"),
    path("sell/apply/", views.apply, name="apply"),
    path("sell/applications/<slug:number>/", views.application, name="application"),
    path("sell/applications/<slug:number>/amend/", views.amend, name="amend"),
    path("sell/applications/<slug:number>/withdraw/", views.withdraw, name="withdraw"),
    path("sell/applications/<slug:number>/document/", views.document, name="document"),
    path("desk/<slug:shop>/settings/", views.shop_settings, name="shop_settings"),
    path("desk/<slug:shop>/settings/away/", views.away, name="shop_away"),
    path("desk/<slug:shop>/settings/reopen/", views.reopen, name="shop_reopen"),
    path("desk/<slug:shop>/settings/close/", views.close, name="shop_close"),
    path("desk/<slug:shop>/brands/", brands.brands, name="brands"),
    path("desk/<slug:shop>/brands/<slug:number>/authorise/", brands.authorise, name="brand_authorise"),
    path("desk/<slug:shop>/brands/<slug:number>/grant/", brands.grant, name="brand_grant"),
    path("desk/<slug:shop>/brands/<slug:number>/refuse/", brands.refuse, name="brand_refuse"),
    path("desk/<slug:shop>/brands/<slug:number>/revoke/", brands.revoke, name="brand_revoke"),
    path("desk/<slug:shop>/brands/<slug:number>/withdraw/", brands.withdraw, name="brand_withdraw"),
    path("desk/<slug:shop>/brands/<slug:number>/document/", brands.paper, name="brand_paper"),
    path("desk/<slug:shop>/team/", views.team, name="team"),
    path("desk/<slug:shop>/team/leave/", views.leave, name="leave"),
    path("desk/<slug:shop>/team/invitations/<slug:number>/withdraw/", views.withdraw_invitation, name="uninvite"),
    path("desk/<slug:shop>/team/<slug:member>/change/", views.change_member, name="change_member"),
    path("desk/<slug:shop>/team/<slug:member>/remove/", views.remove_member, name="remove_member"),
    path("desk/<slug:shop>/payouts/", views.payouts, name="payouts"),
    path("desk/<slug:shop>/payouts/withdraw/", views.withdraw_payout_account, name="withdraw_payout_account"),
    path("desk/<slug:shop>/identity/", views.identity, name="identity"),
    path("desk/<slug:shop>/identity/withdraw/", views.withdraw_identity, name="withdraw_identity"),
    path("sell/not-me/<str:token>/", views.not_me, name="not_me"),
    path("desk/<slug:shop>/leaving/", views.leaving, name="leaving"),
    path("account/decisions/", views.decisions, name="decisions"),
    path("account/decisions/<slug:number>/", views.decision, name="decision"),
    path("account/decisions/<slug:number>/withdraw/", views.withdraw_complaint, name="withdraw_complaint"),
    path("desk/<slug:shop>/certify/", views.certify, name="certify"),
    path("desk/<slug:shop>/credentials/<slug:code>/", views.credential, name="credential"),
    path("desk/<slug:shop>/credentials/claims/<slug:number>/withdraw/", views.withdraw_claim, name="withdraw_claim"),
    path(
        "desk/<slug:shop>/credentials/claims/<slug:number>/<int:position>/",
        views.credential_document,
        name="credential_document",
    ),
    path("account/invitations/", views.invitations, name="invitations"),
    path("account/invitations/<slug:number>/accept/", views.accept_invitation, name="accept_invitation"),
    path("account/invitations/<slug:number>/decline/", views.decline_invitation, name="decline_invitation"),
]
