from django.urls import path

from reviews import views

app_name = "reviews"

urlpatterns = [
    path("reviews/new/<str:number>/<int:position>/", views.write, name="write"),
]
