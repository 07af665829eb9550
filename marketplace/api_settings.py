"""How the API runs: who is believed, how much is taken, how it describes itself."""

from __future__ import annotations

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.tokens.TokenAuthentication",
        # For our own pages: a session's cookie, with the token against forged requests.
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["core.api.permissions.Nobody"],
    "DEFAULT_THROTTLE_CLASSES": ["core.api.throttling.Limit"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "core.api.schema.Schema",
    "EXCEPTION_HANDLER": "core.api.errors.answer_refusal",
    "DEFAULT_METADATA_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

# Requests a minute: of a visitor's address, of a member.
LIMITS: dict[str, dict[str, int]] = {
    "visitor": {"read": 120, "write": 40, "checkout": 10, "upload": 10, "paper": 10, "report": 2},
    "member": {"read": 300, "write": 120, "checkout": 20, "upload": 60, "paper": 20, "report": 6},
}

DESCRIPTION = """
What shoppers and sellers do on the pages, for programs.

Amounts are whole minor units with a currency. Moments are UTC. Lists are paged by `next`. Every refusal is
`{code, message, details}`. What moves money needs an `Idempotency-Key`. See docs/api.md.
"""


def spectacular(market: str) -> dict[str, Any]:
    """drf-spectacular's settings."""
    return {
        "TITLE": f"{market} API",
        "DESCRIPTION": DESCRIPTION.strip(),
        "VERSION": "1.0.0",
        "OAS_VERSION": "3.1.0",
        "SCHEMA_PATH_PREFIX": "/api/v1",
        "PATH_CONVERTER_OVERRIDES": {
            "place": {"type": "integer", "minimum": 1, "maximum": 9999},
            "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
        },
        "SERVE_INCLUDE_SCHEMA": False,
        "SERVE_AUTHENTICATION": [],
        "COMPONENT_SPLIT_REQUEST": True,
        "COMPONENT_SPLIT_PATCH": False,
        "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
        "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": True,
        "ENUM_NAME_OVERRIDES": {
            "OrderStatus": "orders.states.OrderStatus",
            "PurchaseStatus": "orders.states.PurchaseStatus",
            "CancelledBecause": "orders.states.CancelledBecause",
            "CarrierKind": "orders.states.Carrier",
            "TrackingCode": "orders.states.TrackingCode",
            "TrackingSource": "orders.states.TrackingSource",
            "PaymentStatus": "payments.states.PaymentStatus",
            "ListingStatus": "catalog.states.ListingStatus",
            "PhotoStatus": "catalog.states.PhotoStatus",
            "ImportStatus": "catalog.states.ImportStatus",
            "ImportHalf": "catalog.models.Half",
            "ImportOutcome": "catalog.models.Outcome",
            "ListingCondition": "catalog.models.Condition",
            "ReviewPhotoStatus": "reviews.states.ReviewPhotoStatus",
            "ReviewStatus": "reviews.states.ReviewStatus",
            "RemovalReason": "reviews.states.RemovalReason",
            "ApplicationStatus": "sellers.states.ApplicationStatus",
            "SellerKind": "sellers.states.SellerKind",
            "ShopStatus": "sellers.states.ShopStatus",
            "ShopRole": "sellers.states.ShopRole",
            "BrandRole": "sellers.states.BrandRole",
            "BrandAuthorisationStatus": "sellers.states.AuthorisationStatus",
            "ReportReason": "catalog.states.ReportReason",
            "ReportStatus": "catalog.states.ReportStatus",
            "CredentialKind": "sellers.vetting.states.CredentialKind",
            "CredentialStatus": "sellers.vetting.states.CredentialStatus",
            "CredentialMethod": "sellers.vetting.states.Method",
            "CredentialEvidence": "sellers.vetting.states.EvidenceKind",
            "CredentialStanding": "sellers.vetting.states.Standing",
            "PolicyKind": "policies.kinds.PolicyKind",
            "FactKind": "taxonomy.models.FactKind",
        },
        "AUTHENTICATION_WHITELIST": ["accounts.tokens.TokenAuthentication"],
        "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums"],
    }
