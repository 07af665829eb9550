from django.urls import path

from reviews.views import desk, reading, writing

app_name = "reviews"

urlpatterns = [
    path("reviews/new/<str:number>/<int:position>/", writing.write, name="write"),
    path("reviews/<str:number>/<int:position>/photos/", writing.add_photos, name="add_photos"),
    path("shops/<slug:slug>/reviews/", reading.of_shop, name="of_shop"),
    path("desk/<slug:shop>/reviews/", desk.index, name="desk"),
    path("desk/<slug:shop>/reviews/<str:number>/<int:position>/reply/", desk.reply, name="reply"),
    path("desk/<slug:shop>/reviews/<str:number>/<int:position>/withdraw/", desk.withdraw, name="withdraw"),
]
