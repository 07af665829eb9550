from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("account/settings/", views.preferences, name="settings"),
    path("account/who-looked/", views.who_looked, name="who_looked"),
]
