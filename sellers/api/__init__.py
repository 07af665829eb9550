"""The API of becoming a seller, of a shop's own settings, and of who works there."""

from django.urls import path

from sellers.api.applying import ChecklistDoor, ShowingDoor
from sellers.api.brands import BrandClaimDoor, BrandDoor
from sellers.api.credentials import CertificationDoor, ClaimDoor, CredentialDoor
from sellers.api.decisions import ComplainDoor, DecisionDoor, LeavingDoor
from sellers.api.selling import ApplicationDoor, ApplyDoor, ShopDoor, ShopSettingsDoor
from sellers.api.slow import IdentityDoor, NotMeDoor, PayoutDoor
from sellers.api.team import InvitationDoor, InvitedDoor, MemberDoor

APPLICATION = "applications/<number:number>/"
ITEM = f"{APPLICATION}checklist/<slug:code>/"
DESK = "desk/<slug:shop>/"
CREDENTIAL = f"{DESK}credentials/<slug:code>/"
CLAIM = f"{DESK}credentials/claims/<number:number>/"
MEMBER = f"{DESK}team/<number:number>/"
BRAND = f"{DESK}brands/<number:number>/"
INVITATION = "invitations/<number:number>/"
DECISION = "decisions/<number:number>/"

routes = [
    path("applications/", ApplicationDoor.as_view({"get": "index"}), name="applications"),
    path("applications/submit/", ApplyDoor.as_view({"post": "submit"}), name="application-submit"),
    path("applications/begin/", ChecklistDoor.as_view({"post": "begin"}), name="application-begin"),
    path(f"{APPLICATION}checklist/", ChecklistDoor.as_view({"get": "items"}), name="application-checklist"),
    path(f"{APPLICATION}answers/", ChecklistDoor.as_view({"patch": "answer"}), name="application-answers"),
    path(f"{APPLICATION}categories/", ChecklistDoor.as_view({"put": "choose"}), name="application-categories"),
    path(f"{APPLICATION}proof/", ShowingDoor.as_view({"post": "show_document"}), name="application-proof"),
    path(f"{APPLICATION}send/", ChecklistDoor.as_view({"post": "send"}), name="application-send"),
    path(f"{ITEM}claim/", ShowingDoor.as_view({"post": "claim"}), name="application-claim"),
    path(f"{ITEM}code/", ChecklistDoor.as_view({"post": "send_code"}), name="application-code"),
    path(f"{ITEM}confirm/", ChecklistDoor.as_view({"post": "confirm_code"}), name="application-confirm"),
    path(f"{ITEM}take-back/", ChecklistDoor.as_view({"post": "take_back"}), name="application-take-back"),
    path(APPLICATION, ApplicationDoor.as_view({"get": "show"}), name="application"),
    path(f"{APPLICATION}withdraw/", ApplicationDoor.as_view({"post": "withdraw"}), name="application-withdraw"),
    path(f"{APPLICATION}document/", ApplicationDoor.as_view({"get": "document"}), name="application-document"),
    path(f"{APPLICATION}amend/", ApplyDoor.as_view({"post": "amend"}), name="application-amend"),
    path("desk/", ShopDoor.as_view({"get": "places"}), name="places"),
    path(f"{DESK}settings/", ShopSettingsDoor.as_view({"get": "show", "patch": "change"}), name="desk-settings"),
    path(f"{DESK}away/", ShopDoor.as_view({"post": "away"}), name="desk-away"),
    path(f"{DESK}reopen/", ShopDoor.as_view({"post": "reopen"}), name="desk-reopen"),
    path(f"{DESK}close/", ShopSettingsDoor.as_view({"post": "close"}), name="desk-close"),
    path(CREDENTIAL, CredentialDoor.as_view({"get": "show"}), name="desk-credential"),
    path(f"{CREDENTIAL}claim/", ClaimDoor.as_view({"post": "claim"}), name="desk-claim"),
    path(f"{CLAIM}withdraw/", CredentialDoor.as_view({"post": "withdraw"}), name="desk-claim-withdraw"),
    path(
        f"{CLAIM}documents/<int:position>/",
        CredentialDoor.as_view({"get": "document"}),
        name="desk-claim-document",
    ),
    path(
        f"{DESK}certification/",
        CertificationDoor.as_view({"get": "show", "post": "certify"}),
        name="desk-certification",
    ),
    path(f"{DESK}team/", MemberDoor.as_view({"get": "index"}), name="desk-team"),
    path(MEMBER, MemberDoor.as_view({"patch": "change", "delete": "remove"}), name="desk-member"),
    path(f"{DESK}leave/", MemberDoor.as_view({"post": "leave"}), name="desk-leave"),
    path(f"{DESK}invitations/", InvitedDoor.as_view({"get": "index", "post": "invite"}), name="desk-invitations"),
    path(
        f"{DESK}invitations/<number:number>/withdraw/",
        InvitedDoor.as_view({"post": "withdraw"}),
        name="desk-invitation-withdraw",
    ),
    path(f"{DESK}payouts/", PayoutDoor.as_view({"get": "show", "post": "ask"}), name="desk-payouts"),
    path(f"{DESK}payouts/withdraw/", PayoutDoor.as_view({"post": "withdraw"}), name="desk-payouts-withdraw"),
    path(f"{DESK}identity/", IdentityDoor.as_view({"get": "show", "post": "ask"}), name="desk-identity"),
    path(f"{DESK}identity/withdraw/", IdentityDoor.as_view({"post": "withdraw"}), name="desk-identity-withdraw"),
    path("not-me/", NotMeDoor.as_view({"post": "stop"}), name="not-me"),
    path(f"{DESK}leaving/", LeavingDoor.as_view({"get": "show", "post": "leave"}), name="desk-leaving"),
    path("decisions/", DecisionDoor.as_view({"get": "index"}), name="decisions"),
    path(DECISION, DecisionDoor.as_view({"get": "show"}), name="decision"),
    path(f"{DECISION}complain/", ComplainDoor.as_view({"post": "complain"}), name="decision-complain"),
    path(f"{DECISION}withdraw/", DecisionDoor.as_view({"post": "withdraw"}), name="decision-withdraw"),
    path("complaints/<number:number>/document/", DecisionDoor.as_view({"get": "document"}), name="decision-document"),
    path(f"{DESK}brands/", BrandDoor.as_view({"get": "index"}), name="desk-brands"),
    path(f"{DESK}brands/claim/", BrandClaimDoor.as_view({"post": "claim"}), name="desk-brand-claim"),
    path(f"{DESK}brands/asked/", BrandDoor.as_view({"get": "asked"}), name="desk-brands-asked"),
    path(f"{BRAND}authorise/", BrandDoor.as_view({"post": "authorise"}), name="desk-brand-authorise"),
    path(f"{BRAND}grant/", BrandDoor.as_view({"post": "grant"}), name="desk-brand-grant"),
    path(f"{BRAND}refuse/", BrandDoor.as_view({"post": "refuse"}), name="desk-brand-refuse"),
    path(f"{BRAND}revoke/", BrandDoor.as_view({"post": "revoke"}), name="desk-brand-revoke"),
    path(f"{BRAND}withdraw/", BrandDoor.as_view({"post": "withdraw"}), name="desk-brand-withdraw"),
    path(f"{BRAND}document/", BrandDoor.as_view({"get": "document"}), name="desk-brand-document"),
    path("invitations/", InvitationDoor.as_view({"get": "index"}), name="invitations"),
    path(f"{INVITATION}accept/", InvitationDoor.as_view({"post": "accept"}), name="invitation-accept"),
    path(f"{INVITATION}decline/", InvitationDoor.as_view({"post": "decline"}), name="invitation-decline"),
]
