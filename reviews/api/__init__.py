"""The API of reviews: reading those of a listing or a shop, writing one's own, and the shop's reply."""

from django.urls import path

from reviews.api.desk import DeskReviewDoor
from reviews.api.reading import ListingReviewDoor, ShopReviewDoor
from reviews.api.writing import OwnPhotoDoor, OwnReviewDoor

LISTING = "listings/<number:number>/reviews/"
SHOP = "shops/<slug:shop>/reviews/"
OWN = "orders/<number:number>/lines/<place:position>/review/"
DESK = "desk/<slug:shop>/reviews/"
ONE = f"{DESK}<number:number>/<place:position>/"

routes = [
    path(LISTING, ListingReviewDoor.as_view({"get": "index"}), name="listing-reviews"),
    path(f"{LISTING}distribution/", ListingReviewDoor.as_view({"get": "distribution"}), name="listing-distribution"),
    path(SHOP, ShopReviewDoor.as_view({"get": "index"}), name="shop-reviews"),
    path(f"{SHOP}distribution/", ShopReviewDoor.as_view({"get": "distribution"}), name="shop-distribution"),
    path(OWN, OwnReviewDoor.as_view({"get": "may", "post": "write"}), name="own-review"),
    path(f"{OWN}photos/", OwnPhotoDoor.as_view({"get": "index", "post": "add"}), name="own-review-photos"),
    path(DESK, DeskReviewDoor.as_view({"get": "index"}), name="desk-reviews"),
    path(f"{ONE}reply/", DeskReviewDoor.as_view({"post": "reply"}), name="desk-reply"),
    path(f"{ONE}withdraw/", DeskReviewDoor.as_view({"post": "withdraw"}), name="desk-reply-withdraw"),
]
