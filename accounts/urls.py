from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("account/settings/", views.preferences, name="settings"),
    path("account/second-factor/", views.second_factor, name="second_factor"),
    path("account/sessions/", views.sessions, name="sessions"),
    path("account/sessions/end-others/", views.end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<slug:code>/end/", views.end_session, name="end_session"),
    path("account/who-looked/", views.who_looked, name="who_looked"),
    path("demo/codes/", views.demo_codes, name="demo_codes"),
]
