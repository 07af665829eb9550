from django.urls import path

from sellers import views

app_name = "sellers"

urlpatterns = [
    path("sell/", views.start, name="start"),
    path("sell/apply/", views.apply, name="apply"),
    path("sell/applications/<slug:number>/", views.application, name="application"),
    path("sell/applications/<slug:number>/checklist/", views.checklist, name="checklist"),
    path("sell/applications/<slug:number>/checklist/send/", views.send, name="checklist_send"),
    path("sell/applications/<slug:number>/checklist/<slug:code>/", views.item, name="checklist_item"),
    path("sell/applications/<slug:number>/checklist/<slug:code>/code/", views.send_code, name="checklist_code"),
    path("sell/applications/<slug:number>/checklist/<slug:code>/take-back/", views.take_back, name="checklist_back"),
    path("sell/applications/<slug:number>/amend/", views.amend, name="amend"),
    path("sell/applications/<slug:number>/withdraw/", views.withdraw, name="withdraw"),
    path("sell/applications/<slug:number>/document/", views.document, name="document"),
    path("desk/<slug:shop>/settings/", views.shop_settings, name="shop_settings"),
    path("desk/<slug:shop>/settings/away/", views.away, name="shop_away"),
    path("desk/<slug:shop>/settings/reopen/", views.reopen, name="shop_reopen"),
    path("desk/<slug:shop>/settings/close/", views.close, name="shop_close"),
    path("desk/<slug:shop>/team/", views.team, name="team"),
    path("desk/<slug:shop>/team/leave/", views.leave, name="leave"),
    path("desk/<slug:shop>/team/invitations/<slug:number>/withdraw/", views.withdraw_invitation, name="uninvite"),
    path("desk/<slug:shop>/team/<slug:member>/change/", views.change_member, name="change_member"),
    path("desk/<slug:shop>/team/<slug:member>/remove/", views.remove_member, name="remove_member"),
    path("account/invitations/", views.invitations, name="invitations"),
    path("account/invitations/<slug:number>/accept/", views.accept_invitation, name="accept_invitation"),
    path("account/invitations/<slug:number>/decline/", views.decline_invitation, name="decline_invitation"),
]
