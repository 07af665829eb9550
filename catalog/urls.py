from django.urls import path

from catalog.views import listings, photos

app_name = "catalog"

LISTING = "desk/<slug:shop>/listings/<str:number>/"

urlpatterns = [
    path("desk/<slug:shop>/listings/", listings.desk_listings, name="desk_listings"),
    path("desk/<slug:shop>/listings/new/", listings.new, name="listing_new"),
    path(LISTING, listings.edit, name="listing_edit"),
    path(f"{LISTING}variants/", listings.variants, name="listing_variants"),
    path(f"{LISTING}publish/", listings.publish, name="listing_publish"),
    path(f"{LISTING}pause/", listings.pause, name="listing_pause"),
    path(f"{LISTING}retract/", listings.retract, name="listing_retract"),
    path(f"{LISTING}words/<slug:language>/", listings.words, name="listing_words"),
    path(f"{LISTING}photos/", photos.photos, name="photos"),
    path(f"{LISTING}photos/add/", photos.add, name="photo_add"),
    path(f"{LISTING}photos/<slug:code>/remove/", photos.remove, name="photo_remove"),
    path(f"{LISTING}photos/<slug:code>/move/", photos.move, name="photo_move"),
    path(f"{LISTING}photos/<slug:code>/describe/", photos.describe, name="photo_describe"),
]
