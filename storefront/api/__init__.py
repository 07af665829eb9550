"""The API of the pages that gather: the shop window, and the seller's desk."""

from django.urls import path

from storefront.api.desk import CredentialsDoor, SummaryDoor
from storefront.api.merchants import MerchantDoor
from storefront.api.window import ListingDoor, ShopDoor

routes = [
    path("listings/", ListingDoor.as_view({"get": "index"}), name="listings"),
    path("listings/facets/", ListingDoor.as_view({"get": "facets"}), name="facets"),
    path("listings/sorts/", ListingDoor.as_view({"get": "sorts"}), name="sorts"),
    path("listings/<number:number>/", ListingDoor.as_view({"get": "show"}), name="listing"),
    path("desk/<slug:shop>/", SummaryDoor.as_view({"get": "show"}), name="desk-summary"),
    path("desk/<slug:shop>/credentials/", CredentialsDoor.as_view({"get": "index"}), name="desk-credentials"),
    path("merchants/", MerchantDoor.as_view({"get": "index"}), name="merchants"),
    path("shops/", ShopDoor.as_view({"get": "index"}), name="shops"),
    path("shops/<slug:slug>/", ShopDoor.as_view({"get": "show"}), name="shop"),
]
